"""What a total gives away of the sensitive criteria, and the classes that hide it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine.score_sheet import Finding
from scoring.engine.verdict import finding_above
from scoring.release.policy import load_policy
from scoring.release.total_classes import Determined, TotalSecrets, possible_points
from scoring.rules.ruleset import Ruleset
from tests.support.strategies import small_rulesets

MET, NOT_MET, CANNOT_SAY = Finding.MET, Finding.NOT_MET, Finding.CANNOT_SAY


@pytest.fixture(scope="module")
def secrets(decision_06: Ruleset) -> TotalSecrets:
    return TotalSecrets(decision_06, load_policy().sensitive)


def test_the_maximum_says_that_no_child_was_abused(secrets: TotalSecrets) -> None:
    total = Fraction(1000)
    found = secrets.determined(Fraction(900), MET, total, total)

    assert Determined("abuse", "3", Fraction(100)) in found
    assert {"3", "4", "5", "5.1", "5.2", "6", "6.1", "6.2"} == {one.part for one in found}


def test_a_total_may_say_that_by_what_it_cannot_be_made_of(secrets: TotalSecrets) -> None:
    """20 points are missing: no part of criterion 3 can lose so few."""
    total = Fraction(980)

    assert "abuse" in {d.slug for d in secrets.determined(Fraction(900), MET, total, total)}


def test_not_recognised_above_the_threshold_says_more(secrets: TotalSecrets) -> None:
    """One whole criterion was lost, and 950 leaves room for no other loss."""
    total = Fraction(950)
    known = {d.slug for d in secrets.determined(Fraction(900), NOT_MET, total, total)}

    assert "abuse" in known
    assert "offending_and_drugs" not in known


def test_classes_of_the_decision(secrets: TotalSecrets) -> None:
    assert ((Fraction(920), Fraction(1000)),) == secrets.runs(Fraction(900), MET)
    assert (Fraction(895), Fraction(950)) == secrets.runs(Fraction(900), NOT_MET)[-1]


def test_what_is_published_of_all_makes_a_total_say_more(decision_06: Ruleset) -> None:
    """Where everybody has lost criterion 8, its 50 points are all that 950 lacks."""
    facts = [{}, {"malnutrition": NOT_MET}]
    told = TotalSecrets(decision_06, load_policy().sensitive, facts)
    plain = TotalSecrets(decision_06, load_policy().sensitive)
    known = [
        {d.part for d in one.determined(Fraction(800), NOT_MET, Fraction(950), Fraction(950))}
        for one in (plain, told)
    ]

    assert {"4"} <= known[1] - known[0]


def outcomes(ruleset: Ruleset) -> list[tuple[Fraction, Finding, dict[str, Fraction]]]:
    """Return, by trying everything, total, finding of all criteria and points of the parts."""
    parts = [(criterion, part) for criterion, part in ruleset.parts]
    floor = ruleset.recognition.disqualifying_points
    found = []
    for points in product(*(sorted(possible_points(part)) for _, part in parts)):
        by_part = {part.code: p for (_, part), p in zip(parts, points, strict=True)}
        sums = [sum(by_part[p.code] for p in c.parts) for c in ruleset.criteria]
        all_met = all(finding_above(floor, Fraction(s), Fraction(s)) is MET for s in sums)
        found.append((Fraction(sum(sums)), MET if all_met else NOT_MET, by_part))
    return found


@given(small_rulesets(), st.data())
@settings(max_examples=40, deadline=None)
def test_the_secrets_agree_with_trying_everything(ruleset: Ruleset, data) -> None:  # type: ignore[no-untyped-def]
    every = outcomes(ruleset)
    threshold = ruleset.recognition.thresholds[0].points
    slug = data.draw(st.sampled_from([c.slug for c in ruleset.criteria]))
    decision = data.draw(st.sampled_from([MET, NOT_MET, CANNOT_SAY]))
    least = data.draw(st.sampled_from(sorted({total for total, _, _ in every})))
    most = data.draw(st.sampled_from(sorted({t for t, _, _ in every if t >= least})))

    def fits(total: Fraction, finding: Finding) -> bool:
        is_met = finding is MET and total >= threshold
        return decision is CANNOT_SAY or is_met == (decision is MET)

    inside = [one for one in every if least <= one[0] <= most]
    fitting = [one for one in inside if fits(one[0], one[1])] or inside
    expected = set()
    for criterion in ruleset.criteria:
        for part in criterion.parts:
            left = {by_part[part.code] for _, _, by_part in fitting}
            if criterion.slug == slug and len(left) == 1:
                expected.add(Determined(slug, part.code, left.pop()))
        sums = {sum(by_part[p.code] for p in criterion.parts) for _, _, by_part in fitting}
        if criterion.slug == slug and len(criterion.parts) > 1 and len(sums) == 1:
            expected.add(Determined(slug, str(criterion.number), Fraction(sums.pop())))

    assert expected == set(
        TotalSecrets(ruleset, [slug]).determined(threshold, decision, least, most)
    )


@given(small_rulesets())
@settings(max_examples=40, deadline=None)
def test_outside_the_classes_no_total_says_anything_and_inside_two_things_are_left(
    ruleset: Ruleset,
) -> None:
    # A part with one possible number of points is no secret under any total.
    open_ = [c.slug for c in ruleset.criteria if all(len(possible_points(p)) > 1 for p in c.parts)]
    secrets = TotalSecrets(ruleset, open_)
    threshold = ruleset.recognition.thresholds[0].points
    totals = sorted({total for total, _, _ in outcomes(ruleset)})
    for decision in (MET, NOT_MET):
        runs = secrets.runs(threshold, decision)
        for total in totals:
            is_inside = any(least <= total <= most for least, most in runs)
            fits = any(
                t == total and (f is MET and t >= threshold) == (decision is MET)
                for t, f, _ in outcomes(ruleset)
            )
            if fits and not is_inside:
                assert [] == secrets.determined(threshold, decision, total, total)
        whole = secrets.determined(threshold, decision, totals[0], totals[-1])
        if not whole:
            for least, most in runs:
                assert [] == secrets.determined(threshold, decision, least, most)
