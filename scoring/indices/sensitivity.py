"""How firm the ranks are: the same numbers ranked again under other assumed weights.

Only weights of the level «giả định» are moved, each by a random factor around 1; the same seed
gives the same draws on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.base.levels import Level
from scoring.indices.computing import Measured, compute
from scoring.indices.loading import Index
from scoring.indices.standings import ranks

_STEPS = 1_000


@dataclass(frozen=True, slots=True)
class RankSpan:
    """The best and the worst rank a place had, and how often it had the one it has now."""

    best: int
    worst: int
    same: int
    draws: int


def assumed_weights(index: Index) -> dict[str, Fraction]:
    """Return the weights that nobody has read anywhere, by code; the whole index has none."""
    return {
        one.code: one.weight
        for one in index.nodes
        if one.parent is not None and one.verified.as_level is Level.ASSUMED
    }


def rank_spans(  # noqa: PLR0913 -- what is ranked, and how it is drawn
    index: Index,
    places: Sequence[str],
    measured: Measured,
    groups: Mapping[str, str],
    *,
    limit: Fraction,
    draws: int,
    seed: int,
) -> dict[str, RankSpan]:
    """Return the span of each place's rank when assumed weights move by up to *limit* (1/4: 25 %).

    Empty where no weight is assumed.
    """
    weights = assumed_weights(index)
    if not weights:
        return {}
    drawn = random.Random(seed)  # noqa: S311 # nosec B311 -- draws, no secret
    own = {
        place: one.rank for place, one in ranks(compute(index, places, measured), groups).items()
    }
    seen: dict[str, list[int]] = {place: [] for place in own}
    for _ in range(draws):
        moved = {
            code: weight * (1 + limit * Fraction(drawn.randint(-_STEPS, _STEPS), _STEPS))
            for code, weight in weights.items()
        }
        found = ranks(compute(index, places, measured, moved), groups)
        for place, ranked in seen.items():
            ranked.append(found[place].rank)
    return {
        place: RankSpan(min(all_), max(all_), all_.count(own[place]), draws)
        for place, all_ in seen.items()
        if all_
    }
