"""What a file is that is no table: told by its content, with what to do about it."""

from __future__ import annotations

from collections.abc import Collection

_XLSX = "lưu lại dạng .xlsx"

_MEMBERS = (
    ("word/document.xml", "văn bản Word (.docx)", "gửi biểu Excel hoặc bảng số liệu"),
    ("ppt/presentation.xml", "bản trình chiếu PowerPoint (.pptx)", "gửi biểu Excel"),
    ("xl/workbook.bin", "bảng tính Excel nhị phân (.xlsb)", f"mở bằng Excel, {_XLSX}"),
    ("content.xml", "tệp OpenDocument (.ods, .odt)", f"mở bằng LibreOffice hoặc Excel, {_XLSX}"),
    (
        "manifest.json",
        "gói hồ sơ của phần mềm này (.phuhop)",
        "mở gói bằng phuhop unpack, hoặc kiểm tra bằng phuhop reproduce",
    ),
)
"""A member that only one kind of ZIP has, that kind, and what to do."""

_STREAMS = (
    ("WordDocument", "văn bản Word cũ (.doc)", "gửi biểu Excel hoặc bảng số liệu"),
    ("PowerPoint Document", "bản trình chiếu PowerPoint cũ (.ppt)", "gửi biểu Excel"),
    ("EncryptedPackage", "tệp có mật khẩu", f"bỏ mật khẩu, {_XLSX}"),
    ("Workbook", "bảng tính Excel cũ (.xls)", f"mở bằng Excel, {_XLSX}"),
    ("Book", "bảng tính Excel cũ (.xls)", f"mở bằng Excel, {_XLSX}"),
)
"""A stream that only one kind of OLE file has. A document may embed a workbook: Word first."""

_BEGINNINGS = (
    (b"%PDF", "tệp PDF", "gửi biểu Excel hoặc bảng số liệu, không gửi bản in"),
    (b"\x89PNG", "ảnh PNG", "gửi biểu Excel hoặc bảng số liệu, không gửi ảnh chụp"),
    (b"\xff\xd8\xff", "ảnh JPEG", "gửi biểu Excel hoặc bảng số liệu, không gửi ảnh chụp"),
    (b"Rar!", "tệp nén .rar", "giải nén rồi gửi các tệp bên trong"),
    (b"7z\xbc\xaf", "tệp nén .7z", "giải nén rồi gửi các tệp bên trong"),
    (b"\x1f\x8b", "tệp nén .gz", "giải nén rồi gửi tệp bên trong"),
    (b"{\\rtf", "văn bản RTF", "gửi biểu Excel hoặc bảng số liệu"),
    (b"PARE", "tệp Parquet có mật mã", "xuất lại không mã hóa"),
    (b"SQLite format 3", "cơ sở dữ liệu SQLite", "gửi biểu Excel hoặc bảng số liệu"),
)

Kind = tuple[str, str]
"""What the file is, and what to do."""


def kind_of_zip(names: Collection[str]) -> Kind | None:
    """Return what a ZIP with members of these names, in small letters, is."""
    for member, words, hint in _MEMBERS:
        if member in names:
            return words, hint
    office = any(name in {"[content_types].xml", "mimetype"} for name in names)
    return None if office else ("tệp nén .zip", "giải nén rồi gửi các tệp bên trong")


def kind_of_ole(content: bytes) -> Kind:
    """Return what a file of the old Office formats is."""
    for stream, words, hint in _STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in content:
            return words, hint
    return "tệp Office cũ (.xls) hoặc tệp có mật khẩu", f"bỏ mật khẩu, {_XLSX}"


def kind_by_beginning(magic: bytes) -> Kind | None:
    """Return what a file is that begins with these bytes, ``None`` for what may be text."""
    for start, words, hint in _BEGINNINGS:
        if magic.startswith(start):
            return words, hint
    return None
