"""Tables of results written piece by piece: the file that writing them whole gives.

A sink writes to a binary stream that stays open; a file is whole only after ``close``.
"""

from __future__ import annotations

import csv
import io
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, BinaryIO

from reports.tables.writing import XlsxSheet, csv_cell
from scoring.results.table_writing import NUMBER, Heading, ResultColumn

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

    @abstractmethod
    def write(self, columns: Mapping[str, ResultColumn], rows: int) -> None:
        """Write *rows* rows; a heading without a column is blank in all of them."""

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
        self._text = io.TextIOWrapper(stream, "utf-8-sig", newline="", write_through=False)
        self._writer = csv.writer(self._text, delimiter=";", lineterminator="\n")
        self._writer.writerow([heading.name for heading in headings])

    def write(self, columns: Mapping[str, ResultColumn], rows: int) -> None:
        """Write lines."""
        texts = []
        for heading in self.headings:
            column = _column(columns, heading, rows)
            texts.append(column.spread([csv_cell(cell) for cell in column.cells]))
        self._writer.writerows(zip(*texts, strict=True))

    def close(self) -> None:
        """Write what is left of the lines."""
        self._text.detach()

    def discard(self) -> None:
        """Forget the lines that wait to be written."""
        with suppress(OSError, ValueError):
            self._text.detach()


class ParquetSink(Sink):
    """Parquet as ``to_parquet`` writes it, in row groups."""

    def __init__(self, stream: BinaryIO, headings: Sequence[Heading], rows: int) -> None:
        """Write nothing before there is a row group."""
        super().__init__(stream, headings, rows)
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._types = {
            heading.name: pa.float64() if heading.kind == NUMBER else pa.string()
            for heading in headings
        }
        self._schema = pa.schema(list(self._types.items()))
        self._writer = pq.ParquetWriter(stream, self._schema)
        self._batches: list[Any] = []
        self._rows = 0

    def write(self, columns: Mapping[str, ResultColumn], rows: int) -> None:
        """Gather rows, and write a row group when there are enough."""
        import pyarrow as pa

        arrays = []
        for heading in self.headings:
            column = _column(columns, heading, rows)
            cells = pa.array(column.cells, self._types[heading.name])
            arrays.append(cells if column.at is None else cells.take(pa.array(column.at)))
        self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
        self._rows += rows
        if self._rows >= _GROUP:
            self._write_group()

    def _write_group(self) -> None:
        import pyarrow as pa

        table = pa.Table.from_batches(self._batches, self._schema).combine_chunks()
        self._writer.write_table(table)
        self._batches.clear()
        self._rows = 0

    def close(self) -> None:
        """Write the last row group and the footer."""
        if self._batches:
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
        self._sheet = XlsxSheet(stream, headings, on_disk=self.most > _ROWS_IN_MEMORY)

    def write(self, columns: Mapping[str, ResultColumn], rows: int) -> None:
        """Write rows of the sheet."""
        values = [_column(columns, heading, rows).values() for heading in self.headings]
        for cells in zip(*values, strict=True):
            self._sheet.add(cells)

    def close(self) -> None:
        """Write the workbook."""
        self._sheet.close()

    def discard(self) -> None:
        """Keep the workbook from being written when it goes."""
        self._sheet.discard()


SINKS: Mapping[str, type[Sink]] = {".csv": CsvSink, ".xlsx": XlsxSink, ".parquet": ParquetSink}
"""Which sink a file's ending asks for."""
