"""The frozen result: what one commune's figures came to, and on which numbers that rests.

Everything a document may print stands here. Points are exact fractions of one point;
``points`` is ``None`` exactly when some part below was not scored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from scoring.base.communes import Area, Commune
from scoring.base.levels import Level


class Outcome(Enum):
    """What came of a part. Only ``SCORED`` has points."""

    SCORED = "đã chấm"
    MISSING = "thiếu số liệu"
    NEEDS_APPRAISAL = "chờ thẩm định"
    UNKNOWN_RULE = "chưa rõ quy định"


class Finding(Enum):
    """Whether a condition, or the standard as a whole, is met."""

    MET = "đạt"
    NOT_MET = "không đạt"
    CANNOT_SAY = "chưa kết luận được"


@dataclass(frozen=True, slots=True)
class FigureRead:
    """A count that a part read; ``value`` is ``None`` for a blank."""

    code: str
    name: str
    unit: str
    value: int | None
    is_previous: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceNeeded:
    """A document the dossier must hold, what prescribes it, and how sure that is."""

    document: str
    citation: str | None
    level: Level

    def __hash__(self) -> int:
        """Return the hash of the name alone: lists of evidence are looked up by it all the time."""
        return hash(self.document)


@dataclass(frozen=True, slots=True)
class ItemScore:
    """A yes/no item: ``answer`` is ``None`` for a blank, ``points`` ``None`` when not known."""

    code: str
    question: str
    answer: bool | None
    points: Fraction | None
    level: Level
    evidence: tuple[EvidenceNeeded, ...]

    @property
    def earned(self) -> Fraction:
        """The points this answer brings: none for không, for a blank, for an unknown rule."""
        return self.points if self.answer and self.points is not None else Fraction(0)


@dataclass(frozen=True, slots=True)
class NextBand:
    """How far the next better band is: so many more (or fewer) of one figure.

    Denominators stay as they are: leaving children out of the count is no route.
    """

    label: str
    points: Fraction
    gain: Fraction
    count: int
    unit: str
    figure: str
    is_more: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's decision on one part: its points, why, on what basis, and who decided.

    Only a part that awaits appraisal or whose rule is not known may be ruled on, with points
    between the least and the most it could still get (``scoring.engine.ruling``).
    """

    part: str
    points: Fraction
    reason: str
    citation: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class PartScore:
    """The outcome of one part, with the figures it was made of.

    ``minimum`` and ``maximum`` bound what could still come out; both equal ``points`` when
    scored. ``value`` is exact, ``value_text`` its decimal text on its own side of every band
    edge. ``level`` is the weakest level of the numbers used. Where a person ruled, ``ruling``
    says who and why, ``ruled_outcome`` what the figures alone had come to.
    """

    code: str
    name: str | None
    kind: str
    outcome: Outcome
    points: Fraction | None
    minimum: Fraction
    maximum: Fraction
    max_points: Fraction
    level: Level
    citation: str
    figures: tuple[FigureRead, ...] = ()
    items: tuple[ItemScore, ...] = ()
    numerator: int | None = None
    denominator: int | None = None
    value: Fraction | None = None
    value_text: str | None = None
    previous_text: str | None = None
    unit: str | None = None
    band: str | None = None
    zero_citation: str | None = None
    next_band: NextBand | None = None
    evidence: tuple[EvidenceNeeded, ...] = ()
    template: str | None = None
    ruling: Ruling | None = None
    ruled_outcome: Outcome | None = None

    @property
    def stake(self) -> Fraction:
        """The points that are still open."""
        return self.maximum - self.minimum

    @property
    def blanks(self) -> tuple[str, ...]:
        """Names of the figures and items without a value that keep this part from a score."""
        if self.outcome is not Outcome.MISSING:
            return ()
        # Whether there are cases this period decides if the previous figures are needed.
        before = " (kỳ trước)" if self.numerator else " (kỳ trước, nếu kỳ này có phát sinh)"
        figures = [
            f"{figure.name}{before}" if figure.is_previous else figure.name
            for figure in self.figures
            if figure.value is None
        ]
        items = [
            f"{item.code} {item.question.rstrip('?')}" for item in self.items if item.answer is None
        ]
        return (*figures, *items)


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """A criterion: the sum of its parts."""

    number: int
    slug: str
    name: str
    citation: str
    points: Fraction | None
    minimum: Fraction
    maximum: Fraction
    max_points: Fraction
    finding: Finding
    """Whether the criterion stays above the disqualifying points."""
    level: Level
    """The weakest level of the numbers used, the maximum's included."""
    parts: tuple[PartScore, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of all criteria, as an interval where something is open."""

    points: Fraction | None
    minimum: Fraction
    maximum: Fraction
    max_points: Fraction


@dataclass(frozen=True, slots=True)
class ThresholdGroup:
    """The commune's group and the total it must reach."""

    group: str
    points: Fraction
    level: Level


@dataclass(frozen=True, slots=True)
class OtherGroup:
    """A group that the commune falls in if it lies in one of *areas*, which were left blank."""

    areas: tuple[Area, ...]
    group: str
    points: Fraction
    verdict: Finding


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the three conditions. ``numbers`` are the criteria that decide the finding.

    For NOT_MET they are the criteria that can no longer be met, for CANNOT_SAY those that
    are still open; the threshold condition has none.
    """

    code: str
    finding: Finding
    numbers: tuple[int, ...]
    level: Level


@dataclass(frozen=True, slots=True)
class Deciding:
    """An open part that can still change the verdict, with the points at stake."""

    criterion: int
    part: str
    name: str
    outcome: Outcome
    blanks: tuple[str, ...]
    stake: Fraction


@dataclass(frozen=True, slots=True)
class RulesetUsed:
    """Which rules were applied, and the weakest level among the numbers used."""

    id: str
    number: str
    title: str
    sha256: str
    still_in_force_on: str
    level: Level
    disqualifying_points: Fraction
    citation: str
    authority: str
    authority_level: Level | None
    """``None`` where the authority is not known."""
    issuer: str
    issued_on: str


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """One commune's year, scored."""

    ruleset: RulesetUsed
    input_sha256: str
    commune: Commune
    year: int
    threshold: ThresholdGroup
    total: Total
    conditions: tuple[Condition, ...]
    verdict: Finding
    deciding: tuple[Deciding, ...]
    criteria: tuple[CriterionScore, ...]
    other_groups: tuple[OtherGroup, ...] = ()
    """What comes out in other groups, where an area was left blank that leads there."""

    def criterion(self, number: int) -> CriterionScore:
        """Return a criterion by its number; raises ``KeyError``."""
        for criterion in self.criteria:
            if criterion.number == number:
                return criterion
        raise KeyError(number)

    @property
    def parts(self) -> Iterator[PartScore]:
        """Every part, in the ruleset's order."""
        return (part for criterion in self.criteria for part in criterion.parts)

    def part(self, code: str) -> PartScore:
        """Return a part by its code; raises ``KeyError``."""
        for part in self.parts:
            if part.code == code:
                return part
        raise KeyError(code)
