"""Which points a part can take at all, and how many children or items away they are."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from scoring.base.limits import MOST_DIGITS
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Outcome, PartScore
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Criterion, Ruleset

_ZERO = Fraction(0)


def possible_points(criterion: Criterion) -> tuple[Fraction, ...]:
    """Return every number of points that *criterion* can have at all, ascending.

    Of a part with points that nobody knows, and where a person decides, the ends stand for all.
    """
    sums = {_ZERO}
    for part in criterion.parts:
        sums = {before + points for before in sums for points in part.possible_points}
    return tuple(sorted(sums))


def attainable(part: Part, scored: PartScore) -> tuple[Fraction, ...]:
    """Return the points that other figures, answers or a decision could give *part*, ascending.

    Of a part with points that nobody knows, and of one that a person decides, any number up
    to the maximum is possible: then the ends of that range stand for all, since a verdict
    only ever gets better with more points.
    """
    known = part.ascending_points
    if scored.outcome is Outcome.SCORED and not scored.ruling and not part.has_unknown_points:
        # Its points are among them. A nation has fifty thousand such parts.
        return known
    found = {scored.minimum, scored.maximum, *known}
    if part.has_unknown_points or scored.outcome is Outcome.NEEDS_APPRAISAL or scored.ruling:
        found |= {_ZERO, part.max_points}
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
    ruleset: Ruleset, assessment: Assessment, part: Part, scored: PartScore, target: Fraction
) -> Away | None:
    """Return the smallest change of the numerator, or fewest items, that gives *target*.

    More points than now: at least *target*; fewer: at most. The denominator and the previous
    period stay. ``None`` for a part without points now, and where the numerator alone cannot
    bring them.
    """
    if scored.points is None or scored.ruling is not None or target == scored.points:
        return None
    is_gain = target > scored.points
    if part.items:
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
    ruleset: Ruleset, assessment: Assessment, part: Part, target: Fraction, *, is_gain: bool
) -> Away | None:
    top, *rest = part.figures
    now = assessment.figures[top]
    figure = ruleset.figures[top]
    whole = assessment.figures.get(rest[0]) if rest else None
    limit = 10**MOST_DIGITS - 1
    if whole is not None and figure.not_exceeding == rest[0]:
        limit = whole
    steps = [
        _step(now, one.low, min(one.high, limit))
        for one in part.stretches(assessment.figures, assessment.previous)
        if one.low <= min(one.high, limit)
        and (points := one.row.points) is not None
        and (points >= target if is_gain else points <= target)
    ]
    if not steps:
        return None
    # Both ways as near: more of it.
    nearest = min(steps, key=lambda step: (abs(step), step < 0))
    return Away(abs(nearest), figure.unit, figure.name, is_more=nearest > 0)


def _step(now: int, low: int, high: int) -> int:
    return low - now if now < low else min(high - now, 0)
