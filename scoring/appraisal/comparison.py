"""Self-assessed beside verified points: how far apart, and what that does to the verdict.

A difference is verified minus self-assessed. Where something is open it is an interval;
a part that stayed as it was reported differs by nothing, open or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from scoring.appraisal.appraised import ClaimedAndVerified
from scoring.appraisal.findings import PartFinding
from scoring.base.communes import Commune
from scoring.engine.score_sheet import CriterionScore, Finding, PartScore, Ruling
from scoring.engine.what_if import NOTHING, PointSpan, WhatIf, span_of
from scoring.rules.kinds.part import Part


class Direction(Enum):
    """Which of the two is higher. ``OPEN`` where the intervals do not say."""

    EQUAL = "như nhau"
    CLAIMED_HIGHER = "tự chấm cao hơn"
    CLAIMED_LOWER = "tự chấm thấp hơn"
    OPEN = "chưa so được"


@dataclass(frozen=True, slots=True)
class Effect:
    """What this difference alone does to the verdict, computed both ways.

    ``only_verified`` is the verdict with everything as self-assessed but this as verified;
    ``only_claimed`` the verdict with everything as verified but this as self-assessed.
    """

    claimed: Finding
    verified: Finding
    only_verified: Finding
    only_claimed: Finding

    @property
    def is_enough(self) -> bool:
        """Whether this difference alone changes the self-assessed verdict."""
        return self.only_verified is not self.claimed

    @property
    def is_needed(self) -> bool:
        """Whether the verified verdict would be another one without this difference."""
        return self.only_claimed is not self.verified

    @property
    def is_none(self) -> bool:
        """Whether the verdict does not depend on this difference."""
        return not self.is_enough and not self.is_needed


@dataclass(frozen=True, slots=True)
class AppraisalChange:
    """A figure or answer that the verifier set otherwise; ``None`` is a blank."""

    code: str
    name: str
    unit: str
    is_previous: bool
    claimed: int | bool | None
    verified: int | bool | None


@dataclass(frozen=True, slots=True)
class PartComparison:
    """One part, as self-assessed and as verified."""

    criterion: int
    code: str
    name: str | None
    claimed: PartScore
    verified: PartScore
    difference: PointSpan
    effect: Effect
    changes: tuple[AppraisalChange, ...]
    finding: PartFinding

    @property
    def ruling(self) -> Ruling | None:
        """The verifier's decision on this part, where there is one."""
        return self.verified.ruling

    @property
    def direction(self) -> Direction:
        """Which of the two is higher."""
        return direction_of(self.difference)


@dataclass(frozen=True, slots=True)
class CriterionComparison:
    """A criterion and its parts; ``effect`` is that of all its parts together."""

    claimed: CriterionScore
    verified: CriterionScore
    difference: PointSpan
    effect: Effect
    parts: tuple[PartComparison, ...]

    @property
    def direction(self) -> Direction:
        """Which of the two is higher."""
        return direction_of(self.difference)


@dataclass(frozen=True, slots=True)
class AppraisalComparison:
    """The whole table of one commune and year."""

    appraised: ClaimedAndVerified
    criteria: tuple[CriterionComparison, ...]
    difference: PointSpan
    """The sum of the criteria's differences."""

    @property
    def commune(self) -> Commune:
        """The commune that was assessed."""
        return self.appraised.assessment.commune

    @property
    def parts(self) -> Iterator[PartComparison]:
        """Every part, in the ruleset's order."""
        return (part for criterion in self.criteria for part in criterion.parts)

    @property
    def is_verdict_changed(self) -> bool:
        """Whether the verified verdict is another one than the self-assessed."""
        return self.appraised.claimed.verdict is not self.appraised.verified.verdict

    @property
    def unexplained(self) -> tuple[str, ...]:
        """Codes of parts that differ, or were ruled on, without a word of why."""
        return unexplained_parts(self.appraised)


def direction_of(difference: PointSpan) -> Direction:
    """Return which side a difference (verified minus self-assessed) puts higher."""
    if difference == NOTHING:
        return Direction.EQUAL
    if difference.maximum < 0:
        return Direction.CLAIMED_HIGHER
    return Direction.CLAIMED_LOWER if difference.minimum > 0 else Direction.OPEN


def compare(appraised: ClaimedAndVerified) -> AppraisalComparison:
    """Lay the two sheets of *appraised* side by side."""
    claimed_if, verified_if = WhatIf(appraised.claimed), WhatIf(appraised.verified)

    def effect(claimed: tuple[PartScore, ...], verified: tuple[PartScore, ...]) -> Effect:
        return Effect(
            appraised.claimed.verdict,
            appraised.verified.verdict,
            claimed_if.verdict({part.code: span_of(part) for part in verified}),
            verified_if.verdict({part.code: span_of(part) for part in claimed}),
        )

    rules = {part.code: part for _, part in appraised.ruleset.parts}
    criteria = []
    for claimed, verified in zip(
        appraised.claimed.criteria, appraised.verified.criteria, strict=True
    ):
        parts = tuple(
            PartComparison(
                criterion=claimed.number,
                code=ours.code,
                name=ours.name,
                claimed=ours,
                verified=theirs,
                difference=_difference(ours, theirs),
                effect=effect((ours,), (theirs,)),
                changes=tuple(_changes(rules[ours.code], appraised)),
                finding=appraised.appraisal.parts.get(ours.code, PartFinding()),
            )
            for ours, theirs in zip(claimed.parts, verified.parts, strict=True)
        )
        whole = sum((part.difference for part in parts), NOTHING)
        together = effect(claimed.parts, verified.parts)
        criteria.append(CriterionComparison(claimed, verified, whole, together, parts))
    total = sum((criterion.difference for criterion in criteria), NOTHING)
    return AppraisalComparison(appraised, tuple(criteria), total)


def unexplained_parts(appraised: ClaimedAndVerified) -> tuple[str, ...]:
    """Return the codes of parts that differ without a ruling and without a word of why."""
    rules = {part.code: part for _, part in appraised.ruleset.parts}
    pairs = zip(appraised.claimed.parts, appraised.verified.parts, strict=True)
    return tuple(
        theirs.code
        for ours, theirs in pairs
        if theirs.ruling is None
        and not _is_explained(appraised.appraisal.parts.get(theirs.code))
        and (_difference(ours, theirs) != NOTHING or any(_changes(rules[ours.code], appraised)))
    )


def _is_explained(finding: PartFinding | None) -> bool:
    return finding is not None and (finding.reason is not None or finding.text is not None)


def _difference(claimed: PartScore, verified: PartScore) -> PointSpan:
    # Whatever an untouched open part comes to, it comes to on both sides.
    return NOTHING if claimed == verified else span_of(verified).minus(span_of(claimed))


def _changes(part: Part, appraised: ClaimedAndVerified) -> Iterator[AppraisalChange]:
    """Yield what the verifier set otherwise among the figures and items of *part*."""
    ours, theirs = appraised.assessment, appraised.verified_assessment
    figures = appraised.ruleset.figures
    periods = (
        (False, part.figures, ours.figures, theirs.figures),
        (True, part.previous_figures, ours.previous, theirs.previous),
    )
    for is_previous, codes, before, after in periods:
        for code in dict.fromkeys(codes):
            was, now = before.get(code), after.get(code)
            if was != now:
                figure = figures[code]
                yield AppraisalChange(code, figure.name, figure.unit, is_previous, was, now)
    for item in part.items:
        was, now = ours.answers.get(item.code), theirs.answers.get(item.code)
        if was is not now:
            yield AppraisalChange(
                item.code, item.question, "", is_previous=False, claimed=was, verified=now
            )
