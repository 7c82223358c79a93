"""Which sums follow from others by linear algebra, exactly.

The published numbers are equations with coefficients 0 and 1. A withheld sum can be computed
by adding and subtracting multiples of them, however cleverly, exactly when its row lies in
the row space of theirs. Elimination decides that here with whole numbers of any size: each
step replaces an equation by an integer combination that has the same solutions, and nothing is
rounded. So «not in the row space» is a proof: there is then a direction along which the
withheld sum moves while every published number stays. A floating rank needs a tolerance, and
a tolerance decides wrongly for some table.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

Row = dict[int, int]
"""Coefficients by unknown; zeros are left out."""

SOURCES = -1
"""Numbers below this one stand for the equations a row was combined from; see ``Equations``."""


class Equations:
    """Equations in echelon form. Each row remembers which equations it was combined from."""

    def __init__(self) -> None:
        """Start without an equation."""
        self._rows: dict[int, tuple[Row, int, Row]] = {}
        self._count = 0
        self.contradictions: list[tuple[int, ...]] = []
        """For each equation that contradicts others: those it contradicts, itself the last."""

    def add(self, unknowns: Iterable[int], value: int) -> None:
        """Take in that these unknowns sum up to *value*; equations are numbered from 0."""
        number = self._count
        self._count += 1
        row, rest, origin = self._reduced(dict.fromkeys(unknowns, 1), value, {number: 1})
        if row:
            self._rows[min(row)] = row, rest, origin
        elif rest:
            self.contradictions.append(tuple(sorted(origin)))

    def solved(self, unknowns: Iterable[int]) -> tuple[Fraction, dict[int, Fraction]] | None:
        """Return the sum of these unknowns and the equations it follows from, or ``None``.

        The equations come with the factor each is taken times.
        """
        target = -1
        row, rest, origin = self._reduced(dict.fromkeys(unknowns, 1), 0, {target: 1})
        if row:
            return None
        # factor × sum = −rest + Σ factors × equations; the target's own factor divides.
        factor = origin.pop(target)
        value = Fraction(-rest, factor)
        return value, {number: Fraction(-times, factor) for number, times in origin.items()}

    def _reduced(self, row: Row, value: int, origin: Row) -> tuple[Row, int, Row]:
        """Eliminate every pivot from a row; scaled down to coprime numbers."""
        pivot = min(row, default=None)
        while pivot is not None:
            if pivot in self._rows:
                other, other_value, other_origin = self._rows[pivot]
                here, there = row[pivot], other[pivot]
                common = math.gcd(here, there)
                up, down = there // common, here // common
                row = _combined(row, up, other, down)
                origin = _combined(origin, up, other_origin, down)
                value = up * value - down * other_value
                # Numbers only grow where the row was multiplied.
                shared = math.gcd(value, *row.values(), *origin.values()) if up != 1 else 1
                if shared > 1:
                    row = {c: v // shared for c, v in row.items()}
                    origin = {c: v // shared for c, v in origin.items()}
                    value //= shared
                pivot = min((c for c in row if c > pivot), default=None)
            else:
                pivot = min((c for c in row if c > pivot), default=None)
        return row, value, origin


def _combined(row: Row, up: int, other: Row, down: int) -> Row:
    """Return *up* × *row* − *down* × *other*."""
    found = {column: up * value for column, value in row.items()} if up != 1 else dict(row)
    for column, value in other.items():
        new = found.get(column, 0) - down * value
        if new:
            found[column] = new
        else:
            found.pop(column, None)
    return found
