"""The cheapest route to recognition, exact, counted in children and items.

A dynamic programme over what each criterion could still gain. Only what a commune can do is
moved: a numerator or a yes/no item, never a denominator. Fewer cases of harm (a lower trend,
fewer deaths) are no step that anybody takes in an office; a route has as few of them as can
be, and they are named as prevention.

Conditions come first: a route brings every criterion above the disqualifying points and the
total to the threshold. Source: the conditions of ``công nhận`` in the ruleset.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.distance import better_bands, better_trends
from scoring.indicators import Count
from scoring.parts import AgainstPrevious, AnyPart, BandScale, ItemSum, Trend
from scoring.result import CriterionScore, NextBand, Outcome, PartScore, ScoreSheet
from scoring.ruleset import Criterion, Ruleset, figures_of


@dataclass(frozen=True, slots=True)
class Cost:
    """What a route takes: cases that must not happen, items to answer có, children to reach.

    ``children`` counts the units of the figures: children, cases with a plan, survey sheets.
    """

    prevented: int = 0
    items: int = 0
    children: int = 0

    def __add__(self, other: Cost) -> Cost:
        """Return both together."""
        return Cost(
            self.prevented + other.prevented,
            self.items + other.items,
            self.children + other.children,
        )

    @property
    def rank(self) -> tuple[int, int]:
        """Less prevention first, then fewer children; items are told apart by the search."""
        return self.prevented, self.children


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: a better band of a part, or an item to be answered có."""

    criterion: int
    part: str
    gain: Fraction
    band: NextBand | None = None
    item: str = ""
    question: str = ""

    @property
    def cost(self) -> Cost:
        """What this step takes."""
        if self.band is None:
            return Cost(items=1)
        if self.band.is_more:
            return Cost(children=self.band.count)
        return Cost(prevented=self.band.count)


@dataclass(frozen=True, slots=True)
class Route:
    """Steps that together fulfil every condition, and the total they lead to at least."""

    steps: tuple[Step, ...]
    cost: Cost
    total: Fraction


@dataclass(frozen=True, slots=True)
class Advice:
    """The routes of one commune: each takes fewer children but more items than the one before.

    ``is_needed`` is false when the conditions are met already. ``open_parts`` could not be
    scored yet; routes count them with the least they can bring, so filling them in may make
    the way shorter. No route at all: the steps known cannot lead there.
    """

    is_needed: bool
    routes: tuple[Route, ...]
    open_parts: tuple[str, ...]


class AdviceUnavailable(ValueError):  # noqa: N818 -- says what cannot be had
    """Two parts move the same figure, so their steps are not independent."""


def advise(ruleset: Ruleset, sheet: ScoreSheet) -> Advice:
    """Return the cheapest routes of the commune scored in *sheet* under *ruleset*.

    Raises ``AdviceUnavailable`` for a ruleset in which two parts move the same figure.
    """
    _check_independent(ruleset)
    floor, goal = ruleset.recognition.disqualifying_points, sheet.threshold.points
    open_parts = tuple(p.code for p in sheet.parts if p.outcome is not Outcome.SCORED)
    need = max(goal - sheet.total.minimum, Fraction(0))
    lowest = [c for c in sheet.criteria if c.minimum <= floor]
    if not need and not lowest:
        return Advice(is_needed=False, routes=(), open_parts=open_parts)

    # (gain so far, capped at what is needed; items) → the cheapest way there.
    best: dict[tuple[Fraction, int], tuple[Cost, tuple[Step, ...]]] = {
        (Fraction(0), 0): (Cost(), ())
    }
    for criterion, scored in zip(ruleset.criteria, sheet.criteria, strict=True):
        best = _extended(best, _options(criterion, scored, ruleset, floor), need)
    routes = [
        Route(steps, cost, sheet.total.minimum + sum((s.gain for s in steps), Fraction(0)))
        for (gain, _), (cost, steps) in best.items()
        if gain >= need
    ]
    return Advice(is_needed=True, routes=_frontier(routes), open_parts=open_parts)


def _check_independent(ruleset: Ruleset) -> None:
    moved = [figures_of(part)[0] for _, part in ruleset.parts if not isinstance(part, ItemSum)]
    if len(set(moved)) < len(moved):
        message = "two parts move the same figure"
        raise AdviceUnavailable(message)


