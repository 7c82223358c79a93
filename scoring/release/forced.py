"""What a decision and the public points of a unit force about its sensitive criteria.

Seen from outside each sensitive criterion may have any of its possible points; a recognised
unit has every criterion above điểm liệt and reaches the threshold, a refused one does not. What
is left is a function of public values, so saying it tells nothing new: it tells the publisher and
the reader what the decision itself already says. A decision that does not follow from points
(a person may decide otherwise) forces nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from scoring.engine.possible_points import possible_points
from scoring.recognition.communes import State
from scoring.release.public import Forced, ForcedKind, PublicPoints, WithheldPoints
from scoring.rules.ruleset import Ruleset
from scoring.rules.sensitive import open_criteria, sensitive_criteria

_ZERO = Fraction(0)


class Inference:
    """What can be concluded under one ruleset; answers are kept, many units ask the same."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Find the possible points of every criterion."""
        self._floor = ruleset.recognition.disqualifying_points
        self._thresholds = ruleset.recognition.thresholds
        self._open = {one.number: possible_points(one) for one in open_criteria(ruleset)}
        self._sensitive = {one.number: possible_points(one) for one in sensitive_criteria(ruleset)}
        self._known: dict[tuple[State, Fraction, Fraction | None], Forced] = {}

    def of(self, state: State, threshold: Fraction, points: PublicPoints) -> Forced | None:
        """Return what follows for a unit; ``None`` where nothing was decided."""
        if state is State.RECOGNISED:
            most = self._most(points)
            return self._kept(state, threshold, most)
        if state is State.REFUSED:
            return self._kept(state, threshold, self._least(points))
        return None

    def _most(self, points: PublicPoints) -> Fraction | None:
        """Return the most the public criteria can give; ``None`` where one is surely lost."""
        best = [self._open[n][-1] if p is None else p for n, p in points.criteria.items()]
        return sum(best, _ZERO) if all(one > self._floor for one in best) else None

    def _least(self, points: PublicPoints) -> Fraction | None:
        """Return the least the public criteria can give; ``None`` where one may be lost."""
        worst = [self._open[n][0] if p is None else p for n, p in points.criteria.items()]
        return sum(worst, _ZERO) if all(one > self._floor for one in worst) else None

    def _kept(self, state: State, threshold: Fraction, others: Fraction | None) -> Forced:
        key = state, threshold, others
        if key not in self._known:
            judge = self._recognised if state is State.RECOGNISED else self._refused
            self._known[key] = judge(threshold, others)
        return self._known[key]

    def _all(self, kind: ForcedKind) -> Forced:
        return self._forced(kind, self._sensitive.values(), self._lowest, self._full)

    def _forced(
        self,
        kind: ForcedKind,
        points: Iterable[Sequence[Fraction]],
        least: Fraction,
        most: Fraction,
    ) -> Forced:
        possible = dict(zip(self._sensitive, map(tuple, points), strict=True))
        return Forced(kind, possible, least, most, self._full)

    @cached_property
    def _full(self) -> Fraction:
        return sum((points[-1] for points in self._sensitive.values()), _ZERO)

    @cached_property
    def _lowest(self) -> Fraction:
        return sum((points[0] for points in self._sensitive.values()), _ZERO)

    def _recognised(self, threshold: Fraction, others: Fraction | None) -> Forced:
        above = [[p for p in points if p > self._floor] for points in self._sensitive.values()]
        if others is None or not all(above) or others + self._full < threshold:
            return self._all(ForcedKind.UNEXPLAINED)
        needed = threshold - others
        lowest = sum((points[0] for points in above), _ZERO)
        left = [[p for p in points if p + self._full - points[-1] >= needed] for points in above]
        if lowest >= needed:
            return self._forced(ForcedKind.ABOVE_FLOOR, left, lowest, self._full)
        least = min(total for total in _sums(above) if total >= needed)
        return self._forced(ForcedKind.AT_LEAST, left, least, self._full)

    def _refused(self, threshold: Fraction, others: Fraction | None) -> Forced:
        best = [points[-1] for points in self._sensitive.values()]
        if others is None or min(best) <= self._floor or others + self._full < threshold:
            return self._all(ForcedKind.NOTHING)
        needed = threshold - others
        left = [
            [p for p in points if self._is_refused(place, p, needed)]
            for place, points in enumerate(self._sensitive.values())
        ]
        if not all(left):
            return self._all(ForcedKind.UNEXPLAINED)
        most = max(self._refused_totals(needed))
        return self._forced(ForcedKind.LOST, left, self._lowest, most)

    def _is_refused(self, place: int, points: Fraction, needed: Fraction) -> bool:
        """Whether a unit with so many points of one sensitive criterion may be refused."""
        rest = [one for n, one in enumerate(self._sensitive.values()) if n != place]
        return (
            points <= self._floor
            or any(one[0] <= self._floor for one in rest)
            or points + sum((one[0] for one in rest), _ZERO) < needed
        )

    def _refused_totals(self, needed: Fraction) -> Iterator[Fraction]:
        """Yield sums of the sensitive criteria of refused units, the largest among them."""
        possible = list(self._sensitive.values())
        yield from (total for total in _sums(possible) if total < needed)
        for points in possible:
            lost = [one for one in points if one <= self._floor]
            if lost:
                yield self._full - points[-1] + lost[-1]

    @cached_property
    def withheld(self) -> tuple[WithheldPoints, ...]:
        """The groups in which a refusal could name one sensitive criterion.

        There the public points leave, for some unit there can be, no full points in one sensitive
        criterion. Decided from the ruleset alone.
        """
        found = []
        for threshold in self._thresholds:
            named = tuple(n for n in self._sensitive if self._can_be_named(n, threshold.points))
            if named:
                found.append(WithheldPoints(threshold.group, named))
        return tuple(found)

    def _can_be_named(self, number: int, threshold: Fraction) -> bool:
        own = self._sensitive[number]
        rest = [points[0] for n, points in self._sensitive.items() if n != number]
        if own[-1] <= self._floor or any(one <= self._floor for one in rest):
            return False
        lowest = sum(rest, _ZERO)
        return any(
            others + own[-1] + lowest >= threshold
            and (own[0] <= self._floor or others + own[0] + lowest < threshold)
            for others in self._totals_of_others
        )

    @cached_property
    def _totals_of_others(self) -> frozenset[Fraction]:
        """Every sum of the public criteria with each above điểm liệt."""
        return _sums([p for p in one if p > self._floor] for one in self._open.values())


def _sums(choices: Iterable[Iterable[Fraction]]) -> frozenset[Fraction]:
    """Return every sum of one number from each of *choices*."""
    sums = frozenset({_ZERO})
    for one in choices:
        numbers = tuple(one)
        sums = frozenset(total + number for total in sums for number in numbers)
    return sums
