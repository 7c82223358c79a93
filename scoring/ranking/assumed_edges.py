"""Edges between bands, drawn anew: only edges that both bands beside them merely assume."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from scoring.base.levels import Level
from scoring.rules.kinds.part import Part

_TENTH = Fraction(1, 10)


def movable_edges(part: Part) -> tuple[Fraction, ...]:
    """Return the edges that may move: none of a count, whose edges are whole by nature."""
    if part.has_unknown_points or part.ratio is None:
        return ()
    return tuple(
        edge
        for edge in part.edges
        if all(row.level is Level.ASSUMED for row in part.rows if edge in row.edges)
    )


def moved_edges(
    part: Part, share: Fraction, random: np.random.Generator
) -> Mapping[Fraction, Fraction]:
    """Return where the movable edges of *part* go, by at most *share* of the gaps.

    The gap above the highest edge ends at the whole (100 of 100 per cent), that below the
    lowest at 0. Edges stay on tenths of the unit.
    """
    movable = movable_edges(part)
    if not movable or part.ratio is None:
        return {}
    whole = Fraction(part.ratio.multiplier)
    around = [Fraction(0), *part.edges, max(whole, part.edges[-1])]
    new: dict[Fraction, Fraction] = {}
    for at, edge in enumerate(part.edges, 1):
        if edge in movable:
            down = math.floor((edge - around[at - 1]) * share / _TENTH)
            up = math.floor((around[at + 1] - edge) * share / _TENTH)
            new[edge] = edge + int(random.integers(-down, up + 1)) * _TENTH
    return new
