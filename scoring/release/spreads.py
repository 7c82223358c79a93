"""How each public criterion came out among the units of a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Literal

from scoring.recognition.counting import Count
from scoring.rules.ruleset import Criterion

Family = Literal["toàn bộ", "nhóm ngưỡng", "tỉnh", "huyện", "cụm"]
"""What the units of a group have in common."""


@dataclass(frozen=True, slots=True)
class CriterionSpread:
    """One public criterion over the units of a group that have points at all.

    ``full`` at its maximum, ``failed`` at or below điểm liệt, ``partly`` between, ``open``
    without points yet. ``distribution`` counts units by points, the fewest first; ``median``
    is ``None`` where nobody has points of it.
    """

    number: int
    full: int
    partly: int
    failed: int
    open: int
    distribution: Mapping[Fraction, int]
    median: Fraction | None

    @property
    def scored(self) -> int:
        """Units whose points of this criterion are known: what shares are of."""
        return self.full + self.partly + self.failed


@dataclass(frozen=True, slots=True)
class PublicGroup:
    """Units counted together. ``within`` is the province of a district or cluster.

    ``pointed`` is how many of them have points; ``median_total`` is over those with all of them.
    """

    family: Family
    name: str
    within: str | None
    count: Count
    pointed: int
    criteria: tuple[CriterionSpread, ...]
    median_total: Fraction | None


def spread_of(
    criterion: Criterion, floor: Fraction, points: Iterable[Fraction | None]
) -> CriterionSpread:
    """Return how *criterion* came out; *points* has one entry for each unit with points."""
    found = tuple(points)
    known = sorted(one for one in found if one is not None)
    failed = sum(one <= floor for one in known)
    full = sum(floor < one == criterion.max_points for one in known)
    return CriterionSpread(
        number=criterion.number,
        full=full,
        partly=len(known) - full - failed,
        failed=failed,
        open=len(found) - len(known),
        distribution=dict(sorted(Counter(known).items())),
        median=middle(known),
    )


def middle(points: Iterable[Fraction | None]) -> Fraction | None:
    """Return the exact median of what is known, ``None`` of nothing."""
    known = [one for one in points if one is not None]
    return Fraction(median(known)) if known else None
