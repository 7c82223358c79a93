"""Figures of an invented nation: correlated, seeded, within what one count says of another.

A Gaussian copula: hidden factors of a unit, partly shared by its province, push its shares up
or down; a count is a binomial draw of the count it is a part of. Every figure has a stream of
random numbers of its own, so that a new figure leaves the others as they were. The same seed
gives the same numbers under the same release of numpy (its policy NEP 19).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from scoring.batch.columns import AREAS, KINDS, Answers, Bools, Codes, Column, Ints
from scoring.rules.ruleset import Ruleset
from scoring.simulation.model import AnswerModel, AreaModel, FigureModel, SimulationModel

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What is taken over from a register: kinds, provinces by number, types of provinces.

    ``nation`` is how many units the whole nation has: more or fewer rows of *one* nation (a
    benchmark's) keep the sizes that its units have.
    """

    kind: Codes
    province: Ints
    city: Codes
    nation: int

    @property
    def size(self) -> int:
        """How many units there are."""
        return len(self.kind)


@dataclass(frozen=True, slots=True)
class Simulated:
    """What every unit of the skeleton reports, and the areas it lies in as bits."""

    areas: Codes
    figures: Mapping[str, Column]
    previous: Mapping[str, Column]
    answers: Mapping[str, Answers]


def simulate(
    model: SimulationModel, ruleset: Ruleset, skeleton: Skeleton, seed: int, later: int = 0
) -> Simulated:
    """Draw every figure and answer *ruleset* knows. No blanks: each commune reports all.

    So many years *later* than the model's own, the units, their areas and hidden factors are the
    same, the figures are drawn anew.
    """
    drawing = _Drawing(model, ruleset, skeleton, seed, later)
    given = np.ones(skeleton.size, np.bool_)
    return Simulated(
        areas=drawing.areas(),
        figures={code: Column(drawing.count(code), given) for code in ruleset.figures},
        previous={
            code: Column(drawing.count(code, is_previous=True), given)
            for code in sorted(ruleset.compared_figures)
        },
        answers={code: Answers(drawing.answer(code), given) for code in ruleset.items},
    )


class _Drawing:
    def __init__(
        self,
        model: SimulationModel,
        ruleset: Ruleset,
        skeleton: Skeleton,
        seed: int,
        later: int,
    ) -> None:
        self.model = model
        self.ruleset = ruleset
        self.skeleton = skeleton
        self.seed = seed
        self.years = [later] if later > 0 else [] if later == 0 else [0, -later]
        self.factors = {name: self._factor(name) for name in model.factors}
        self.counts: dict[tuple[str, bool], Ints] = {}

    def areas(self) -> Codes:
        bits = np.zeros(self.skeleton.size, np.int8)
        names = [area.value for area in AREAS]
        for model in self.model.areas:
            limits = np.array([_quantile(float(model.share.get(k.value, 0))) for k in KINDS])
            is_inside = self._drawn(model, f"vùng {model.area}") < limits[self.skeleton.kind]
            bits |= is_inside.astype(np.int8) << names.index(model.area)
        return bits

    def answer(self, code: str) -> Bools:
        model = self.model.answers[code]
        is_yes: Bools = self._drawn(model, code) > -_quantile(float(model.share))
        return is_yes

    def count(self, code: str, *, is_previous: bool = False) -> Ints:
        """Return a figure, drawn once, never above the figure the ruleset limits it by."""
        if (code, is_previous) not in self.counts:
            model = self.model.figures[code]
            drawn = self._size if model.size is not None else self._part
            values = drawn(code, model, is_previous=is_previous)
            limit = self.ruleset.figures[code].not_exceeding
            if limit is not None:
                values = np.minimum(values, self.count(limit, is_previous=is_previous))
            self.counts[code, is_previous] = values
        return self.counts[code, is_previous]

    def _size(self, code: str, model: FigureModel, *, is_previous: bool) -> Ints:
        medians = np.array([float((model.size or {}).get(kind.value, 1)) for kind in KINDS])
        relative = medians[self.skeleton.kind]
        scale = 1.0
        if model.national_total is not None:
            # The mean of a log-normal is its median times exp(spread² / 2).
            mean = relative.mean() * np.exp(float(model.spread) ** 2 / 2)
            scale = float(model.national_total) / self.skeleton.nation / mean
        z = self._period(code, model, is_previous=is_previous)
        sizes = relative * scale * _ratio(model, is_previous=is_previous)
        return np.maximum(1, np.rint(sizes * np.exp(float(model.spread) * z))).astype(np.int64)

    def _part(self, code: str, model: FigureModel, *, is_previous: bool) -> Ints:
        whole = self.count(model.whole or code, is_previous=is_previous)
        if model.share is None:
            # A rare event: so many in a unit on average, however large units are.
            share = min(0.999, float(model.mean or 0) / max(1.0, float(whole.mean())))
        else:
            share = float(model.share)
        odds = share / (1 - share) * _ratio(model, is_previous=is_previous)
        z = self._period(code, model, is_previous=is_previous)
        odds_of_each = odds * np.exp(float(model.spread) * z)
        random = self._of_year(f"{code} kỳ trước" if is_previous else code, "đếm")
        counts: Ints = random.binomial(whole, odds_of_each / (1 + odds_of_each))
        return counts

    def _period(self, code: str, model: FigureModel, *, is_previous: bool) -> Floats:
        z = self._drawn(model, code)
        if not is_previous or model.previous is None:
            return z
        same = float(model.previous.correlation)
        own = self._of_year(code, "kỳ trước").standard_normal(self.skeleton.size)
        before: Floats = same * z + np.sqrt(1 - same * same) * own
        return before

    def _drawn(self, model: FigureModel | AnswerModel | AreaModel, name: str) -> Floats:
        """Return a standard normal value for each unit, correlated as *model* says."""
        loadings = model.loadings
        # Areas and how many children there are belong to the unit, the rest to the year.
        is_sized = isinstance(model, FigureModel) and model.size is not None
        is_lasting = is_sized or isinstance(model, AreaModel)
        draw = self._random if is_lasting else self._of_year
        own = draw(name, "riêng").standard_normal(self.skeleton.size)
        z: Floats = np.sqrt(1 - sum(value * value for value in loadings.values())) * own
        for factor, loading in loadings.items():
            z = z + loading * self.factors[factor]
        return z

    def _factor(self, name: str) -> Floats:
        common = float(self.model.factors[name].common)
        provinces = int(self.skeleton.province.max(initial=0)) + 1
        of_province = self._random(name, "tỉnh").standard_normal(provinces)
        own = self._random(name, "đơn vị").standard_normal(self.skeleton.size)
        shared = np.sqrt(common) * of_province[self.skeleton.province]
        factor: Floats = shared + np.sqrt(1 - common) * own
        return factor

    def _random(self, *names: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, zlib.crc32(" ".join(names).encode())])

    def _of_year(self, *names: str) -> np.random.Generator:
        """Return a stream of the year; that of the model's own year is the unit's own."""
        code = zlib.crc32(" ".join(names).encode())
        return np.random.default_rng([self.seed, code, *self.years])


def _ratio(model: FigureModel, *, is_previous: bool) -> float:
    return float(model.previous.ratio) if is_previous and model.previous is not None else 1.0


def _quantile(share: float) -> float:
    """Return the standard normal value below which *share* of all values lie."""
    if share <= 0:
        return -np.inf
    return np.inf if share >= 1 else NormalDist().inv_cdf(share)
