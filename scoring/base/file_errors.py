"""Why a file could not be opened, in Vietnamese."""

from __future__ import annotations


def reason(error: OSError) -> str:
    """Return the reason of a failed opening in Vietnamese."""
    if isinstance(error, FileNotFoundError):
        return "không có tệp này"
    if isinstance(error, IsADirectoryError):
        return "đây là thư mục, không phải tệp"
    if isinstance(error, PermissionError):
        return "không có quyền đọc"
    return f"hệ thống báo lỗi {error.errno}"
