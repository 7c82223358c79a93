"""How many units were recognised year by year, and which years may stand on one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoring.recognition.counting import Count


@dataclass(frozen=True, slots=True)
class YearCount:
    """The units of one year by state.

    ``is_self_scored`` is a year from a table that did not come from a register.
    ``has_other_units`` says that these are not the units of the year listed before: they were
    merged, or a table does not have them all. Shares of the two cannot be compared.
    """

    year: int
    count: Count
    is_self_scored: bool
    has_other_units: bool

    @property
    def is_decided(self) -> bool:
        """Whether a share may be stated."""
        return self.count.is_decided and not self.is_self_scored


def lines_of(history: Iterable[YearCount]) -> tuple[tuple[YearCount, ...], ...]:
    """Return the runs of years that may be compared: all decided, of the same units.

    A self-assessed year, an undecided one and one after a merger each begin a run of their
    own, so that no line joins what cannot be compared.
    """
    lines: list[list[YearCount]] = []
    for one in history:
        if lines and not one.has_other_units and _are_alike(lines[-1], one):
            lines[-1].append(one)
        else:
            lines.append([one])
    return tuple(map(tuple, lines))


def _are_alike(line: Sequence[YearCount], one: YearCount) -> bool:
    return line[-1].is_decided and one.is_decided
