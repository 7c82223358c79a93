"""Parquet tables, as statistics offices' programs write them."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from scoring.cell_text import Raw
from scoring.problems import Place, Problem
from scoring.quantities import vietnamese
from scoring.tables_raw import RawRow, RawTable, ReadTables, heading_text, is_empty

MOST_ROWS = 500_000
MOST_COLUMNS = 500
"""Run lengths pack a billion equal cells into a few bytes; no table of communes is so long."""

_MOST_BYTES = 500_000_000


def read_parquet(content: bytes, file: str) -> ReadTables:
    """Read the bytes of a Parquet file; pyarrow is imported only here.

    Columns of booleans, whole and decimal numbers and text are read, plain or as
    dictionaries; null and NaN are blanks. Row numbers count from 1. Never raises for what
    is in the file.
    """
    try:
        return _read(content, file)
    except Exception as error:  # noqa: BLE001 -- pyarrow raises many kinds for a damaged file
        message = f"tệp Parquet hỏng, không đọc được ({type(error).__name__})"
        return [], [Problem(Place(file), "tep-hong", message, "xuất lại tệp từ chương trình gốc")]


def _read(content: bytes, file: str) -> ReadTables:
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = pa.BufferReader(content)
    with pq.ParquetFile(buffer) as probe:
        too_large = _too_large(probe.metadata)
        if too_large:
            return [], [Problem(Place(file), "tep-qua-lon", too_large, "chia thành nhiều tệp")]
        schema = probe.schema_arrow
    texts = [field.name for field in schema if _is_text(field.type)]
    buffer.seek(0)
    # Kept as dictionaries, a long text that stands in every row stands in memory once.
    with pq.ParquetFile(buffer, read_dictionary=texts) as parquet:
        table = parquet.read(use_threads=False)
    headings = tuple(heading_text(field.name) for field in schema)
    problems: list[Problem] = []
    columns: list[list[Raw]] = []
    for heading, column in zip(headings, table.columns, strict=True):
        if _is_readable(column.type):
            columns.append(_cells(column))
            continue
        message = f"cột kiểu «{column.type}» không đọc được; coi như trống"
        hint = "ghi số đếm dạng số nguyên, còn lại dạng chữ"
        problems.append(Problem(Place(file, heading=heading), "kieu-cot", message, hint))
        columns.append([None] * table.num_rows)
    rows = (RawRow(number, cells) for number, cells in enumerate(zip(*columns, strict=True), 1))
    kept = tuple(row for row in rows if not is_empty(row.cells))
    return [RawTable(file, None, None, headings, kept)], problems


def _too_large(metadata: Any) -> str | None:
    if metadata.num_rows > MOST_ROWS:
        rows = vietnamese(metadata.num_rows)
        return f"tệp có {rows} dòng, nhiều hơn {vietnamese(MOST_ROWS)}"
    if metadata.num_columns > MOST_COLUMNS:
        return f"tệp có {vietnamese(metadata.num_columns)} cột, nhiều hơn {MOST_COLUMNS}"
    groups = range(metadata.num_row_groups)
    if sum(metadata.row_group(index).total_byte_size for index in groups) > _MOST_BYTES:
        return f"dữ liệu bung ra lớn hơn {_MOST_BYTES // 1_000_000} MB"
    return None


def _is_text(kind: Any) -> bool:
    import pyarrow.types as pt

    return bool(pt.is_string(kind) or pt.is_large_string(kind))


def _is_readable(kind: Any) -> bool:
    import pyarrow.types as pt

    if pt.is_dictionary(kind):
        kind = kind.value_type
    return _is_text(kind) or any(
        test(kind)
        for test in (pt.is_boolean, pt.is_integer, pt.is_floating, pt.is_decimal, pt.is_null)
    )


def _cells(column: Any) -> list[Raw]:
    import pyarrow.types as pt

    cells: list[Raw] = []
    for chunk in column.chunks:
        if not pt.is_dictionary(chunk.type):
            cells += map(_cell, chunk.to_pylist())
            continue
        known = [_cell(value) for value in chunk.dictionary.to_pylist()]
        cells += (None if at is None else known[at] for at in chunk.indices.to_pylist())
    return cells


def _cell(value: Any) -> Raw:
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, Decimal):
        if value.is_nan():
            return None
        return int(value) if value == value.to_integral_value() else float(value)
    raw: Raw = value
    return raw
