"""The verifier's worksheet adds up while it is typed, as the scorer does of the same figures."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.workbook.appraisal.draft import (
    FIGURES_SHEET,
    PARTS_SHEET,
    RULINGS_SHEET,
    RUNNING_SHEET,
    USED_SHEET,
    worksheet_plan,
)
from reports.workbook.appraisal.worksheet import appraisal_form
from reports.workbook.plan import WORKINGS_SHEET
from scoring.base.quantities import vietnamese
from scoring.engine.assessment import Assessment
from scoring.engine.ruling import RULED
from scoring.engine.score_sheet import Ruling
from scoring.engine.scorer import score
from scoring.forms.ids import TOTAL, VERDICT
from scoring.forms.worksheet_ids import ANSWER, BEFORE, NOW, POINTS, REASON, UNPROVEN
from scoring.results.json_writing import as_result
from scoring.rules.ruleset import Ruleset
from tests.support.calculated_forms import (
    CalculatedForm,
    Cell,
    expected_of_the_whole,
    hold,
)
from tests.support.examples import examples
from tests.support.form_workbooks import (
    needs_libreoffice,
    recalculated,
    treated,
    within_their_wholes,
)
from tests.support.strategies import assessments, decision_06, small_rulesets
from tests.support.worksheets import MET, put

pytestmark = pytest.mark.slow

Draw = Callable[[st.SearchStrategy[Any]], Any]


def calculated(ruleset: Ruleset, reported: Assessment) -> CalculatedForm:
    return CalculatedForm(ruleset, appraisal_form(ruleset, reported), worksheet_plan(ruleset))


def typed(draw: Draw, reported: Assessment, found: Assessment) -> dict[tuple[str, str], Cell]:
    """Return what a verifier types who finds *found*; agreement is typed or left blank."""
    cells: dict[tuple[str, str], Cell] = {}

    def column(id_: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        for code in {**before, **after}:
            own = after.get(code)
            if own == before.get(code) and (own is None or draw(st.booleans())):
                continue
            words = {True: "có", False: "không", None: UNPROVEN}
            cells[code, id_] = words[own] if own is None or isinstance(own, bool) else own

    column(NOW, reported.figures, found.figures)
    column(BEFORE, reported.previous, found.previous)
    column(ANSWER, reported.answers, found.answers)
    return cells


def compare_worksheet(draw: Draw, ruleset: Ruleset) -> None:
    reported = within_their_wholes(draw(assessments(ruleset)), ruleset)
    form = calculated(ruleset, reported)
    form.filled({})

    hold(form, reported)
    for _ in range(3):
        other = replace(draw(assessments(ruleset)), commune=reported.commune, year=reported.year)
        found = within_their_wholes(other, ruleset)
        form.filled(typed(draw, reported, found))

        hold(form, found)


@examples(12)
@given(st.data())
def test_whatever_a_verifier_finds_adds_up_as_the_scorer_has_it(data: st.DataObject) -> None:
    compare_worksheet(data.draw, decision_06())


@examples(12)
@given(st.data())
def test_the_worksheet_of_any_decision_adds_up(data: st.DataObject) -> None:
    compare_worksheet(data.draw, data.draw(small_rulesets()))


@pytest.mark.parametrize(
    ("raw", "count"),
    [("", 93), (" ", 93), ("\u200b", 93), (90, 90), ("90", 90), (" 1.000 ", None), ("9O", None)],
    ids=repr,
)
def test_a_blank_agrees_and_what_is_no_count_is_open(raw: Any, count: int | None) -> None:
    code = "tre_duoi_1_tuoi_tiem_chung_day_du"
    form = calculated(decision_06(), MET)
    form.filled({(code, NOW): raw} if raw else {})
    found = {c: n for c, n in {**MET.figures, code: count}.items() if n is not None}

    hold(form, replace(MET, figures=found))


def ruled(draw: Draw, ruleset: Ruleset, found: Assessment) -> list[Ruling]:
    """Return what a person may rule on the parts that the figures leave open."""
    return [
        Ruling(part.code, points, "Biên bản họp")
        for part in score(ruleset, found).parts
        if part.outcome in RULED and draw(st.booleans())
        for points in [draw(st.fractions(part.minimum, part.maximum).map(hundredths))]
        if part.minimum <= points <= part.maximum
    ]


def hundredths(points: Fraction) -> Fraction:
    return Fraction(round(points * 100), 100)


def written(rulings: Sequence[Ruling]) -> dict[tuple[str, ...], Cell]:
    """Return the rulings as a person types them."""
    cells: dict[tuple[str, ...], Cell] = {}
    for ruling in rulings:
        cells[RULINGS_SHEET, ruling.part, POINTS] = f" {vietnamese(ruling.points)} "
        cells[RULINGS_SHEET, ruling.part, REASON] = ruling.reason
    return cells


@examples(12)
@given(st.data())
def test_what_a_person_rules_is_added_as_the_scorer_adds_it(data: st.DataObject) -> None:
    ruleset = data.draw(small_rulesets())
    reported = within_their_wholes(data.draw(assessments(ruleset)), ruleset)
    form = calculated(ruleset, reported)
    for _ in range(3):
        rulings = ruled(data.draw, ruleset, reported)
        form.filled(written(rulings))

        hold(form, reported, rulings)


OPEN = replace(
    MET,
    figures={**MET.figures, "tre_hoan_canh_dac_biet": 0}
    | {"tre_hoan_canh_dac_biet_duoc_tro_giup": 0},
)
"""Nobody to be helped: the decision leaves the points of part 6.1 to a person."""


@pytest.mark.parametrize(
    ("points", "reason", "said"),
    [
        ("45,5", "Biên bản", 45.5),
        (45.5, "Biên bản", 45.5),
        ("60", "Biên bản", "0–50 (chờ thẩm định; quyết định chưa cộng: ngoài khoảng để ngỏ)"),
        ("45,555", "Biên bản", "0–50 (chờ thẩm định; quyết định chưa cộng: không phải số điểm)"),
        ("1/2", "Biên bản", "0–50 (chờ thẩm định; quyết định chưa cộng: không phải số điểm)"),
        ("1e1", "Biên bản", "0–50 (chờ thẩm định; quyết định chưa cộng: không phải số điểm)"),
        ("-5", "Biên bản", "0–50 (chờ thẩm định; quyết định chưa cộng: không phải số điểm)"),
        ("45", None, "0–50 (chờ thẩm định; quyết định chưa cộng: thiếu lý do)"),
    ],
    ids=repr,
)
def test_a_ruling_that_does_not_hold_changes_nothing_and_is_told(
    points: Any, reason: str | None, said: float | str
) -> None:
    (part,) = [one for one in score(decision_06(), OPEN).parts if one.outcome in RULED]
    form = calculated(decision_06(), OPEN)
    cells: dict[tuple[str, ...], Cell] = {(RULINGS_SHEET, part.code, POINTS): points}
    if reason:
        cells[RULINGS_SHEET, part.code, REASON] = reason
    form.filled(cells)

    assert said == form.shown(RUNNING_SHEET, part.code, 6)
    is_held = not isinstance(said, str)
    rulings = [Ruling(part.code, Fraction("45.5"), "Biên bản")] if is_held else []
    hold(form, OPEN, rulings)


def test_a_ruling_on_a_part_that_is_scored_is_told_and_not_added() -> None:
    form = calculated(decision_06(), MET)
    form.filled({(RULINGS_SHEET, "7", POINTS): 10, (RULINGS_SHEET, "7", REASON): "x"})

    hold(form, MET)
    assert "35 (quyết định không cộng: phần này không để ngỏ)" == form.shown(RUNNING_SHEET, "7", 6)


def change(book: Any) -> None:
    put(book, FIGURES_SHEET, "tre_duoi_1_tuoi_tiem_chung_day_du", NOW, 40)
    put(book, FIGURES_SHEET, "tong_so_tre_em", NOW, UNPROVEN)


def rows(sheet: Any) -> dict[str, list[Any]]:
    return {str(row[0].value): [cell.value for cell in row[1:]] for row in sheet if row[0].value}


@needs_libreoffice
def test_the_line_above_the_figures_and_the_sheet_of_points_in_libreoffice() -> None:
    blank = appraisal_form(decision_06(), MET)
    changed = treated(change, blank)
    made = recalculated({"blank": blank, "changed": changed})
    book = load_workbook(io.BytesIO(made["changed"]), data_only=True)
    figures = {
        **{code: count for code, count in MET.figures.items() if code != "tong_so_tre_em"},
        "tre_duoi_1_tuoi_tiem_chung_day_du": 40,
    }
    sheet = score(decision_06(), replace(MET, figures=figures))
    plan = worksheet_plan(decision_06())
    expected = expected_of_the_whole(as_result(sheet, ""), plan.scale)
    seen = {at: book[WORKINGS_SHEET][f"{at}{plan.summary_row}"].value for at in expected}
    line = "Tạm tính: 655–905 trên 1.000 điểm; ngưỡng 800. Kết luận: ✘ KHÔNG ĐẠT"
    points = rows(book[RUNNING_SHEET])

    assert expected == seen
    for name in (FIGURES_SHEET, PARTS_SHEET, RUNNING_SHEET):
        assert line in {cell.value for row in book[name].iter_rows(max_row=9) for cell in row}
    assert ["50", "35", 0, "-35"] == points["7"][2:6]
    assert "0–50 (thiếu số liệu)" == points["9"][4]
    assert "655–905" == points[TOTAL][4]
    still = load_workbook(io.BytesIO(made["blank"]), data_only=True)[RUNNING_SHEET]
    assert "✔ ĐẠT" == rows(still)[VERDICT][4]


def test_what_nobody_types_into_is_locked_and_hidden_as_in_the_form() -> None:
    book = load_workbook(io.BytesIO(appraisal_form(decision_06(), MET)))

    assert {"_he_thong", USED_SHEET, WORKINGS_SHEET} == {
        sheet.title for sheet in book if sheet.sheet_state == "hidden"
    }
    assert all(sheet.protection.sheet for sheet in book)
    assert all(cell.protection.locked for row in book[RUNNING_SHEET] for cell in row)
