"""Edges between bands, drawn anew: only edges that both bands beside them merely assume."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from scoring.base.levels import Level
from scoring.rules.indicators import Ratio
from scoring.rules.parts import Band, BandScale

_TENTH = Fraction(1, 10)


def movable_edges(part: BandScale) -> tuple[Fraction, ...]:
    """Return the edges that may move: none of a count, whose edges are whole by nature."""
    if part.has_unknown_points or not isinstance(part.indicator, Ratio):
        return ()
    return tuple(
        edge
        for edge in part.edges
        if all(part.level_of(band) is Level.ASSUMED for band in part.bands if edge in band.edges)
    )


def moved_edges(
    part: BandScale, bands: Sequence[Band], share: Fraction, random: np.random.Generator
) -> tuple[Band, ...]:
    """Return *bands* with the movable edges of *part* moved by at most *share* of the gaps.

    The gap above the highest edge ends at the whole (100 of 100 per cent), that below the
    lowest at 0. Edges stay on tenths of the unit.
    """
    movable = movable_edges(part)
    if not movable or not isinstance(part.indicator, Ratio):
        return tuple(bands)
    whole = Fraction(part.indicator.multiplier)
    around = [Fraction(0), *part.edges, max(whole, part.edges[-1])]
    new: dict[Fraction, Fraction] = {}
    for at, edge in enumerate(part.edges, 1):
        if edge in movable:
            down = math.floor((edge - around[at - 1]) * share / _TENTH)
            up = math.floor((around[at + 1] - edge) * share / _TENTH)
            new[edge] = edge + int(random.integers(-down, up + 1)) * _TENTH
    return tuple(
        replace(
            band,
            at_least=_moved(band.at_least, new),
            above=_moved(band.above, new),
            at_most=_moved(band.at_most, new),
            below=_moved(band.below, new),
        )
        for band in bands
    )


def _moved(bound: Fraction | None, new: dict[Fraction, Fraction]) -> Fraction | None:
    return None if bound is None else new.get(bound, bound)
