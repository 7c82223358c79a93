"""One number of a place in one year: exact, with what it was counted from and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Amount:
    """A count, or a share or rate of two counts (``multiplier`` not ``None``).

    ``covered`` of ``wanted`` units (communes, districts, the place itself) are in it; ``missing``
    names some of the others. ``origin`` says in words where the number comes from. ``open`` units
    may still be added to the numerator: communes that wait for a decision. ``stated`` is the
    number itself where only that is known, no counts.
    """

    numerator: int | None
    denominator: int | None
    multiplier: int | None
    origin: str
    covered: int
    wanted: int
    missing: Sequence[str] = ()
    open: int = 0
    stated: Fraction | None = None

    @property
    def value(self) -> Fraction | None:
        """The number, exact; ``None`` where nothing is known or there is nothing to divide by."""
        if self.stated is not None:
            return self.stated
        if self.numerator is None or not self.covered:
            return None
        if self.multiplier is None:
            return Fraction(self.numerator)
        if not self.denominator:
            return None
        return Fraction(self.numerator * self.multiplier, self.denominator)

    @property
    def is_whole(self) -> bool:
        """Whether every unit is in it."""
        return self.covered == self.wanted

    @property
    def has_no_case(self) -> bool:
        """Whether there was nothing to divide by: no case arose in any unit that is in it."""
        return self.multiplier is not None and self.denominator == 0 and self.covered > 0
