"""Groups of communes that statistics are given for, and the small groups they must not reveal.

A statistic of two groups is also one of their difference: a province and all its districts
but one tell of that one. So groups are chosen together: no sum and difference of them, with
any coefficients, may be a group of fewer communes than the policy allows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.release.model import Family, Group
from scoring.release.rows import ScoredRow

WHOLE = Group("toàn bộ", "", 0).key

Atoms = Mapping[str, frozenset[str]]
"""The codes of the communes of each group, by its key."""


@dataclass(frozen=True, slots=True)
class ShownGroups:
    """Groups that are shown, too small ones, and ones that others would be computed from."""

    groups: Mapping[str, tuple[Group, frozenset[str]]]
    omitted: tuple[Group, ...]
    dropped: tuple[Group, ...]


def groups_of(rows: Sequence[ScoredRow]) -> dict[str, tuple[Group, frozenset[str]]]:
    """Return every group statistics could be given for, with the codes of its communes.

    Districts only within one province: they are the province's own business.
    """
    provinces = {row.province for row in rows if row.province}
    found: dict[tuple[Family, str], list[str]] = {}
    for row in rows:
        found.setdefault(("toàn bộ", ""), []).append(row.code)
        found.setdefault(("nhóm ngưỡng", row.group), []).append(row.code)
        if len(provinces) > 1 and row.province:
            found.setdefault(("tỉnh", row.province), []).append(row.code)
        elif row.district:
            found.setdefault(("huyện", row.district), []).append(row.code)
    groups = [
        (Group(family, name, len(codes)), frozenset(codes))
        for (family, name), codes in found.items()
    ]
    return {group.key: (group, codes) for group, codes in groups}


def publishable(groups: Mapping[str, tuple[Group, frozenset[str]]], smallest: int) -> ShownGroups:
    """Return the groups that may be shown together.

    While some small group can be computed, the smallest of the groups it is computed from
    (the whole is the last to go) is dropped.
    """
    shown = {key: one for key, one in groups.items() if one[0].communes >= smallest}
    omitted = tuple(one[0] for key, one in groups.items() if key not in shown)
    dropped: list[Group] = []
    while True:
        found = small_difference({key: codes for key, (_, codes) in shown.items()}, smallest)
        if found is None:
            return ShownGroups(shown, omitted, tuple(dropped))
        used = found.used or tuple(shown)
        key = min(used, key=lambda k: (k == WHOLE, shown[k][0].communes, k))
        dropped.append(shown.pop(key)[0])


@dataclass(frozen=True, slots=True)
class SmallDifference:
    """A group of *communes* that is a combination of the groups *used*.

    ``communes`` is ``None`` when the search was given up: nothing is proved then.
    """

    communes: int | None
    used: tuple[str, ...]
    is_proved: bool


_MOST_STEPS = 200_000


def small_difference(groups: Atoms, smallest: int) -> SmallDifference | None:
    """Return a group of fewer than *smallest* communes that *groups* give away, if any.

    Exact: communes in the same groups are one atom. The combinations of the groups are the
    row space of the matrix of groups and atoms; a group of communes that can be computed is
    a row of zeros and ones in it. Elimination with the largest atoms as pivots leaves each
    such row fixed by its zeros and ones at the pivots, where an atom as large as *smallest*
    must have zero: what is left is few enough to try all. A search that would be too long
    is told as one that found something: nothing passes unproved.
    """
    atoms: dict[tuple[str, ...], int] = {}
    members: dict[str, list[str]] = {}
    for key in sorted(groups):
        for code in groups[key]:
            members.setdefault(code, []).append(key)
    for keys in members.values():
        atoms[tuple(keys)] = atoms.get(tuple(keys), 0) + 1
    columns = sorted(atoms, key=lambda keys: (-atoms[keys], keys))
    weights = [atoms[keys] for keys in columns]
    rows = _reduced(
        [[Fraction(int(key in keys)) for keys in columns] for key in sorted(groups)],
        len(columns),
    )
    free = [(pivot, row) for pivot, row in rows if weights[pivot] < smallest]
    return _search(free, weights, smallest, sorted(groups), columns)


def _reduced(matrix: list[list[Fraction]], width: int) -> list[tuple[int, list[Fraction]]]:
    """Return the reduced echelon form: pivot and row; exact."""
    done: list[tuple[int, list[Fraction]]] = []
    rest = [row for row in matrix if any(row)]
    for column in range(width):
        found = next((row for row in rest if row[column]), None)
        if found is None:
            continue
        scaled = [value / found[column] for value in found]
        rest = [_without(row, scaled, column) for row in rest if row is not found]
        rest = [row for row in rest if any(row)]
        done = [(pivot, _without(row, scaled, column)) for pivot, row in done]
        done.append((column, scaled))
    return done


def _without(row: list[Fraction], pivot_row: list[Fraction], column: int) -> list[Fraction]:
    factor = row[column]
    if not factor:
        return row
    return [a - factor * b for a, b in zip(row, pivot_row, strict=True)]


def _search(
    free: Sequence[tuple[int, list[Fraction]]],
    weights: Sequence[int],
    smallest: int,
    keys: Sequence[str],
    columns: Sequence[tuple[str, ...]],
) -> SmallDifference | None:
    steps = 0
    width = len(weights)
    stack: list[tuple[int, int, list[Fraction]]] = [(0, 0, [Fraction(0)] * width)]
    while stack:
        steps += 1
        if steps > _MOST_STEPS:
            return SmallDifference(None, (), is_proved=False)
        place, weight, total = stack.pop()
        if place == len(free):
            if weight and all(value in {0, 1} for value in total):
                communes = sum(w for w, value in zip(weights, total, strict=True) if value)
                if communes < smallest:
                    used = _used(total, keys, columns)
                    return SmallDifference(communes, used, is_proved=True)
            continue
        pivot, row = free[place]
        stack.append((place + 1, weight, total))
        if weight + weights[pivot] < smallest:
            taken = [a + b for a, b in zip(total, row, strict=True)]
            stack.append((place + 1, weight + weights[pivot], taken))
    return None


def _used(
    target: list[Fraction], keys: Sequence[str], columns: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the groups a combination for *target* is made of, by solving for it."""
    rows = [[Fraction(int(key in atom)) for key in keys] for atom in columns]
    width = len(keys)
    solved = _reduced([[*row, value] for row, value in zip(rows, target, strict=True)], width)
    return tuple(keys[pivot] for pivot, row in solved if row[width])
