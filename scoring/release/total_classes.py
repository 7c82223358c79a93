"""What a published total gives away of the sensitive criteria, and the classes that hide it.

A total and a decision are public. Under a ruleset they may leave only one possibility for a
sensitive part: a total of the maximum says that no child was abused, and so does every total
from which fewer points are missing than the part can lose. ``TotalSecrets`` counts, exactly
and for every total there can be, which points of a part are still possible beside the total
and the decision; totals that leave a sensitive part one possibility are joined with their
neighbours to the shortest run of totals that leaves it two.

The classes are a function of the ruleset alone (and of ``facts``, which are published), never
of the data: that a total was classed says no more than the class does. Sets of totals are bits
of an integer, so nothing is rounded and nothing is sampled.

Not proved: parts are taken as independent of each other, and every combination as possible;
who knows more than what is published can exclude more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.engine.score_sheet import Finding
from scoring.rules.parts import AgainstPrevious, AnyPart, BandScale, ItemSum
from scoring.rules.ruleset import Criterion, Ruleset


@dataclass(frozen=True, slots=True)
class Determined:
    """A total that leaves a sensitive part one possibility: so many points.

    ``part`` is the part's code, or the criterion's number for the sum of its parts.
    """

    slug: str
    part: str
    points: Fraction


def possible_points(part: AnyPart) -> frozenset[Fraction]:
    """Return every number of points a scored part may have."""
    match part:
        case ItemSum():
            sums = {Fraction(0)}
            for item in part.items:
                if item.points is not None:
                    sums |= {before + item.points for before in sums}
            return frozenset(sums)
        case BandScale():
            rule = part.zero_denominator
            found = {band.points for band in part.bands if band.points is not None}
        case AgainstPrevious():
            rule = part.zero_denominator
            found = {points for points in part.points_by_trend if points is not None}
    # A rule for a zero denominator gives points of its own.
    if rule is not None and rule.outcome == "điểm tối đa":
        found = found | {part.max_points}
    if rule is not None and rule.outcome == "không điểm":
        found = found | {Fraction(0)}
    return frozenset(found)


_SUM = -1


class _World:
    """The totals that are possible under a ruleset and some facts, as bits of integers."""

    def __init__(self, ruleset: Ruleset, unit: Fraction, facts: Mapping[str, Finding]) -> None:
        self._criteria = ruleset.criteria
        self._floor = ruleset.recognition.disqualifying_points
        self._unit = unit
        self._facts = facts

    def totals(self, given: tuple[int, int, Fraction] | None) -> tuple[int, int]:
        """Return the possible totals: with every criterion met, and with some not.

        *given* fixes the points of one part: place of the criterion, place of the part; or
        of the whole criterion, with ``_SUM`` for the part.
        """
        all_met, some_lost = 1, 0
        for place, criterion in enumerate(self._criteria):
            fixed = given[1:] if given is not None and given[0] == place else None
            met, lost = self._of_criterion(criterion, fixed)
            some_lost = _sums(some_lost, met | lost) | _sums(all_met, lost)
            all_met = _sums(all_met, met)
        return all_met, some_lost

    def _of_criterion(
        self, criterion: Criterion, fixed: tuple[int, Fraction] | None
    ) -> tuple[int, int]:
        """Return the criterion's possible points: above the floor, and not."""
        bits = 1
        for number, part in enumerate(criterion.parts):
            is_fixed = fixed is not None and fixed[0] == number
            points = {fixed[1]} if fixed is not None and is_fixed else possible_points(part)
            bits = _sums(bits, sum(1 << int(p / self._unit) for p in points))
        if fixed is not None and fixed[0] == _SUM:
            bits &= 1 << int(fixed[1] / self._unit)
        low = (1 << (int(self._floor / self._unit) + 1)) - 1
        fact = self._facts.get(criterion.slug)
        met = 0 if fact is Finding.NOT_MET else bits & ~low
        lost = 0 if fact is Finding.MET else bits & low
        return met, lost

    def sensitive(self, slugs: frozenset[str]) -> Iterator[_Possible]:
        """Yield each sensitive part with each of its points and the totals they go with.

        Of a criterion of several parts also their sum, under the criterion's number.
        """
        for place, criterion in enumerate(self._criteria):
            if criterion.slug in slugs:
                for number, part in enumerate(criterion.parts):
                    for points in sorted(possible_points(part)):
                        totals = self.totals((place, number, points))
                        yield criterion.slug, part.code, points, totals
                if len(criterion.parts) > 1:
                    for points in self._sums_of(criterion):
                        totals = self.totals((place, _SUM, points))
                        yield criterion.slug, str(criterion.number), points, totals

    def _sums_of(self, criterion: Criterion) -> list[Fraction]:
        """Return every number of points a criterion of several parts may have."""
        sums = {Fraction(0)}
        for part in criterion.parts:
            sums = {before + points for before in sums for points in possible_points(part)}
        return sorted(sums)


