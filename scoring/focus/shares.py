"""The share that a part measures, of many communes: what signals are computed from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scoring.base.quantities import decimal_text, rate, vietnamese
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import ThresholdGroup
from scoring.rules.indicators import Ratio
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class ScoredCommune:
    """One commune and year of a table, with what it was scored by."""

    assessment: Assessment
    ruleset: Ruleset
    threshold: ThresholdGroup


@dataclass(frozen=True, slots=True)
class CommuneShare:
    """A numerator out of a denominator above 0; both counts of persons, cases or sheets."""

    part: Part
    ratio: Ratio
    count: int
    whole: int

    @property
    def value(self) -> Fraction:
        """The plain share, from 0 to 1 where the numerator is within the denominator."""
        return Fraction(self.count, self.whole)

    def text(self, share: Fraction | None = None) -> str:
        """Return a share in the part's own unit: ``94,96%`` or ``3,2 trên 1.000 trẻ em``."""
        of = self.value if share is None else share
        shown = vietnamese(
            decimal_text(rate(of.numerator, of.denominator, self.ratio.multiplier), self.part.edges)
        )
        unit = self.part.unit
        return f"{shown}%" if unit == "phần trăm" else f"{shown} {unit}"


def shares(assessment: Assessment, ruleset: Ruleset) -> Iterator[CommuneShare]:
    """Yield the share of every part that measures one and has its figures this period."""
    for _, part in ruleset.parts:
        ratio = part.ratio
        if ratio is not None:
            count = assessment.figures.get(ratio.numerator)
            whole = assessment.figures.get(ratio.denominator)
            if count is not None and whole:
                yield CommuneShare(part, ratio, count, whole)


def previous_share(assessment: Assessment, share: CommuneShare) -> CommuneShare | None:
    """Return the same share of the previous period, as the commune itself reports it."""
    count = assessment.previous.get(share.ratio.numerator)
    whole = assessment.previous.get(share.ratio.denominator)
    return (
        CommuneShare(share.part, share.ratio, count, whole) if count is not None and whole else None
    )
