"""What a criterion could still gain: better bands and items, each with what it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.engine.next_bands import better_rows
from scoring.engine.score_sheet import NextBand, Outcome, PartScore
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Criterion, Ruleset


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
class RouteStep:
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


Avoided = frozenset[tuple[str, str]]
"""Steps that cannot be taken: code of the part, and of the item where it is one."""


Choice = tuple[Fraction, Cost, tuple[RouteStep, ...]]


def options_of(  # noqa: PLR0913, PLR0917 -- a criterion, how it stands, and the rules
    criterion: Criterion,
    minimum: Fraction,
    parts: Sequence[PartScore | None],
    ruleset: Ruleset,
    floor: Fraction,
    avoided: Avoided = frozenset(),
) -> list[Choice]:
    """Return what the criterion could gain; without the choices that leave it at the floor."""
    choices: list[Choice] = [(Fraction(0), Cost(), ())]
    for part, part_score in zip(criterion.parts, parts, strict=True):
        if part_score is None:
            continue
        own = _part_options(criterion, part, part_score, ruleset, avoided)
        if len(own) == 1:
            continue
        choices = [
            (gain + more, cost + price, steps + added)
            for gain, cost, steps in choices
            for more, price, added in own
        ]
    return [choice for choice in choices if minimum + choice[0] > floor]


def _part_options(
    criterion: Criterion, part: Part, scored: PartScore, ruleset: Ruleset, avoided: Avoided
) -> list[Choice]:
    nothing: Choice = (Fraction(0), Cost(), ())
    if scored.ruling is not None:
        # A person decided on these very figures; other figures would need another decision.
        return [nothing]
    if part.items:
        return [nothing, *_item_options(criterion, scored, avoided)]
    if scored.outcome is not Outcome.SCORED or (part.code, "") in avoided:
        return [nothing]
    found = []
    for band in _better(part, scored, ruleset):
        step = RouteStep(criterion.number, part.code, band.gain, band)
        found.append((step.gain, step.cost, (step,)))
    return [nothing, *found]


def _item_options(criterion: Criterion, scored: PartScore, avoided: Avoided) -> list[Choice]:
    """Return the best way to answer one, two, three … more items có: the dearest first."""
    missing = sorted(
        (
            item
            for item in scored.items
            if not item.answer and item.points and (scored.code, item.code) not in avoided
        ),
        key=lambda item: (-(item.points or 0), item.code),
    )
    steps = tuple(
        RouteStep(criterion.number, scored.code, i.points or Fraction(0), None, i.code, i.question)
        for i in missing
    )
    return [
        (sum((s.gain for s in steps[:count]), Fraction(0)), Cost(items=count), steps[:count])
        for count in range(1, len(steps) + 1)
    ]


def _better(part: Part, scored: PartScore, ruleset: Ruleset) -> tuple[NextBand, ...]:
    # A part scored by its rule for a zero denominator has no band to climb from.
    if scored.points is None or scored.band is None:
        return ()
    now, before = (
        {
            read.code: read.value
            for read in scored.figures
            if read.is_previous is is_previous and read.value is not None
        }
        for is_previous in (False, True)
    )
    return better_rows(part, scored.points, now, before, ruleset.figures[part.figures[0]])
