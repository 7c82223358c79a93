"""One part of a criterion over columns: the same rules as ``part_scorer``, without a loop.

Ratios are compared by cross-multiplication in 64-bit integers; whether the products of the
largest counts fit is checked when a part is compiled. Points are integers of one *scale*-th
of a point, so that half points stay exact.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from scoring.batch.columns import LARGEST_COUNT, Answers, Column, Columns, Ints
from scoring.batch.part_columns import (
    MISSING,
    NEEDS_APPRAISAL,
    NO_BAND,
    SCORED,
    UNKNOWN_RULE,
    LookedUp,
    Meanings,
    PartColumns,
    State,
    States,
    Summed,
    check_fits,
    rule_state,
    scaled,
    zero_state,
)
from scoring.rules.indicators import Count
from scoring.rules.kinds.against_previous import AgainstPrevious
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.kinds.bands import Band
from scoring.rules.kinds.item_sum import ItemSum
from scoring.rules.kinds.part import Part
from scoring.rules.kinds.trends import Trend

_TRENDS: tuple[Trend, ...] = tuple(Trend)


@dataclass(frozen=True, slots=True)
class _Edge:
    """The step from one band to the next one above it: ``top × scale ≥ bound × bottom``."""

    bound: int
    scale: int
    is_inclusive: bool


class CompiledPart(ABC):
    """A part turned into lookup tables; ``score`` runs it over columns."""

    def __init__(self, part: Part, scale: int) -> None:
        """Compile *part*; raises ``TooLarge`` when products could leave 64 bits."""
        self.code = part.code
        self.most = scaled(part.max_points, scale)
        self.level = part.level.strength
        self.open = State(MISSING, NO_BAND, 0, self.most, self.level)

    @abstractmethod
    def score(self, columns: Columns) -> PartColumns:
        """Score every row."""


class _Scale(CompiledPart):
    """``theo thang điểm``: how many edges a value passes is its band, counted from below."""

    def __init__(self, part: BandScale, scale: int) -> None:
        super().__init__(part, scale)
        self.indicator = part.indicator
        rows = sorted(range(len(part.bands)), key=lambda row: _start(part.bands[row]))
        bands = [part.bands[row] for row in rows]
        self.edges = [_edge(band) for band in bands[1:]]
        self.multiplier = 1 if part.ratio is None else part.ratio.multiplier
        largest = 1 if part.ratio is None else LARGEST_COUNT
        for edge in self.edges:
            check_fits(LARGEST_COUNT * self.multiplier * edge.scale, edge.bound * largest)
        zero = part.zero_denominator
        self.missing, self.zero = len(bands), len(bands) + 1
        self.meanings = Meanings(
            [
                *(
                    rule_state(row, band.points, part.level_of(band), self.open, scale)
                    for row, band in zip(rows, bands, strict=True)
                ),
                self.open,
                zero_state(zero, part.level_of(zero), self.open) if zero else self.open,
            ]
        )

    def score(self, columns: Columns) -> PartColumns:
        if isinstance(self.indicator, Count):
            count = columns.figures[self.indicator.figure]
            state = self._state(count.values, 1)
            _mark(state, self.missing, count)
        else:
            top = columns.figures[self.indicator.numerator]
            bottom = columns.figures[self.indicator.denominator]
            state = self._state(top.values * self.multiplier, bottom.values)
            if not bottom.is_positive:
                state[bottom.values == 0] = self.zero
            _mark(state, self.missing, top, bottom)
        return LookedUp(self.code, state, self.meanings)

    def _state(self, top: Ints, bottom: Ints | int) -> States:
        passed = np.zeros(len(top), np.int8)
        for edge in self.edges:
            left = top if edge.scale == 1 else top * edge.scale
            right = bottom * edge.bound
            is_passed = left >= right if edge.is_inclusive else left > right
            passed += is_passed.view(np.int8)
        return passed.astype(np.intp)


def _mark(state: States, missing: int, *columns: Column) -> None:
    """Put the rows with a blank in the missing state, whatever the other values are."""
    for column in columns:
        if not column.is_complete:
            state[~column.given] = missing


class _Items(CompiledPart):
    """``cộng điểm từng nội dung``."""

    def __init__(self, part: ItemSum, scale: int) -> None:
        super().__init__(part, scale)
        self.items = [
            (item.code, None if item.points is None else scaled(item.points, scale))
            for item in part.items
        ]

    def score(self, columns: Columns) -> PartColumns:
        earned = np.zeros(columns.size, np.int64)
        outcome = np.full(columns.size, SCORED, np.int8)
        answers = [(columns.answers[code], points) for code, points in self.items]
        for answer, points in answers:
            if points is None:
                outcome[answer.yes] = UNKNOWN_RULE
            else:
                earned += answer.yes * points
        for answer, _ in answers:
            if not answer.is_complete:
                outcome[~answer.given] = MISSING
        maximum = earned
        if outcome.any():
            maximum = np.where(outcome == SCORED, earned, self._most(answers, columns.size))
        return Summed(self.code, outcome, earned, earned, maximum, self.level, maximum is earned)

    def _most(self, answers: Sequence[tuple[Answers, int | None]], size: int) -> Ints:
        """Return what each row may still reach: without the answers of không."""
        known = np.zeros(size, np.int64)
        left = np.full(size, self.most, np.int64)
        is_unknown = np.zeros(size, np.bool_)
        for answer, points in answers:
            is_no = answer.given & ~answer.yes
            if points is None:
                is_unknown |= ~is_no
            else:
                known += ~is_no * points
                left -= is_no * points
        return np.where(is_unknown, left, known)


class _Against(CompiledPart):
    """``so với kỳ trước``: a state for each trend, then the ways of not being scored."""

    _MISSING, _ZERO, _NO_PREVIOUS, _ZERO_BEFORE = range(len(_TRENDS), len(_TRENDS) + 4)

    def __init__(self, part: AgainstPrevious, scale: int) -> None:
        super().__init__(part, scale)
        self.ratio = part.indicator
        check_fits(LARGEST_COUNT * LARGEST_COUNT)
        level, zero = part.verified.as_level, part.zero_denominator
        trends = [*part.points_by_trend]
        # Without a previous figure only giảm, không đổi and tăng are left.
        left = [scaled(value, scale) for value in trends[1:] if value is not None]
        bounds = (min(left), max(left)) if len(left) == len(trends) - 1 else (0, self.most)
        self.meanings = Meanings(
            [
                *(
                    rule_state(row, points, level, self.open, scale)
                    for row, points in enumerate(trends)
                ),
                self.open,
                zero_state(zero, part.level_of(zero), self.open),
                State(MISSING, NO_BAND, *bounds, self.level),
                State(NEEDS_APPRAISAL, NO_BAND, 0, self.most, self.level),
            ]
        )

    def score(self, columns: Columns) -> PartColumns:
        top, bottom = self.ratio.numerator, self.ratio.denominator
        cases, children = columns.figures[top], columns.figures[bottom]
        cases_before, children_before = columns.previous[top], columns.previous[bottom]
        now = cases.values * children_before.values
        before = cases_before.values * children.values
        # Row of ``Trend``: 1 lower, 2 equal, 3 higher; 0 where no case arose.
        trend = (now >= before).view(np.int8) + (now > before).view(np.int8)
        trend += 1
        state = trend.astype(np.intp)
        if not children_before.is_positive:
            none_before = children_before.values == 0
            state[none_before] = self._ZERO_BEFORE
            # A blank has the value 0 too; it is told apart here and below.
            state[none_before & children_before.given & ~cases_before.given] = self._MISSING
        if not (cases_before.is_complete and children_before.is_complete):
            is_blank = ~children_before.given | (~cases_before.given & (children_before.values > 0))
            state[is_blank] = self._NO_PREVIOUS
        state[cases.values == 0] = 0
        if not children.is_positive:
            state[children.values == 0] = self._ZERO
        _mark(state, self._MISSING, cases, children)
        return LookedUp(self.code, state, self.meanings)


VECTOR_FORMS: dict[type[Part], Callable[[Any, int], CompiledPart]] = {
    BandScale: _Scale,
    ItemSum: _Items,
    AgainstPrevious: _Against,
}
"""How each kind of part is scored over columns."""


def compiled(part: Part, scale: int) -> CompiledPart:
    """Return a part ready to run over columns; *scale* makes all its points whole."""
    return VECTOR_FORMS[type(part)](part, scale)


def _start(band: Band) -> tuple[Fraction, bool]:
    if band.above is not None:
        return band.above, True
    return (Fraction(-1) if band.at_least is None else band.at_least), False


def _edge(band: Band) -> _Edge:
    """Return the lower edge of a band that is not the lowest: the loader made it have one."""
    bound, is_open = _start(band)
    return _Edge(bound.numerator, bound.denominator, not is_open)
