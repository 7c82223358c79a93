"""Tables of results written piece by piece: the file that writing them whole gives.

A sink writes to a binary stream that stays open; a file is whole only after ``close``.
"""

from __future__ import annotations

import csv
import io
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from reports.tables.writing import XlsxBook, csv_cell, parquet_schema, to_csv
from scoring.results.table_writing import Heading, ResultColumn, Value

MOST_XLSX_ROWS = 1_048_575
"""Rows below the heading of an Excel sheet."""

_ROWS_IN_MEMORY = 20_000
"""A workbook of more rows is put together on disk, its texts beside their cells."""

_GROUP = 65_536
"""Rows of a row group: some 80 MB while it is gathered."""


class Sink(ABC):
    """A file of results that is being written."""

    def __init__(self, stream: BinaryIO, headings: Sequence[Heading], rows: int) -> None:
        """Write to *stream*; no more than *rows* rows will come."""
        self.stream = stream
        self.headings = headings
        self.most = rows

    @staticmethod
    @abstractmethod
    def packed(headings: Sequence[Heading], columns: Mapping[str, ResultColumn], rows: int) -> Any:
        """Return *rows* rows as ``write`` takes them; a heading without a column is blank.

        Most of the work is here and may be done in another process.
        """

    @abstractmethod
    def write(self, packed: Any) -> None:
        """Write rows."""

    @abstractmethod
    def close(self) -> None:
        """Write what a file of this kind ends with."""

    @abstractmethod
    def discard(self) -> None:
        """Let go of a file that will not be finished; nothing more is written."""


def _column(columns: Mapping[str, ResultColumn], heading: Heading, rows: int) -> ResultColumn:
    found = columns.get(heading.name)
    return ResultColumn([None] * rows) if found is None else found


class CsvSink(Sink):
    """CSV as ``to_csv`` writes it."""

    def __init__(self, stream: BinaryIO, headings: Sequence[Heading], rows: int) -> None:
        """Write the heading line."""
        super().__init__(stream, headings, rows)
        stream.write(to_csv(headings, ()))

    @staticmethod
    def packed(
        headings: Sequence[Heading], columns: Mapping[str, ResultColumn], rows: int
    ) -> bytes:
        """Return lines."""
        texts = []
        for heading in headings:
            column = _column(columns, heading, rows)
            texts.append(column.spread([csv_cell(cell) for cell in column.cells]))
        lines = io.StringIO()
        csv.writer(lines, delimiter=";", lineterminator="\n").writerows(zip(*texts, strict=True))
        return lines.getvalue().encode()

    def write(self, packed: bytes) -> None:
        """Write lines."""
        self.stream.write(packed)

    def close(self) -> None:
        """Every line is written."""

    def discard(self) -> None:
        """No line waits to be written."""


class ParquetSink(Sink):
    """Parquet as ``to_parquet`` writes it, in row groups."""

    def __init__(self, stream: BinaryIO, headings: Sequence[Heading], rows: int) -> None:
        """Write nothing before there is a row group."""
        super().__init__(stream, headings, rows)
        import pyarrow.parquet as pq

        self._schema = parquet_schema(headings)
        self._writer = pq.ParquetWriter(stream, self._schema)
        self._batches: list[Any] = []
        self._rows = 0

    @staticmethod
    def packed(headings: Sequence[Heading], columns: Mapping[str, ResultColumn], rows: int) -> Any:
        """Return a record batch."""
        import pyarrow as pa

        schema = parquet_schema(headings)
        arrays = []
        for field, heading in zip(schema, headings, strict=True):
            column = _column(columns, heading, rows)
            cells = pa.array(column.cells, field.type)
            arrays.append(cells if column.at is None else cells.take(pa.array(column.at)))
        return pa.RecordBatch.from_arrays(arrays, schema=schema)

    def write(self, packed: Any) -> None:
        """Gather rows, and write a row group when there are enough."""
        self._batches.append(packed)
        self._rows += packed.num_rows
        while self._rows >= _GROUP:
            self._write_group()

    def _write_group(self) -> None:
        """Write the first rows: groups are the same in whatever pieces the rows come."""
        import pyarrow as pa

        table = pa.Table.from_batches(self._batches, self._schema)
        self._writer.write_table(table.slice(0, _GROUP).combine_chunks())
        self._batches = table.slice(_GROUP).to_batches()
        self._rows = max(0, self._rows - _GROUP)

    def close(self) -> None:
        """Write the last row group and the footer."""
        if self._rows:
            self._write_group()
        self._writer.close()

    def discard(self) -> None:
        """Keep pyarrow from writing a footer when the writer goes."""
        self._batches.clear()
        self._writer.is_open = False


class XlsxSink(Sink):
    """A workbook as ``to_xlsx`` writes it; one with many rows is put together on disk."""

    def __init__(self, stream: BinaryIO, headings: Sequence[Heading], rows: int) -> None:
        """Write the heading row."""
        super().__init__(stream, headings, rows)
        self._book = XlsxBook(stream, on_disk=self.most > _ROWS_IN_MEMORY)
        self._sheet = self._book.sheet(headings)

    @staticmethod
    def packed(
        headings: Sequence[Heading], columns: Mapping[str, ResultColumn], rows: int
    ) -> list[tuple[Value, ...]]:
        """Return the cells of each row."""
        values = [_column(columns, heading, rows).values() for heading in headings]
        return [*zip(*values, strict=True)]

    def write(self, packed: list[tuple[Value, ...]]) -> None:
        """Write rows of the sheet."""
        for cells in packed:
            self._sheet.add(cells)

    def close(self) -> None:
        """Write the workbook."""
        self._book.close()

    def discard(self) -> None:
        """Keep the workbook from being written when it goes."""
        self._book.discard()


SINKS: Mapping[str, type[Sink]] = {".csv": CsvSink, ".xlsx": XlsxSink, ".parquet": ParquetSink}
"""Which sink a file's ending asks for."""
