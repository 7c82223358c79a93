"""What a criterion could still gain: better bands and items, each with what it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


Counts = Mapping[str, int]
"""What is reported this period, by the figure's code."""


def counts_of(parts: Iterable[PartScore]) -> Counts:
    """Return every count that *parts* read of this period."""
    return {
        read.code: read.value
        for part in parts
        for read in part.figures
        if not read.is_previous and read.value is not None
    }


def options_of(  # noqa: PLR0913, PLR0917 -- a criterion, how it stands, and the rules
    criterion: Criterion,
    minimum: Fraction,
    parts: Sequence[PartScore | None],
    ruleset: Ruleset,
    floor: Fraction,
    avoided: Avoided = frozenset(),
    counts: Counts | None = None,
) -> list[Choice]:
    """Return what the criterion could gain; without the choices that leave it at the floor.

    *counts* are those of all parts: no step leads to a count that exceeds its whole
    (``không vượt quá``), or to a whole smaller than a count it holds.
    """
    choices: list[Choice] = [(Fraction(0), Cost(), ())]
    for part, part_score in zip(criterion.parts, parts, strict=True):
        if part_score is None:
            continue
        own = _part_options(criterion, part, part_score, ruleset, avoided, counts or {})
        if len(own) == 1:
            continue
        choices = [
            (gain + more, cost + price, steps + added)
            for gain, cost, steps in choices
            for more, price, added in own
        ]
    return [choice for choice in choices if minimum + choice[0] > floor]


def _part_options(  # noqa: PLR0913, PLR0917 -- as above
    criterion: Criterion,
    part: Part,
    scored: PartScore,
    ruleset: Ruleset,
    avoided: Avoided,
    counts: Counts,
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
        if not is_possible(part.figures[0], band, ruleset, counts):
            continue
        step = RouteStep(criterion.number, part.code, band.gain, band)
        found.append((step.gain, step.cost, (step,)))
    return [nothing, *found]


def is_possible(code: str, band: NextBand, ruleset: Ruleset, counts: Counts) -> bool:
    """Whether the counts hold together once the figure *code* is as *band* asks."""
    if code not in counts:
        return True
    now = counts[code]
    if band.is_more:
        wholes = (counts[whole] for whole in ruleset.wholes.get(code, ()) if whole in counts)
        # A count that exceeds its whole already does so in every band.
        return all(now + band.count <= whole or now > whole for whole in wholes)
    held = (
        counts[part] for part, wholes in ruleset.wholes.items() if code in wholes and part in counts
    )
    return all(now - band.count >= part or now < part for part in held)


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
