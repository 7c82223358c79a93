"""Which single part, and which pair of parts, could overturn a verdict.

Over everything a verifier could still find: any points each part can take, the other parts
as they are. A verdict only gets better with more points, so the search is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from scoring.engine.assessment import Assessment
from scoring.engine.possible_points import Away, attainable, away
from scoring.engine.score_sheet import Finding, PartScore, ScoreSheet
from scoring.engine.what_if import WhatIf, exactly
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
    return sorted(_Search(ruleset, assessment, sheet).all(), key=lambda one: one.order)


class _Search:
    def __init__(self, ruleset: Ruleset, assessment: Assessment, sheet: ScoreSheet) -> None:
        self.ruleset = ruleset
        self.assessment = assessment
        self.sheet = sheet
        self.what_if = WhatIf(sheet)
        self.rules = {part.code: part for _, part in ruleset.parts}
        self.scored = {part.code: part for part in sheet.parts}
        self.options = {
            part.code: _nearest_first(part, attainable(self.rules[part.code], part))
            for part in sheet.parts
        }
        self.others: dict[tuple[str, Fraction], Other] = {}
        self.names = {
            part.code: part.name or criterion.name
            for criterion in sheet.criteria
            for part in criterion.parts
        }

    def all(self) -> Iterator[Overturn]:
        left: dict[str, list[Fraction]] = {}
        for code, options in self.options.items():
            told: set[Finding] = set()
            left[code] = []
            for points in options:
                verdict = self.what_if.verdict({code: exactly(points)})
                if verdict is self.sheet.verdict:
                    left[code].append(points)
                elif verdict not in told:
                    told.add(verdict)
                    yield Overturn((self._other(code, points),), verdict)
        for first, second in combinations(self.options, 2):
            yield from self._pair(first, second, left)

    def _pair(self, first: str, second: str, left: dict[str, list[Fraction]]) -> Iterator[Overturn]:
        """Yield the nearest points of two parts that overturn together but not alone."""
        told: dict[Finding, tuple[Fraction, Fraction, Fraction]] = {}
        # More points never make a verdict worse: what the ends do not overturn, nothing does.
        ends = (min, max) if left[first] and left[second] else ()
        if not any(
            self.what_if.verdict({code: exactly(end(left[code])) for code in (first, second)})
            is not self.sheet.verdict
            for end in ends
        ):
            return
        for points in left[first]:
            for others in left[second]:
                verdict = self.what_if.verdict({first: exactly(points), second: exactly(others)})
                if verdict is not self.sheet.verdict:
                    change = self._change(first, points) + self._change(second, others)
                    if verdict not in told or change < told[verdict][0]:
                        told[verdict] = (change, points, others)
        for verdict, (_, points, others) in told.items():
            yield Overturn((self._other(first, points), self._other(second, others)), verdict)

    def _change(self, code: str, points: Fraction) -> Fraction:
        now = self.scored[code]
        return max(now.minimum - points, points - now.maximum, Fraction(0))

    def _other(self, code: str, points: Fraction) -> Other:
        if (code, points) not in self.others:
            scored = self.scored[code]
            distance = away(self.ruleset, self.assessment, self.rules[code], scored, points)
            other = Other(code, self.names[code], scored.points, points, distance)
            self.others[code, points] = other
        return self.others[code, points]


def _nearest_first(part: PartScore, points: tuple[Fraction, ...]) -> list[Fraction]:
    def distance(value: Fraction) -> Fraction:
        return max(part.minimum - value, value - part.maximum, Fraction(0))

    return sorted(points, key=lambda value: (distance(value), value))
