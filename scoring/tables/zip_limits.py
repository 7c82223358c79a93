"""What a workbook's ZIP container must satisfy before anything parses what is in it.

Sizes in a ZIP are claims: every member is streamed and its real bytes are counted.
Source of the limits: OWASP ASVS 5.0, 5.2.1–5.2.3 and 1.5.1.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from scoring.base.quantities import vietnamese
from scoring.tables.file_kinds import kind_of_zip

MOST_MEMBERS = 5_000
"""Parts of a workbook. Each of a hundred sheets may have printer settings, drawings, notes."""

MOST_BYTES = 50_000_000
MOST_BYTES_OF_A_WORKBOOK = 150_000_000
"""Unpacked. A sheet whose rows were formatted to the last one takes 70 MB and more; its XML is
streamed."""

HIGHEST_RATIO = 100
"""Unpacked bytes to packed bytes. Sheets full of numbers are packed about 10 to 1."""

_CHUNK = 1 << 16
_ENCRYPTED = 0x1
WORKBOOK = "xl/workbook.xml"
# expat reads utf-16 too, where the same word has a zero byte beside each letter.
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_MARK = b"phuhop.form/"
_BOMB = "tệp nén bất thường (bung ra quá lớn)"
_SAVE_AGAIN = "mở bằng Excel và lưu lại dạng .xlsx"
_SHRINK = (
    "xóa các dòng, cột trống đã kẻ khung hay tô màu: chọn dòng trống đầu tiên dưới bảng, bấm "
    "Ctrl+Shift+End, Delete Rows, bỏ ảnh chèn thêm, rồi lưu"
)
"""What makes a workbook small again, where it is no attack."""


class Unsafe(Exception):  # noqa: N818 -- a finding about a file, raised to stop its reading
    """The container is refused: problem code, message, hint."""

    def __init__(self, code: str, message: str, hint: str = _SAVE_AGAIN) -> None:
        """Keep the three texts of a ``Problem`` that has no place yet."""
        self.code = code
        self.message = message
        self.hint = hint
        super().__init__(message)


def check_container(
    content: bytes,
    needed: str = WORKBOOK,
    kind: str = "bảng tính .xlsx",
    *,
    may_have_links: bool = False,
) -> bool:
    """Raise ``Unsafe`` unless *content* is a harmless ZIP with a workbook in it.

    *needed* is the member that a file of another *kind* of Office's must have. With
    *may_have_links* formulas may refer to other files: only values are read then. Return
    whether a mark of our forms stands in it, whatever its sheets are called. May raise
    whatever a damaged ZIP makes ``zipfile`` raise.
    """
    # Imported here: reading CSV must not pay for it.
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        names = {member.filename.lower() for member in members}
        _check_names(names, needed, kind)
        if not may_have_links and has_links(names):
            hint = "Excel: Data, Edit Links, Break Link; rồi lưu lại"
            raise Unsafe("lien-ket-ngoai", "tệp có liên kết tới tệp khác", hint)
        if len(members) > MOST_MEMBERS:
            message = f"tệp nén có hơn {vietnamese(MOST_MEMBERS)} thành phần"
            raise Unsafe("nen-bat-thuong", message, "chia thành nhiều tệp")
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise Unsafe("xls-cu", "tệp có mật khẩu", "bỏ mật khẩu, lưu lại dạng .xlsx")
        most = MOST_BYTES_OF_A_WORKBOOK if needed == WORKBOOK else MOST_BYTES
        allowed = min(most, HIGHEST_RATIO * len(content))
        if sum(member.file_size for member in members) > allowed:
            raise Unsafe("nen-bat-thuong", _BOMB, _SHRINK)
        is_form = False
        for member in members:
            with archive.open(member) as stream:
                size, has_mark = _stream(stream, allowed)
                allowed -= size
                is_form = is_form or has_mark
        return is_form


def holds(path: Path, mark: bytes) -> bool:
    """Whether *mark* stands in a workbook; ``False`` for what is none or cannot be read.

    Only as much is unpacked as ``check_container`` would allow.
    """
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            allowed = MOST_BYTES
            for member in archive.infolist()[:MOST_MEMBERS]:
                with archive.open(member) as stream:
                    found = stream.read(allowed + 1)
                if mark in found:
                    return True
                allowed -= len(found)
                if allowed < 0:
                    return False
    except Exception:  # noqa: BLE001 -- whoever reads the file as a table says what is wrong
        return False
    return False


def is_sound(path: Path) -> bool:
    """Whether a workbook is whole and would be read at all."""
    try:
        check_container(path.read_bytes(), may_have_links=True)
    except Exception:  # noqa: BLE001 -- whoever reads the file as a table says what is wrong
        return False
    return True


def has_links(names: Iterable[str]) -> bool:
    """Whether members of these names, in small letters, say that formulas use other files."""
    return any(name.startswith("xl/externallinks/") for name in names)


def _check_names(names: set[str], needed: str, kind: str) -> None:
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unsafe("co-macro", "tệp có macro (.xlsm)", "lưu lại dạng .xlsx không có macro")
    if needed not in names:
        found = kind_of_zip(names)
        if found is None:
            raise Unsafe("khong-phai-xlsx", f"tệp nén nhưng không phải {kind}")
        words, hint = found
        raise Unsafe("khong-phai-xlsx", f"đây là {words}, không phải {kind}", hint)


def _stream(stream: io.BufferedIOBase | object, allowed: int) -> tuple[int, bool]:
    """Read a member to its end; return its real size, and whether a form's mark is in it."""
    read = stream.read  # type: ignore[union-attr]
    size = 0
    tail = b""
    has_mark = False
    while chunk := read(_CHUNK):
        if not size and chunk.startswith(b"PK\x03\x04"):
            raise Unsafe("nen-bat-thuong", "trong tệp có tệp nén khác", "bỏ tệp đính kèm rồi lưu")
        size += len(chunk)
        if size > allowed:
            raise Unsafe("nen-bat-thuong", _BOMB, _SHRINK)
        # The word may stand across the edge of two chunks.
        window = tail + chunk
        if any(word in window for word in _DOCTYPES):
            raise Unsafe("xml-la", "tệp có khai báo <!DOCTYPE>, Excel không bao giờ ghi như vậy")
        has_mark = has_mark or _MARK in window
        tail = window[-len(_DOCTYPES[1]) :]
    return size, has_mark
