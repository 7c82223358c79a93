"""The cheapest route is exact, leads to recognition, and moves no denominator."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.advice.text import advice_text
from scoring.advice.many import advise_many
from scoring.advice.margin import fragile_parts, nearest_steps
from scoring.advice.routes import AdviceUnavailable, Route, advise, alternatives
from scoring.advice.steps import counts_of, is_possible, options_of
from scoring.batch.columns import columns_of
from scoring.batch.scorer import BatchScorer
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Finding, NextBand, ScoreSheet
from scoring.engine.scorer import score
from scoring.rules.ruleset import Ruleset
from tests.support.examples import examples
from tests.support.sample_sheets import ASSESSMENTS
from tests.support.strategies import assessments, decision_06, small_rulesets


def _taken(ruleset: Ruleset, assessment: Assessment, route: Route) -> ScoreSheet:
    """Score the assessment again with every step of the route done."""
    parts = {part.code: part for _, part in ruleset.parts}
    figures, answers = dict(assessment.figures), dict(assessment.answers)
    for step in route.steps:
        if step.band is None:
            answers[step.item] = True
        else:
            moved = parts[step.part].figures[0]
            figures[moved] += step.band.count if step.band.is_more else -step.band.count
    return score(ruleset, replace(assessment, figures=figures, answers=answers))


@examples(60)
@given(assessments(decision_06(), blanks=False))
def test_every_route_leads_to_recognition(assessment: Assessment) -> None:
    ruleset = decision_06()
    # Rows of the strategy may hold more numerators than denominators; a table may not.
    figures = dict(assessment.figures)
    for code in ruleset.figures:
        limit = ruleset.figures[code].not_exceeding
        while limit is not None:
            figures[code] = min(figures[code], figures[limit])
            limit = ruleset.figures[limit].not_exceeding
    assessment = replace(assessment, figures=figures)
    sheet = score(ruleset, assessment)
    advice = advise(ruleset, sheet)

    assert advice.is_needed == (
        sheet.total.minimum < sheet.threshold.points
        or any(criterion.minimum <= 0 for criterion in sheet.criteria)
    )
    for route in advice.routes:
        after = _taken(ruleset, assessment, route)

        assert after.total.minimum == route.total
        assert after.total.minimum >= after.threshold.points
        assert all(criterion.minimum > 0 for criterion in after.criteria)


@examples(80)
@given(st.data())
def test_no_route_found_by_enumeration_is_cheaper(data: st.DataObject) -> None:
    ruleset = data.draw(small_rulesets())
    sheet = score(ruleset, data.draw(assessments(ruleset)))
    try:
        advice = advise(ruleset, sheet)
    except AdviceUnavailable:
        return
    floor = ruleset.recognition.disqualifying_points
    choices = [
        options_of(
            criterion,
            scored.minimum,
            scored.parts,
            ruleset,
            floor,
            counts=counts_of(sheet.parts),
        )
        for criterion, scored in zip(ruleset.criteria, sheet.criteria, strict=True)
    ]
    best: dict[int, tuple[int, int]] = {}
    for combination in product(*choices):
        gain = sum((choice[0] for choice in combination), Fraction(0))
        if sheet.total.minimum + gain < sheet.threshold.points:
            continue
        items = sum(choice[1].items for choice in combination)
        rank = (
            sum(choice[1].prevented for choice in combination),
            sum(choice[1].children for choice in combination),
        )
        best[items] = min(best.get(items, rank), rank)
    expected, last = [], None
    for items in sorted(best):
        if last is None or best[items] < last:
            expected.append((items, best[items]))
            last = best[items]
    if not advice.is_needed:
        expected = []
    fewest = min(
        (
            sum(len(choice[2]) for choice in combination)
            for combination in product(*choices)
            if not any(choice[1].prevented for choice in combination)
            and sheet.total.minimum + sum((choice[0] for choice in combination), Fraction(0))
            >= sheet.threshold.points
        ),
        default=None,
    )

    if not advice.open_parts and advice.is_needed:
        assert (fewest is None) is (advice.beyond is not None)
    assert (fewest if advice.is_needed else 0) == advice.fewest_steps
    assert expected == [(route.cost.items, route.cost.rank) for route in advice.routes]


def test_a_commune_that_meets_everything_needs_no_route() -> None:
    sheet = _sheet()

    assert Finding.MET is sheet.verdict
    assert not advise(decision_06(), sheet).is_needed


def test_a_disqualified_criterion_is_mended_before_points_are_sought() -> None:
    sheet = _sheet(phieu_hai_long=100)
    (route,) = advise(decision_06(), sheet).routes

    assert [(13, "13", 40)] == [(s.criterion, s.part, s.band.count) for s in route.steps]
    assert (0, 40) == route.cost.rank


def test_items_and_children_are_alternatives() -> None:
    low = {
        "tre_duoc_kham_suc_khoe": 690,
        "tre_khai_sinh_dung_quy_dinh": 225,
        "tre_duoi_1_tuoi_tiem_chung_day_du": 54,
    }
    sheet = _sheet(low, no=("12.1", "11.1", "1.1"))
    routes = advise(decision_06(), sheet).routes

    assert len(routes) > 1
    assert sorted(r.cost.items for r in routes) == [r.cost.items for r in routes]
    assert sorted((r.cost.rank for r in routes), reverse=True) == [r.cost.rank for r in routes]


def test_fewer_cases_of_harm_are_the_last_resort() -> None:
    sheet = _sheet({"tre_bi_xam_hai": 4}, previous={"tre_bi_xam_hai": 4}, no=("12.1", "12.2"))
    routes = advise(decision_06(), sheet).routes

    assert [1] * len(routes) == [route.cost.prevented for route in routes]


def test_two_parts_that_move_one_figure_are_refused() -> None:
    ruleset = decision_06()
    seventh = ruleset.criteria[6]
    twice = replace(ruleset, criteria=(*ruleset.criteria, seventh))
    with pytest.raises(AdviceUnavailable):
        advise(twice, _sheet())


def _sheet(
    figures: dict[str, int] | None = None,
    previous: dict[str, int] | None = None,
    no: tuple[str, ...] = (),
    **more: int,
) -> ScoreSheet:
    from tests.support.sample_sheets import ANSWERS, FIGURES, MOUNTAIN, PREVIOUS

    base = {
        **FIGURES,
        "tong_so_tre_em": 1000,
        "tre_duoc_kham_suc_khoe": 950,
        "tre_phai_khai_sinh": 250,
        "tre_khai_sinh_dung_quy_dinh": 250,
        "tre_duoi_1_tuoi": 60,
        "tre_duoi_1_tuoi_tiem_chung_day_du": 60,
    }
    answers = {**ANSWERS, "11.2": True} | dict.fromkeys(no, False)
    assessment = Assessment(
        MOUNTAIN,
        2024,
        {**base, **(figures or {}), **more},
        {**PREVIOUS, **(previous or {})},
        answers,
    )
    return score(decision_06(), assessment)


@examples(60)
@given(st.data())
def test_very_many_communes_get_the_advice_of_one(data: st.DataObject) -> None:
    ruleset = data.draw(st.one_of(small_rulesets(), st.just(decision_06())))
    reported = data.draw(st.lists(assessments(ruleset), min_size=1, max_size=4))
    result = BatchScorer(ruleset).score(columns_of(ruleset, reported))
    try:
        expected = [advise(ruleset, score(ruleset, one)) for one in reported]
    except AdviceUnavailable:
        with pytest.raises(AdviceUnavailable):
            list(advise_many(result))
        return

    assert expected == list(advise_many(result))


@examples(60)
@given(st.data())
def test_an_alternative_is_the_cheapest_without_its_step(data: st.DataObject) -> None:
    ruleset = data.draw(small_rulesets())
    sheet = score(ruleset, data.draw(assessments(ruleset)))
    try:
        advice = advise(ruleset, sheet)
    except AdviceUnavailable:
        return
    floor = ruleset.recognition.disqualifying_points
    for route in advice.routes:
        for step, other in alternatives(ruleset, sheet, route):
            avoided = (step.part, step.item)
            choices = [
                options_of(
                    criterion, scored.minimum, scored.parts, ruleset, floor, frozenset({avoided})
                )
                for criterion, scored in zip(ruleset.criteria, sheet.criteria, strict=True)
            ]
            costs = []
            for combination in product(*choices):
                gain = sum((choice[0] for choice in combination), Fraction(0))
                if sheet.total.minimum + gain >= sheet.threshold.points:
                    prevented = sum(choice[1].prevented for choice in combination)
                    children = sum(choice[1].children for choice in combination)
                    items = sum(choice[1].items for choice in combination)
                    costs.append((prevented, children, items))

            assert (other is None) == (not costs)
            if other is not None:
                assert min(costs) == (*other.cost.rank, other.cost.items)
                assert avoided not in {(s.part, s.item) for s in other.steps}


def _band(count: int, *, is_more: bool) -> NextBand:
    return NextBand("từ 90", Fraction(50), Fraction(15), count, "trẻ em", "Số trẻ em", is_more)


def test_no_step_leads_to_a_part_larger_than_its_whole_or_to_a_whole_too_small() -> None:
    ruleset = decision_06()
    born, injured = "tre_khai_sinh_dung_quy_dinh", "tre_bi_tai_nan_thuong_tich"
    counts = {
        born: 90,
        "tre_phai_khai_sinh": 100,
        injured: 7,
        "tre_tu_vong_do_tai_nan": 3,
    }

    assert is_possible(born, _band(10, is_more=True), ruleset, counts)
    assert not is_possible(born, _band(11, is_more=True), ruleset, counts)
    assert is_possible(injured, _band(4, is_more=False), ruleset, counts)
    assert not is_possible(injured, _band(5, is_more=False), ruleset, counts)


@examples(60)
@given(assessments(decision_06(), blanks=False))
def test_a_part_is_called_fragile_only_where_its_fall_ends_the_recognition(
    assessment: Assessment,
) -> None:
    ruleset = decision_06()
    sheet = score(ruleset, assessment)
    if sheet.verdict is not Finding.MET:
        return
    fragile = {one.code: one for one in fragile_parts(ruleset, assessment, sheet)}
    for criterion in sheet.criteria:
        for part in criterion.parts:
            if part.code in fragile:
                loss = fragile[part.code].loss

                assert 0 < loss <= (part.points or 0)
                assert (
                    sheet.total.minimum - loss < sheet.threshold.points
                    or criterion.minimum - loss <= 0
                )


def test_the_nearest_steps_begin_with_what_disqualifies_and_hold_no_prevention() -> None:
    ruleset = decision_06()
    sheet = score(ruleset, ASSESSMENTS["xa-bi-diem-liet"])
    steps = nearest_steps(sheet, ruleset)
    lost = {c.number for c in sheet.criteria if c.maximum <= 0}

    assert lost
    assert steps[0].criterion in lost
    assert all(step.band is None or step.band.is_more for step in steps)


def test_advice_says_what_this_year_cannot_reach_any_more() -> None:
    ruleset = decision_06()
    sheet = score(ruleset, ASSESSMENTS["xa-bi-diem-liet"])
    advice = advise(ruleset, sheet)
    first = advice_text(sheet, advice).splitlines()[3]

    assert advice.beyond is not None
    assert 3 in advice.beyond.criteria
    assert first.startswith("Năm 2024 không còn đạt được: tiêu chí 3 (Trẻ em bị xâm hại)")
    assert "Sớm nhất là với số liệu của năm 2025." in " ".join(advice_text(sheet, advice).split())


def test_nothing_is_added_up_that_is_counted_in_another_unit() -> None:
    ruleset = decision_06()
    for name, assessment in ASSESSMENTS.items():
        sheet = score(ruleset, assessment)
        text = advice_text(sheet, advise(ruleset, sheet))

        assert "trẻ em, vụ việc, phiếu" not in text, name
        assert " phiếu ở «" not in text, name


def test_the_same_alternative_is_told_once() -> None:
    ruleset = decision_06()
    for assessment in ASSESSMENTS.values():
        sheet = score(ruleset, assessment)
        advice = advise(ruleset, sheet)
        instead = alternatives(ruleset, sheet, advice.routes[0]) if advice.routes else ()
        lines = advice_text(sheet, advice, instead).splitlines()
        others = [line.partition(": ")[2] for line in lines if "Nếu không làm được" in line]

        assert len(set(others)) == len(others)
