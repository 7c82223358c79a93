"""How each public criterion came out among the units of a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
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
    distribution = _distribution(found)
    scored = sum(distribution.values())
    failed = sum(count for one, count in distribution.items() if one <= floor)
    most = criterion.max_points
    full = distribution.get(most, 0) if most > floor else 0
    return CriterionSpread(
        number=criterion.number,
        full=full,
        partly=scored - full - failed,
        failed=failed,
        open=len(found) - scored,
        distribution=distribution,
        median=_middle(distribution),
    )


def middle(points: Iterable[Fraction | None]) -> Fraction | None:
    """Return the exact median of what is known, ``None`` of nothing."""
    return _middle(_distribution(points))


def _distribution(points: Iterable[Fraction | None]) -> dict[Fraction, int]:
    """Count equal points, ascending; fractions are compared only where they differ."""
    ratios = Counter(one.as_integer_ratio() for one in points if one is not None)
    return dict(sorted((Fraction(*ratio), count) for ratio, count in ratios.items()))


def _middle(distribution: Mapping[Fraction, int]) -> Fraction | None:
    scored = sum(distribution.values())
    if not scored:
        return None
    # Of an even number, the two in the middle; of an odd one, the same place twice.
    ends = [_at(distribution, place) for place in ((scored - 1) // 2, scored // 2)]
    return sum(ends, Fraction(0)) / 2


def _at(distribution: Mapping[Fraction, int], place: int) -> Fraction:
    for points, count in distribution.items():
        if place < count:
            return points
        place -= count
    raise IndexError(place)
