"""Parquet tables, as statistics offices' programs write them."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from dataclasses import replace
from os import SEEK_END
from typing import Any, BinaryIO

from scoring.base.limits import MOST_PAIRS
from scoring.base.problems import Place, Problem, Severity
from scoring.base.quantities import vietnamese
from scoring.tables.cell_text import Raw
from scoring.tables.chunks import ROWS, Chunk, Layout, Start, TableFile
from scoring.tables.legacy_fonts import MOST_SHOWN, RETYPE, converted, told
from scoring.tables.parquet_columns import (
    cells_of,
    heading_of,
    is_data,
    text_columns,
    unreadable_types,
)
from scoring.tables.raw import RawRow, ReadTables, is_empty

MOST_ROWS = 500_000
MOST_COLUMNS = 500
"""Run lengths pack a billion equal cells into a few bytes; no table of communes is so long."""

MOST_BYTES = 500_000_000
"""Unpacked bytes of a file that is read whole, or of a row group of one that is not."""

_PAGE = 1 << 16
"""Bytes of a column chunk held at once; pyarrow otherwise holds whole row groups."""


def read_parquet(content: bytes, file: str) -> ReadTables:
    """Read the bytes of a Parquet file; pyarrow is imported only here.

    Columns of booleans, whole and decimal numbers and text are read, plain or as
    dictionaries; null and NaN are blanks. Row numbers count from 1. Never raises for what
    is in the file.
    """
    reader = ParquetReader(io.BytesIO(content), file, is_whole=True)
    problems = reader.begin()
    if problems:
        return [], problems
    rows = tuple(row for chunk in reader.chunks() for row in chunk.rows)
    if reader.refused():
        return [], reader.refused()
    return [replace(reader.table, rows=rows)], reader.problems


def damaged(file: str, error: Exception) -> Problem:
    """Return the fault of a file that pyarrow cannot read."""
    if isinstance(error, NotImplementedError):
        message = f"tệp Parquet có kiểu cột hoặc cách ghi không đọc được ({error})"
        hint = "xuất lại: số đếm dạng int64, tên dạng chữ, có/không dạng boolean"
        return Problem(Place(file), "kieu-cot", message, hint)
    message = "tệp Parquet hỏng, không đọc được"
    return Problem(Place(file), "tep-hong", message, "xuất lại tệp từ chương trình gốc")


class ParquetReader(TableFile):
    """One Parquet file; its ``problems`` are the columns of a type that no cell can have."""

    def __init__(
        self, stream: BinaryIO, file: str, layout: Layout | None = None, *, is_whole: bool = False
    ) -> None:
        """Read from *stream*; with *is_whole* the file must be one that fits into memory."""
        super().__init__(stream, file, layout)
        self._is_whole = is_whole
        self._damage: list[Problem] = []
        self._converted = 0

    def begin(self) -> list[Problem]:
        """Look at what the footer says of sizes before anything is unpacked."""
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(self.stream) as probe:
                metadata, schema = probe.metadata, probe.schema_arrow
        except Exception as error:  # noqa: BLE001 -- pyarrow raises many kinds for a damaged file
            return [damaged(self.file, error)]
        too_large = _too_large(metadata, None if self._is_whole else self.stream.seek(0, SEEK_END))
        if too_large:
            return [Problem(Place(self.file), "tep-qua-lon", too_large, "chia thành nhiều tệp")]
        self.layout = Layout(tuple(heading_of(field.name) for field in schema))
        return []

    def chunks(
        self, rows: int = ROWS, start: Start | None = None, *, only: Collection[str] = ()
    ) -> Iterator[Chunk]:
        """Yield the rows in chunks; a damaged file ends with what ``refused`` returns."""
        import pyarrow.parquet as pq

        self.problems = []
        self._damage = []
        self._converted = 0
        try:
            with pq.ParquetFile(self.stream) as probe:
                schema, metadata = probe.schema_arrow, probe.metadata
            self.problems = unreadable_types(schema, self.file)
            self.stream.seek(0)
            with pq.ParquetFile(
                self.stream,
                # Kept as dictionaries, a long text that stands in every row is held once.
                read_dictionary=text_columns(schema, metadata),
                buffer_size=_PAGE,
                pre_buffer=False,
            ) as parquet:
                for number, batch in _batches(parquet, rows, 0 if start is None else start.number):
                    chunk = self._in_unicode(_chunk(batch, number, self._wanted(only)))
                    if chunk.rows:
                        yield chunk
        except Exception as error:  # noqa: BLE001 -- as above
            self._damage = [damaged(self.file, error)]

    def _in_unicode(self, chunk: Chunk) -> Chunk:
        """Return the rows with text of old fonts in Unicode; that is told, at first one by one."""
        for at, row in enumerate(chunk.rows):
            if any(isinstance(cell, str) and _is_converted(cell) for cell in row.cells):
                cells = tuple(self._cell(row.number, *pair) for pair in enumerate(row.cells))
                chunk.rows[at] = row._replace(cells=cells)
        return chunk

    def _cell(self, number: int, at: int, cell: Raw) -> Raw:
        result = converted(cell) if isinstance(cell, str) else None
        if result is None or result.text == cell:
            return cell
        self._converted += 1
        if self._converted <= MOST_SHOWN:
            heading = self.layout.headings[at] if self.layout else None
            self._warn(Place(self.file, number, heading=heading), told(str(cell), result))
        elif self._converted == MOST_SHOWN + 1:
            message = "từ đây chữ cũ trong các ô khác cũng được đọc như vậy"
            self._warn(Place(self.file, number), message)
        return result.text

    def _warn(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, "chu-cu", message, RETYPE, Severity.WARNING))

    def _wanted(self, only: Collection[str]) -> list[bool]:
        headings = self.layout.headings if self.layout else ()
        return [not only or heading in only for heading in headings]

    def refused(self) -> list[Problem]:
        """Return the damage that ended the reading."""
        return self._damage


def _batches(parquet: Any, rows: int, start: int) -> Iterator[tuple[int, Any]]:
    """Yield batches from row *start* (from 0) on, each with the number of rows before it."""
    metadata = parquet.metadata
    before, first = 0, 0
    while (
        first + 1 < metadata.num_row_groups and before + metadata.row_group(first).num_rows <= start
    ):
        before += metadata.row_group(first).num_rows
        first += 1
    groups = list(range(first, metadata.num_row_groups))
    for batch in parquet.iter_batches(rows, row_groups=groups, use_threads=False):
        # Damage shows at once or never: texts that are none are found here too.
        batch.validate(full=True)
        after = before + batch.num_rows
        if after > start:
            yield max(before, start), batch.slice(max(0, start - before))
        before = after


def _chunk(batch: Any, number: int, wanted: list[bool]) -> Chunk:
    """Return the rows of a batch; with *wanted*, only those columns' cells, others are blanks."""
    blank = [None] * batch.num_rows
    columns = [
        cells_of(array) if is_wanted and is_data(field) else blank
        for is_wanted, field, array in zip(wanted, batch.schema, batch.columns, strict=True)
    ]
    found = [RawRow(at, cells) for at, cells in enumerate(zip(*columns, strict=True), number + 1)]
    kept = [row for row in found if not is_empty(row.cells)]
    if len(kept) < len(found) and not all(wanted):
        whole = _chunk(batch, number, [True] * len(wanted))
        there = {row.number for row in whole.rows}
        kept = [row for row in found if row.number in there]
    return Chunk(Start(0, number), kept)


