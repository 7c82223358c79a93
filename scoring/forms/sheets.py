"""Finding the form's cells again: by marks, row ids and column ids, wherever they are now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scoring.base.problems import Place, Problem, Severity, shown
from scoring.base.text import clean
from scoring.forms.grid import FormCell, Grid
from scoring.forms.ids import FORM, LABEL, mark
from scoring.tables.cell_text import Raw, is_blank, text_of
from scoring.tables.xlsx_cells import CellPosition, address


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """An input cell: where it stands, and what is in it (``None`` for a blank)."""

    place: Place
    cell: FormCell | None

    @property
    def raw(self) -> Raw:
        """The raw value, ``None`` for a blank."""
        return None if self.cell is None else self.cell.raw


@dataclass(slots=True)
class FormSheet:
    """One of the form's sheets, with its ids."""

    file: str
    grid: Grid
    rows: dict[str, list[int]] = field(default_factory=dict)
    columns: dict[str, list[int]] = field(default_factory=dict)
    """Every place of an id: rows and columns may have been copied with their ids."""

    def place(self, position: CellPosition) -> Place:
        """Return the place of a cell of this sheet."""
        return Place(self.file, sheet=self.grid.name, cell=address(position))

    def cells(self, row_id: str, column_id: str) -> list[FoundSheet]:
        """Return the cell of a row and column id: once for every copy of the two."""
        return [
            FoundSheet(self.place((row, column)), self.grid.cells.get((row, column)))
            for row in self.rows.get(row_id, ())
            for column in self.columns.get(column_id, ())
        ]

    @property
    def inputs(self) -> frozenset[CellPosition]:
        """Every position that has both ids."""
        return frozenset(
            (row, column)
            for rows in self.rows.values()
            for row in rows
            for columns in self.columns.values()
            for column in columns
        )


def sheets_of(file: str, grids: Iterable[Grid], form: str = FORM) -> dict[str, list[FormSheet]]:
    """Return the sheets of a workbook of the kind *form*, by the last word of their marks.

    Copies of a sheet stand together, those within one sheet too.
    """
    found: dict[str, list[FormSheet]] = {}
    for grid in grids:
        for position, cell in grid.cells.items():
            if isinstance(cell.raw, str) and cell.raw.startswith(f"{form}:"):
                name = cell.raw.rpartition(":")[2]
                if mark(name, form) == cell.raw:
                    found.setdefault(name, []).append(_sheet(file, grid, position))
    return found


def other_versions(grids: Iterable[Grid], form: str = FORM) -> list[str]:
    """Return the marks of the same kind of workbook in another version than *form*."""
    start = f"{form.partition('/')[0]}/"
    return [
        cell.raw
        for grid in grids
        for cell in grid.cells.values()
        if isinstance(cell.raw, str)
        and cell.raw.startswith(start)
        and not cell.raw.startswith(f"{form}:")
        and cell.raw != form
    ]


def _sheet(file: str, grid: Grid, corner: CellPosition) -> FormSheet:
    sheet = FormSheet(file, grid)
    top, left = corner
    for row, column in grid.cells:
        if (row != top and column != left) or (row, column) == corner:
            continue
        text = grid.text((row, column)).strip()
        if text and column == left:
            sheet.rows.setdefault(text, []).append(row)
        elif text:
            sheet.columns.setdefault(text, []).append(column)
    return sheet


@dataclass(frozen=True, slots=True)
class RowWords:
    """The words of a row, its id, and where the words stand."""

    id: str
    text: str
    place: Place


class Inputs:
    """All inputs of a form; notes what happened to rows while they were looked up."""

    def __init__(self, file: str, sheets: Mapping[str, list[FormSheet]]) -> None:
        """Look inputs up in *sheets*; copies of a sheet must not contradict it."""
        self.file = file
        self.sheets = sheets
        self.problems: list[Problem] = []

    def find(self, sheet: str, row_id: str, column_id: str) -> FoundSheet:
        """Return an input; of copies the filled one. A contradiction is a fault."""
        copies = [
            found for one in self.sheets.get(sheet, ()) for found in one.cells(row_id, column_id)
        ]
        filled = [found for found in copies if not is_blank(found.raw)]
        if not filled:
            return copies[0] if copies else FoundSheet(Place(self.file), None)
        for other in filled[1:]:
            if text_of(other.raw) != text_of(filled[0].raw):
                message = f"ô này có hai lần: {shown(text_of(filled[0].raw))} ở {filled[0].place}"
                message += f" và {shown(text_of(other.raw))} ở đây"
                self._say(
                    other.place, "trung-dong", message, "xóa dòng, cột hoặc trang bị chép thừa"
                )
        return filled[0]

    def row_ids(self, sheet: str) -> list[str]:
        """Return the row ids of a sheet in the order they stand there, each once."""
        return list(dict.fromkeys(id_ for one in self.sheets.get(sheet, ()) for id_ in one.rows))

    def words(self, sheet: str) -> list[RowWords]:
        """Return what stands beside the ids of a sheet's rows: a witness against the id."""
        found: list[RowWords] = []
        for one in self.sheets.get(sheet, ()):
            for id_, rows in one.rows.items():
                for at in ((row, column) for row in rows for column in one.columns.get(LABEL, ())):
                    text = one.grid.text(at).split("\n")[0]
                    found.append(RowWords(id_, clean(text), one.place(at)))
        return found

    def check_merged(self, names: Iterable[str]) -> None:
        """Warn of inputs that merging has swallowed in the sheets *names*."""
        for name in names:
            for one in self.sheets.get(name, ()):
                if not one.grid.merged:
                    continue
                for position in sorted(one.inputs & set(one.grid.merged)):
                    into = one.grid.merged[position]
                    if one.grid.cells.get(position) is None and one.grid.cells.get(into):
                        message = f"ô bị gộp vào ô {address(into)}; coi như chưa có số liệu"
                        hint = "bỏ gộp ô (Merge & Center) rồi ghi lại"
                        self._warn(one.place(position), "o-bi-gop", message, hint)

    def _say(self, place: Place, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(place, code, message, hint))

    def _warn(self, place: Place, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(place, code, message, hint, Severity.WARNING))
