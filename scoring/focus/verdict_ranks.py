"""The verdict with one or two other parts, asked thousands of times of one commune.

The same conditions as ``scoring.engine.what_if``, in whole numbers: points are multiplied by
what makes all of them whole, and findings are ranks, so that the verdict is the lowest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import lcm

from scoring.engine.score_sheet import Finding, ScoreSheet

VERDICTS = (Finding.NOT_MET, Finding.CANNOT_SAY, Finding.MET)
"""By rank: the verdict has the rank of the lowest finding."""

RANKS = {finding: rank for rank, finding in enumerate(VERDICTS)}
NOT_MET, CANNOT_SAY, MET = RANKS.values()

Rank = Callable[[int, int], int]
"""The rank of the verdict when two parts have these points."""

Bounds = tuple[int, int]
"""From which points on a finding may be ``MET``, and from which on it is.

So its rank is how many of the two are reached: whole points leave nothing between.
"""


class VerdictRanks:
    """One sheet, ready to be asked in whole numbers."""

    def __init__(self, sheet: ScoreSheet, asked: Iterable[Fraction]) -> None:
        """Keep the sums of *sheet*; *asked* are all points that will be asked about."""
        floor, threshold = sheet.ruleset.disqualifying_points, sheet.threshold.points
        ends = [end for part in sheet.parts for end in (part.minimum, part.maximum)]
        self._scale = lcm(*(one.denominator for one in (floor, threshold, *ends, *asked)))
        self._floor, self._threshold = self.units(floor), self.units(threshold)
        self._total = self.units(sheet.total.minimum), self.units(sheet.total.maximum)
        self._criteria = {
            one.number: (self.units(one.minimum), self.units(one.maximum)) for one in sheet.criteria
        }
        self._parts = {
            part.code: (one.number, self.units(part.minimum), self.units(part.maximum))
            for one in sheet.criteria
            for part in one.parts
        }
        found = ((self._above(*span), number) for number, span in self._criteria.items())
        # Beside two criteria the third lowest is the lowest that is left.
        self._lowest = tuple(sorted(found)[:3])

    def units(self, points: Fraction) -> int:
        """Return points as the whole number that everything is compared in."""
        return points.numerator * (self._scale // points.denominator)

    def span(self, code: str) -> tuple[int, int]:
        """Return what a part may come to as it is."""
        return self._parts[code][1:]

    def single(self, code: str, points: int) -> int:
        """Return the rank of the verdict when one part has these points."""
        number, low, high = self._parts[code]
        total = self._of_total(low, high)
        own = self._of_criterion(number, low, high)
        rest = self._beside(number, number)
        return min(
            rest,
            (points >= total[0]) + (points >= total[1]),
            (points >= own[0]) + (points >= own[1]),
        )

    def is_open_beside(self, first: str, second: str) -> bool:
        """Whether a part beside these two is open, so that nothing could be said."""
        _, low, high = self._parts[first]
        _, low2, high2 = self._parts[second]
        return self._total[0] - low - low2 != self._total[1] - high - high2

    def pair(self, first: str, second: str) -> Rank:
        """Return what tells the rank of the verdict for points of these two parts."""
        number, low, high = self._parts[first]
        number2, low2, high2 = self._parts[second]
        rest = self._beside(number, number2)
        if rest == NOT_MET:
            return _lost
        may, must = self._of_total(low + low2, high + high2)
        if number == number2:
            own, own2 = self._of_criterion(number, low + low2, high + high2)

            def together(points: int, others: int) -> int:
                both = points + others
                return min(rest, (both >= may) + (both >= must), (both >= own) + (both >= own2))

            return together
        a, b = self._of_criterion(number, low, high)
        c, d = self._of_criterion(number2, low2, high2)

        def apart(points: int, others: int) -> int:
            both = points + others
            return min(
                rest,
                (both >= may) + (both >= must),
                (points >= a) + (points >= b),
                (others >= c) + (others >= d),
            )

        return apart

    def _of_total(self, low: int, high: int) -> Bounds:
        """Return from where on the total may reach the threshold, and from where on it does.

        Without the parts that come to *low* and *high*; as ``verdict.finding_reached`` ranks.
        """
        return (
            self._threshold - (self._total[1] - high),
            self._threshold - (self._total[0] - low),
        )

    def _of_criterion(self, number: int, low: int, high: int) -> Bounds:
        """Return the same of a criterion above the floor, as ``verdict.finding_above`` ranks."""
        own = self._criteria[number]
        above = self._floor + 1
        return above - (own[1] - high), above - (own[0] - low)

    def _beside(self, number: int, other: int) -> int:
        for rank, own in self._lowest:
            if own not in {number, other}:
                return rank
        return MET

    def _above(self, low: int, high: int) -> int:
        """Rank a criterion as it is."""
        return (high > self._floor) + (low > self._floor)


def _lost(points: int, others: int) -> int:
    """Rank the verdict where another criterion is lost, whatever these two have."""
    del points, others
    return NOT_MET
