"""The bytes of a text file, looked at in blocks: whether it is text, and all of it UTF-8."""

from __future__ import annotations

import codecs
from typing import BinaryIO

from scoring.base.problems import Place, Problem

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
