"""The cheapest route to recognition, exact, counted in children and items.

A dynamic programme over what each criterion could still gain. Only what a commune can do is
moved: a numerator or a yes/no item, never a denominator. Fewer cases of harm (a lower trend,
fewer deaths) are no step that anybody takes in an office; a route has as few of them as can
be, and they are named as prevention.

Conditions come first: a route brings every criterion above the disqualifying points and the
total to the threshold. Source: the conditions of ``công nhận`` in the ruleset.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring.advice.search import DEAR, Coded, Trail, Way, extended
from scoring.advice.steps import (
    Avoided,
    Choice,
    Cost,
    Counts,
    RouteStep,
    counts_of,
    options_of,
)
from scoring.engine.score_sheet import Outcome, PartScore, ScoreSheet
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Route:
    """Steps that together fulfil every condition, and the total they lead to at least."""

    steps: tuple[RouteStep, ...]
    cost: Cost
    total: Fraction


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """Why this period cannot fulfil the conditions any more: what happened cannot be undone.

    ``criteria`` stay at the disqualifying points whatever is done; ``most`` is the largest
    total that everything possible would lead to, with the best that open parts can bring.
    """

    criteria: tuple[int, ...]
    most: Fraction


@dataclass(frozen=True, slots=True)
class Advice:
    """The routes of one commune: each takes fewer children but more items than the one before.

    ``is_needed`` is false when the conditions are met already. ``open_parts`` could not be
    scored yet; routes count them with the least they can bring, so filling them in may make
    the way shorter. No route at all: the steps known cannot lead there. ``fewest_steps`` is
    the least number of steps, whatever they cost, without any prevention; ``None`` where
    there is no such way. ``beyond`` is what no step can bring any more for this period.
    """

    is_needed: bool
    routes: tuple[Route, ...]
    open_parts: tuple[str, ...]
    fewest_steps: int | None = 0
    beyond: OutOfReach | None = None


class AdviceUnavailable(ValueError):  # noqa: N818 -- says what cannot be had
    """Two parts move the same figure, so their steps are not independent."""


def advise(ruleset: Ruleset, sheet: ScoreSheet) -> Advice:
    """Return the cheapest routes of the commune scored in *sheet* under *ruleset*.

    Raises ``AdviceUnavailable`` for a ruleset in which two parts move the same figure.
    """
    check_independent(ruleset)
    standing = _standing(sheet)
    if not standing.need and not standing.lost(ruleset.recognition.disqualifying_points):
        return Advice(is_needed=False, routes=(), open_parts=standing.open_parts)
    return advice_from(ruleset, standing)


def alternatives(
    ruleset: Ruleset, sheet: ScoreSheet, route: Route
) -> tuple[tuple[RouteStep, Route | None], ...]:
    """Return for each step of *route* the cheapest route without that part or item.

    ``None`` where there is none: the step is the only way. Of several routes that nothing
    beats the one with the fewest children counts, then the one with the fewest items.
    """
    standing = _standing(sheet)
    found = []
    for step in route.steps:
        avoided = frozenset({(step.part, step.item)})
        routes = _routes(_options(ruleset, standing, avoided), standing)
        cheapest = min(routes, key=lambda r: (r.cost.rank, r.cost.items), default=None)
        found.append((step, cheapest))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class CommuneStanding:
    """Where a commune stands: what a search for routes starts from.

    ``criteria`` holds, for each criterion of the ruleset, its least points and its parts; a
    part that has all its points is ``None``. ``need`` are the points that the total lacks.
    """

    total: Fraction
    need: Fraction
    criteria: tuple[tuple[Fraction, tuple[PartScore | None, ...]], ...]
    open_parts: tuple[str, ...]
    counts: Counts

    def lost(self, floor: Fraction) -> bool:
        """Whether some criterion has no more than the disqualifying points for certain."""
        return any(minimum <= floor for minimum, _ in self.criteria)


def _standing(sheet: ScoreSheet) -> CommuneStanding:
    return CommuneStanding(
        total=sheet.total.minimum,
        need=max(sheet.threshold.points - sheet.total.minimum, Fraction(0)),
        criteria=tuple(
            (c.minimum, tuple(None if p.points == p.max_points else p for p in c.parts))
            for c in sheet.criteria
        ),
        open_parts=tuple(p.code for p in sheet.parts if p.outcome is not Outcome.SCORED),
        counts=counts_of(sheet.parts),
    )


def advice_from(ruleset: Ruleset, standing: CommuneStanding) -> Advice:
    """Return the advice for a commune that does not meet the conditions."""
    options = _options(ruleset, standing, frozenset())
    return Advice(
        is_needed=True,
        routes=_routes(options, standing),
        open_parts=standing.open_parts,
        fewest_steps=_fewest(options, standing.need),
        beyond=_beyond(ruleset, standing),
    )


def _beyond(ruleset: Ruleset, standing: CommuneStanding) -> OutOfReach | None:
    """Return what cannot be reached without undoing what happened, ``None`` if nothing is."""
    floor = ruleset.recognition.disqualifying_points
    lost: list[int] = []
    most = standing.total
    for criterion, (minimum, parts) in zip(ruleset.criteria, standing.criteria, strict=True):
        # Below any floor, so that no choice is left out.
        choices = options_of(
            criterion, minimum, parts, ruleset, Fraction(-1), counts=standing.counts
        )
        gain = max((gain for gain, cost, _ in choices if not cost.prevented), default=Fraction(0))
        gain += sum((p.maximum - p.minimum for p in parts if p is not None), Fraction(0))
        if minimum + gain <= floor:
            lost.append(criterion.number)
        most += gain
    if lost or most < standing.total + standing.need:
        return OutOfReach(tuple(lost), most)
    return None


def _options(ruleset: Ruleset, standing: CommuneStanding, avoided: Avoided) -> list[list[Choice]]:
    """Return the choices of every criterion that has something to gain or to mend."""
    floor = ruleset.recognition.disqualifying_points
    every = (
        options_of(criterion, minimum, parts, ruleset, floor, avoided, standing.counts)
        for criterion, (minimum, parts) in zip(ruleset.criteria, standing.criteria, strict=True)
    )
    return [options for options in every if len(options) != 1 or options[0][2]]


def _routes(options: Iterable[list[Choice]], standing: CommuneStanding) -> tuple[Route, ...]:
    """Return the routes that nothing beats, from the fewest items to the most."""
    listed = list(options)
    gains = [gain for own in listed for gain, _, _ in own]
    scale = math.lcm(standing.need.denominator, *(gain.denominator for gain in gains))
    need = int(standing.need * scale)
    ways: list[Way] = [(0, 0, 0, None)]
    for own in listed:
        ways = extended(ways, [_coded(choice, scale) for choice in own], need)
    found = []
    for gain, _, _, trail in ways:
        if gain >= need:
            steps = _steps(trail)
            cost = sum((step.cost for step in steps), Cost())
            total = standing.total + sum((step.gain for step in steps), Fraction(0))
            found.append(Route(steps, cost, total))
    return _frontier(found)


def _coded(choice: Choice, scale: int) -> Coded:
    gain, cost, steps = choice
    return int(gain * scale), cost.items, cost.prevented * DEAR + cost.children, steps


def _steps(trail: Trail) -> tuple[RouteStep, ...]:
    """Return the steps along a trail, the first criterion's first."""
    found: list[RouteStep] = []
    while trail is not None:
        trail, added = trail
        found[:0] = added
    return tuple(found)


