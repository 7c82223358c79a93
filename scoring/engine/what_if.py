"""What the verdict would be if some parts had other points, everything else staying.

The same conditions as ``scoring.engine.verdict``, over intervals, without scoring anything again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.engine.score_sheet import Finding, PartScore, ScoreSheet
from scoring.engine.verdict import finding_above, finding_reached, verdict_of_findings

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class PointSpan:
    """Points between *minimum* and *maximum*; one number where both are equal."""

    minimum: Fraction
    maximum: Fraction

    def __add__(self, other: PointSpan) -> PointSpan:
        """Return what both together may come to."""
        return PointSpan(self.minimum + other.minimum, self.maximum + other.maximum)

    def minus(self, other: PointSpan) -> PointSpan:
        """Return how much more this may be than *other*."""
        return PointSpan(self.minimum - other.maximum, self.maximum - other.minimum)

    @property
    def is_exact(self) -> bool:
        """Whether nothing is open."""
        return self.minimum == self.maximum


NOTHING = PointSpan(_ZERO, _ZERO)


def exactly(points: Fraction) -> PointSpan:
    """Return the interval of one number."""
    return PointSpan(points, points)


def span_of(part: PartScore) -> PointSpan:
    """Return what a part may come to."""
    return PointSpan(part.minimum, part.maximum)


class WhatIf:
    """One sheet, ready to be asked what its verdict would be with other points."""

    def __init__(self, sheet: ScoreSheet) -> None:
        """Keep the sums of *sheet* by criterion."""
        self._floor = sheet.ruleset.disqualifying_points
        self._threshold = sheet.threshold.points
        self._criteria = {c.number: PointSpan(c.minimum, c.maximum) for c in sheet.criteria}
        self._total = PointSpan(sheet.total.minimum, sheet.total.maximum)
        self._parts = {
            part.code: (criterion.number, span_of(part))
            for criterion in sheet.criteria
            for part in criterion.parts
        }
        self._findings = {number: self._above(span) for number, span in self._criteria.items()}
        self._counts = Counter(self._findings.values())

    def _above(self, span: PointSpan) -> Finding:
        return finding_above(self._floor, span.minimum, span.maximum)

    def verdict(self, points: Mapping[str, PointSpan]) -> Finding:
        """Return the verdict with the parts of *points*, by code, between these instead."""
        changed: dict[int, PointSpan] = {}
        low, high = self._total.minimum, self._total.maximum
        for code, span in points.items():
            number, was = self._parts[code]
            more, most = span.minimum - was.minimum, span.maximum - was.maximum
            before = changed.get(number) or self._criteria[number]
            changed[number] = PointSpan(before.minimum + more, before.maximum + most)
            low, high = low + more, high + most
        findings = [finding_reached(self._threshold, low, high)]
        lost: Counter[Finding] = Counter()
        for number, span in changed.items():
            findings.append(self._above(span))
            lost[self._findings[number]] += 1
        # All criteria that did not change speak together: a pair is asked thousands of times.
        findings += [finding for finding, count in self._counts.items() if count > lost[finding]]
        return verdict_of_findings(findings)
