"""A table as a file: CSV for Vietnamese Excel, XLSX, Parquet. Same rows, same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, BinaryIO

from reports.wording.clean import clean
from scoring.results.table_writing import COUNT, NUMBER, TEXT, Heading, Value

Rows = Iterable[Mapping[str, Value]]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(headings: Sequence[Heading], rows: Rows) -> bytes:
    """Return CSV with a BOM and ``;``: a Vietnamese Excel opens it in columns.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    output = io.StringIO()
    writer = csv.writer(output, delimiter=";", lineterminator="\n")
    writer.writerow([heading.name for heading in headings])
    for row in rows:
        writer.writerow([csv_cell(row.get(heading.name)) for heading in headings])
    return output.getvalue().encode("utf-8-sig")


def csv_cell(value: Value) -> str:
    """Return a cell of a CSV file that is opened in Vietnamese Excel."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _csv_text(value)
    # The decimal sign of the country whose Excel opens this.
    return str(value).replace(".", ",")


@lru_cache(1 << 16)
def _csv_text(value: str) -> str:
    text = clean(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def to_xlsx(headings: Sequence[Heading], rows: Rows) -> bytes:
    """Return a workbook with one sheet; texts never become formulas or links.

    Raises ``OSError`` where a disk is full.
    """
    output = io.BytesIO()
    book = XlsxBook(output)
    book.fill(headings, rows)
    book.close()
    return output.getvalue()


class SteadyStream:
    """A stream whose failure is told once, at the end.

    A ZIP that could not be finished goes on writing when it is let go, and complains to nobody
    if it cannot.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Write to *stream* until it fails."""
        self._stream = stream
        self._failure: OSError | ValueError | None = None

    def write(self, content: bytes) -> int:
        """Write, or do as if."""
        return self._tried(lambda: self._stream.write(content), len(content))

    def seek(self, place: int, whence: int = 0) -> int:
        """Go to a place, or do as if."""
        return self._tried(lambda: self._stream.seek(place, whence), place)

    def tell(self) -> int:
        """Return the place."""
        return self._tried(self._stream.tell, 0)

    def flush(self) -> None:
        """Do nothing: whoever owns the stream flushes it."""

    def check(self) -> None:
        """Raise the failure, if there was one."""
        if self._failure is not None:
            raise self._failure

    def _tried(self, do: Callable[[], int], otherwise: int) -> int:
        if self._failure is None:
            try:
                return do()
            except (OSError, ValueError) as error:
                # A closed stream is a ValueError.
                self._failure = error
        return otherwise


@contextmanager
def told_as_os_error() -> Iterator[None]:
    """Raise the system's own error where XlsxWriter hides it in one of its own."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        yield
    except FileCreateError as error:
        (cause,) = error.args
        raise cause if isinstance(cause, OSError) else OSError(str(cause)) from None


class XlsxBook:
    """A workbook of tables, a sheet each, written row by row."""

    def __init__(self, stream: BinaryIO, title: str = "", *, on_disk: bool = False) -> None:
        """Write to *stream*; with *on_disk*, rows wait in a temporary file, not in memory."""
        import datetime as dt

        import xlsxwriter

        place = {"constant_memory": True} if on_disk else {"in_memory": True}
        options = {**place, "strings_to_formulas": False, "strings_to_urls": False}
        self._stream = SteadyStream(stream)
        self.book = xlsxwriter.Workbook(self._stream, options)
        # A fixed day: the same results give the same bytes.
        created = dt.datetime(2019, 1, 3)  # noqa: DTZ001 -- Excel knows no time zones
        self.book.set_properties({"created": created} | ({"title": title} if title else {}))
        self.bold = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})

    def sheet(
        self,
        headings: Sequence[Heading],
        name: str = "Kết quả",
        *,
        frozen: int = 2,
        is_typed_in: bool = False,
    ) -> XlsxSheet:
        """Add a sheet and write its headings; the first *frozen* columns stay in sight.

        In a sheet that is typed in, what looks like a number but is a text stays one.
        """
        sheet = self.book.add_worksheet(name)
        as_text = self.book.add_format({"num_format": "@"}) if is_typed_in else None
        head = self.book.add_format({"bold": True, "num_format": "@"}) if is_typed_in else self.bold
        sheet.freeze_panes(1, frozen)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading.name, head)
        return XlsxSheet(sheet, as_text)

    def fill(self, headings: Sequence[Heading], rows: Rows, *name: str, **look: Any) -> XlsxSheet:
        """Add a sheet with all its rows."""
        sheet = self.sheet(headings, *name, **look)
        for row in rows:
            sheet.add([row.get(heading.name) for heading in headings])
        return sheet

    def close(self) -> None:
        """Write the workbook to its stream; raises ``OSError`` where a disk is full."""
        with told_as_os_error():
            self.book.close()
        self._stream.check()

    def discard(self) -> None:
        """Let go of the workbook without writing it."""
        self.book.fileclosed = True


class XlsxSheet:
    """A sheet of a workbook, written row by row."""

    def __init__(self, sheet: Any, as_text: Any) -> None:
        """Write to a sheet of XlsxWriter whose headings stand; *as_text* is the form of texts."""
        self.sheet = sheet
        self._as_text = as_text
        self._number = 0

    def add(self, cells: Sequence[Value]) -> None:
        """Write a row."""
        self._number += 1
        for column, value in enumerate(cells):
            if isinstance(value, str):
                self.sheet.write_string(self._number, column, clean(value), self._as_text)
            elif value is not None:
                self.sheet.write_number(self._number, column, value)


def to_parquet(headings: Sequence[Heading], rows: Rows) -> bytes:
    """Return a Parquet file: texts as strings, counts as integers, other numbers as doubles."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    listed, schema = list(rows), parquet_schema(headings)
    arrays = [pa.array([row.get(one.name) for row in listed], one.type) for one in schema]
    output = io.BytesIO()
    pq.write_table(pa.table(arrays, schema=schema), output)
    return output.getvalue()


def parquet_schema(headings: Sequence[Heading]) -> Any:
    """Return the columns of a Parquet file."""
    import pyarrow as pa

    kinds = {TEXT: pa.string(), NUMBER: pa.float64(), COUNT: pa.int64()}
    return pa.schema([(one.name, kinds[one.kind]) for one in headings])


WRITERS: Mapping[str, Callable[[Sequence[Heading], Rows], bytes]] = {
    ".csv": to_csv,
    ".xlsx": to_xlsx,
    ".parquet": to_parquet,
}
"""Which writer a file's ending asks for, of a table that fits into memory."""
