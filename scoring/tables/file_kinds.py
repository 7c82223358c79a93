"""What the bytes of a file are: UTF-8 text, or something else, called what it is."""

from __future__ import annotations

import codecs
from collections.abc import Collection
from typing import BinaryIO

from scoring.base.problems import Place, Problem

_XLSX = "lưu lại dạng .xlsx"

_MEMBERS = (
    ("word/document.xml", "văn bản Word (.docx)", "gửi biểu Excel hoặc bảng số liệu"),
    ("ppt/presentation.xml", "bản trình chiếu PowerPoint (.pptx)", "gửi biểu Excel"),
    ("xl/workbook.bin", "bảng tính Excel nhị phân (.xlsb)", f"mở bằng Excel, {_XLSX}"),
    ("content.xml", "tệp OpenDocument (.ods, .odt)", f"mở bằng LibreOffice hoặc Excel, {_XLSX}"),
    (
        "manifest.json",
        "gói hồ sơ của phần mềm này (.phuhop)",
        "mở gói ra, hoặc kiểm tra gói",
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


_BLOCK = 1 << 20
_SAVE_AS_UTF8 = "lưu lại dạng «CSV UTF-8 (Comma delimited)»"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def flaw_in(stream: BinaryIO, file: str) -> Problem | None:
    """Return why the rest of *stream* is no UTF-8 text, with the line; ``None`` if it is."""
    breaks = _Breaks()
    flaw: Problem | None = None
    pending = b""
    is_first = True
    while True:
        block = stream.read(_BLOCK)
        if is_first and block.startswith(_UTF_16):
            message = "tệp ở bảng mã UTF-16 («Unicode Text»), không phải UTF-8"
            return Problem(Place(file), "bang-ma", message, _SAVE_AS_UTF8)
        if b"\0" in block:
            # A file of another kind altogether: that says more than its first strange letter.
            line = breaks.line_feeds + block.count(b"\n", 0, block.index(b"\0")) + 1
            return binary(file, line)
        if is_first:
            block = block.removeprefix(codecs.BOM_UTF8)
            is_first = False
        data = pending + block
        used = len(data)
        if flaw is None:
            try:
                _, used = codecs.utf_8_decode(data, "strict", not block)
            except UnicodeDecodeError as error:
                line = breaks.before(data[: error.start]) + 1
                message = f"byte 0x{data[error.start]:02x} không phải chữ UTF-8"
                flaw = Problem(Place(file, line), "bang-ma", message, _SAVE_AS_UTF8)
        breaks.pass_over(data[:used])
        pending = data[used:]
        if not block:
            return flaw


def binary(file: str, line: int) -> Problem:
    """Return the fault of a file that is neither text nor one of the other kinds."""
    message = "tệp nhị phân, không phải bảng CSV, XLSX hay Parquet"
    return Problem(Place(file, line), "tep-nhi-phan", message)


class _Breaks:
    """Line breaks passed so far; CR and LF together are one, also across blocks."""

    def __init__(self) -> None:
        self.line_feeds = 0
        self._count = 0
        self._ends_with_cr = False

    def before(self, data: bytes) -> int:
        both = data.count(b"\r\n") + (self._ends_with_cr and data.startswith(b"\n"))
        return self._count + data.count(b"\n") + data.count(b"\r") - both

    def pass_over(self, data: bytes) -> None:
        self._count = self.before(data)
        self.line_feeds += data.count(b"\n")
        if data:
            self._ends_with_cr = data.endswith(b"\r")
