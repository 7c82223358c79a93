"""Just under, on and just over every edge of a ruleset, generated from the ruleset.

What is expected is told from the order of the rows and their words alone, without dividing
anything, so that the table can contradict the scorer; a lawyer can read it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from scoring.base.quantities import points_text, vietnamese
from scoring.rules.indicators import Count, Ratio
from scoring.rules.parts import AgainstPrevious, AnyPart, Band, BandScale, Trend
from scoring.rules.ruleset import Ruleset

_CHILDREN = 1_000
"""Denominators are the first suitable number from here on."""


@dataclass(frozen=True, slots=True)
class BoundaryCase:
    """Figures at an edge, and the band and points they must bring.

    ``points`` is ``None`` where the ruleset says chưa rõ.
    """

    part: str
    where: str
    figures: Mapping[str, int]
    previous: Mapping[str, int]
    band: str
    points: Fraction | None


def boundary_cases(ruleset: Ruleset) -> Iterator[BoundaryCase]:
    """Yield the edge cases of every part, in the ruleset's order."""
    for _, part in ruleset.parts:
        yield from _cases(part, ruleset)


def _cases(part: AnyPart, ruleset: Ruleset) -> Iterator[BoundaryCase]:
    match part:
        case BandScale(indicator=Ratio() as ratio):
            is_subset = _is_within(ratio.numerator, ratio.denominator, ruleset)
            for edge, below, above in _meetings(part):
                children = _denominator(edge / ratio.multiplier)
                on_edge = int(edge * children / ratio.multiplier)
                for step, band in _around(edge, below, above):
                    count = on_edge + step
                    if count >= 0 and not (is_subset and count > children):
                        figures = {ratio.numerator: count, ratio.denominator: children}
                        yield _case(part, band, edge, step, figures)
        case BandScale(indicator=Count(figure=code)):
            for edge, below, above in _meetings(part):
                for step, band in _around(edge, below, above):
                    count = math.floor(edge) + step
                    if count >= 0:
                        yield _case(part, band, edge, step, {code: count})
        case AgainstPrevious():
            yield from _trends(part)


def _meetings(part: BandScale) -> Iterator[tuple[Fraction, Band, Band]]:
    """Yield each value at which two bands meet, with the band below and the band above."""
    is_count = isinstance(part.indicator, Count)
    ordered = sorted(part.bands, key=lambda band: _lower(band) or Fraction(-1))
    for below, above in pairwise(ordered):
        edge = _lower(above)
        if is_count and below.at_most is not None and above.at_least is not None:
            edge = below.at_most
        if edge is not None:
            yield edge, below, above


def _lower(band: Band) -> Fraction | None:
    return band.above if band.at_least is None else band.at_least


def _around(edge: Fraction, below: Band, above: Band) -> Iterator[tuple[int, Band]]:
    """Yield the steps from an edge with the band each lies in, by the rows' words alone."""
    yield -1, below
    yield 0, below if below.at_most == edge else above
    yield 1, above


def _denominator(share: Fraction) -> int:
    return share.denominator * math.ceil(Fraction(_CHILDREN, share.denominator))


def _is_within(code: str, limit: str, ruleset: Ruleset) -> bool:
    step: str | None = code
    while step is not None and step != limit:
        step = ruleset.figures[step].not_exceeding
    return step == limit


_STEPS = {-1: "ngay dưới", 0: "đúng", 1: "ngay trên"}


def _case(
    part: BandScale, band: Band, edge: Fraction, step: int, figures: Mapping[str, int]
) -> BoundaryCase:
    where = f"{_STEPS[step]} {vietnamese(points_text(edge))}"
    return BoundaryCase(part.code, where, figures, {}, band.label, band.points)


def _trends(part: AgainstPrevious) -> Iterator[BoundaryCase]:
    cases = 6
    for now, trend in (
        (0, Trend.NO_CASE_AROSE),
        (cases - 1, Trend.LOWER),
        (cases, Trend.EQUAL),
        (cases + 1, Trend.HIGHER),
    ):
        ratio = part.indicator
        yield BoundaryCase(
            part.code,
            f"{now} so với {cases} kỳ trước",
            {ratio.numerator: now, ratio.denominator: _CHILDREN},
            {ratio.numerator: cases, ratio.denominator: _CHILDREN},
            trend.value,
            part.points_by_trend[trend],
        )
