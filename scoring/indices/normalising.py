"""One measured number of many places, brought to the scale of the index.

Exact but for ``z``, whose square root no fraction has. A place without a number has none after.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from scoring.indices.structure import GOAL_POSTS, LOWER, MIN_MAX, SubIndex, Z

Values = Mapping[str, Fraction]
"""Numbers by place."""

_STEPS = 10
"""Standard deviations over the whole scale: the mean is its middle, one deviation a tenth."""


def normalised(one: SubIndex, values: Values, scale: int) -> dict[str, Fraction] | None:
    """Return *values* between 0 and *scale*, good ones high.

    ``None`` where they tell no places apart: all are equal, and nothing was said of what is good.
    With ``z`` numbers may lie outside of the scale.
    """
    if not values:
        return {}
    ends = _METHODS[one.normalisation](one, [*values.values()])
    if ends is None:
        return None
    low, high, is_bounded = ends
    if one.direction == LOWER and one.normalisation != GOAL_POSTS:
        low, high = high, low
    found = {place: scale * (value - low) / (high - low) for place, value in values.items()}
    if is_bounded:
        found = {
            place: min(max(value, Fraction(0)), Fraction(scale)) for place, value in found.items()
        }
    return found


Ends = tuple[Fraction, Fraction, bool] | None
"""What gets 0, what gets the whole scale, and whether nothing lies outside."""


def _min_max(_one: SubIndex, values: Sequence[Fraction]) -> Ends:
    low, high = min(values), max(values)
    return None if low == high else (low, high, False)


def _goal_posts(one: SubIndex, _values: Sequence[Fraction]) -> Ends:
    if one.worst is None or one.best is None:
        raise ValueError(one.code)
    return Fraction(one.worst), Fraction(one.best), True


def _z(_one: SubIndex, values: Sequence[Fraction]) -> Ends:
    if len(values) < 2 or min(values) == max(values):  # noqa: PLR2004 -- of one there is no spread
        return None
    mean = sum(values, Fraction(0)) / len(values)
    squares = sum(((value - mean) ** 2 for value in values), Fraction(0))
    deviation = Fraction(math.sqrt(squares / (len(values) - 1)))
    return mean - _STEPS // 2 * deviation, mean + _STEPS // 2 * deviation, False


_METHODS: Mapping[str, Callable[[SubIndex, Sequence[Fraction]], Ends]] = {
    MIN_MAX: _min_max,
    GOAL_POSTS: _goal_posts,
    Z: _z,
}
