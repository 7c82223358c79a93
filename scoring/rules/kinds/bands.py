"""One band of a scale: the law's four words, and which values and counts lie in it."""

from fractions import Fraction
from typing import Annotated

from scoring.base.limits import MOST_DIGITS
from scoring.base.quantities import points_text, vietnamese
from scoring.formats.fields import Number, PointsOrUnknown
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.rules.indicators import VERIFIED
from scoring.rules.verification import Verification

NO_END = 10**MOST_DIGITS
"""More than any count."""


@from_yaml
class Band:
    """One row of a band scale: the law's four words, and the points."""

    at_least: Annotated[Number | None, yaml_key("từ", "Từ mức này trở lên (≥)")] = None
    above: Annotated[Number | None, yaml_key("trên", "Trên mức này (>)")] = None
    at_most: Annotated[Number | None, yaml_key("đến", "Đến mức này (≤)")] = None
    below: Annotated[Number | None, yaml_key("dưới", "Dưới mức này (<)")] = None
    points: Annotated[PointsOrUnknown, yaml_key("điểm", "Số điểm, hoặc «chưa rõ»")]
    verified: Annotated[Verification | None, yaml_key("đối chiếu", VERIFIED)] = None

    @property
    def label(self) -> str:
        """The bounds in the law's words: ``từ 95 dưới 98``."""
        bounds = (
            ("từ", self.at_least),
            ("trên", self.above),
            ("đến", self.at_most),
            ("dưới", self.below),
        )
        return " ".join(
            f"{word} {vietnamese(points_text(bound))}"
            for word, bound in bounds
            if bound is not None
        )

    @property
    def lower(self) -> Fraction | None:
        """The lower bound, whether it is in the band or not."""
        bound: Fraction | None = self.above if self.at_least is None else self.at_least
        return bound

    def holds(self, top: int, bottom: int) -> bool:
        """Whether *top* ÷ *bottom* lies in this band, by exact cross-multiplication.

        *top* is already multiplied (per cent, per thousand); *bottom* is above 0.
        """
        return not (
            (self.at_least is not None and top < self.at_least * bottom)
            or (self.above is not None and top <= self.above * bottom)
            or (self.at_most is not None and top > self.at_most * bottom)
            or (self.below is not None and top >= self.below * bottom)
        )

    def counts(self, whole: int, multiplier: int) -> tuple[int, int]:
        """Return the least and the most count whose share of *whole* lies in this band."""
        low, high = 0, NO_END
        if self.at_least is not None:
            low = -(-self.at_least.numerator * whole // (self.at_least.denominator * multiplier))
        elif self.above is not None:
            low = self.above.numerator * whole // (self.above.denominator * multiplier) + 1
        if self.at_most is not None:
            high = self.at_most.numerator * whole // (self.at_most.denominator * multiplier)
        elif self.below is not None:
            high = -(-self.below.numerator * whole // (self.below.denominator * multiplier)) - 1
        return low, high

    @property
    def edges(self) -> tuple[Fraction, ...]:
        """The bounds of the band that are given."""
        bounds = (self.at_least, self.above, self.at_most, self.below)
        return tuple(bound for bound in bounds if bound is not None)
