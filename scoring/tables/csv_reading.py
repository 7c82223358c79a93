"""CSV as Vietnamese Excel and its neighbours write it: utf-8, commas, semicolons or tabs.

A file is read line by line and any number of times: a table larger than memory comes in
chunks (``scoring.tables.chunks``), and the table of a whole file is the same reading, kept.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice
from typing import BinaryIO

from scoring.base.problems import Place, Problem, Severity
from scoring.tables.chunks import ROWS, Chunk, Layout, Start, TableFile
from scoring.tables.csv_lines import LONGEST_LINE, Lines, StrayQuote, check_quotes
from scoring.tables.file_kinds import flaw_in
from scoring.tables.legacy_fonts import MOST_SHOWN, RETYPE, converted, told
from scoring.tables.raw import (
    ABOVE_HEADINGS,
    HEADING_WITHIN,
    MARK,
    MOST_HEADINGS,
    RawRow,
    ReadTables,
    headings_of,
    is_commune,
    is_empty,
)

_DELIMITERS = ";,\t"
_EMPTY = ' \t\r\n;,"\u00a0\ufeff'
_LONGEST_FIELD = 100_000
"""Characters. A quotation mark that nobody closes must not swallow the file."""

_MOST_BROKEN_ROWS = 100
"""After each broken row the reading starts again below it; this bounds the work."""

Record = tuple[int, list[str]]
"""The line (from 1) where a record starts, and its cells."""


def read_csv(content: bytes, file: str) -> ReadTables:
    """Read the bytes of a CSV file: one table, whose row numbers are lines of the file.

    A row over several lines has the number of its first. A row with a broken quotation is
    left out with a problem, the rows below it are read.
    """
    reader = CsvReader(io.BytesIO(content), file)
    problems = reader.begin()
    if problems:
        return [], problems
    rows = tuple(row for chunk in reader.chunks() for row in chunk.rows)
    refused = reader.refused()
    if refused:
        return [], refused
    return [replace(reader.table, rows=rows)], reader.problems


def padded(cells: list[str], width: int) -> tuple[str | None, ...]:
    """Return the cells of a row, blanks for those that its line does not reach."""
    return (*cells, *[None] * (width - len(cells)))


class CsvReader(TableFile):
    """One CSV file; its ``problems`` are the broken rows, in their order."""

    def __init__(self, stream: BinaryIO, file: str, layout: Layout | None = None) -> None:
        """Read from *stream*, which can be wound back; *file* is its name in messages."""
        super().__init__(stream, file, layout)
        self._start = (layout.heading_row or 1) - 1 if layout else 0
        self._delimiter = layout.delimiter if layout else _DELIMITERS[0]
        self._converted = self._broken = 0
        self._above: list[Problem] = []
        """Communes above the headings, known from ``begin`` on."""

    @property
    def _width(self) -> int:
        return len(self.layout.headings) if self.layout else 0

    def begin(self) -> list[Problem]:
        """Look at all bytes, then for the heading line; return why there is no table."""
        self.stream.seek(0)
        flaw = flaw_in(self.stream, self.file)
        if flaw is not None:
            return [flaw]
        head, first = self._head()
        if first is None:
            return [self._nothing()]
        if first[1].lstrip().startswith("<"):
            message = "tệp là trang HTML hoặc XML, không phải bảng CSV"
            hint = "mở bằng Excel và lưu lại dạng .xlsx"
            return [Problem(Place(self.file, 1), "khong-phai-bang", message, hint)]
        self._start, line, self._delimiter = _heading_line(head, first)
        if len(line) > LONGEST_LINE:
            message = f"dòng tiêu đề dài hơn {LONGEST_LINE // 1_000_000} triệu ký tự"
            return [Problem(Place(self.file, self._start + 1), "khong-phai-bang", message)]
        message, hint = ABOVE_HEADINGS
        self._above = [
            Problem(Place(self.file, number), "dong-khong-doc", f"dòng này {message}", hint)
            for number, above in enumerate(head[: self._start], 1)
            if is_commune(_cells(above, self._delimiter))
        ]
        return []

    def _nothing(self) -> Problem:
        return Problem(Place(self.file), "tep-trong", "tệp không có nội dung")

    def _head(self) -> tuple[list[str], tuple[int, str] | None]:
        """Return the first lines, and the first line with any content with its index."""
        head: list[str] = []
        for index, line in enumerate(self._lines()):
            if index < HEADING_WITHIN:
                head.append(line)
            if line.strip(_EMPTY):
                first = index, line
                break
        else:
            return head, None
        return [*head, *self._lines_from(len(head), HEADING_WITHIN)], first

    def _lines_from(self, start: int, end: int) -> Iterator[str]:
        for index, line in enumerate(self._lines()):
            if index >= end:
                return
            if index >= start:
                yield line

    def _lines(self) -> Lines:
        return Lines(self.stream)

    def chunks(
        self, rows: int = ROWS, start: Start | None = None, *, only: Collection[str] = ()
    ) -> Iterator[Chunk]:
        """Yield the rows in chunks; ``problems`` gets the broken ones on the way."""
        del only
        if start is None:
            lines = self._lines()
            lines.skip(self._start)
            self.layout = None
        else:
            lines = Lines(self.stream, start.offset, start.number)
        self.problems = [*self._above]
        self._converted = self._broken = 0
        records = self._records(lines)
        for number, cells in records:
            width = self._width
            if width > MOST_HEADINGS:
                # No row of it will be read; rows as wide as that times their number are no table.
                continue
            began = Start(lines.marked_at, lines.marked - 1)
            found = [RawRow(number, padded(cells, width))]
            found += [
                RawRow(number, padded(cells, width)) for number, cells in islice(records, rows - 1)
            ]
            yield Chunk(began, found)

    def _records(self, lines: Lines) -> Iterator[Record]:
        """Yield the records below the heading; rows that are wholly empty are not among them."""
        while not lines.is_at_end:
            try:
                for number, cells in self._from(lines):
                    if is_empty(cells):
                        continue
                    if self.layout is None:
                        self.layout = Layout(headings_of(cells), number, self._delimiter)
                    else:
                        yield number, cells
            except csv.Error as error:
                if not self._can_go_on(lines, error):
                    return

    def _from(self, lines: Lines) -> Iterator[Record]:
        """Yield records from the next line on, each with the line where it starts."""
        previous = csv.field_size_limit(_LONGEST_FIELD)
        try:
            lines.mark()
            for cells in csv.reader(lines, delimiter=self._delimiter, strict=True):
                check_quotes(lines, cells, self._delimiter, self._width)
                yield lines.marked, self._in_unicode(lines.marked, cells)
                lines.mark()
        finally:
            # The limit is the process's; leave it as it was.
            csv.field_size_limit(previous)

    def _in_unicode(self, number: int, cells: list[str]) -> list[str]:
        """Return the cells with text of old fonts in Unicode; that is told, at first one by one."""
        for at, cell in enumerate(cells):
            # Most cells are figures, and passed over fast.
            if cell.isascii():
                continue
            result = converted(cell)
            if result is None or result.text == cell:
                continue
            cells[at] = result.text
            self._converted += 1
            if self._converted <= MOST_SHOWN:
                self._warn(number, at, told(cell, result))
            elif self._converted == MOST_SHOWN + 1:
                self._warn(number, None, "từ đây chữ cũ trong các ô khác cũng được đọc như vậy")
        return cells

    def _warn(self, number: int, at: int | None, message: str) -> None:
        heading = self.layout.headings[at] if self.layout and at is not None else None
        place = Place(self.file, number, heading=heading or None)
        self.problems.append(Problem(place, "chu-cu", message, RETYPE, Severity.WARNING))

    def _can_go_on(self, lines: Lines, error: csv.Error) -> bool:
        """Note a broken row and go back to the line below its first."""
        hint = "trong ô có dấu ngoặc kép thì viết hai lần và đặt cả ô trong ngoặc kép"
        reason = _REASONS.get(str(error), "không tách được ô")
        if isinstance(error, StrayQuote):
            reason = str(error)
        message = f"dòng sai dấu ngoặc kép hoặc quá dài ({reason})"
        self._broken += 1
        is_too_many = self._broken > _MOST_BROKEN_ROWS
        if is_too_many:
            message = "quá nhiều dòng hỏng; không đọc từ dòng này trở đi"
        self.problems.append(Problem(Place(self.file, lines.marked), "dong-hong", message, hint))
        lines.go_back()
        return not is_too_many

    def refused(self) -> list[Problem]:
        """Return, after a whole reading, why its rows say nothing: a broken heading line."""
        broken = [problem for problem in self.problems if problem.is_fault]
        if self.layout is None:
            return broken or [self._nothing()]
        if broken and self.layout.heading_row != self._start + 1:
            # The heading line itself is broken; the rows below it say nothing without it.
            return broken
        return []


def _heading_line(head: list[str], first: tuple[int, str]) -> tuple[int, str, str]:
    """Return the index of the heading line, the line and its delimiter.

    It is the first of the first lines that has ``ma_xa`` in a cell; failing that, the first
    line with any content, so that the missing columns can be named.
    """
    for index, line in enumerate(head):
        for delimiter in sorted(_DELIMITERS, key=line.count, reverse=True):
            if MARK in headings_of(_cells(line, delimiter)):
                return index, line, delimiter
    index, line = first
    return index, line, max(_DELIMITERS, key=line.count)


def _cells(line: str, delimiter: str) -> list[str]:
    if len(line) > LONGEST_LINE:
        return []
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


_REASONS = {
    "unexpected end of data": "mở ngoặc kép mà không đóng",
    f"field larger than field limit ({_LONGEST_FIELD})": "mở ngoặc kép mà không đóng",
    "',' expected after '\"'": "có chữ ngay sau dấu ngoặc kép đóng",
    "';' expected after '\"'": "có chữ ngay sau dấu ngoặc kép đóng",
    "'\t' expected after '\"'": "có chữ ngay sau dấu ngoặc kép đóng",
}