def _fewest(options: Iterable[list[Choice]], need: Fraction) -> int | None:
    """Return the least number of steps to every condition, none of them prevention."""
    most: dict[int, Fraction] = {0: Fraction(0)}
    for own in options:
        longer: dict[int, Fraction] = {}
        for gain, cost, steps in own:
            if cost.prevented:
                continue
            for taken, so_far in most.items():
                count, total = taken + len(steps), so_far + gain
                longer[count] = max(longer.get(count, total), total)
        most = longer
    return min((count for count, gain in most.items() if gain >= need), default=None)


def check_independent(ruleset: Ruleset) -> None:
    """Raise ``AdviceUnavailable`` for a ruleset in which two parts move the same figure."""
    moved = [part.figures[0] for _, part in ruleset.parts if part.figures]
    if len(set(moved)) < len(moved):
        message = "two parts move the same figure"
        raise AdviceUnavailable(message)


def _frontier(routes: list[Route]) -> tuple[Route, ...]:
    """Keep the routes that nothing beats, from the fewest items to the most."""
    kept: list[Route] = []
    for route in sorted(routes, key=lambda r: (r.cost.items, r.cost.rank, len(r.steps))):
        if not kept or route.cost.rank < kept[-1].cost.rank:
            kept.append(route)
    return tuple(kept)
