"""CSV as Vietnamese Excel and its neighbours write it: utf-8, commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from scoring.problems import Place, Problem
from scoring.tables_raw import (
    HEADING_WITHIN,
    MARK,
    RawRow,
    RawTable,
    ReadTables,
    headings_of,
    is_empty,
)

_DELIMITERS = ";,\t"
_EMPTY = ' \t\r\n;,"\u00a0\ufeff'
_LONGEST_FIELD = 100_000
"""Characters. A quotation mark that nobody closes must not swallow the file."""

_LONGEST_HEADINGS = 1_000_000
"""Characters of a heading line; millions of headings are no table of communes."""

_MOST_BROKEN_ROWS = 100
"""After each broken row the reading starts again below it; this bounds the work."""

_SAVE_AS_UTF8 = "lưu lại dạng «CSV UTF-8 (Comma delimited)»"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_csv(content: bytes, file: str) -> ReadTables:
    """Read the bytes of a CSV file: one table, whose row numbers are lines of the file.

    A row over several lines has the number of its first. A row with a broken quotation is
    left out with a problem, the rows below it are read.
    """
    text, problem = _decoded(content, file)
    if text is None:
        return [], [problem] if problem else []
    lines = list(io.StringIO(text, newline=""))
    nothing = Problem(Place(file), "tep-trong", "tệp không có nội dung")
    if not any(line.strip(_EMPTY) for line in lines):
        return [], [nothing]
    if text.lstrip().startswith("<"):
        message = "tệp là trang HTML hoặc XML, không phải bảng CSV"
        hint = "mở bằng Excel và lưu lại dạng .xlsx"
        return [], [Problem(Place(file, 1), "khong-phai-bang", message, hint)]
    start, delimiter = _heading_line(lines)
    if len(lines[start]) > _LONGEST_HEADINGS:
        message = f"dòng tiêu đề dài hơn {_LONGEST_HEADINGS // 1_000_000} triệu ký tự"
        return [], [Problem(Place(file, start + 1), "khong-phai-bang", message)]
    records, problems = _records(lines, start, delimiter, file)
    if not records and not problems:
        return [], [nothing]
    if problems and (not records or records[0][0] != start + 1):
        # The heading line itself is broken; the rows below it say nothing without it.
        return [], problems
    (heading_row, heading_cells), *rows = records
    headings = headings_of(heading_cells)
    table = RawTable(
        file, None, heading_row, headings, tuple(_row(*row, len(headings)) for row in rows)
    )
    return [table], problems


def _decoded(content: bytes, file: str) -> tuple[str | None, Problem | None]:
    if content.startswith(_UTF_16):
        message = "tệp ở bảng mã UTF-16 («Unicode Text»), không phải UTF-8"
        return None, Problem(Place(file), "bang-ma", message, _SAVE_AS_UTF8)
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        message = "tệp nhị phân, không phải bảng CSV, XLSX hay Parquet"
        return None, Problem(Place(file, line), "tep-nhi-phan", message)
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        # The decoder counts from behind the byte order mark; its own copy has the right bytes.
        before = error.object[: error.start]
        line = len(before.splitlines()) + before.endswith((b"\n", b"\r")) or 1
        message = f"byte 0x{error.object[error.start]:02x} không phải chữ UTF-8"
        return None, Problem(Place(file, line), "bang-ma", message, _SAVE_AS_UTF8)


def _heading_line(lines: list[str]) -> tuple[int, str]:
    """Return the index of the heading line and its delimiter.

    It is the first of the first lines that has ``ma_xa`` in a cell; failing that, the first
    line with any content, so that the missing columns can be named.
    """
    for index, line in enumerate(lines[:HEADING_WITHIN]):
        for delimiter in sorted(_DELIMITERS, key=line.count, reverse=True):
            if MARK in headings_of(_cells(line, delimiter)):
                return index, delimiter
    first = next(index for index, line in enumerate(lines) if line.strip(_EMPTY))
    return first, max(_DELIMITERS, key=lines[first].count)


def _cells(line: str, delimiter: str) -> list[str]:
    if len(line) > _LONGEST_HEADINGS:
        return []
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _records(
    lines: list[str], start: int, delimiter: str, file: str
) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    records: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    while start < len(lines):
        try:
            for number, cells in _from(lines, start, delimiter):
                if not is_empty(cells):
                    records.append((number, cells))
            break
        except _BrokenRow as broken:
            hint = "trong ô có dấu ngoặc kép thì viết hai lần và đặt cả ô trong ngoặc kép"
            message = f"dòng sai dấu ngoặc kép hoặc quá dài ({broken})"
            if len(problems) == _MOST_BROKEN_ROWS:
                message = "quá nhiều dòng hỏng; không đọc từ dòng này trở đi"
            problems.append(Problem(Place(file, broken.line), "dong-hong", message, hint))
            if len(problems) > _MOST_BROKEN_ROWS:
                break
            start = broken.line
    return records, problems


class _BrokenRow(Exception):  # noqa: N818 -- raised and caught in this file only
    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        super().__init__(reason)


def _from(lines: list[str], start: int, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records from a line on, each with the line (from 1) where it starts."""
    previous = csv.field_size_limit(_LONGEST_FIELD)
    first = start + 1
    try:
        reader = csv.reader(lines[start:], delimiter=delimiter, strict=True)
        for cells in reader:
            yield first, cells
            first = start + reader.line_num + 1
    except csv.Error as error:
        raise _BrokenRow(first, _REASONS.get(str(error), "không tách được ô")) from None
    finally:
        # The limit is the process's; leave it as it was.
        csv.field_size_limit(previous)


_REASONS = {
    "unexpected end of data": "mở ngoặc kép mà không đóng",
    f"field larger than field limit ({_LONGEST_FIELD})": "mở ngoặc kép mà không đóng",
    "',' expected after '\"'": "có chữ ngay sau dấu ngoặc kép đóng",
    "';' expected after '\"'": "có chữ ngay sau dấu ngoặc kép đóng",
    "'\t' expected after '\"'": "có chữ ngay sau dấu ngoặc kép đóng",
}


def _row(number: int, cells: list[str], width: int) -> RawRow:
    return RawRow(number, (*cells, *[None] * (width - len(cells))))
