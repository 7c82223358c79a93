"""Recomputed communes as a table of the input contract, and the trail of their sources.

The trail is a file of its own: a column that no ruleset knows is a fault in a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reports.tables.input_table import row_of
from scoring.intake.rows.columns import IDENTITY, columns_of, together
from scoring.results.table_writing import COUNT, TEXT, Heading
from scoring.units.mergers import Merged

Cell = str | int | None
Table = tuple[Sequence[Heading], Sequence[Mapping[str, Cell]]]

UNDECIDED = "chưa rõ"
"""Written where a blank would mean something: no reader takes it until a person decides."""

TRAIL_HEADS = (
    *("nam", "ma_xa_moi", "ten_xa_moi", "ket_qua", "ly_do"),
    *("ma_xa_cu", "ten_xa_cu", "quan_he", "tu_dong"),
)


def merged_table(merged: Merged) -> Table:
    """Return the columns and rows of the units that have sums."""
    columns = together(columns_of(unit.ruleset) for unit in merged.written)
    headings = (
        *(Heading(name, COUNT if name == "nam" else TEXT) for name in IDENTITY),
        *(Heading(name, COUNT) for name in (*columns.figures, *columns.previous)),
        *(Heading(name, TEXT) for name in columns.items),
    )
    rows = []
    for unit in merged.written:
        if unit.assessment is not None:
            own = {name.lower(): cell for name, cell in row_of(unit.assessment).items()}
            own |= {"huyen": None, "nam": unit.year}
            rows.append(own | ({"vung": UNDECIDED} if unit.areas_differ else {}))
    return headings, rows


def trail_table(merged: Merged) -> Table:
    """Return each new commune with each old one it was made of, those without sums too."""
    return [Heading(name, TEXT) for name in TRAIL_HEADS], [
        dict(zip(TRAIL_HEADS, cells, strict=True)) for cells in _trail(merged)
    ]


def _trail(merged: Merged) -> Iterator[tuple[Cell, ...]]:
    for unit in merged.units:
        head = (unit.year, unit.unit.code, unit.unit.name, unit.status.value)
        for source in unit.sources:
            yield (
                *(*head, "; ".join(unit.reasons), source.unit.code, source.unit.name),
                source.relation.value,
                None if source.entry is None else str(source.entry.place),
            )
