"""The reference scorer: exact, pure, one commune at a time.

No file, clock, locale, random number or data frame is touched here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from scoring.base.communes import Commune
from scoring.base.levels import Level, weakest
from scoring.engine.assessment import Assessment
from scoring.engine.part_scorer import score_part
from scoring.engine.ruling import RulingsRefused, refusals, ruled
from scoring.engine.score_sheet import (
    Condition,
    CriterionScore,
    OtherGroup,
    PartScore,
    RulesetUsed,
    Ruling,
    ScoreSheet,
    ThresholdGroup,
    Total,
)
from scoring.engine.verdict import (
    THRESHOLD,
    conditions_of,
    deciding_parts,
    finding_above,
    other_groups,
    verdict_of,
)
from scoring.formats.fields import UNKNOWN
from scoring.rules.ruleset import Criterion, Recognition, Ruleset
from scoring.rules.threshold_groups import threshold_group

_ZERO = Fraction(0)


def score(ruleset: Ruleset, assessment: Assessment, rulings: Sequence[Ruling] = ()) -> ScoreSheet:
    """Score every part of *assessment* under *ruleset*.

    Counts are persons, cases or survey sheets; points are exact fractions of one point.
    A part without its figures comes back as ``Outcome.MISSING`` with no points. Raises
    ``ValueError`` when the commune falls in no threshold group of the ruleset. Source of
    each rule: the part's own ``citation``.

    *rulings* are a verifier's decisions on parts that the law leaves open; the ruled part is
    scored with their points. Raises ``RulingsRefused`` with every one that does not fit.
    """
    found = threshold_group(ruleset.recognition, assessment.commune)
    if found is None:
        message = f"no threshold group for {assessment.commune}"
        raise ValueError(message)
    recognition = ruleset.recognition
    threshold = ThresholdGroup(found.group, found.points, recognition.level_of(found))
    parts = {
        part.code: score_part(part, criterion.citation, ruleset.figures, assessment)
        for criterion, part in ruleset.parts
    }
    if rulings:
        _rule(parts, rulings)
    criteria = tuple(_criterion(c, ruleset, parts) for c in ruleset.criteria)
    points, minimum, maximum = _sums(criteria)
    total = Total(points, minimum, maximum, recognition.total_points)
    conditions = conditions_of(recognition, criteria, total, threshold)
    verdict = verdict_of(conditions)
    used = weakest(
        [
            recognition.total_level,
            *(condition.level for condition in conditions),
            *(part.level for criterion in criteria for part in criterion.parts),
        ]
    )
    return ScoreSheet(
        ruleset=_used(ruleset, assessment.year, used),
        input_sha256=assessment.sha256,
        commune=assessment.commune,
        year=assessment.year,
        threshold=threshold,
        total=total,
        conditions=conditions,
        verdict=verdict,
        deciding=deciding_parts(criteria, conditions, verdict),
        criteria=criteria,
        other_groups=_other_groups(recognition, assessment.commune, conditions, total),
    )


def _other_groups(
    recognition: Recognition, commune: Commune, conditions: Sequence[Condition], total: Total
) -> tuple[OtherGroup, ...]:
    if not commune.blank_areas:
        return ()
    criteria = verdict_of(one for one in conditions if one.code != THRESHOLD)
    return other_groups(recognition, commune, criteria, total.minimum, total.maximum)


def _used(ruleset: Ruleset, year: int, level: Level) -> RulesetUsed:
    document, recognition = ruleset.document, ruleset.recognition
    authority = recognition.authority_on(date(year, 12, 31))
    verified = recognition.verification_of(authority) if authority else None
    return RulesetUsed(
        id=ruleset.id,
        number=document.number,
        title=document.title,
        sha256=ruleset.sha256,
        still_in_force_on=document.still_in_force_on.isoformat(),
        level=level,
        disqualifying_points=recognition.disqualifying_points,
        citation=recognition.citation,
        authority=authority.name if authority else UNKNOWN,
        authority_level=verified.as_level if verified else None,
        issuer=document.issuer,
        issued_on=document.issued_on.isoformat(),
    )


def _rule(parts: dict[str, PartScore], rulings: Sequence[Ruling]) -> None:
    refused = tuple(refusals(parts, rulings))
    if refused:
        raise RulingsRefused(refused)
    for ruling in rulings:
        parts[ruling.part] = ruled(parts[ruling.part], ruling)


def _criterion(
    criterion: Criterion, ruleset: Ruleset, scored: Mapping[str, PartScore]
) -> CriterionScore:
    parts = tuple(scored[part.code] for part in criterion.parts)
    points, minimum, maximum = _sums(parts)
    # Without a level of its own the maximum is the sum of the parts' best points.
    own = [criterion.verified] if criterion.verified else [p.verified for p in criterion.parts]
    return CriterionScore(
        number=criterion.number,
        slug=criterion.slug,
        name=criterion.name,
        citation=criterion.citation,
        points=points,
        minimum=minimum,
        maximum=maximum,
        max_points=criterion.max_points,
        finding=finding_above(ruleset.recognition.disqualifying_points, minimum, maximum),
        level=weakest([*(v.as_level for v in own), *(part.level for part in parts)]),
        parts=parts,
    )


def _sums(
    some: Sequence[PartScore] | Sequence[CriterionScore],
) -> tuple[Fraction | None, Fraction, Fraction]:
    """Return the points, ``None`` where some are open, the least and the most they may be."""
    known = [one.points for one in some if one.points is not None]
    if len(known) == len(some):
        # What is scored is its own least and most.
        points = known[0] if len(known) == 1 else sum(known, _ZERO)
        return points, points, points
    return (
        None,
        sum((one.minimum for one in some), _ZERO),
        sum((one.maximum for one in some), _ZERO),
    )
