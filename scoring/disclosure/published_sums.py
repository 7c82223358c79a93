"""What a publication says of counts: sums of unknown counts, known, bounded or withheld.

A table of counts with margins is a set of such sums: a cell is a sum of one unknown, or of
several where another table divides it further; a margin is the sum of its cells; tables that
share unknowns are linked. Every unknown is a number of things: whole, not negative.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

MARGIN = "*"
"""The row or column of sums in the names of a table's cells."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The sum of *unknowns* lies between *least* and *most*, both included.

    Equal for a number that stands in *source*; both ``None`` where it is withheld, and then
    it must not be computable. With a *ceiling* nothing was published: the sum must not be
    known to reach it, for then each of the things counted would be known to be one.
    """

    key: str
    unknowns: frozenset[str]
    least: int | None
    most: int | None
    source: str = ""
    ceiling: int | None = None

    @property
    def is_withheld(self) -> bool:
        """Whether this number must stay unknown."""
        return self.least is None and self.ceiling is None

    @property
    def is_guarded(self) -> bool:
        """Whether this sum must not be known to reach its ceiling."""
        return self.ceiling is not None

    @property
    def is_exact(self) -> bool:
        """Whether the number itself stands in the publication."""
        return self.least is not None and self.least == self.most


def withheld(statement: Statement) -> Statement:
    """Return the statement without its number."""
    return Statement(statement.key, statement.unknowns, None, None, statement.source)


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts in rows and columns. Its margins are counts too; cells go by row and column."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]

    def statements(
        self, inside: Mapping[tuple[str, str], Iterable[str]] | None = None
    ) -> list[Statement]:
        """Return every cell and margin; keys are ``title|row|column``, ``*`` for a margin.

        A cell is an unknown of its own unless *inside* names the unknowns it is the sum of:
        tables that name the same ones are linked.
        """
        found = []
        for row, column in product((*self.rows, MARGIN), (*self.columns, MARGIN)):
            cells = [
                (r, c)
                for r in (self.rows if row == MARGIN else (row,))
                for c in (self.columns if column == MARGIN else (column,))
            ]
            count = sum(self.counts[cell] for cell in cells)
            names = frozenset(
                name
                for r, c in cells
                for name in (inside or {}).get((r, c), (f"{self.title}|{r}|{c}",))
            )
            found.append(Statement(f"{self.title}|{row}|{column}", names, count, count))
        return found


_PERCENT = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?\s*%?")


def numerators(percent: str, denominator: int) -> tuple[int, int]:
    """Return the least and most count that *percent* of *denominator* can have come from.

    *percent* is as published, rounded half up to the decimals it shows. Raises ``ValueError``
    for text that is no percentage and for one no count can give.

    >>> numerators("12 %", 25), numerators("33,3 %", 900)
    ((3, 3), (300, 300))
    >>> numerators("12 %", 400)
    (46, 49)
    """
    match = _PERCENT.fullmatch(percent.strip())
    if match is None:
        raise ValueError(percent)
    decimals = match[2] or ""
    half = Fraction(1, 2 * 10 ** len(decimals))
    middle = Fraction(f"{match[1]}.{decimals or 0}")
    least = -((-(middle - half) * denominator) // 100)
    most = -((-(middle + half) * denominator) // 100) - 1
    least, most = max(0, int(least)), min(denominator, int(most))
    if least > most:
        raise ValueError(percent)
    return least, most


def merged_unknowns(
    statements: Sequence[Statement],
) -> tuple[list[frozenset[int]], list[tuple[str, ...]]]:
    """Return each statement's unknowns as numbers, and the names each number stands for.

    Unknowns that always occur together are one: their sum is a count like any other, and no
    statement tells them apart.
    """
    member_of: dict[str, list[int]] = {}
    for place, statement in enumerate(statements):
        for name in statement.unknowns:
            member_of.setdefault(name, []).append(place)
    merged: dict[tuple[int, ...], list[str]] = {}
    for name in sorted(member_of):
        merged.setdefault(tuple(member_of[name]), []).append(name)
    sets: list[set[int]] = [set() for _ in statements]
    for number, places in enumerate(merged):
        for place in places:
            sets[place].add(number)
    return [frozenset(one) for one in sets], [tuple(names) for names in merged.values()]
