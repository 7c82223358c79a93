"""From where on a rate earns nothing, and when it is so far beyond that a slip is likelier.

Looks at the structure of the ruleset only. The measures stand here once: the intake warns of
such a figure, the workbook says it beside the cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scoring.rules.indicators import Ratio
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.ruleset import Ruleset

HUNDRED = 100
"""A percentage of a part is no larger, and its unit is this multiplier."""

FEWEST = 30
"""Of fewer, a rate far from all others is ordinary: one case of one had no plan in time."""

FAR = 2
"""A rate is far from earning when it is less than the half, or at least twice, of what earns.
In four simulated nations (26,712 units) no unit of 30 or more is."""

LIKE_PERCENT = Fraction(2, 3)
"""A number reads as a percentage from this share of the lowest earning rate on, while the rate
that it makes as a count stays below it: 86 of 200 is 43 %, and 86 % may well be meant."""


@dataclass(frozen=True, slots=True)
class LostRate:
    """A part of which the rate earns nothing beyond ``edge``, in the part's unit."""

    part: str
    numerator: str
    denominator: str
    multiplier: int
    edge: Fraction
    is_higher_better: bool

    def is_far(self, cases: int, whole: int) -> bool:
        """Whether *cases* of *whole* is so far from earning anything that a slip is likely."""
        if whole < FEWEST:
            return False
        value, edge = self.multiplier * cases * self.edge.denominator, self.edge.numerator * whole
        return FAR * value < edge if self.is_higher_better else value >= FAR * edge > 0

    def may_be_percent(self, cases: int, whole: int) -> bool:
        """Whether *cases* is likelier a percentage that was typed where a count belongs."""
        least = self.least_percent
        if least is None or not cases <= HUNDRED < whole:
            return False
        return cases >= least and HUNDRED * cases < least * whole

    @property
    def screen(self) -> tuple[int, int]:
        """Numbers a and b: only where a × cases ≤ b × whole can either of the two be so.

        A quick look at integers, for many rows.
        """
        value, edge = self.multiplier * self.edge.denominator, self.edge.numerator
        if self.is_higher_better:
            return LIKE_PERCENT.denominator * value, LIKE_PERCENT.numerator * edge
        return -value, -FAR * edge

    @property
    def least_percent(self) -> Fraction | None:
        """From which number on a percentage may be meant, ``None`` where none can be told."""
        if self.multiplier != HUNDRED or not self.is_higher_better:
            # Of «the lower the better» small numbers are good counts too.
            return None
        return LIKE_PERCENT * self.edge


def lost_rates(ruleset: Ruleset) -> Iterator[LostRate]:
    """Yield the ratios on a band scale of which some rates earn nothing."""
    for _, part in ruleset.parts:
        if not isinstance(part, BandScale) or not isinstance(part.indicator, Ratio):
            continue
        earning = [band for band in part.bands if band.points is None or band.points > 0]
        if len(earning) == len(part.bands) or not earning:
            continue
        edges = [edge for band in earning for edge in band.edges]
        yield LostRate(
            part.code,
            part.indicator.numerator,
            part.indicator.denominator,
            part.indicator.multiplier,
            min(edges) if part.is_higher_better else max(edges),
            part.is_higher_better,
        )
