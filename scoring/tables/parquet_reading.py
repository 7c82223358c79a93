"""Parquet tables, as statistics offices' programs write them."""

from __future__ import annotations

import io
import math
from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal
from os import SEEK_END
from typing import Any, BinaryIO

from scoring.base.limits import MOST_PAIRS
from scoring.base.problems import Place, Problem
from scoring.base.quantities import vietnamese
from scoring.tables.cell_text import Raw
from scoring.tables.chunks import ROWS, Chunk, Layout, Start, TableFile
from scoring.tables.raw import RawRow, ReadTables, heading_text, is_empty

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
    message = f"tệp Parquet hỏng, không đọc được ({type(error).__name__})"
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
        self.layout = Layout(tuple(heading_text(field.name) for field in schema))
        return []

    def chunks(
        self, rows: int = ROWS, start: Start | None = None, *, only: Collection[str] = ()
    ) -> Iterator[Chunk]:
        """Yield the rows in chunks; a damaged file ends with what ``refused`` returns."""
        import pyarrow.parquet as pq

        self.problems = []
        self._damage = []
        try:
            with pq.ParquetFile(self.stream) as probe:
                schema = probe.schema_arrow
            self.problems = unreadable_types(schema, self.file)
            self.stream.seek(0)
            with pq.ParquetFile(
                self.stream,
                # Kept as dictionaries, a long text that stands in every row is held once.
                read_dictionary=text_columns(schema),
                buffer_size=_PAGE,
                pre_buffer=False,
            ) as parquet:
                for number, batch in _batches(parquet, rows, 0 if start is None else start.number):
                    chunk = _chunk(batch, number, self._wanted(only))
                    if chunk.rows:
                        yield chunk
        except Exception as error:  # noqa: BLE001 -- as above
            self._damage = [damaged(self.file, error)]

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
        cells_of(array) if is_wanted and is_readable(array.type) else blank
        for is_wanted, array in zip(wanted, batch.columns, strict=True)
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


def text_columns(schema: Any) -> list[str]:
    """Return the names of the columns of plain text."""
    return [field.name for field in schema if _is_text(field.type)]


def unreadable_types(schema: Any, file: str) -> list[Problem]:
    """Return a fault for every column of a type that no cell can have."""
    hint = "ghi số đếm dạng số nguyên, còn lại dạng chữ"
    return [
        Problem(
            Place(file, heading=heading_text(field.name)),
            "kieu-cot",
            f"cột kiểu «{field.type}» không đọc được; coi như trống",
            hint,
        )
        for field in schema
        if not is_readable(field.type)
    ]


def _is_text(kind: Any) -> bool:
    import pyarrow.types as pt

    return bool(pt.is_string(kind) or pt.is_large_string(kind))


def is_readable(kind: Any) -> bool:
    """Whether a column of this type can hold cells of a table of communes."""
    import pyarrow.types as pt

    if pt.is_dictionary(kind):
        kind = kind.value_type
    return _is_text(kind) or any(
        test(kind)
        for test in (pt.is_boolean, pt.is_integer, pt.is_floating, pt.is_decimal, pt.is_null)
    )


def cells_of(array: Any) -> list[Raw]:
    """Return the raw cells of an array of a readable type."""
    import pyarrow.types as pt

    if pt.is_dictionary(array.type):
        return _words(array)
    if pt.is_floating(array.type) or pt.is_decimal(array.type):
        return list(map(_cell, array.to_pylist()))
    cells: list[Raw] = array.to_pylist()
    return cells


def _words(array: Any) -> list[Raw]:
    """Only what these rows use of a dictionary is unpacked: it may be that of a million rows."""
    import pyarrow.compute as pc

    used = array.indices.unique().drop_null()
    known = dict(zip(used.to_pylist(), cells_of(array.dictionary.take(used)), strict=True))
    return [*map(known.get, pc.fill_null(array.indices, -1).to_pylist())]


def _cell(value: Any) -> Raw:
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, Decimal):
        if value.is_nan():
            return None
        return int(value) if value == value.to_integral_value() else float(value)
    raw: Raw = value
    return raw
