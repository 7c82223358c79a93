"""From measured numbers to the index of each place, with what each sub-index brings to it.

A place that lacks a number has no index: a blank is never 0, and an index of fewer numbers is
another index. What tells no places apart is left out for all of them, and said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.indices.loading import Index
from scoring.indices.normalising import normalised
from scoring.indices.structure import SubIndex

Measured = Mapping[str, Mapping[str, Fraction]]
"""Numbers by sub-index, then by place."""

Weights = Mapping[str, Fraction]
"""Weights that stand in for those of the file, by code."""


@dataclass(frozen=True, slots=True)
class PlaceScore:
    """One place: its values by code, down to the normalised numbers.

    ``missing`` names the sub-indices without a number; then there is no value of any aggregate.
    """

    place: str
    values: Mapping[str, Fraction]
    missing: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every number is there."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Computed:
    """The index of all places.

    ``shares`` are the effective weights of the sub-indices in the whole (they sum to 1);
    ``telling_nothing`` are those in which all places are equal.
    """

    index: Index
    scores: tuple[PlaceScore, ...]
    shares: Mapping[str, Fraction]
    telling_nothing: tuple[str, ...]

    def total(self, score: PlaceScore) -> Fraction | None:
        """Return the index of a place, ``None`` where a number is missing."""
        return score.values.get(self.index.root.code) if score.is_whole else None

    def contributions(self, score: PlaceScore) -> dict[str, Fraction]:
        """Return what each sub-index brings to the index of a place; they sum to it."""
        return {
            code: share * score.values[code]
            for code, share in self.shares.items()
            if code in score.values
        }


def compute(
    index: Index, places: Sequence[str], measured: Measured, weights: Weights | None = None
) -> Computed:
    """Compute *index* over *places*; each sub-index is normalised over the places given."""
    scale = index.file.scale
    scaled: dict[str, Mapping[str, Fraction]] = {}
    nothing: list[str] = []
    for one in index.sub_indices:
        own = {
            place: value for place, value in measured.get(one.code, {}).items() if place in places
        }
        found = normalised(one, own, scale)
        if found is None:
            nothing.append(one.code)
        else:
            scaled[one.code] = found
    counted = [one.code for one in index.sub_indices if one.code in scaled]
    shares = _shares(index, counted, weights or {})
    scores = tuple(_place(index, place, scaled, measured, weights or {}) for place in places)
    return Computed(index, scores, shares, tuple(nothing))


def _place(
    index: Index,
    place: str,
    scaled: Mapping[str, Mapping[str, Fraction]],
    measured: Measured,
    weights: Weights,
) -> PlaceScore:
    missing = tuple(
        one.code for one in index.sub_indices if place not in measured.get(one.code, {})
    )
    values = {code: found[place] for code, found in scaled.items() if place in found}
    if not missing:
        _aggregate(index, index.root.code, values, weights)
    return PlaceScore(place, values, missing)


def _aggregate(
    index: Index, code: str, values: dict[str, Fraction], weights: Weights
) -> Fraction | None:
    """Put the weighted means from *code* down into *values*; ``None`` where nothing counts."""
    total = weighed = Fraction(0)
    for one in index.children[code]:
        own = (
            values.get(one.code)
            if isinstance(one, SubIndex)
            else _aggregate(index, one.code, values, weights)
        )
        if own is not None:
            weight = weights.get(one.code, one.weight)
            total += weight * own
            weighed += weight
    if not weighed:
        return None
    values[code] = total / weighed
    return values[code]


def _shares(index: Index, counted: Iterable[str], weights: Weights) -> dict[str, Fraction]:
    """Return the weight of each counted sub-index in the whole, through all levels."""
    kept = set(counted)

    def counts(code: str) -> bool:
        return code in kept or any(counts(one.code) for one in index.children.get(code, ()))

    def below(code: str, share: Fraction) -> dict[str, Fraction]:
        inner = [one for one in index.children.get(code, ()) if counts(one.code)]
        if not inner:
            return {code: share}
        own = {one.code: weights.get(one.code, one.weight) for one in inner}
        whole = sum(own.values())
        found: dict[str, Fraction] = {}
        for one_code, weight in own.items():
            found |= below(one_code, share * weight / whole)
        return found

    return below(index.root.code, Fraction(1)) if kept else {}
