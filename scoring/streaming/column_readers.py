"""Whole columns of cells, read by the readers of single cells.

Each different text is given once to the reader in ``scoring.tables.cells`` and its answer kept, so
that a cell means the same in a column as alone. Only numbers that a file stores as numbers
are checked here all at once. A cell with a fault is a doubt: its row is read alone, and the
fault told there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, cast

import numpy as np

from scoring.base.limits import FIRST_YEAR, LAST_YEAR
from scoring.batch.columns import KINDS, LARGEST_COUNT, Ints, area_bits, city_code
from scoring.streaming.chunks import Cells, Numbers, Words, raw_numbers
from scoring.tables.cell_text import CellFault, Raw
from scoring.tables.cells import areas, code, count, kind, text, year, yes_no

BLANK: Final = -1
DOUBT: Final = -2

MOST_KEPT = 100_000
"""Different texts of which a reader's answer is kept; a country has some 11,000 communes."""


class NumberLane:
    """Reads columns into numbers from 0 up, ``BLANK`` and ``DOUBT``."""

    def __init__(
        self,
        read: Callable[[Raw], Any],
        code_of: Callable[[Any], int],
        numbers: Callable[[Numbers], Ints | None] = lambda _: None,
    ) -> None:
        """Read with *read*, keep ``code_of`` its values; *numbers* may know a quick way."""
        self._read = read
        self._code_of = code_of
        self._numbers = numbers
        self._kept = _Kept(self._one)

    def _one(self, raw: Raw) -> int:
        try:
            value = self._read(raw)
        except CellFault:
            return DOUBT
        return BLANK if value is None else self._code_of(value)

    def __call__(self, cells: Cells) -> Ints:
        """Return the column."""
        if isinstance(cells, Words):
            known = [self._kept.one(cell) for cell in cells.cells]
            # The row of a blank is -1: the last.
            return np.array([*known, BLANK], np.int64)[cells.at]
        if isinstance(cells, Numbers):
            quick = self._numbers(cells)
            return self._each(_raw(cells)) if quick is None else quick
        return self._each(cells)

    def _each(self, cells: Sequence[Raw]) -> Ints:
        return np.fromiter(self._kept.each(cells), np.int64, len(cells))


class TextLane:
    """Reads columns into texts, ``None`` for a blank and ``DOUBT``."""

    def __init__(self, read: Callable[[Raw], str | None]) -> None:
        """Read with *read*."""
        self._read = read
        self._kept = _Kept(self._one)

    def _one(self, raw: Raw) -> str | int | None:
        try:
            return self._read(raw)
        except CellFault:
            return DOUBT

    def __call__(self, cells: Cells) -> list[str | int | None]:
        """Return the column."""
        if isinstance(cells, Words):
            known = [*map(self._kept.one, cells.cells), None]
            return [known[at] for at in cells.at.tolist()]
        return list(self._kept.each(_raw(cells) if isinstance(cells, Numbers) else cells))


class _Kept(dict[str, Any]):
    """A reader's answers by text. Only texts: 1, 1.0 and TRUE would be the same key."""

    def __init__(self, read: Callable[[Raw], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> Any:
        value = self._read(cell)
        if len(self) < MOST_KEPT:
            self[cell] = value
        return value

    def one(self, cell: Raw) -> Any:
        return self[cell] if isinstance(cell, str) else self._read(cell)

    def each(self, cells: Sequence[Raw]) -> Any:
        # A column of a CSV file has nothing but texts, save where a line ends too early.
        if set(map(type, cells)) == {str}:
            return map(self.__getitem__, cast("Sequence[str]", cells))
        return map(self.one, cells)


def _raw(cells: Numbers) -> list[Raw]:
    return raw_numbers(cells.values, cells.given)


def _whole(first: int, last: int) -> Callable[[Numbers], Ints | None]:
    """Return the quick way for whole numbers of which those from *first* to *last* are sound."""

    def read(cells: Numbers) -> Ints | None:
        values = cells.values
        if values.dtype.kind == "b":
            return None
        is_sound = (values >= first) & (values <= last)
        if values.dtype.kind == "f":
            is_sound &= values == np.floor(values)
        whole = np.where(is_sound, values, 0).astype(np.int64)
        return np.where(cells.given, np.where(is_sound, whole, DOUBT), BLANK)

    return read


def _booleans(cells: Numbers) -> Ints | None:
    if cells.values.dtype.kind != "b":
        return None
    return np.where(cells.given, cells.values, BLANK).astype(np.int64)


class Lanes:
    """One reader a kind of column; what they keep serves all files of a run."""

    def __init__(self) -> None:
        """Begin with nothing kept."""
        self.code = NumberLane(code, int)
        self.year = NumberLane(year, int, _whole(FIRST_YEAR, LAST_YEAR))
        self.count = NumberLane(count, int, _whole(0, LARGEST_COUNT))
        self.yes_no = NumberLane(yes_no, int, _booleans)
        self.kind = NumberLane(kind, KINDS.index)
        self.areas = NumberLane(areas, area_bits)
        self.city = NumberLane(yes_no, city_code, _booleans)
        self.text = TextLane(text)