Choice = tuple[Fraction, Cost, tuple[Step, ...]]


def _extended(
    best: Mapping[tuple[Fraction, int], tuple[Cost, tuple[Step, ...]]],
    options: Iterable[Choice],
    need: Fraction,
) -> dict[tuple[Fraction, int], tuple[Cost, tuple[Step, ...]]]:
    listed = list(options)
    longer: dict[tuple[Fraction, int], tuple[Cost, tuple[Step, ...]]] = {}
    for (gain, items), (cost, steps) in best.items():
        for more, price, added in listed:
            key = (min(gain + more, need), items + price.items)
            total = cost + price
            if key not in longer or total.rank < longer[key][0].rank:
                longer[key] = (total, steps + added)
    return longer


def _options(
    criterion: Criterion, scored: CriterionScore, ruleset: Ruleset, floor: Fraction
) -> list[Choice]:
    """Return what the criterion could gain; without the choices that leave it at the floor."""
    choices: list[Choice] = [(Fraction(0), Cost(), ())]
    for part, part_score in zip(criterion.parts, scored.parts, strict=True):
        own = _part_options(criterion, part, part_score, ruleset)
        choices = [
            (gain + more, cost + price, steps + added)
            for gain, cost, steps in choices
            for more, price, added in own
        ]
    return [choice for choice in choices if scored.minimum + choice[0] > floor]


def _part_options(
    criterion: Criterion, part: AnyPart, scored: PartScore, ruleset: Ruleset
) -> list[Choice]:
    nothing: Choice = (Fraction(0), Cost(), ())
    if scored.ruling is not None:
        # A person decided on these very figures; other figures would need another decision.
        return [nothing]
    if isinstance(part, ItemSum):
        return [nothing, *_item_options(criterion, scored)]
    if scored.outcome is not Outcome.SCORED:
        return [nothing]
    found = []
    for band in _better(part, scored, ruleset):
        step = Step(criterion.number, part.code, band.gain, band)
        found.append((step.gain, step.cost, (step,)))
    return [nothing, *found]


def _item_options(criterion: Criterion, scored: PartScore) -> list[Choice]:
    """Return the best way to answer one, two, three … more items có: the dearest first."""
    missing = sorted(
        (item for item in scored.items if not item.answer and item.points),
        key=lambda item: (-(item.points or 0), item.code),
    )
    steps = tuple(
        Step(criterion.number, scored.code, i.points or Fraction(0), None, i.code, i.question)
        for i in missing
    )
    return [
        (sum((s.gain for s in steps[:count]), Fraction(0)), Cost(items=count), steps[:count])
        for count in range(1, len(steps) + 1)
    ]


def _better(
    part: BandScale | AgainstPrevious, scored: PartScore, ruleset: Ruleset
) -> tuple[NextBand, ...]:
    figure = ruleset.figures[figures_of(part)[0]]
    top = scored.numerator
    # A part scored by its rule for a zero denominator has no band to climb from.
    if top is None or scored.band is None:
        return ()
    if isinstance(part, BandScale):
        bottom = 1 if isinstance(part.indicator, Count) else scored.denominator
        band = next(band for band in part.bands if band.label == scored.band)
        return () if bottom is None else better_bands(part, band, top, bottom, figure)
    before = [read.value for read in scored.figures if read.is_previous]
    earlier_cases, earlier_children = before if len(before) == 2 else (None, None)  # noqa: PLR2004
    if not earlier_children or earlier_cases is None or scored.denominator is None:
        return ()
    now, then = (top, scored.denominator), (earlier_cases, earlier_children)
    return better_trends(part, Trend(scored.band), now, then, figure)


def _frontier(routes: list[Route]) -> tuple[Route, ...]:
    """Keep the routes that nothing beats, from the fewest items to the most."""
    kept: list[Route] = []
    for route in sorted(routes, key=lambda r: (r.cost.items, r.cost.rank, len(r.steps))):
        if not kept or route.cost.rank < kept[-1].cost.rank:
            kept.append(route)
    return tuple(kept)
