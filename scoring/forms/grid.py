"""A whole sheet of a workbook of ours: its cells by position, and what merging has swallowed."""

from __future__ import annotations

from dataclasses import dataclass, field

from scoring.base.quantities import vietnamese
from scoring.tables.cell_text import Raw, is_blank
from scoring.tables.xlsx_cells import (
    MOST_CELLS,
    CellPosition,
    Range,
    address,
    hidden_under,
    read_cells,
)
from scoring.tables.xlsx_package import SPLIT, SheetPart, XlsxPackage
from scoring.tables.xlsx_xml import Enough
from scoring.tables.zip_limits import Unsafe

LAST_ROW, LAST_COLUMN = 20_000, 1_000
"""A cell beyond these is left out: officers insert rows, not whole books."""


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell with content."""

    raw: Raw
    font: str = ""


@dataclass(slots=True)
class Grid:
    """A sheet's cells, the cells that merging has swallowed, and what was left out."""

    name: str
    is_visible: bool
    cells: dict[CellPosition, FormCell] = field(default_factory=dict)
    merged: dict[CellPosition, CellPosition] = field(default_factory=dict)
    """Every cell of a merged range but its first → the first."""
    far: str | None = None
    """The first cell with content that stands too far out to be read."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def text(self, position: CellPosition) -> str:
        """Return a cell's text, "" for everything else."""
        cell = self.cells.get(position)
        return cell.raw if cell is not None and isinstance(cell.raw, str) else ""


def read_grid(
    package: XlsxPackage, sheet: SheetPart, stop_at: frozenset[str] = frozenset()
) -> Grid:
    """Read the cells of a sheet, and no more once one of them holds a text of *stop_at*.

    Raises ``Unsafe`` for a sheet with more cells than any form could have.
    """
    grid = Grid(sheet.name, sheet.is_visible)

    def take(row: int, column: int, raw: Raw, font: str) -> None:
        if row > LAST_ROW or column > LAST_COLUMN:
            grid.far = grid.far or address((row, column))
            return
        if len(grid.cells) == MOST_CELLS:
            raise Unsafe("qua-nhieu-o", f"trang «{grid.name}» có hơn {vietnamese(MOST_CELLS)} ô")
        grid.cells[row, column] = FormCell(raw, font)
        if isinstance(raw, str) and raw in stop_at:
            raise Enough

    layout = read_cells(package, sheet, take)
    grid.hidden_rows = frozenset(layout.hidden_rows)
    grid.hidden_columns = frozenset(layout.hidden_columns)
    _merge(grid, layout.merged)
    return grid


def _merge(grid: Grid, merged: list[Range]) -> None:
    """Note the cells of merged ranges that lie within the cells that are used."""
    last_row = max((row for row, _ in grid.cells), default=0)
    last_column = max((column for _, column in grid.cells), default=0)
    for top, left, bottom, right in merged:
        rows = range(top, min(bottom, last_row) + 1)
        columns = range(left, min(right, last_column) + 1)
        if len(grid.merged) + len(rows) * len(columns) > MOST_CELLS:
            message = f"trang «{grid.name}» gộp hơn {vietnamese(MOST_CELLS)} ô"
            raise Unsafe("qua-nhieu-o", message, SPLIT)
        for row in rows:
            for column in columns:
                if (row, column) == (top, left):
                    continue
                grid.merged[row, column] = (top, left)
                under = grid.cells.get((row, column))
                if under is not None and not is_blank(under.raw):
                    raw = hidden_under(address((top, left)), under.raw)
                    grid.cells[row, column] = FormCell(raw)
