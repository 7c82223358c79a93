"""How far the next better band is, counted in the part's own figure.

Only the numerator (or the one count) moves; a denominator is a fact, not a lever.
"""

from __future__ import annotations

import math
from fractions import Fraction

from scoring.engine.score_sheet import NextBand
from scoring.rules.indicators import Count, Ratio
from scoring.rules.parts import AgainstPrevious, Band, BandScale, Trend
from scoring.rules.ruleset import Figure


def next_band(
    part: BandScale, band: Band, count: int, denominator: int, figure: Figure
) -> NextBand | None:
    """Return the nearest band with more points, or ``None`` when there is none in reach."""
    return next(iter(better_bands(part, band, count, denominator, figure)), None)


def better_bands(
    part: BandScale, band: Band, count: int, denominator: int, figure: Figure
) -> tuple[NextBand, ...]:
    """Return every band with more points that *count* could reach, the nearest first.

    *count* is the numerator or the count itself, *denominator* 1 for a count.
    """
    multiplier = part.indicator.multiplier if isinstance(part.indicator, Ratio) else 1
    current = band.points or Fraction(0)
    reachable = []
    for better in part.bands:
        if better.points is None or better.points <= current:
            continue
        target = _first_inside(better, multiplier, denominator, is_higher=part.is_higher_better)
        # More than all there are cannot be counted; fewer than now can, even where a numerator
        # that may exceed its denominator does so now and still does in the better band.
        is_countable = (
            isinstance(part.indicator, Count) or not part.is_higher_better or target <= denominator
        )
        if target >= 0 and is_countable and better.holds(target * multiplier, denominator):
            reachable.append((abs(target - count), better.points, better.label))
    return tuple(
        NextBand(
            label=label,
            points=points,
            gain=points - current,
            count=steps,
            unit=figure.unit,
            figure=figure.name,
            is_more=part.is_higher_better,
        )
        for steps, points, label in sorted(reachable)
    )


def _first_inside(band: Band, multiplier: int, denominator: int, *, is_higher: bool) -> int:
    """Return the count nearest to worse bands that lies inside *band*."""
    scale = Fraction(denominator, multiplier)
    if is_higher:
        if band.above is not None:
            return math.floor(band.above * scale) + 1
        return math.ceil((band.at_least or Fraction(0)) * scale)
    if band.below is not None:
        return math.ceil(band.below * scale) - 1
    return math.floor((band.at_most or Fraction(0)) * scale)


def next_trend(
    part: AgainstPrevious,
    trend: Trend,
    now: tuple[int, int],
    before: tuple[int, int],
    figure: Figure,
) -> NextBand | None:
    """Return the nearest better trend as a number of cases fewer, or ``None``."""
    return next(iter(better_trends(part, trend, now, before, figure)), None)


def better_trends(
    part: AgainstPrevious,
    trend: Trend,
    now: tuple[int, int],
    before: tuple[int, int],
    figure: Figure,
) -> tuple[NextBand, ...]:
    """Return every better trend as a number of cases fewer, the nearest first.

    *now* and *before* are numerator and denominator of the two periods, *before* with a
    denominator above 0. Lower means strictly below the previous rate.
    """
    current = part.points_by_trend[trend] or Fraction(0)
    cases, children = now
    earlier_cases, earlier_children = before
    same = Fraction(earlier_cases * children, earlier_children)
    most_cases = {
        Trend.LOWER: math.ceil(same) - 1,
        Trend.EQUAL: same.numerator if same.denominator == 1 else -1,
        Trend.NO_CASE_AROSE: 0,
    }
    better = [
        (cases - most, -points, target)
        for target, most in most_cases.items()
        if (points := part.points_by_trend[target]) is not None
        and points > current
        and 0 <= most < cases
        # «giảm» with no case at all is «không phát sinh», which has points of its own.
        and not (target is not Trend.NO_CASE_AROSE and most == 0)
    ]
    return tuple(
        NextBand(
            label=target.value,
            points=-negative,
            gain=-negative - current,
            count=steps,
            unit=figure.unit,
            figure=figure.name,
            is_more=False,
        )
        for steps, negative, target in sorted(better, key=lambda found: found[:2])
    )
