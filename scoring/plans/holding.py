"""A value held to what a plan asks: exact, strict and non-strict kept apart, distance in units."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from scoring.plans.plan import TargetLevel, goal_of

_ALL = 100

Sign = Literal[">=", ">", "<=", "<", "="]

_SIGNS: dict[str, Sign] = {
    "ít nhất": ">=",
    "trên": ">",
    "nhiều nhất": "<=",
    "dưới": "<",
    "đúng": "=",
    "giảm ít nhất": "<=",
    "tăng ít nhất": ">=",
    "giảm": "<",
    "tăng": ">",
}


@dataclass(frozen=True, slots=True)
class Bound:
    """What a value must be: so and so compared with one exact number."""

    sign: Sign
    number: Fraction

    def holds(self, value: Fraction) -> bool:
        """Whether *value* is as asked."""
        match self.sign:
            case ">=":
                return value >= self.number
            case ">":
                return value > self.number
            case "<=":
                return value <= self.number
            case "<":
                return value < self.number
        return value == self.number

    def nearest_count(self, whole: Fraction) -> int | None:
        """Return the count nearest to being enough, where the value is count ÷ *whole*.

        ``None`` where no count can do it: a negative one, or a share that no whole count has.
        """
        exact = self.number * whole
        match self.sign:
            case ">=":
                found = math.ceil(exact)
            case ">":
                found = math.floor(exact) + 1
            case "<=":
                found = math.floor(exact)
            case "<":
                found = math.ceil(exact) - 1
            case _:
                if exact.denominator != 1:
                    return None
                found = exact.numerator
        return found if found >= 0 else None

    @property
    def wants_more(self) -> bool:
        """Whether a higher value is the better one."""
        return self.sign in {">=", ">", "="}


def bound_of(level: TargetLevel, base: Fraction | None) -> Bound | None:
    """Return what *level* asks; ``None`` where it is held to a base year nobody knows.

    «giảm ít nhất 10» against a base of 40 asks for at most 36.
    """
    sign = _SIGNS[level.comparison]
    goal = goal_of(level)
    if not level.is_relative:
        return None if goal is None else Bound(sign, goal)
    if base is None:
        return None
    if goal is None:
        return Bound(sign, base)
    change = goal if sign == ">=" else -goal
    return Bound(sign, base * (_ALL + change) / _ALL)
