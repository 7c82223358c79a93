"""Which points a part can take at all, and how many children or items away they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.base.limits import MOST_DIGITS
from scoring.engine.assessment import Assessment
from scoring.engine.part_scorer import score_part
from scoring.engine.score_sheet import Outcome, PartScore
from scoring.rules.parts import AnyPart, BandScale, ItemSum
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

    def reaches(count: int) -> bool:
        other = replace(assessment, figures={**assessment.figures, top: count})
        points = score_part(part, "", ruleset.figures, other).points
        return points is not None and (points >= target if is_gain else points <= target)

    # Points follow the figure in one direction, which the loader checks.
    up, down = _first(reaches, now, limit), _first(lambda steps: reaches(now - steps), 0, now)
    if up is not None and (down is None or up - now <= down):
        return Away(up - now, figure.unit, figure.name, is_more=True)
    return None if down is None else Away(down, figure.unit, figure.name, is_more=False)


def _first(holds: Callable[[int], bool], low: int, high: int) -> int | None:
    """Return the first number from *low* to *high* from which on *holds* is true."""
    if low > high or not holds(high):
        return None
    return bisect_left(range(low, high + 1), 1, key=lambda n: int(holds(n))) + low
