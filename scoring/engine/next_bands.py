"""How far the next better band or trend is, counted in the part's own figure.

Only the numerator (or the one count) moves; a denominator is a fact, not a lever.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from scoring.engine.score_sheet import NextBand
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Figure


def next_band(
    part: Part,
    points: Fraction,
    figures: Mapping[str, int],
    previous: Mapping[str, int],
    figure: Figure,
) -> NextBand | None:
    """Return the nearest row with more points, or ``None`` when there is none in reach."""
    return next(iter(better_rows(part, points, figures, previous, figure)), None)


def better_rows(
    part: Part,
    points: Fraction,
    figures: Mapping[str, int],
    previous: Mapping[str, int],
    figure: Figure,
) -> tuple[NextBand, ...]:
    """Return every row with more than *points* that the first figure could reach, nearest first.

    *figures* hold all that the part reads this period, *previous* what is given of the period
    before; *figure* is the declaration of the first.
    """
    is_more = part.is_higher_better
    count = figures[part.figures[0]]
    # More than all there are cannot be counted; fewer than now can, even where a numerator
    # that may exceed its denominator does so now and still does in the better row.
    most = figures[part.ratio.denominator] if is_more and part.ratio is not None else None
    reachable = []
    for stretch in part.stretches(figures, previous):
        row = stretch.row
        if row.points is None or row.points <= points or stretch.low > stretch.high:
            continue
        target = stretch.low if is_more else stretch.high
        if (target > count) is is_more and (most is None or target <= most):
            reachable.append((abs(target - count), row.points, row.label))
    return tuple(
        NextBand(
            label=label,
            points=more,
            gain=more - points,
            count=steps,
            unit=figure.unit,
            figure=figure.name,
            is_more=is_more,
        )
        for steps, more, label in sorted(reachable)
    )
