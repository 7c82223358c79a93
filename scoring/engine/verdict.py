"""The three conditions, the verdict, and which open parts can still change it.

Source: the decision's conditions for recognition (``công nhận`` in the ruleset).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from scoring.base.communes import Commune
from scoring.base.levels import weakest
from scoring.engine.score_sheet import (
    Condition,
    CriterionScore,
    Deciding,
    Finding,
    OtherGroup,
    ThresholdGroup,
    Total,
)
from scoring.rules.ruleset import Recognition
from scoring.rules.threshold_groups import groups_if_inside

ALL_CRITERIA = "all_criteria"
NO_ZERO = "no_zero"
THRESHOLD = "threshold"


def conditions_of(
    recognition: Recognition,
    criteria: Sequence[CriterionScore],
    total: Total,
    threshold: ThresholdGroup,
) -> tuple[Condition, ...]:
    """Return the findings in the decision's order: all criteria, no zero, threshold."""
    lost = tuple(c.number for c in criteria if c.finding is Finding.NOT_MET)
    open_ = tuple(c.number for c in criteria if c.finding is Finding.CANNOT_SAY)
    finding = Finding.NOT_MET if lost else Finding.CANNOT_SAY if open_ else Finding.MET
    points_level = weakest(part.level for c in criteria for part in c.parts)
    reached = finding_reached(threshold.points, total.minimum, total.maximum)
    return (
        Condition(
            ALL_CRITERIA,
            finding,
            lost or open_,
            weakest([recognition.all_criteria_level, points_level]),
        ),
        Condition(
            NO_ZERO, finding, lost or open_, weakest([recognition.no_zero_level, points_level])
        ),
        Condition(THRESHOLD, reached, (), weakest([threshold.level, points_level])),
    )


def finding_above(floor: Fraction, minimum: Fraction, maximum: Fraction) -> Finding:
    """Return whether a criterion between *minimum* and *maximum* stays above *floor*."""
    if minimum > floor:
        return Finding.MET
    return Finding.NOT_MET if maximum <= floor else Finding.CANNOT_SAY


def finding_reached(threshold: Fraction, minimum: Fraction, maximum: Fraction) -> Finding:
    """Return whether a total between *minimum* and *maximum* reaches *threshold*."""
    if minimum >= threshold:
        return Finding.MET
    return Finding.NOT_MET if maximum < threshold else Finding.CANNOT_SAY


def verdict_of(conditions: Iterable[Condition]) -> Finding:
    """NOT_MET when any condition is, MET when all are, else CANNOT_SAY."""
    return verdict_of_findings(condition.finding for condition in conditions)


def verdict_of_findings(found: Iterable[Finding]) -> Finding:
    """NOT_MET when any finding is, MET when all are, else CANNOT_SAY."""
    findings = set(found)
    if Finding.NOT_MET in findings:
        return Finding.NOT_MET
    return Finding.MET if findings == {Finding.MET} else Finding.CANNOT_SAY


def other_groups(
    recognition: Recognition,
    commune: Commune,
    criteria: Finding,
    minimum: Fraction,
    maximum: Fraction,
) -> tuple[OtherGroup, ...]:
    """Return what comes out in the groups that areas left blank may lead to.

    *criteria* is the finding on all criteria; the total lies from *minimum* to *maximum*.
    """
    return tuple(
        OtherGroup(
            areas,
            group.group,
            group.points,
            verdict_of_findings([criteria, finding_reached(group.points, minimum, maximum)]),
        )
        for group, areas in groups_if_inside(recognition, commune).items()
    )


def deciding_parts(
    criteria: Sequence[CriterionScore], conditions: Sequence[Condition], verdict: Finding
) -> tuple[Deciding, ...]:
    """Return the open parts that can still change the verdict, the highest stake first.

    Nothing decides once the verdict stands. While the threshold is open every open point
    counts; otherwise only parts of criteria that may still end at the disqualifying points.
    """
    if verdict is not Finding.CANNOT_SAY:
        return ()
    is_total_open = any(c.code == THRESHOLD and c.finding is Finding.CANNOT_SAY for c in conditions)
    open_numbers = {
        number for c in conditions if c.finding is Finding.CANNOT_SAY for number in c.numbers
    }
    deciding = [
        Deciding(
            criterion.number,
            part.code,
            part.name or criterion.name,
            part.outcome,
            part.blanks,
            part.stake,
        )
        for criterion in criteria
        for part in criterion.parts
        if part.stake > 0 and (is_total_open or criterion.number in open_numbers)
    ]
    # sorted is stable: equal stakes stay in the ruleset's order.
    return tuple(sorted(deciding, key=lambda part: -part.stake))
