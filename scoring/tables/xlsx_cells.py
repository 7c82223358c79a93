"""The cells of one sheet of a workbook: position, raw value, font. Blank cells are left out.

Values are those that the program which saved the file computed; a formula it never computed
is ``Unsaved.FORMULA``. 100 % is stored as the number 1: shown as a percentage, it is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scoring.base.quantities import vietnamese
from scoring.tables.cell_text import Raw, Unsaved
from scoring.tables.raw import column_letters
from scoring.tables.xlsx_package import (
    Attributes,
    Enough,
    SheetPart,
    Style,
    XlsxPackage,
    parse,
    unescaped,
)
from scoring.tables.zip_limits import Unsafe

MOST_CELLS = 200_000
"""Cells with content in one sheet. The largest sheet of a form has some 700."""

LAST_ROW, LAST_COLUMN = 20_000, 1_000
"""A cell beyond these is left out: officers insert rows, not whole books."""

_AFTER_CELLS = frozenset(("conditionalFormatting", "dataValidations", "pageMargins", "extLst"))
"""Elements behind the last one that is read (ECMA-376 fixes their order)."""

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RANGE = re.compile(r"([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})")
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_SERIAL = 2_958_465  # 31/12/9999, the last day Excel knows
_PLAIN = Style()

CellPosition = tuple[int, int]
"""Row and column, from 1."""


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

    def text(self, position: CellPosition) -> str:
        """Return a cell's text, "" for everything else."""
        cell = self.cells.get(position)
        return cell.raw if cell is not None and isinstance(cell.raw, str) else ""


def address(position: CellPosition) -> str:
    """Return the address of a cell.

    >>> address((5, 3))
    'C5'
    """
    return f"{column_letters(position[1])}{position[0]}"


Take = Callable[[int, int, Raw, str], None]
"""What is done with a cell: row, column, value, font."""

Merge = Callable[[str], None]
"""What is done with the reference of a merged range."""


def read_cells(
    package: XlsxPackage, sheet: SheetPart, take: Take, merge: Merge = lambda _reference: None
) -> None:
    """Hand every cell with content to *take*, in the file's order.

    ``Enough`` from *take* stops. Raises ``ExpatError`` for what is no XML.
    """
    reader = _Reader(package, take, merge)
    parse(package.archive, sheet.member, reader.start, reader.end, reader.text)


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

    def merge(reference: str) -> None:
        _merge(grid, reference)

    read_cells(package, sheet, take, merge)
    return grid


class _Reader:
    """Walks a sheet's XML; one cell at a time is under construction."""

    def __init__(self, package: XlsxPackage, take: Take, merge: Merge) -> None:
        self.package = package
        self.take = take
        self.merge = merge
        self.row = 0
        self.column = 0
        self.reference = ""
        self.kind = "n"
        self.style = 0
        self.pieces: list[str] = []
        self.takes = self.has_formula = self.is_in_cell = False
        self.font = ""

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self.is_in_cell = True
            self.reference = attributes.get("r", "")
            self.column += 1
            self.kind = attributes.get("t", "n")
            self.style = int(attributes.get("s", 0) or 0)
            self.pieces.clear()
            self.takes = self.has_formula = False
            self.font = ""
        elif name == "row":
            self.row = int(attributes.get("r", 0) or 0) or self.row + 1
            self.column = 0
        elif not self.is_in_cell:
            if name == "mergeCell":
                self.merge(attributes.get("ref", ""))
            elif name in _AFTER_CELLS:
                raise Enough
        elif name == "v" or (name == "t" and self.kind == "inlineStr"):
            self.takes = True
        elif name == "f":
            self.has_formula = True
        elif name == "rPh":
            self.takes = False
        elif name == "rFont":
            self.font = self.font or attributes.get("val", "")

    def text(self, data: str) -> None:
        if self.takes:
            self.pieces.append(data)

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self.takes = False
        elif name == "c":
            self.is_in_cell = False
            self._cell()

    def _cell(self) -> None:
        if not self.pieces and not self.has_formula:
            # A styled cell without content, as most of a sheet's are.
            return
        raw = self._raw("".join(self.pieces))
        if raw is None:
            return
        found = _REFERENCE.fullmatch(self.reference)
        if found is not None:
            self.column = _number(found[1])
            self.row = int(found[2])
        self.take(self.row, self.column, raw, self.font or self._style.font)

    @property
    def _style(self) -> Style:
        styles = self.package.styles
        return styles[self.style] if 0 <= self.style < len(styles) else _PLAIN

    def _raw(self, text: str) -> Raw:
        if self.has_formula and not text and self.kind != "str":
            return Unsaved.FORMULA
        match self.kind:
            case "s":
                return self._shared(text)
            case "inlineStr" | "str":
                return unescaped(text) or None
            case "b":
                return text.strip() == "1"
            case "e":
                return text or None
            case "d":
                return _iso(text)
        return self._number(text) if text.strip() else None

    def _shared(self, text: str) -> Raw:
        if not text.strip().isdecimal() or int(text) >= len(self.package.texts):
            return None
        index = int(text)
        self.font = self.package.fonts.get(index, "")
        return self.package.texts[index] or None

    def _number(self, text: str) -> Raw:
        try:
            value = float(text)
        except ValueError:
            return text
        style = self._style
        if style.is_percent:
            return f"{value * 100:g}%".replace(".", ",")
        if style.is_date and 0 <= value <= _LAST_SERIAL:
            start = _FIRST_DAY_1904 if self.package.starts_1904 else _FIRST_DAY
            return start + timedelta(days=value)
        stripped = text.strip()
        return int(stripped) if stripped.isdecimal() else value


def _merge(grid: Grid, reference: str) -> None:
    found = _RANGE.fullmatch(reference)
    if found is None:
        return
    (top, left), (bottom, right) = (_position(found[group]) for group in (1, 2))
    # Long merged stripes are decoration; only the size of a form's own area matters.
    if (bottom - top + 1) * (right - left + 1) > LAST_COLUMN:
        return
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) != (top, left) and len(grid.merged) < MOST_CELLS:
                grid.merged[row, column] = (top, left)


def _iso(text: str) -> Raw:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text or None


def _position(reference: str) -> CellPosition:
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]), _number(found[1])) if found else (0, 0)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
