"""A self-assessment and its appraisal together: both scored, or every reason why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.appraisal.findings import Appraisal
from scoring.base.problems import Place, Problem, ProblemsFound, shown
from scoring.engine.assessment import Assessment
from scoring.engine.ruling import RulingsRefused
from scoring.engine.score_sheet import ScoreSheet
from scoring.engine.scorer import score
from scoring.formats.json_shapes import PlaceOf
from scoring.rules.ruleset import Ruleset
from scoring.rules.subsets import exceeding


@dataclass(frozen=True, slots=True)
class ClaimedAndVerified:
    """What the commune reported and what the verifier found, each with its score.

    ``claimed`` is the reported assessment's sheet, ``verified`` that of the verifier's
    figures and rulings. Both rest on the same ruleset.
    """

    ruleset: Ruleset
    appraisal: Appraisal
    assessment: Assessment
    verified_assessment: Assessment
    claimed: ScoreSheet
    verified: ScoreSheet


def appraise(
    ruleset: Ruleset,
    assessment: Assessment,
    appraisal: Appraisal,
    place: Place | PlaceOf,
    claimed: ScoreSheet | None = None,
) -> ClaimedAndVerified:
    """Score *assessment* as reported and as *appraisal* has it.

    *claimed* is the sheet as reported, where the caller has it already. *place* tells where
    the appraisal stands, as for ``appraisal_of``. Raises ``ProblemsFound`` with every fault:
    another commune, year, ruleset or version; a count above its whole; a ruling where the
    figures decide, or outside the range that is left open.
    """
    place_of = place if callable(place) else lambda _: place
    verified = appraisal.verified(assessment)
    # Whose figures exceed what is no question between the papers of two communes.
    problems = [*_identity(ruleset, assessment, appraisal, place_of)] or [
        *_exceeding(ruleset, verified, appraisal, place_of)
    ]
    if problems:
        # Whether a ruling fits is not known while the figures do not.
        raise ProblemsFound(problems)
    claimed = claimed or score(ruleset, assessment)
    try:
        # What was found as it was reported has the same sheet: most appraisals are such.
        is_same = verified == assessment and not appraisal.rulings
        sheet = claimed if is_same else score(ruleset, verified, appraisal.rulings)
    except RulingsRefused as refused:
        raise ProblemsFound(
            Problem(place_of(("rulings", r.position, r.field)), r.code, r.message, r.hint)
            for r in refused.refusals
        ) from None
    return ClaimedAndVerified(ruleset, appraisal, assessment, verified, claimed, sheet)


def _identity(
    ruleset: Ruleset, assessment: Assessment, appraisal: Appraisal, place_of: PlaceOf
) -> Iterator[Problem]:
    commune = assessment.commune
    if appraisal.commune != commune.code:
        message = (
            f"bản thẩm định của mã {shown(appraisal.commune)}, biểu của {commune.name} "
            f"({commune.code})"
        )
        yield Problem(place_of(("commune",)), "khac-xa", message, "chọn đúng hai tệp của một xã")
    if appraisal.year != assessment.year:
        message = f"bản thẩm định năm {appraisal.year}, biểu năm {assessment.year}"
        yield Problem(place_of(("year",)), "khac-nam", message)
    if appraisal.ruleset != ruleset.id:
        message = f"bản thẩm định theo {shown(appraisal.ruleset)}, nay chấm theo {ruleset.id}"
        yield Problem(place_of(("ruleset",)), "khac-bo-tieu-chi", message)
    given = appraisal.assessment_sha256
    # Of another commune or year the figures are others too: that is the cause, and told alone.
    is_same = (appraisal.commune, appraisal.year) == (commune.code, assessment.year)
    if is_same and given is not None and given != assessment.sha256:
        message = "số liệu tự chấm đã đổi sau khi lập bản thẩm định"
        hint = "lập bản thẩm định mới từ biểu nay, rồi chép các số đã xác minh sang"
        yield Problem(place_of(("assessment_sha256",)), "khac-ban", message, hint)


def _exceeding(
    ruleset: Ruleset, verified: Assessment, appraisal: Appraisal, place_of: PlaceOf
) -> Iterator[Problem]:
    periods = (
        ("figures", verified.figures, appraisal.figures),
        ("previous", verified.previous, appraisal.previous),
    )
    for name, counts, own in periods:
        for code, whole, message in exceeding(ruleset, counts, is_previous=name == "previous"):
            # Where only the whole was lowered, that is the cell to look at.
            at = (name, code if code in own else whole)
            hint = "sửa một trong hai số đã xác minh"
            yield Problem(place_of(at), "vuot-qua", message, hint)
