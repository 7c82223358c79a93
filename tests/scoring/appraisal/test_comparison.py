"""Self-assessed beside verified, and the ledger: sums, effects on the verdict, directions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scoring.appraisal.appraised import ClaimedAndVerified
from scoring.appraisal.comparison import AppraisalChange, AppraisalComparison, Direction, compare
from scoring.appraisal.findings import Appraisal, Ruling
from scoring.appraisal.ledger import ledgers
from scoring.engine.assessment import Assessment
from scoring.engine.ruling import RULED
from scoring.engine.score_sheet import Finding, PartScore, ScoreSheet
from scoring.engine.scorer import score
from scoring.engine.verdict import conditions_of, finding_above, verdict_of
from scoring.engine.what_if import NOTHING, PointSpan, WhatIf, exactly, span_of
from scoring.rules.ruleset import Ruleset
from tests.support.appraisal_samples import AGREED, DISAGREED, appraised
from tests.support.sample_sheets import ASSESSMENTS
from tests.support.strategies import assessments, small_rulesets


def by_part(comparison: AppraisalComparison) -> dict[str, Any]:
    return {part.code: part for part in comparison.parts}


def test_agreement_differs_by_nothing_and_changes_no_verdict(decision_06: Ruleset) -> None:
    found = compare(appraised(decision_06, AGREED))

    assert NOTHING == found.difference
    assert all(part.direction is Direction.EQUAL for part in found.parts)
    assert all(part.effect.is_none for part in found.parts)
    assert () == found.unexplained


def test_an_open_part_that_nobody_touched_differs_by_nothing(decision_06: Ruleset) -> None:
    found = compare(
        appraised(decision_06, replace(AGREED, commune="99002"), "phuong-thieu-so-lieu")
    )

    assert Finding.CANNOT_SAY is found.appraised.verified.verdict
    assert NOTHING == found.difference


def test_each_difference_is_verified_minus_self_assessed(decision_06: Ruleset) -> None:
    parts = by_part(compare(appraised(decision_06, DISAGREED)))

    assert exactly(Fraction(-30)) == parts["2"].difference
    assert exactly(Fraction(-50)) == parts["9"].difference
    assert exactly(Fraction(35)) == parts["11"].difference
    assert exactly(Fraction(-15)) == parts["7"].difference
    assert PointSpan(Fraction(-50), Fraction(0)) == parts["6.1"].difference
    assert Direction.OPEN is parts["6.1"].direction
    assert Direction.CLAIMED_HIGHER is parts["2"].direction
    assert Direction.CLAIMED_LOWER is parts["11"].direction


def test_what_the_verifier_set_otherwise_stands_at_its_part(decision_06: Ruleset) -> None:
    parts = by_part(compare(appraised(decision_06, DISAGREED)))
    figure = decision_06.figures["tre_hoan_canh_dac_biet_duoc_tro_giup"]
    code = "tre_hoan_canh_dac_biet_duoc_tro_giup"

    change = AppraisalChange(code, figure.name, figure.unit, False, 46, None)  # noqa: FBT003

    assert (change,) == parts["6.1"].changes
    assert [("11.2", False, True)] == [
        (change.code, change.claimed, change.verified) for change in parts["11"].changes
    ]


def test_a_zero_in_one_criterion_is_enough_to_change_the_verdict(decision_06: Ruleset) -> None:
    parts = by_part(compare(appraised(decision_06, DISAGREED)))

    assert parts["9"].effect.is_enough
    assert Finding.NOT_MET is parts["9"].effect.only_verified
    assert not parts["11"].effect.is_enough


def test_a_difference_without_a_word_of_why_is_named(decision_06: Ruleset) -> None:
    found = compare(appraised(decision_06, replace(DISAGREED, parts={})))

    assert ("2", "6.1", "9", "11", "12") == found.unexplained


def test_a_previous_figure_given_by_the_verifier_is_a_change(decision_06: Ruleset) -> None:
    own = replace(AGREED, figures={"tre_bi_xam_hai": 2}, previous={"tre_bi_xam_hai": 3})
    changes = by_part(compare(appraised(decision_06, own)))["3"].changes

    assert [(False, 0, 2), (True, None, 3)] == [
        (change.is_previous, change.claimed, change.verified) for change in changes
    ]


@st.composite
def pairs(draw: Any) -> ClaimedAndVerified:
    """Draw any assessment and any appraisal of it."""
    ruleset = draw(small_rulesets())
    ours: Assessment = draw(assessments(ruleset))
    other: Assessment = draw(assessments(ruleset))
    theirs = replace(other, commune=ours.commune, year=ours.year)
    before = score(ruleset, theirs)
    rulings = tuple(
        Ruling(part.code, draw(st.sampled_from([part.minimum, part.maximum])), "Hội đồng")
        for part in before.parts
        if part.outcome in RULED and draw(st.booleans())
    )
    sheet = score(ruleset, theirs, rulings)
    appraisal = Appraisal(ours.commune.code, ours.year, ruleset.id, rulings=rulings)
    return ClaimedAndVerified(ruleset, appraisal, ours, theirs, score(ruleset, ours), sheet)


@given(pairs())
def test_the_comparison_sums_to_the_difference_of_the_totals(found: ClaimedAndVerified) -> None:
    comparison = compare(found)
    total = sum((part.difference for part in comparison.parts), NOTHING)
    ours, theirs = found.claimed.total, found.verified.total

    assert total == comparison.difference
    assert theirs.minimum - ours.maximum <= total.minimum
    assert total.maximum <= theirs.maximum - ours.minimum
    if ours.points is not None and theirs.points is not None:
        assert exactly(theirs.points - ours.points) == total


@given(pairs())
def test_the_effect_is_the_verdict_of_the_sheet_with_that_part_exchanged(
    found: ClaimedAndVerified,
) -> None:
    for part in compare(found).parts:
        assert _with(found.claimed, part.verified, found.ruleset) is part.effect.only_verified
        assert _with(found.verified, part.claimed, found.ruleset) is part.effect.only_claimed


@given(pairs())
def test_a_sheet_as_it_is_has_its_own_verdict(found: ClaimedAndVerified) -> None:
    spans = {part.code: span_of(part) for part in found.verified.parts}

    assert found.verified.verdict is WhatIf(found.verified).verdict({})
    assert found.verified.verdict is WhatIf(found.claimed).verdict(spans)


def _with(sheet: ScoreSheet, other: PartScore, ruleset: Ruleset) -> Finding:
    """Return the verdict with one part exchanged, by the conditions themselves."""
    criteria = []
    for criterion in sheet.criteria:
        parts = tuple(other if part.code == other.code else part for part in criterion.parts)
        low = sum((part.minimum for part in parts), Fraction(0))
        high = sum((part.maximum for part in parts), Fraction(0))
        finding = finding_above(ruleset.recognition.disqualifying_points, low, high)
        criteria.append(replace(criterion, parts=parts, minimum=low, maximum=high, finding=finding))
    total = replace(
        sheet.total,
        minimum=sum((c.minimum for c in criteria), Fraction(0)),
        maximum=sum((c.maximum for c in criteria), Fraction(0)),
    )
    return verdict_of(conditions_of(ruleset.recognition, criteria, total, sheet.threshold))


def test_the_ledger_counts_communes_by_direction_and_sums(decision_06: Ruleset) -> None:
    lowered = compare(appraised(decision_06, DISAGREED))
    agreed = [
        compare(appraised(decision_06, replace(AGREED, commune=code), name))
        for name, code in (("phuong-thieu-so-lieu", "99002"), ("xa-bi-diem-liet", "99003"))
    ]
    (ledger,) = ledgers([agreed[1], lowered, agreed[0]])
    ninth = ledger.criteria[8]

    assert ["99001", "99002", "99003"] == [one.commune.code for one in ledger.communes]
    assert (9, 3) == (ninth.number, ninth.whole.count)
    assert {Direction.CLAIMED_HIGHER: 1, Direction.EQUAL: 2} == ninth.whole.directions
    assert exactly(Fraction(-50)) == ninth.whole.difference
    assert {"khac-pham-vi": 1} == ninth.parts[0].reasons
    assert 1 == ninth.whole.changing
    assert 1 == ledger.changed
    assert {
        (Finding.MET, Finding.NOT_MET): 1,
        (Finding.CANNOT_SAY, Finding.CANNOT_SAY): 1,
        (Finding.NOT_MET, Finding.NOT_MET): 1,
    } == ledger.verdicts


def test_the_order_of_communes_changes_no_ledger(decision_06: Ruleset) -> None:
    found = [
        compare(appraised(decision_06, DISAGREED)),
        compare(appraised(decision_06, replace(AGREED, commune="99003"), "xa-bi-diem-liet")),
    ]

    assert ledgers(found) == ledgers(found[::-1])
    assert ASSESSMENTS["mien-nui-dat"] == found[0].appraised.assessment
