"""Why a file could not be opened, in Vietnamese."""

from __future__ import annotations

import errno

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


def reason(error: OSError) -> str:
    """Return the reason of a failed opening in Vietnamese."""
    if isinstance(error, FileNotFoundError):
        return "không có tệp này"
    if isinstance(error, IsADirectoryError):
        return "đây là thư mục, không phải tệp"
    if isinstance(error, PermissionError):
        return "không có quyền đọc"
    if error.errno in _FULL:
        return "hết chỗ trên đĩa hoặc trong thư mục tạm"
    return f"hệ thống báo lỗi {error.errno}"