def _too_large(metadata: Any, size: int | None) -> str | None:
    """Return why a file of *size* bytes, or one that is read whole, cannot be."""
    groups = [metadata.row_group(at).total_byte_size for at in range(metadata.num_row_groups)]
    if size is None and metadata.num_rows > MOST_ROWS:
        rows = vietnamese(metadata.num_rows)
        return f"tệp có {rows} dòng, nhiều hơn {vietnamese(MOST_ROWS)}"
    if size is None:
        return too_wide(metadata) or too_heavy(sum(groups), "dữ liệu")
    if metadata.num_rows > MOST_PAIRS:
        return (
            f"tệp có {vietnamese(metadata.num_rows)} dòng, nhiều hơn số mã xã × số năm có thể có "
            f"({vietnamese(MOST_PAIRS)})"
        )
    if metadata.num_rows > max(MOST_ROWS, size):
        # Each good row has a code and year of its own; so many in so few bytes repeat others.
        return f"tệp {vietnamese(size)} byte mà có {vietnamese(metadata.num_rows)} dòng"
    return too_wide(metadata) or too_heavy(max(groups, default=0), "một nhóm dòng")


def too_wide(metadata: Any) -> str | None:
    """Return why a file has too many columns to be a table of communes."""
    if metadata.num_columns > MOST_COLUMNS:
        return f"tệp có {vietnamese(metadata.num_columns)} cột, nhiều hơn {MOST_COLUMNS}"
    return None


def too_heavy(size: int, what: str) -> str | None:
    """Return why so many unpacked bytes are too many to hold."""
    if size > MOST_BYTES:
        return f"{what} bung ra lớn hơn {MOST_BYTES // 1_000_000} MB"
    return None


def _is_converted(cell: str) -> bool:
    result = None if cell.isascii() else converted(cell)
    return result is not None and result.text != cell