_Possible = tuple[str, str, Fraction, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Fitted:
    """The totals that go with one decision; of each part's points, also with any decision."""

    every: int
    parts: list[tuple[tuple[str, str], Fraction, int, int]]


def _fitting(totals: tuple[int, int], below: int, decision: Finding) -> int:
    all_met, some_lost = totals
    if decision is Finding.MET:
        return all_met & ~below
    if decision is Finding.NOT_MET:
        return some_lost | (all_met & below)
    return all_met | some_lost


class TotalSecrets:
    """For one ruleset: which points of the sensitive parts go with which total.

    *facts* are what the published statistics say of every commune of some group: ``MET`` that
    each of them is above the disqualifying points, ``NOT_MET`` that none is. Of several sets
    of facts each is taken by itself, and the most any of them gives away counts.
    """

    def __init__(
        self,
        ruleset: Ruleset,
        sensitive: Iterable[str],
        facts: Iterable[Mapping[str, Finding]] = ({},),
    ) -> None:
        """Find the possible totals of every sensitive part and its points."""
        slugs = frozenset(sensitive)
        points = [p for _, part in ruleset.parts for p in possible_points(part)]
        floor = ruleset.recognition.disqualifying_points
        self._unit = Fraction(1, math.lcm(*(p.denominator for p in (*points, floor))))
        worlds = [_World(ruleset, self._unit, known) for known in facts]
        self._worlds = [(world.totals(None), tuple(world.sensitive(slugs))) for world in worlds]
        self._fits: dict[tuple[Fraction, Finding], list[_Fitted]] = {}
        self._runs: dict[tuple[Fraction, Finding], tuple[tuple[int, int], ...]] = {}

    def _fitted(self, threshold: Fraction, decision: Finding) -> list[_Fitted]:
        """Return each world with the totals that go with a decision. An open one fits all."""
        key = threshold, decision
        if key not in self._fits:
            below = (1 << math.ceil(threshold / self._unit)) - 1
            self._fits[key] = [
                _Fitted(
                    _fitting(every, below, decision),
                    [
                        ((slug, part), points, _fitting(each, below, decision), each[0] | each[1])
                        for slug, part, points, each in parts
                    ],
                )
                for every, parts in self._worlds
            ]
        return self._fits[key]

    def determined(
        self, threshold: Fraction, decision: Finding, least: Fraction, most: Fraction
    ) -> list[Determined]:
        """Return the sensitive parts whose points follow from a total in *least*…*most*.

        A decision that does not follow from the rules says nothing and is left out of account.
        """
        low, high = math.ceil(least / self._unit), math.floor(most / self._unit)
        return self._determined(threshold, decision, low, high)

    def _determined(
        self, threshold: Fraction, decision: Finding, low: int, high: int
    ) -> list[Determined]:
        window = ((1 << (high - low + 1)) - 1) << low
        found: dict[Determined, None] = {}
        for world in self._fitted(threshold, decision):
            is_open = not world.every & window
            left: dict[tuple[str, str], list[Fraction]] = {}
            for part, points, fitting, all_totals in world.parts:
                if (all_totals if is_open else fitting) & window:
                    left.setdefault(part, []).append(points)
            for (slug, code), possible in left.items():
                if len(possible) == 1:
                    found[Determined(slug, code, possible[0])] = None
        return list(found)

    def runs(self, threshold: Fraction, decision: Finding) -> tuple[tuple[Fraction, Fraction], ...]:
        """Return the classes of totals that are published as one, ascending.

        Totals outside every class give nothing away by themselves.
        """
        key = threshold, decision
        if key not in self._runs:
            self._runs[key] = tuple(self._joined(threshold, decision))
        return tuple((a * self._unit, b * self._unit) for a, b in self._runs[key])

    def halves(
        self, threshold: Fraction, decision: Finding
    ) -> tuple[tuple[Fraction, Fraction], ...]:
        """Return two classes: the possible totals below the threshold, and those from it."""
        totals = [t * self._unit for t in self._possible(threshold, decision)]
        sides = [t for t in totals if t < threshold], [t for t in totals if t >= threshold]
        return tuple((side[0], side[-1]) for side in sides if side)

    def _possible(self, threshold: Fraction, decision: Finding) -> list[int]:
        """Return every total that goes with a decision under some set of facts, ascending."""
        fitting = 0
        for world in self._fitted(threshold, decision):
            fitting |= world.every
        return [t for t in range(fitting.bit_length()) if fitting >> t & 1]

    def _joined(self, threshold: Fraction, decision: Finding) -> list[tuple[int, int]]:
        totals = self._possible(threshold, decision)
        runs: list[tuple[int, int]] = []
        for total in totals:
            if runs and total <= runs[-1][1]:
                continue
            if not self._determined(threshold, decision, total, total):
                continue
            runs.append(self._widened(threshold, decision, totals, total))
            while len(runs) > 1 and runs[-1][0] <= runs[-2][1]:
                (low, high), (first, last) = runs.pop(), runs.pop()
                runs.append((min(low, first), max(high, last)))
        return runs

    def _widened(
        self, threshold: Fraction, decision: Finding, totals: Sequence[int], total: int
    ) -> tuple[int, int]:
        """Return the shortest run of totals around *total* that leaves two possibilities.

        All of them when none is enough.
        """
        at = totals.index(total)
        best: tuple[int, int] | None = None
        for first in range(at, -1, -1):
            for last in range(at, len(totals)):
                low, high = totals[first], totals[last]
                if best is not None and high - low >= best[1] - best[0]:
                    break
                if not self._determined(threshold, decision, low, high):
                    best = low, high
                    break
        return best or (totals[0], totals[-1])


def _sums(left: int, right: int) -> int:
    """Return every sum of a total of *left* and one of *right*, as bits."""
    found, shift = 0, 0
    while right:
        zeros = (right & -right).bit_length() - 1
        shift += zeros
        found |= left << shift
        right >>= zeros + 1
        shift += 1
    return found
