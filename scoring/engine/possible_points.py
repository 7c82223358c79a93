"""Which points a part can take at all, and how many children or items away they are."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scoring.base.limits import MOST_DIGITS
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Outcome, PartScore
from scoring.rules.indicators import Ratio
from scoring.rules.parts import AgainstPrevious, AnyPart, Band, BandScale, ItemSum, Trend
from scoring.rules.ruleset import Criterion, Ruleset, figures_of

_ZERO = Fraction(0)


def possible_points(criterion: Criterion) -> tuple[Fraction, ...]:
    """Return every number of points that *criterion* can have at all, ascending.

    Of a part with points that nobody knows, and where a person decides, the ends stand for all.
    """
    sums = {_ZERO}
    for part in criterion.parts:
        sums = {before + points for before in sums for points in _of_part(part)}
    return tuple(sorted(sums))


def _of_part(part: AnyPart) -> set[Fraction]:
    ends = {_ZERO, part.max_points}
    found = set(ends) if part.has_unknown_points else set()
    rule = None if isinstance(part, ItemSum) else part.zero_denominator
    if rule is not None:
        of_rule = {"điểm tối đa": {part.max_points}, "không điểm": {_ZERO}}
        found |= of_rule.get(rule.outcome, ends)
    match part:
        case ItemSum():
            return found | _item_sums(part)
        case BandScale():
            return found | {band.points for band in part.bands if band.points is not None}
        case _:
            return found | {points for points in part.points_by_trend if points is not None}


def _item_sums(part: ItemSum) -> set[Fraction]:
    sums = {_ZERO}
    for item in part.items:
        if item.points is not None:
            sums |= {known + item.points for known in sums}
    return sums


def attainable(part: AnyPart, scored: PartScore) -> tuple[Fraction, ...]:
    """Return the points that other figures, answers or a decision could give *part*, ascending.

    Of a part with points that nobody knows, and of one that a person decides, any number up
    to the maximum is possible: then the ends of that range stand for all, since a verdict
    only ever gets better with more points.
    """
    found = {scored.minimum, scored.maximum}
    if part.has_unknown_points or scored.outcome is Outcome.NEEDS_APPRAISAL or scored.ruling:
        found |= {_ZERO, part.max_points}
    found |= _of_part(part)
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Away:
    """How far other points are: so many units of one figure, or so many items.

    ``is_more`` is whether the figure would have to be higher (the items answered có).
    """

    count: int
    unit: str
    figure: str
    is_more: bool


def away(
    ruleset: Ruleset, assessment: Assessment, part: AnyPart, scored: PartScore, target: Fraction
) -> Away | None:
    """Return the smallest change of the numerator, or fewest items, that gives *target*.

    More points than now: at least *target*; fewer: at most. The denominator and the previous
    period stay. ``None`` for a part without points now, and where the numerator alone cannot
    bring them.
    """
    if scored.points is None or scored.ruling is not None or target == scored.points:
        return None
    is_gain = target > scored.points
    if isinstance(part, ItemSum):
        return _items_away(scored, target, is_gain=is_gain)
    return _figure_away(ruleset, assessment, part, target, is_gain=is_gain)


def _items_away(scored: PartScore, target: Fraction, *, is_gain: bool) -> Away | None:
    reached = scored.points or _ZERO
    movable = sorted(
        (item.points for item in scored.items if item.points and bool(item.answer) is not is_gain),
        reverse=True,
    )
    for count, points in enumerate(movable, 1):
        reached += points if is_gain else -points
        if reached >= target if is_gain else reached <= target:
            return Away(count, "nội dung", "", is_gain)
    return None


def _figure_away(
    ruleset: Ruleset, assessment: Assessment, part: AnyPart, target: Fraction, *, is_gain: bool
) -> Away | None:
    top, *rest = figures_of(part)
    now = assessment.figures[top]
    figure = ruleset.figures[top]
    whole = assessment.figures.get(rest[0]) if rest else None
    limit = 10**MOST_DIGITS - 1
    if whole is not None and figure.not_exceeding == rest[0]:
        limit = whole
    steps = [
        _step(now, low, min(high, limit))
        for low, high, points in _stretches(part, assessment)
        if low <= min(high, limit)
        and points is not None
        and (points >= target if is_gain else points <= target)
    ]
    if not steps:
        return None
    # Both ways as near: more of it.
    nearest = min(steps, key=lambda step: (abs(step), step < 0))
    return Away(abs(nearest), figure.unit, figure.name, is_more=nearest > 0)


def _step(now: int, low: int, high: int) -> int:
    return low - now if now < low else min(high - now, 0)


_Stretch = tuple[int, int, Fraction | None]
"""Counts from one to another, both included, and the points that each of them has."""

_NO_END = 10**MOST_DIGITS


def _stretches(part: AnyPart, assessment: Assessment) -> Iterator[_Stretch]:
    """Yield which counts of the part's own figure give which points; nothing else moves."""
    if isinstance(part, BandScale):
        ratio = part.indicator if isinstance(part.indicator, Ratio) else None
        whole = 1 if ratio is None else assessment.figures[ratio.denominator]
        if whole:
            per = 1 if ratio is None else ratio.multiplier
            yield from (_counts_in(band, whole, per) for band in part.bands)
    elif isinstance(part, AgainstPrevious):
        ratio, points = part.indicator, part.points_by_trend
        whole = assessment.figures[ratio.denominator]
        if not whole:
            return
        yield 0, 0, points[Trend.NO_CASE_AROSE]
        cases = assessment.previous.get(ratio.numerator)
        earlier = assessment.previous.get(ratio.denominator)
        if cases is None or not earlier:
            return
        same, rest = divmod(cases * whole, earlier)
        yield 1, same if rest else same - 1, points[Trend.LOWER]
        if not rest and same:
            yield same, same, points[Trend.EQUAL]
        yield same + 1, _NO_END, points[Trend.HIGHER]


def _counts_in(band: Band, whole: int, per: int) -> _Stretch:
    low, high = 0, _NO_END
    if band.at_least is not None:
        low = math.ceil(Fraction(band.at_least * whole, per))
    elif band.above is not None:
        low = math.floor(Fraction(band.above * whole, per)) + 1
    if band.at_most is not None:
        high = math.floor(Fraction(band.at_most * whole, per))
    elif band.below is not None:
        high = math.ceil(Fraction(band.below * whole, per)) - 1
    return low, high, band.points
