"""Which communes and years stand in more than one row, of tables of any size.

A code has five digits and a year is one of some hundred, so every pair has its own byte:
exact, and no larger for ten million rows than for ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from scoring.base.limits import FIRST_YEAR, LAST_YEAR
from scoring.batch.columns import Bools, Ints
from scoring.intake.duplicates import MOST_NAMED

CODES = 100_000
MOST_ROWS = CODES * (LAST_YEAR - FIRST_YEAR + 1)
"""Pairs of a code and a year that there can be: no more rows can all be good."""

_MOST_KEPT = MOST_NAMED + 1
"""Places kept of each pair: those named in a message, and the row's own."""

NO_KEY = -1


def keys_of(codes: Ints, years: Ints) -> Ints:
    """Return a number for each pair, ``NO_KEY`` where one of the two is below 0."""
    keys = (years - FIRST_YEAR) * CODES + codes
    return np.where((codes < 0) | (years < 0), NO_KEY, keys)


class Seen:
    """Counts pairs of code and year."""

    def __init__(self) -> None:
        """Begin with none."""
        self._often = np.zeros(MOST_ROWS, np.uint8)

    def add(self, keys: Ints) -> None:
        """Count some rows' pairs."""
        found, often = np.unique(keys[keys != NO_KEY], return_counts=True)
        self._often[found] = np.minimum(self._often[found] + often, 2)

    def are_repeated(self, keys: Ints) -> Bools:
        """Return which rows have a pair that another row has too."""
        # The row of ``NO_KEY`` is the last; it is ruled out.
        found: Bools = self._often[keys] > 1
        is_key: Bools = keys != NO_KEY
        return found & is_key

    def repeated(self) -> Ints:
        """Return the pairs of more than one row, ascending."""
        return np.flatnonzero(self._often > 1)


class Repeats:
    """The pairs that more than one row has, and where their first rows stand."""

    def __init__(self, seen: Seen) -> None:
        """Begin with the repeated pairs of *seen*, none of them found yet."""
        self.have = seen.are_repeated
        self._keys = keys = seen.repeated()
        self._often = np.zeros(len(keys), np.int64)
        self._files = np.full((len(keys), _MOST_KEPT), -1, np.int32)
        self._numbers = np.zeros((len(keys), _MOST_KEPT), np.int64)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(len(self._keys))

    def add(self, file: int, numbers: Ints, keys: Ints) -> None:
        """Note where the rows of repeated pairs stand; rows come in their order."""
        is_repeated = self.have(keys)
        at = np.searchsorted(self._keys, keys[is_repeated])
        order = np.argsort(at, kind="stable")
        at, numbers = at[order], numbers[is_repeated][order]
        found, start, often = np.unique(at, return_index=True, return_counts=True)
        rank = np.arange(len(at)) - np.repeat(start, often) + self._often[at]
        is_kept = rank < _MOST_KEPT
        self._files[at[is_kept], rank[is_kept]] = file
        self._numbers[at[is_kept], rank[is_kept]] = numbers[is_kept]
        self._often[found] += often

    def others(self, key: int, file: int, number: int) -> tuple[Sequence[tuple[int, int]], int]:
        """Return file and row of the first others with this key, and how many there are."""
        at = int(np.searchsorted(self._keys, key))
        kept = min(int(self._often[at]), _MOST_KEPT)
        places: Iterable[tuple[int, int]] = zip(
            self._files[at, :kept].tolist(), self._numbers[at, :kept].tolist(), strict=True
        )
        others = [place for place in places if place != (file, number)]
        return others[:MOST_NAMED], int(self._often[at]) - 1
