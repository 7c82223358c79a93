"""Other numbers that the assumed ones might as well have been: what a result hangs on.

Only numbers of level «giả định» move: how a total is split among parts, the points of the
lower bands, the edges between bands. Sums, the order of bands, the best points of every known
band, thresholds and the disqualifying points stay. Every ruleset made here has passed the
checks of the loader. It is a trial of how firm a result is, never a rule.

Points move in steps of the greatest number that measures all points of the ruleset (5 for
Decision 06), edges in tenths of their unit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from scoring.base.levels import Level
from scoring.ranking.assumed_edges import movable_edges, moved_edges
from scoring.ranking.assumed_points import Steps, lower_points, split_items
from scoring.rules.checks import all_faults
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Criterion, Ruleset
from scoring.rules.sections import Sections

_TRANSFERS_EACH = 20
"""Transfers of points tried for each part that may give or take."""

_MOST_TRIES = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """How far assumed numbers may move, as shares of one.

    ``points``: a part's maximum, an item and the points of a lower band, each of its own
    size. ``edges``: an edge, of the distance to the next edge on that side; below one half,
    so that edges never meet.
    """

    points: Fraction = Fraction(1, 5)
    edges: Fraction = Fraction(1, 4)


@dataclass(frozen=True, slots=True)
class Assumed:
    """How many numbers of a ruleset can move."""

    maxima: int
    lower: int
    items: int
    edges: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing can move."""
        return not (self.maxima or self.lower or self.items or self.edges)


def assumed(ruleset: Ruleset) -> Assumed:
    """Return how many assumed numbers *ruleset* has that a trial may move."""
    scales = [part for _, part in ruleset.parts if not part.adds_up]
    sums = [part for _, part in ruleset.parts if part.adds_up]
    lower = {
        (part.code, points) for part in scales for points in _assumed_points(part) if points
    } - {(part.code, part.max_points) for part in scales}
    return Assumed(
        maxima=sum(has_free_maximum(part) for _, part in ruleset.parts),
        lower=len(lower),
        items=sum(row.level is Level.ASSUMED for part in sums for row in part.rows),
        edges=sum(len(movable_edges(part)) for part in scales),
    )


def perturbed(ruleset: Ruleset, limits: Limits, random: np.random.Generator) -> Ruleset:
    """Return *ruleset* with its assumed numbers moved at random within *limits*.

    Raises ``ValueError`` when no sound ruleset is found in a hundred tries.
    """
    for _ in range(_MOST_TRIES):
        found = _moved(ruleset, limits, random)
        sections = Sections(found.document, found.recognition, found.figures, found.criteria)
        if next(all_faults(sections), None) is None:
            return found
    message = f"no sound ruleset within {limits} of {ruleset.id}"
    raise ValueError(message)


def _moved(ruleset: Ruleset, limits: Limits, random: np.random.Generator) -> Ruleset:
    steps = Steps(step_of(ruleset), limits.points)
    maxima = _split(ruleset, steps, random)
    criteria = []
    for criterion in ruleset.criteria:
        parts = tuple(
            _part(part, maxima[part.code], steps, limits, random) for part in criterion.parts
        )
        most = sum((part.max_points for part in parts), Fraction(0))
        criteria.append(replace(criterion, parts=parts, max_points=most))
    return replace(ruleset, id=f"{ruleset.id} (thử)", sha256="", criteria=tuple(criteria))


def step_of(ruleset: Ruleset) -> Fraction:
    """Return the greatest number of which all points of the ruleset are whole multiples."""
    points = [value for _, part in ruleset.parts for value in part.all_points if value]
    scale = math.lcm(*(value.denominator for value in points))
    return Fraction(math.gcd(*(int(value * scale) for value in points)), scale)


def has_free_maximum(part: Part) -> bool:
    """Whether the part's maximum is only assumed and nothing about its points is unknown."""
    if part.has_unknown_points:
        return False
    if part.adds_up:
        return any(row.level is Level.ASSUMED for row in part.rows)
    best = [row for row in part.rows if row.points == part.max_points]
    return all(row.level is Level.ASSUMED for row in best)


def _assumed_points(part: Part) -> set[Fraction]:
    """Return the numbers of points that every band or trend with them only assumes."""
    if part.has_unknown_points:
        return set()
    known = {row.points for row in part.rows if row.level is not Level.ASSUMED}
    return {row.points for row in part.rows if row.points} - known


def _split(ruleset: Ruleset, steps: Steps, random: np.random.Generator) -> dict[str, Fraction]:
    """Return every part's maximum after points went to and fro between assumed maxima."""
    maxima = {part.code: part.max_points for _, part in ruleset.parts}
    free = [(c, part) for c, part in ruleset.parts if has_free_maximum(part)]
    bounds = {part.code: _bounds(part, steps) for _, part in free}
    for _ in range(_TRANSFERS_EACH * len(free)):
        giving, taking = random.integers(len(free), size=2)
        (criterion, giver), (other, taker) = free[giving], free[taking]
        if giver is taker or not _may_exchange(criterion, other):
            continue
        most = min(
            maxima[giver.code] - bounds[giver.code][0], bounds[taker.code][1] - maxima[taker.code]
        )
        moved = int(random.integers(max(int(most / steps.size), 0) + 1)) * steps.size
        maxima[giver.code] -= moved
        maxima[taker.code] += moved
    return maxima


def _may_exchange(one: Criterion, other: Criterion) -> bool:
    """Whether both maxima may change, or both parts are of one criterion."""
    return one is other or all(
        c.verified is None or c.verified.as_level is Level.ASSUMED for c in (one, other)
    )


def _bounds(part: Part, steps: Steps) -> tuple[Fraction, Fraction]:
    """Return the least and the most that a part's maximum may become."""
    least, most = steps.around(part.max_points)
    if part.adds_up:
        free = [row.points for row in part.rows if row.level is Level.ASSUMED and row.points]
        total = sum(free, Fraction(0))
        low, high = steps.around(total)
        fixed = part.max_points - total
        return fixed + max(low, steps.size * len(free)), fixed + high
    values = {value for value in part.all_points if value}
    # The maximum stays above the known points of lower bands.
    kept = [row.points for row in part.rows if row.level is not Level.ASSUMED and row.points]
    return max(least, steps.size * len(values), *(kept or [least])), most


def _part(
    part: Part, most: Fraction, steps: Steps, limits: Limits, random: np.random.Generator
) -> Part:
    if part.has_unknown_points:
        return part
    given = None if part.given_max_points is None else most
    known = [row.points for row in part.rows]
    if part.adds_up:
        is_free = [row.level is Level.ASSUMED for row in part.rows]
        return part.with_points(split_items(known, is_free, most, steps, random), given)
    falling = sorted({points for points in known if points is not None}, reverse=True)
    new = lower_points(falling, _assumed_points(part), (part.max_points, most), steps, random)
    moved = part.with_points([None if p is None else new[p] for p in known], given)
    return moved.with_edges(moved_edges(part, limits.edges, random))
