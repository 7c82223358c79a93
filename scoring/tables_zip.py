"""What a workbook's ZIP container must satisfy before anything parses what is in it.

Sizes in a ZIP are claims: every member is streamed and its real bytes are counted.
Source of the limits: OWASP ASVS 5.0, 5.2.1–5.2.3 and 1.5.1.
"""

from __future__ import annotations

import io

MOST_MEMBERS = 200
MOST_BYTES = 50_000_000
HIGHEST_RATIO = 100
"""Unpacked bytes to packed bytes. Sheets full of numbers are packed about 10 to 1."""

_CHUNK = 1 << 16
_ENCRYPTED = 0x1
_WORKBOOK = "xl/workbook.xml"
# expat reads utf-16 too, where the same word has a zero byte beside each letter.
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_BOMB = "tệp nén bất thường (bung ra quá lớn)"
_SAVE_AGAIN = "mở bằng Excel và lưu lại dạng .xlsx"


class Unsafe(Exception):  # noqa: N818 -- a finding about a file, raised to stop its reading
    """The container is refused: problem code, message, hint."""

    def __init__(self, code: str, message: str, hint: str = _SAVE_AGAIN) -> None:
        """Keep the three texts of a ``Problem`` that has no place yet."""
        self.code = code
        self.message = message
        self.hint = hint
        super().__init__(message)


def check_container(content: bytes) -> None:
    """Raise ``Unsafe`` unless *content* is a harmless ZIP with a workbook in it.

    May raise whatever a damaged ZIP makes ``zipfile`` raise.
    """
    # Imported here: reading CSV must not pay for it.
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        _check_names({member.filename for member in members})
        if len(members) > MOST_MEMBERS:
            raise Unsafe("nen-bat-thuong", f"tệp nén có hơn {MOST_MEMBERS} thành phần")
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise Unsafe("xls-cu", "tệp có mật khẩu", "bỏ mật khẩu, lưu lại dạng .xlsx")
        allowed = min(MOST_BYTES, HIGHEST_RATIO * len(content))
        if sum(member.file_size for member in members) > allowed:
            raise Unsafe("nen-bat-thuong", _BOMB)
        for member in members:
            with archive.open(member) as stream:
                allowed -= _stream(stream, allowed)


def _check_names(names: set[str]) -> None:
    lower = {name.lower() for name in names}
    if any(name.endswith("vbaproject.bin") for name in lower):
        raise Unsafe("co-macro", "tệp có macro (.xlsm)", "lưu lại dạng .xlsx không có macro")
    if _WORKBOOK not in lower:
        message = "tệp nén nhưng không phải bảng tính .xlsx"
        raise Unsafe("khong-phai-xlsx", message)


def _stream(stream: io.BufferedIOBase | object, allowed: int) -> int:
    """Read a member to its end; return its real size."""
    read = stream.read  # type: ignore[union-attr]
    size = 0
    tail = b""
    while chunk := read(_CHUNK):
        if not size and chunk.startswith(b"PK\x03\x04"):
            raise Unsafe("nen-bat-thuong", "trong tệp có tệp nén khác", "bỏ tệp đính kèm rồi lưu")
        size += len(chunk)
        if size > allowed:
            raise Unsafe("nen-bat-thuong", _BOMB)
        # The word may stand across the edge of two chunks.
        window = tail + chunk
        if any(word in window for word in _DOCTYPES):
            raise Unsafe("xml-la", "tệp có khai báo <!DOCTYPE>, Excel không bao giờ ghi như vậy")
        tail = window[-len(_DOCTYPES[1]) :]
    return size
