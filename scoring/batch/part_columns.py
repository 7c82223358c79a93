"""What came of a part in every row: a state per row, and what each state means.

A state is a small number: the row of the scale or trend a commune is in, or one of the ways
of not being scored. Outcome, points and the rest are looked up from it when somebody asks;
most callers want a few of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scoring.base.levels import Level
from scoring.batch.columns import Bools, Codes, Ints
from scoring.engine.score_sheet import Outcome
from scoring.rules.indicators import ZeroDenominator

OUTCOMES: tuple[Outcome, ...] = tuple(Outcome)
SCORED, MISSING, NEEDS_APPRAISAL, UNKNOWN_RULE = range(4)
NO_BAND = -1

_LARGEST = np.iinfo(np.int64).max

States = NDArray[np.intp]


class PartColumns(Protocol):
    """What came of one part in every row.

    ``outcome`` indexes ``OUTCOMES``; ``band`` is the row of the scale or of ``Trend``, -1 for
    none; ``points`` is meaningful where the outcome is SCORED; ``minimum`` and ``maximum``
    bound what may still come out; ``level`` is the strength of the weakest number used.
    Points are whole numbers of one *scale*-th of a point.
    """

    @property
    def code(self) -> str:
        """The part's code in the ruleset."""

    @property
    def is_all_scored(self) -> bool:
        """Whether every row is scored; ``minimum`` and ``maximum`` are then the points."""

    @property
    def outcome(self) -> Codes:
        """Outcome of each row."""

    @property
    def band(self) -> Codes:
        """Band of each row."""

    @property
    def points(self) -> Ints:
        """Points of each row."""

    @property
    def minimum(self) -> Ints:
        """The least that may come out of each row."""

    @property
    def maximum(self) -> Ints:
        """The most that may come out of each row."""

    @property
    def level(self) -> Codes:
        """The weakest level used in each row."""

    @property
    def weakest_level(self) -> int:
        """The weakest level of any row."""


@dataclass(frozen=True, slots=True)
class State:
    """What a state means for every row that is in it."""

    outcome: int
    band: int
    minimum: int
    maximum: int
    level: int


class Meanings:
    """The states of one part as arrays to look up in."""

    def __init__(self, states: Sequence[State]) -> None:
        """Turn the states into one array for each thing that may be asked."""
        self.outcome = np.array([state.outcome for state in states], np.int8)
        self.band = np.array([state.band for state in states], np.int8)
        self.minimum = np.array([state.minimum for state in states], np.int64)
        self.maximum = np.array([state.maximum for state in states], np.int64)
        self.level = np.array([state.level for state in states], np.int8)
        self.is_open = self.minimum != self.maximum
        self.is_scored = self.outcome == SCORED


class LookedUp:
    """A part whose every row is in one of a few states."""

    def __init__(self, code: str, state: States, meanings: Meanings) -> None:
        """Keep the state of each row; *meanings* is shared by all results of the part."""
        self.code = code
        self.state = state
        self._meanings = meanings

    @cached_property
    def _seen(self) -> Bools:
        return np.bincount(self.state, minlength=len(self._meanings.outcome)) > 0

    @cached_property
    def is_all_scored(self) -> bool:
        """Whether no row is in an unscored state."""
        return bool(self._meanings.is_scored[self._seen].all())

    @cached_property
    def outcome(self) -> Codes:
        """Outcome of each row."""
        return self._meanings.outcome.take(self.state)

    @cached_property
    def band(self) -> Codes:
        """Band of each row."""
        return self._meanings.band.take(self.state)

    @property
    def points(self) -> Ints:
        """Points of each scored row."""
        return self.minimum

    @cached_property
    def minimum(self) -> Ints:
        """The least that may come out."""
        return self._meanings.minimum.take(self.state)

    @cached_property
    def maximum(self) -> Ints:
        """The most that may come out."""
        if not self._meanings.is_open[self._seen].any():
            return self.minimum
        return self._meanings.maximum.take(self.state)

    @cached_property
    def level(self) -> Codes:
        """The weakest level used."""
        return self._meanings.level.take(self.state)

    @cached_property
    def weakest_level(self) -> int:
        """The weakest level of any row."""
        return int(self._meanings.level[self._seen].min(initial=_STRONGEST))


_STRONGEST = max(level.strength for level in Level)


@dataclass(frozen=True)
class Summed:
    """A sum of yes/no items, computed rather than looked up."""

    code: str
    outcome: Codes
    points: Ints
    minimum: Ints
    maximum: Ints
    weakest_level: int
    is_all_scored: bool

    @property
    def band(self) -> Codes:
        """Items have no bands."""
        return np.full(len(self.points), NO_BAND, np.int8)

    @property
    def level(self) -> Codes:
        """All items of the part are read in every row."""
        return np.full(len(self.points), self.weakest_level, np.int8)


class TooLarge(ValueError):  # noqa: N818 -- says what is wrong with the ruleset's numbers
    """A ruleset whose numbers are too long for exact 64-bit products."""


def rule_state(row: int, points: Fraction | None, level: Level, open_: State, scale: int) -> State:
    """Return the state of a row of a scale or trend; *open_* is the part's MISSING state."""
    if points is None:
        return State(UNKNOWN_RULE, row, open_.minimum, open_.maximum, open_.level)
    exact = scaled(points, scale)
    return State(SCORED, row, exact, exact, level.strength)


def zero_state(rule: ZeroDenominator, level: Level, open_: State) -> State:
    """Return the state of a row whose denominator is 0."""
    if rule.outcome == "chờ thẩm định":
        return State(NEEDS_APPRAISAL, NO_BAND, open_.minimum, open_.maximum, open_.level)
    points = open_.maximum if rule.outcome == "điểm tối đa" else 0
    return State(SCORED, NO_BAND, points, points, level.strength)


def scaled(points: Fraction, scale: int) -> int:
    """Return points as a whole number of *scale*-ths; raises ``ValueError`` if they are none."""
    whole = points * scale
    if whole.denominator != 1:
        message = f"{points} is no multiple of 1/{scale}"
        raise ValueError(message)
    return whole.numerator


def check_fits(*products: int) -> None:
    """Raise ``TooLarge`` when the largest product there can be leaves 64 bits."""
    if max(products) > _LARGEST:
        message = "the ruleset's numbers are too long for exact 64-bit products"
        raise TooLarge(message)
