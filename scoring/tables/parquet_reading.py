"""Parquet tables, as statistics offices' programs write them."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from scoring.base.problems import Place, Problem
from scoring.base.quantities import vietnamese
from scoring.tables.cell_text import Raw
from scoring.tables.raw import RawRow, RawTable, ReadTables, heading_text, is_empty

MOST_ROWS = 500_000
MOST_COLUMNS = 500
"""Run lengths pack a billion equal cells into a few bytes; no table of communes is so long."""

MOST_BYTES = 500_000_000
"""Unpacked bytes of a file that is read whole, or of a row group of one that streams."""


def read_parquet(content: bytes, file: str) -> ReadTables:
    """Read the bytes of a Parquet file; pyarrow is imported only here.

    Columns of booleans, whole and decimal numbers and text are read, plain or as
    dictionaries; null and NaN are blanks. Row numbers count from 1. Never raises for what
    is in the file.
    """
    try:
        return _read(content, file)
    except Exception as error:  # noqa: BLE001 -- pyarrow raises many kinds for a damaged file
        return [], [damaged(file, error)]


def damaged(file: str, error: Exception) -> Problem:
    """Return the fault of a file that pyarrow cannot read."""
    message = f"tệp Parquet hỏng, không đọc được ({type(error).__name__})"
    return Problem(Place(file), "tep-hong", message, "xuất lại tệp từ chương trình gốc")


def _read(content: bytes, file: str) -> ReadTables:
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = pa.BufferReader(content)
    with pq.ParquetFile(buffer) as probe:
        too_large = _too_large(probe.metadata)
        if too_large:
            return [], [Problem(Place(file), "tep-qua-lon", too_large, "chia thành nhiều tệp")]
        schema = probe.schema_arrow
    buffer.seek(0)
    # Kept as dictionaries, a long text that stands in every row stands in memory once.
    with pq.ParquetFile(buffer, read_dictionary=text_columns(schema)) as parquet:
        table = parquet.read(use_threads=False)
    headings = tuple(heading_text(field.name) for field in schema)
    columns = [_cells(column) for column in table.columns]
    rows = (RawRow(number, cells) for number, cells in enumerate(zip(*columns, strict=True), 1))
    kept = tuple(row for row in rows if not is_empty(row.cells))
    return [RawTable(file, None, None, headings, kept)], unreadable_types(table.schema, file)


def _too_large(metadata: Any) -> str | None:
    if metadata.num_rows > MOST_ROWS:
        rows = vietnamese(metadata.num_rows)
        return f"tệp có {rows} dòng, nhiều hơn {vietnamese(MOST_ROWS)}"
    groups = range(metadata.num_row_groups)
    size = sum(metadata.row_group(index).total_byte_size for index in groups)
    return too_wide(metadata) or too_heavy(size, "dữ liệu")


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


def _cells(column: Any) -> list[Raw]:
    if not is_readable(column.type):
        return [None] * len(column)
    return [cell for chunk in column.chunks for cell in cells_of(chunk)]


def cells_of(array: Any) -> list[Raw]:
    """Return the raw cells of an array of a readable type."""
    import pyarrow.types as pt

    if not pt.is_dictionary(array.type):
        return list(map(_cell, array.to_pylist()))
    known = [_cell(value) for value in array.dictionary.to_pylist()]
    return [None if at is None else known[at] for at in array.indices.to_pylist()]


def _cell(value: Any) -> Raw:
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, Decimal):
        if value.is_nan():
            return None
        return int(value) if value == value.to_integral_value() else float(value)
    raw: Raw = value
    return raw
