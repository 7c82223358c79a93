"""Whole columns of cells, read by the readers of single cells: each different cell once.

A cell means the same in a column as alone, for it is given to the same reader in
``scoring.tables.cells``. Only the reader's answer is kept. What a fault says is told by whoever
reads the row alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from scoring.tables import cells
from scoring.tables.cell_text import CellFault, Raw

MOST_KEPT = 100_000
"""Different cells of which a reader's answer is kept; a country has some 11,000 communes."""


class _Fault:
    """Stands where a cell has one."""


FAULT: Final = _Fault()
_BLANK = type(None)


class ColumnReader:
    """Reads columns with one reader of cells."""

    def __init__(self, read: Callable[[Raw], Any]) -> None:
        """Keep what *read* answers."""
        self._read = read
        self._kept: dict[type, _Kept] = {}

    def __call__(self, column: Sequence[Raw]) -> tuple[list[Any], bool]:
        """Return the values, ``FAULT`` where there is one, and whether there is any."""
        types = {*map(type, column)}
        if len(types) > 1:
            types.discard(_BLANK)
        kept = {one: self._kept_for(one) for one in types or {_BLANK}}
        if len(kept) > 1:
            kept[_BLANK] = self._kept_for(_BLANK)
            values = [kept[type(cell)][cell] for cell in column]
        else:
            (only,) = kept.values()
            values = [*map(only.__getitem__, column)]
        return values, any(one.has_met_fault for one in kept.values())

    def _kept_for(self, one: type) -> _Kept:
        # Kept apart by type: 1, 1.0 and TRUE would be the same key.
        kept = self._kept.setdefault(one, _Kept(self._read))
        kept.has_met_fault = False
        return kept


class _Kept(dict[Any, Any]):
    """A reader's answers; faults are not among them, so that each is met."""

    def __init__(self, read: Callable[[Raw], Any]) -> None:
        super().__init__()
        self._read = read
        self.has_met_fault = False

    def __missing__(self, cell: Raw) -> Any:
        try:
            value = self._read(cell)
        except CellFault:
            self.has_met_fault = True
            return FAULT
        if len(self) < MOST_KEPT:
            self[cell] = value
        return value


class ColumnReaders:
    """One reader a kind of column."""

    def __init__(self) -> None:
        """Begin with nothing kept."""
        self.code = ColumnReader(cells.code)
        self.year = ColumnReader(cells.year)
        self.count = ColumnReader(cells.count)
        self.yes_no = ColumnReader(cells.yes_no)
        self.kind = ColumnReader(cells.kind)
        self.areas = ColumnReader(cells.areas)
        self.text = ColumnReader(cells.text)
