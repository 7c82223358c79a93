"""A province's communes summed up: how many steps away, what blocks them, whom to reach next.

Counts are communes; shares are exact fractions. Nothing here looks at a criterion's number:
what blocks is what the scorer found to be at or below the disqualifying points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import combinations

from scoring.advice.routes import Advice, Route
from scoring.batch.scorer import FINDINGS, NOT_MET, BatchResult
from scoring.engine.score_sheet import Finding


class DistanceSummary(Enum):
    """What a commune lacks, where that is no number of steps."""

    PREVENTION = "cần ít trường hợp hơn ở kỳ sau"
    NO_ROUTE = "các bước đã biết không đủ"
    OPEN = "phải điền số liệu còn thiếu trước"


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of one figure the cheapest routes reach, in how many communes."""

    part: str
    figure: str
    unit: str
    count: int
    communes: int


@dataclass(frozen=True, slots=True)
class ItemsToDo:
    """In how many communes the cheapest routes do an item."""

    item: str
    question: str
    communes: int


@dataclass(frozen=True, slots=True)
class Blocking:
    """Why communes fail: criteria at the disqualifying points, alone and in pairs.

    ``by_one`` counts the failing communes that a criterion disqualifies; ``by_either`` those
    that at least one of a pair does, ``by_both`` those that both do.
    """

    failing: int
    by_one: Mapping[int, int]
    by_either: Mapping[tuple[int, int], int]
    by_both: Mapping[tuple[int, int], int]
    by_threshold_only: int

    def share(self, count: int) -> Fraction:
        """Return *count* of all failing communes; 0 where none fails."""
        return Fraction(count, self.failing) if self.failing else Fraction(0)


@dataclass(frozen=True, slots=True)
class Summary:
    """What is to be done in a set of communes."""

    communes: int
    steps: Mapping[int | DistanceSummary, int]
    blocking: Blocking
    reach: tuple[Reach, ...]
    items: tuple[ItemsToDo, ...]


def cheapest(advice: Advice) -> Route | None:
    """Return the route with the least prevention, then the fewest children, then items."""
    return min(advice.routes, key=lambda r: (r.cost.rank, r.cost.items), default=None)


def away(advice: Advice) -> int | DistanceSummary:
    """Return the least number of steps that an office can take; 0 for none needed."""
    if advice.fewest_steps is not None:
        return advice.fewest_steps
    if advice.routes:
        return DistanceSummary.PREVENTION
    return DistanceSummary.OPEN if advice.open_parts else DistanceSummary.NO_ROUTE


def summary(result: BatchResult, advices: Sequence[Advice], rows: Iterable[int]) -> Summary:
    """Sum up the communes at *rows* of *result*; *advices* are those of all its rows."""
    listed = list(rows)
    return Summary(
        communes=len(listed),
        steps=Counter(away(advices[row]) for row in listed),
        blocking=_blocking(result, listed),
        reach=_reach([advices[row] for row in listed]),
        items=_items([advices[row] for row in listed]),
    )


def _blocking(result: BatchResult, rows: Sequence[int]) -> Blocking:
    failing = [row for row in rows if result.verdict[row] == NOT_MET]
    numbers = [criterion.number for criterion in result.criteria]
    lost = [
        frozenset(c.number for c in result.criteria if FINDINGS[c.finding[row]] is Finding.NOT_MET)
        for row in failing
    ]
    one = Counter(number for found in lost for number in found)
    both = Counter(pair for found in lost for pair in combinations(sorted(found), 2))
    blamed = [number for number in numbers if one[number]]
    either = {
        (first, second): one[first] + one[second] - both[first, second]
        for first, second in combinations(blamed, 2)
    }
    return Blocking(
        failing=len(failing),
        by_one={number: one[number] for number in blamed},
        by_either=either,
        by_both={pair: both[pair] for pair in either},
        by_threshold_only=sum(not found for found in lost),
    )


def _reach(advices: Sequence[Advice]) -> tuple[Reach, ...]:
    counts: Counter[tuple[str, str, str]] = Counter()
    communes: Counter[tuple[str, str, str]] = Counter()
    for advice in advices:
        route = cheapest(advice)
        for step in route.steps if route else ():
            if step.band is not None and step.band.is_more:
                key = (step.part, step.band.figure, step.band.unit)
                counts[key] += step.band.count
                communes[key] += 1
    return tuple(
        Reach(*key, count=count, communes=communes[key])
        for key, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    )


def _items(advices: Sequence[Advice]) -> tuple[ItemsToDo, ...]:
    communes: Counter[tuple[str, str]] = Counter()
    for advice in advices:
        route = cheapest(advice)
        communes.update((s.item, s.question) for s in (route.steps if route else ()) if s.item)
    return tuple(
        ItemsToDo(*key, communes=count)
        for key, count in sorted(communes.items(), key=lambda entry: (-entry[1], entry[0]))
    )
