"""The lines of a text file, one by one, with a way back to where a record began."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8
from collections import deque
from collections.abc import Sequence
from typing import BinaryIO

from scoring.base.communes import Area

LONGEST_LINE = 1_000_000
"""Characters. A ruleset has some 40 columns; no row of communes is so long."""

_LONGEST_RECORD = 2 * LONGEST_LINE


class Lines:
    """Iterates over the lines of UTF-8 text; a line ends with LF, CR or both, as for Excel.

    What was given out since ``mark`` is kept, so that ``go_back`` can give it again without
    its first line. A line or a marked record that is too long raises ``csv.Error``: memory
    stays bounded whatever the file holds.
    """

    def __init__(self, stream: BinaryIO, offset: int = 0, lines: int = 0) -> None:
        """Begin at the first line of *stream*, or below *lines* lines at byte *offset*.

        The stream's place is moved.
        """
        stream.seek(0)
        if not offset and stream.read(len(BOM_UTF8)) == BOM_UTF8:
            offset = len(BOM_UTF8)
        stream.seek(offset)
        # The stream belongs to the caller: a wrapper that is thrown away must not close it.
        reader = io.BufferedReader(_Borrowed(stream), 1 << 18)
        self._text = io.TextIOWrapper(reader, "utf-8", newline="")
        self._again: deque[str] = deque()
        self._kept: list[str] = []
        self._size = 0
        self._number = lines
        self._offset = offset
        self._is_marking = False
        self.marked = lines + 1
        """Line number, from 1, of the first line since ``mark``."""
        self.marked_at = offset
        """Bytes of the file before that line."""

    def __iter__(self) -> Lines:
        """Return itself."""
        return self

    def __next__(self) -> str:
        """Return the next line with its end."""
        line = self._next()
        if not line:
            raise StopIteration
        self._number += 1
        self._offset += _bytes(line)
        if self._is_marking:
            self._kept.append(line)
            self._size += len(line)
            if len(line) > LONGEST_LINE or self._size > _LONGEST_RECORD:
                raise csv.Error("record too long")
        return line

    def _next(self) -> str:
        if self._again:
            return self._again.popleft()
        line = self._text.readline(LONGEST_LINE + 1)
        if len(line) > LONGEST_LINE and not line.endswith("\n"):
            self._skip_rest(line)
        return line

    def _skip_rest(self, line: str) -> None:
        """Read on to the end of a line that is too long anyway."""
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(LONGEST_LINE)
            self._offset += _bytes(line)

    def skip(self, lines: int) -> None:
        """Go past some lines."""
        for _ in range(lines):
            next(self, None)

    @property
    def since_mark(self) -> list[str]:
        """The lines given out since ``mark``: those of the record that was just read."""
        return self._kept

    @property
    def is_at_end(self) -> bool:
        """Whether there is no further line."""
        if not self._again:
            line = self._next()
            if line:
                self._again.append(line)
        return not self._again

    def mark(self) -> None:
        """Let go of the lines given so far; the next one begins a record."""
        self._is_marking = True
        self._kept.clear()
        self._size = 0
        self.marked = self._number + 1
        self.marked_at = self._offset

    def go_back(self) -> None:
        """Give the lines since ``mark`` again, without the first of them."""
        again = self._kept[1:]
        self._again.extendleft(reversed(again))
        self._number -= len(again)
        self._offset -= sum(map(_bytes, again))
        self._kept.clear()
        self._is_marking = False


def _bytes(line: str) -> int:
    return len(line) if line.isascii() else len(line.encode())


class _Borrowed(io.RawIOBase):
    """A binary stream that is left open when its borrower is closed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        read = self._stream.read(len(buffer))
        buffer[: len(read)] = read
        return len(read)


class StrayQuote(csv.Error):
    """A record that reads well and yet cannot be meant: a quotation mark swallowed something."""


_CODE = re.compile(r"[0-9]{5}(?![0-9])")


def check_quotes(lines: Lines, cells: Sequence[str], delimiter: str, width: int) -> None:
    """Raise ``StrayQuote`` where the record just read from *lines* has a quotation mark too many.

    *width* is the number of headings, 0 where they are not known yet. A name over two lines is
    sound; a cell that holds other cells or another row's code is what lies between two stray
    marks.
    """
    read = lines.since_mark
    marks = sum(line.count('"') for line in read)
    if not marks:
        return
    if marks % 2:
        raise StrayQuote("có một dấu ngoặc kép lẻ")
    for cell in cells if len(read) > 1 else ():
        _, *below = re.split(r"\r\n?|\n", cell)
        if below and (delimiter in cell or any(_CODE.match(line.strip()) for line in below)):
            last = lines.marked + len(read) - 1
            message = (
                f"dấu ngoặc kép mở ở dòng {lines.marked}, đóng ở dòng {last}, nuốt mất các ô ở giữa"
            )
            raise StrayQuote(message)
    if len(cells) >= width:
        return
    swallowed = sum(cell.count(delimiter) for cell in cells if not _is_list(cell, delimiter))
    if swallowed and width <= len(cells) + swallowed:
        raise StrayQuote(f"dấu ngoặc kép nuốt mất {swallowed} dấu phân cách")


def _is_list(cell: str, delimiter: str) -> bool:
    """Whether a cell holds several areas, as it may."""
    known = {area.value for area in Area}
    return {piece.strip().casefold() for piece in cell.split(delimiter)} <= known
