"""One table read back from a published file, by other means than it was written with.

A file that cannot be read gives ``None``: whoever checks tells so.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from reports.open_data.columns import OpenTable, Value

Rows = list[list[Value]]
"""The names of the columns, then the rows."""


def rows_of_csv(content: bytes, table: OpenTable) -> Rows | None:
    """Return the rows of a CSV whose columns are of the kinds of *table*."""
    try:
        return _csv(content, table)
    except (ValueError, StopIteration, csv.Error):
        return None


def rows_of_parquet(content: bytes) -> Rows | None:
    """Return the rows of a Parquet file."""
    import pyarrow as pa

    try:
        return _parquet(content)
    except (pa.ArrowException, OSError, ValueError):
        return None


def sheets_of(content: bytes) -> Mapping[str, Rows]:
    """Return the rows of every sheet of a workbook; none of one that cannot be read."""
    from scoring.tables.xlsx_package import open_package
    from scoring.tables.zip_limits import check_container

    try:
        check_container(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = open_package(archive)
            return {sheet.name: _sheet(package, sheet) for sheet in package.sheets}
    except Exception:  # noqa: BLE001 -- a damaged zip or XML raises many kinds
        return {}


def _csv(content: bytes, table: OpenTable) -> Rows:
    kinds = [column.kind for column in table.columns]
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    heads: Rows = [list(next(lines))]
    return heads + [
        [_cell(value, kind) for value, kind in zip(line, kinds, strict=True)] for line in lines
    ]


def _cell(value: str, kind: str) -> Value:
    if not value:
        return None
    if kind == "chữ":
        is_guarded = value.startswith("'") and value[1:].lstrip(" ")[:1] in set("=+-@")
        return value[1:] if is_guarded else value
    return _number(float(value.replace(",", ".")))


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _parquet(content: bytes) -> Rows:
    import pyarrow.parquet as pq

    found = pq.read_table(io.BytesIO(content))
    columns = [column.to_pylist() for column in found.columns]
    rows = zip(*columns, strict=True)
    return [list(found.column_names), *(list(row) for row in rows)]


def _sheet(package: Any, sheet: Any) -> Rows:
    from scoring.tables.xlsx_cells import read_cells

    rows: dict[int, dict[int, Any]] = {}

    def take(row: int, column: int, raw: Any, _font: str) -> None:
        rows.setdefault(row, {})[column] = raw

    read_cells(package, sheet, take)
    width = max((max(cells) for cells in rows.values()), default=0)
    return [
        [rows.get(row, {}).get(column) for column in range(1, width + 1)]
        for row in range(1, max(rows, default=0) + 1)
    ]
