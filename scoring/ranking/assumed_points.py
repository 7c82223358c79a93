"""Points of one part, drawn anew: bands keep their order, items their sum."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

_TRANSFERS_EACH = 10


@dataclass(frozen=True, slots=True)
class Steps:
    """The grid that points lie on, and how far they may move as a share of themselves."""

    size: Fraction
    share: Fraction

    def around(self, points: Fraction) -> tuple[Fraction, Fraction]:
        """Return the least and the most that *points* may become, on the grid."""
        least = math.ceil(points * (1 - self.share) / self.size) * self.size
        most = math.floor(points * (1 + self.share) / self.size) * self.size
        return min(least, points), max(most, points)

    def between(self, least: Fraction, most: Fraction, random: np.random.Generator) -> Fraction:
        """Return a number of the grid from *least* to *most*; *least* where there is none."""
        count = math.floor((most - least) / self.size)
        return least + int(random.integers(max(count, 0) + 1)) * self.size


def lower_points(
    points: Sequence[Fraction],
    free: Collection[Fraction],
    maximum: tuple[Fraction, Fraction],
    steps: Steps,
    random: np.random.Generator,
) -> dict[Fraction | None, Fraction]:
    """Return what each number of points of a scale becomes; zero stays zero.

    *points* are all of them, the highest first; *free* those that are only assumed; *maximum*
    the part's maximum before and after. Different points stay different and in order.
    """
    before, after = maximum
    new: dict[Fraction | None, Fraction] = {}
    above = after + steps.size
    for at, value in enumerate(points):
        if value == before:
            new[value] = after
        elif value not in free:
            new[value] = value
        else:
            scaled = value * after / before
            least, most = steps.around(
                math.floor(scaled / steps.size + Fraction(1, 2)) * steps.size
            )
            # One step for each number below that is not zero, and above every known one.
            below = steps.size * sum(1 for other in points[at + 1 :] if other)
            known = [other + steps.size for other in points[at + 1 :] if other not in free]
            least, most = max(least, below, *known, steps.size), min(most, above - steps.size)
            new[value] = min(steps.between(least, most, random), max(most, least))
        above = new[value]
    return new


def split_items(
    points: Sequence[Fraction | None],
    is_free: Sequence[bool],
    total: Fraction,
    steps: Steps,
    random: np.random.Generator,
) -> list[Fraction]:
    """Return the points of each item of a sum that is now *total*; only free ones change."""
    known = [value or Fraction(0) for value in points]
    free = [at for at, value in enumerate(known) if is_free[at] and value]
    if not free:
        return known
    new = list(known)
    missing = total - sum(known, Fraction(0))
    # What the sum gained or lost, a step at a time to whoever is furthest from its share.
    before = sum((known[at] for at in free), Fraction(0))
    sign = 1 if missing > 0 else -1
    for _ in range(abs(int(missing / steps.size))):
        wanted = {at: known[at] * (before + missing) / before - new[at] for at in free}
        at = max(free, key=lambda one: (sign * wanted[one], -one))
        new[at] += sign * steps.size
    for _ in range(_TRANSFERS_EACH * len(free)):
        giver, taker = (free[int(at)] for at in random.integers(len(free), size=2))
        least = max(steps.around(known[giver])[0], steps.size)
        room = min(new[giver] - least, steps.around(known[taker])[1] - new[taker])
        if giver != taker and room > 0:
            moved = int(random.integers(int(room / steps.size) + 1)) * steps.size
            new[giver] -= moved
            new[taker] += moved
    return new
