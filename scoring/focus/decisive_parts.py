"""Which single part, and which pair of parts, could overturn a verdict.

Over everything a verifier could still find: any points each part can take, the other parts
as they are. A verdict only gets better with more points, so the search is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import inf
from typing import NamedTuple

from scoring.engine.assessment import Assessment
from scoring.engine.possible_points import Away, attainable, away
from scoring.engine.score_sheet import Finding, ScoreSheet
from scoring.focus.verdict_ranks import CANNOT_SAY, RANKS, VERDICTS, Rank, VerdictRanks
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Other:
    """Other points of one part: from the nearest on, they do what is said of them."""

    part: str
    name: str
    now: Fraction | None
    points: Fraction
    away: Away | None

    @property
    def is_less(self) -> bool:
        """Whether these points are fewer than the part has now."""
        return self.now is not None and self.points < self.now


@dataclass(frozen=True, slots=True)
class Overturn:
    """One part, or two, whose other points would lead to *verdict*.

    Of a pair neither would do it alone with these points.
    """

    parts: tuple[Other, ...]
    verdict: Finding

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: what takes the least comes first; what no count can say, last."""
        steps = [other.away.count if other.away else None for other in self.parts]
        known = [step for step in steps if step is not None]
        change = sum(
            (abs(other.points - other.now) for other in self.parts if other.now is not None),
            Fraction(0),
        )
        return (len(self.parts), len(steps) - len(known), sum(known), change)


def overturning(ruleset: Ruleset, assessment: Assessment, sheet: ScoreSheet) -> list[Overturn]:
    """Return every single part and pair that can overturn the verdict of *sheet*.

    Each with the points nearest to what it has now, one entry for each other verdict; the
    single parts first, and of either kind those that need the smallest change.
    """
    search = _Search(ruleset, assessment, sheet)
    return sorted(search.all(), key=search.order)


class _Option(NamedTuple):
    """Points a part could have: how far from what it has now, in units; and as a fraction.

    In the order in which they are tried.
    """

    change: int
    units: int
    points: Fraction


class _Search:
    def __init__(self, ruleset: Ruleset, assessment: Assessment, sheet: ScoreSheet) -> None:
        self.ruleset = ruleset
        self.assessment = assessment
        self.rules = {part.code: part for _, part in ruleset.parts}
        self.scored = {part.code: part for part in sheet.parts}
        points = {part.code: attainable(self.rules[part.code], part) for part in sheet.parts}
        self.ranks = VerdictRanks(sheet, [one for some in points.values() for one in some])
        self.now = RANKS[sheet.verdict]
        self.options = {code: self._nearest_first(code, some) for code, some in points.items()}
        self.others: dict[tuple[str, int], Other] = {}
        self.names = {
            part.code: part.name or criterion.name
            for criterion in sheet.criteria
            for part in criterion.parts
        }

    def all(self) -> Iterator[Overturn]:
        left: dict[str, list[_Option]] = {}
        for code, options in self.options.items():
            told: set[int] = set()
            left[code] = []
            for option in options:
                rank = self.ranks.single(code, option.units)
                if rank == self.now:
                    left[code].append(option)
                elif rank not in told:
                    told.add(rank)
                    yield Overturn((self._other(code, option),), VERDICTS[rank])
        ends = {
            code: (min(o.units for o in options), max(o.units for o in options))
            for code, options in left.items()
            if options
        }
        for first, second in combinations(ends, 2):
            # More points never make a verdict worse: what the ends do not overturn, nothing does.
            rank_of = self.ranks.pair(first, second)
            (low, high), (low2, high2) = ends[first], ends[second]
            worst, best = rank_of(low, low2), rank_of(high, high2)
            if worst == best == self.now:
                continue
            wanted = {*range(worst, best + 1)} - {self.now}
            if not self.ranks.is_open_beside(first, second):
                wanted.discard(CANNOT_SAY)
            if wanted:
                yield from self._pair(first, second, left, (rank_of, wanted))

    def order(self, one: Overturn) -> tuple[int, ...]:
        """Return ``Overturn.order`` in whole numbers: there are dozens of every commune."""
        steps = [other.away.count for other in one.parts if other.away]
        units = self.ranks.units
        change = sum(
            abs(units(other.points) - units(other.now))
            for other in one.parts
            if other.now is not None
        )
        return (len(one.parts), len(one.parts) - len(steps), sum(steps), change)

    def _pair(
        self,
        first: str,
        second: str,
        left: Mapping[str, Sequence[_Option]],
        asked: tuple[Rank, set[int]],
    ) -> Iterator[Overturn]:
        """Yield the nearest points of two parts that overturn together but not alone.

        *asked* tells the ranks of these two, and which are wanted. Options come nearest first:
        once all of these are found, what is further away than each of them cannot be nearer.
        """
        rank_of, wanted = asked
        told: dict[int, tuple[int, _Option, _Option]] = {}
        furthest: float = inf
        for one in left[first]:
            if one.change >= furthest:
                break
            for two in left[second]:
                change = one.change + two.change
                if change >= furthest:
                    break
                verdict = rank_of(one.units, two.units)
                if verdict != self.now and (verdict not in told or change < told[verdict][0]):
                    told[verdict] = (change, one, two)
                    if wanted <= told.keys():
                        furthest = max(found[0] for found in told.values())
        for verdict, (_, one, two) in told.items():
            others = self._other(first, one), self._other(second, two)
            yield Overturn(others, VERDICTS[verdict])

    def _other(self, code: str, option: _Option) -> Other:
        found = self.others.get((code, option.units))
        if found is None:
            scored, points = self.scored[code], option.points
            distance = away(self.ruleset, self.assessment, self.rules[code], scored, points)
            found = Other(code, self.names[code], scored.points, points, distance)
            self.others[code, option.units] = found
        return found

    def _nearest_first(self, code: str, points: tuple[Fraction, ...]) -> list[_Option]:
        low, high = self.ranks.span(code)
        units = ((one, self.ranks.units(one)) for one in points)
        return sorted(_Option(max(low - u, u - high, 0), u, one) for one, u in units)
