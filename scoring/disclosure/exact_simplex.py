"""A point with numbers from 0 up that satisfies linear equations, exactly, or that there is none.

Phase one of the simplex method over fractions: every row starts with an artificial variable,
and their sum is brought down. Nothing is rounded, so a sum that stays above 0 proves that there
is no point. Rows are sparse, and whole numbers stay whole where the pivots are 1, as they are
in tables with margins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

Number = int | Fraction
Row = dict[int, Number]

_GREEDY_STEPS = 300
"""After so many steps the rule that cannot cycle (Bland's) takes over."""


def point(rows: Sequence[tuple[Mapping[int, int], int]]) -> dict[int, Number] | None:
    """Return values from 0 up with Σ coefficient × value = right side for every row.

    Variables that are not named are 0. ``None`` when there are no such values.
    """
    table: list[Row] = []
    values: list[Number] = []
    for coefficients, right in rows:
        sign = -1 if right < 0 else 1
        table.append({column: sign * c for column, c in coefficients.items() if c})
        values.append(sign * right)
    basis: list[int | None] = [None] * len(table)
    costs: Row = {}
    for row in table:
        _add(costs, row, 1)
    step = 0
    while True:
        entering = _entering(costs, is_greedy=step < _GREEDY_STEPS)
        if entering is None:
            break
        leaving = _leaving(table, values, basis, entering)
        _pivot(table, values, costs, leaving, entering)
        basis[leaving] = entering
        step += 1
    if any(value for value, column in zip(values, basis, strict=True) if column is None):
        return None
    return {
        column: value
        for column, value in zip(basis, values, strict=True)
        if column is not None and value
    }


def _entering(costs: Row, *, is_greedy: bool) -> int | None:
    """Return a column that brings the sum of the artificial variables down."""
    good = [column for column, cost in costs.items() if cost > 0]
    if not good:
        return None
    return max(good, key=lambda c: (costs[c], -c)) if is_greedy else min(good)


def _leaving(table: list[Row], values: list[Number], basis: list[int | None], entering: int) -> int:
    """Return the row whose variable reaches 0 first; of several the artificial, then lowest."""
    best: tuple[Number, int, int] | None = None
    for place, row in enumerate(table):
        coefficient = row.get(entering, 0)
        if coefficient > 0:
            column = basis[place]
            ratio = _divided(values[place], coefficient)
            key = ratio, -1 if column is None else column, place
            best = key if best is None else min(best, key)
    if best is None:
        # The sum of the artificial variables is never below 0, so some row is in the way.
        raise AssertionError(entering)
    return best[2]


def _pivot(table: list[Row], values: list[Number], costs: Row, leaving: int, entering: int) -> None:
    pivot = table[leaving][entering]
    if pivot != 1:
        table[leaving] = {c: _divided(v, pivot) for c, v in table[leaving].items()}
        values[leaving] = _divided(values[leaving], pivot)
    row = table[leaving]
    for place, other in enumerate(table):
        factor = other.get(entering)
        if factor and place != leaving:
            _add(other, row, -factor)
            values[place] -= factor * values[leaving]
    factor = costs.get(entering)
    if factor:
        _add(costs, row, -factor)


def _add(row: Row, other: Row, factor: Number) -> None:
    """Add *factor* × *other* to *row* in place."""
    for column, value in other.items():
        new = row.get(column, 0) + factor * value
        if new:
            row[column] = new
        else:
            row.pop(column, None)


def _divided(value: Number, by: Number) -> Number:
    if by == 1:
        return value
    found = Fraction(value) / by
    return found.numerator if found.denominator == 1 else found
