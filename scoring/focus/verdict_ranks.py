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
        self._lowest = (*sorted(found)[:3], (MET, 0))

    def units(self, points: Fraction) -> int:
        """Return points as the whole number that everything is compared in."""
        return points.numerator * (self._scale // points.denominator)

    def span(self, code: str) -> tuple[int, int]:
        """Return what a part may come to as it is."""
        return self._parts[code][1:]

    def single(self, code: str, points: int) -> int:
        """Return the rank of the verdict when one part has these points."""
        number, low, high = self._parts[code]
        rank = self._reached(self._total[0] - low + points, self._total[1] - high + points)
        own = self._criteria[number]
        changed = self._above(own[0] - low + points, own[1] - high + points)
        return min(rank, changed, self._beside(number, number))

    def is_open_beside(self, first: str, second: str) -> bool:
        """Whether a part beside these two is open, so that nothing could be said."""
        _, low, high = self._parts[first]
        _, low2, high2 = self._parts[second]
        return self._total[0] - low - low2 != self._total[1] - high - high2

    def ends(
        self, first: str, second: str, of_first: tuple[int, int], of_second: tuple[int, int]
    ) -> tuple[int, int]:
        """Return the ranks with the fewest and with the most points of these two parts.

        ``pair`` tells the same; this is asked of every pair, and most go no further.
        """
        number, low, high = self._parts[first]
        number2, low2, high2 = self._parts[second]
        rest = self._beside(number, number2)
        if rest == NOT_MET:
            return NOT_MET, NOT_MET
        least, most = self._total[0] - low - low2, self._total[1] - high - high2
        one, two = self._criteria[number], self._criteria[number2]
        worst, best = (
            min(
                rest,
                self._reached(least + a + b, most + a + b),
                *(
                    (self._above(one[0] - low - low2 + a + b, one[1] - high - high2 + a + b),)
                    if number == number2
                    else (
                        self._above(one[0] - low + a, one[1] - high + a),
                        self._above(two[0] - low2 + b, two[1] - high2 + b),
                    )
                ),
            )
            for a, b in zip(of_first, of_second, strict=True)
        )
        return worst, best

    def pair(self, first: str, second: str) -> Rank:
        """Return what tells the rank of the verdict for points of these two parts."""
        number, low, high = self._parts[first]
        number2, low2, high2 = self._parts[second]
        rest = self._beside(number, number2)
        least, most = self._total[0] - low - low2, self._total[1] - high - high2
        reached, above = self._reached, self._above
        one, two = self._criteria[number], self._criteria[number2]
        if number == number2:
            a, b = one[0] - low - low2, one[1] - high - high2

            def together(points: int, others: int) -> int:
                both = points + others
                return min(rest, reached(least + both, most + both), above(a + both, b + both))

            return together
        a, b, c, d = one[0] - low, one[1] - high, two[0] - low2, two[1] - high2

        def apart(points: int, others: int) -> int:
            both = points + others
            return min(
                rest,
                reached(least + both, most + both),
                above(a + points, b + points),
                above(c + others, d + others),
            )

        return apart

    def _beside(self, number: int, other: int) -> int:
        return next(rank for rank, own in self._lowest if own not in {number, other})

    def _above(self, low: int, high: int) -> int:
        """Rank a criterion, as ``scoring.engine.verdict.finding_above`` does."""
        if low > self._floor:
            return MET
        return NOT_MET if high <= self._floor else CANNOT_SAY

    def _reached(self, low: int, high: int) -> int:
        """Rank the total, as ``scoring.engine.verdict.finding_reached`` does."""
        if low >= self._threshold:
            return MET
        return NOT_MET if high < self._threshold else CANNOT_SAY
