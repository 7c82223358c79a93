"""A table as a file: CSV for Vietnamese Excel, XLSX, Parquet. Same rows, same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import BinaryIO

from reports.wording.clean import clean
from scoring.results.table_writing import NUMBER, Heading, Value

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
    """Return a workbook with one sheet; texts never become formulas or links."""
    output = io.BytesIO()
    sheet = XlsxSheet(output, headings)
    for row in rows:
        sheet.add([row.get(heading.name) for heading in headings])
    sheet.close()
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


class XlsxSheet:
    """The sheet of results of a workbook, written row by row."""

    def __init__(
        self, stream: BinaryIO, headings: Sequence[Heading], *, on_disk: bool = False
    ) -> None:
        """Write the headings; with *on_disk*, rows wait in a temporary file, not in memory."""
        import datetime as dt

        import xlsxwriter

        place = {"constant_memory": True} if on_disk else {"in_memory": True}
        options = {**place, "strings_to_formulas": False, "strings_to_urls": False}
        self._stream = SteadyStream(stream)
        self._workbook = xlsxwriter.Workbook(self._stream, options)
        # A fixed day: the same results give the same bytes.
        self._workbook.set_properties({"created": dt.datetime(2019, 1, 3)})  # noqa: DTZ001
        self._sheet = self._workbook.add_worksheet("Kết quả")
        bold = self._workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._sheet.freeze_panes(1, 2)
        for column, heading in enumerate(headings):
            self._sheet.write_string(0, column, heading.name, bold)
        self._number = 0

    def add(self, cells: Sequence[Value]) -> None:
        """Write a row."""
        self._number += 1
        for column, value in enumerate(cells):
            if isinstance(value, str):
                self._sheet.write_string(self._number, column, clean(value))
            elif value is not None:
                self._sheet.write_number(self._number, column, value)

    def close(self) -> None:
        """Write the workbook to its stream; raises ``OSError`` where a disk is full."""
        with told_as_os_error():
            self._workbook.close()
        self._stream.check()

    def discard(self) -> None:
        """Let go of the workbook without writing it."""
        self._workbook.fileclosed = True


def to_parquet(headings: Sequence[Heading], rows: Rows) -> bytes:
    """Return a Parquet file: texts as strings, numbers as doubles, blanks as nulls."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    listed = list(rows)
    arrays = [
        pa.array(
            [row.get(heading.name) for row in listed],
            pa.float64() if heading.kind == NUMBER else pa.string(),
        )
        for heading in headings
    ]
    output = io.BytesIO()
    pq.write_table(pa.table(arrays, names=[heading.name for heading in headings]), output)
    return output.getvalue()


WRITERS: Mapping[str, Callable[[Sequence[Heading], Rows], bytes]] = {
    ".csv": to_csv,
    ".xlsx": to_xlsx,
    ".parquet": to_parquet,
}
"""Which writer a file's ending asks for, of a table that fits into memory."""
