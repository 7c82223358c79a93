"""What the columns of a Parquet file hold, whatever program wrote it: types, headings, cells.

Polars writes text as views, pandas categories as dictionaries and its row numbers as a column,
DuckDB and older programs text as bytes.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any

from scoring.base.problems import Place, Problem
from scoring.tables.cell_text import Raw
from scoring.tables.legacy_fonts import converted
from scoring.tables.raw import heading_text

_INDEX = re.compile(r"__index_level_[0-9]+__")
"""What pandas calls the column of row numbers that it adds: nobody's data."""


def heading_of(name: str) -> str:
    """Return a column's heading as columns are compared, "" for row numbers of pandas."""
    if _INDEX.fullmatch(name):
        return ""
    result = converted(name)
    return heading_text(name if result is None else result.text)


def is_data(field: Any) -> bool:
    """Whether a column is read: its type can be, and it is somebody's data."""
    return is_readable(field.type) and not _INDEX.fullmatch(field.name)


_PLAIN = frozenset(("PLAIN", "PLAIN_DICTIONARY", "RLE", "RLE_DICTIONARY", "BIT_PACKED"))
"""Encodings that pyarrow can read as dictionaries; it refuses the deltas of newer writers."""


def text_columns(schema: Any, metadata: Any) -> list[str]:
    """Return the names of the columns of text that can be read as dictionaries."""
    deltas = {
        column.path_in_schema
        for group in map(metadata.row_group, range(metadata.num_row_groups))
        for column in map(group.column, range(group.num_columns))
        if not _PLAIN.issuperset(column.encodings)
    }
    texts = [field.name for field in schema if _is_text(field.type)]
    return [name for name in texts if name not in deltas]


def unreadable_types(schema: Any, file: str) -> list[Problem]:
    """Return a fault for every column of a type that no cell can have."""
    hint = "ghi số đếm dạng số nguyên, còn lại dạng chữ"
    return [
        Problem(
            Place(file, heading=heading_of(field.name)),
            "kieu-cot",
            f"cột kiểu «{field.type}» không đọc được; coi như trống",
            hint,
        )
        for field in schema
        if not is_readable(field.type)
    ]


def _is_text(kind: Any) -> bool:
    import pyarrow.types as pt

    return bool(pt.is_string(kind) or pt.is_large_string(kind) or pt.is_string_view(kind))


def _is_bytes(kind: Any) -> bool:
    """Whether these are bytes: older programs store text so, and do not say that it is text."""
    import pyarrow.types as pt

    tests = (pt.is_binary, pt.is_large_binary, pt.is_binary_view, pt.is_fixed_size_binary)
    return any(test(kind) for test in tests)


def _stored(kind: Any) -> Any:
    """Return how the values of a type are stored: a type may be another one with a name."""
    import pyarrow as pa
    import pyarrow.types as pt

    while isinstance(kind, pa.BaseExtensionType):
        kind = kind.storage_type
    return _stored(kind.value_type) if pt.is_dictionary(kind) else kind


def is_readable(kind: Any) -> bool:
    """Whether a column of this type can hold cells of a table of communes."""
    import pyarrow.types as pt

    kind = _stored(kind)
    tests = (pt.is_boolean, pt.is_integer, pt.is_floating, pt.is_decimal, pt.is_null)
    return _is_text(kind) or _is_bytes(kind) or any(test(kind) for test in tests)


def cells_of(array: Any) -> list[Raw]:
    """Return the raw cells of an array of a readable type."""
    import pyarrow as pa
    import pyarrow.types as pt

    if isinstance(array, pa.ExtensionArray) and not isinstance(array.type, pa.Bool8Type):
        return cells_of(array.storage)
    if pt.is_dictionary(array.type):
        return _words(array)
    if pt.is_floating(array.type) or pt.is_decimal(array.type) or _is_bytes(array.type):
        return list(map(_cell, array.to_pylist()))
    cells: list[Raw] = array.to_pylist()
    return cells


def _words(array: Any) -> list[Raw]:
    """Only what these rows use of a dictionary is unpacked: it may be that of a million rows."""
    used = array.indices.unique().drop_null()
    known = dict(zip(used.to_pylist(), cells_of(array.dictionary.take(used)), strict=True))
    return [*map(known.get, array.indices.to_pylist())]


def _cell(value: Any) -> Raw:
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, Decimal):
        if value.is_nan():
            return None
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, bytes):
        # What is no UTF-8 shows as lost letters, and is told where it is read as a name.
        return value.decode("utf-8", "replace")
    return None if value is None else float(value)
