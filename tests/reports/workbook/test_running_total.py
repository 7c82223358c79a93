"""The verifier's worksheet adds up while it is typed, as the scorer does of the same figures."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.workbook.appraisal.draft import (
    FIGURES_SHEET,
    PARTS_SHEET,
    RUNNING_SHEET,
    USED_SHEET,
)
from reports.workbook.appraisal.worksheet import appraisal_form
from reports.workbook.plan import WORKINGS_SHEET, plan_of
from scoring.engine.assessment import Assessment
from scoring.engine.scorer import score
from scoring.forms.ids import TOTAL, VERDICT
from scoring.forms.worksheet_ids import ANSWER, BEFORE, NOW, UNPROVEN
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
    return CalculatedForm(ruleset, appraisal_form(ruleset, reported), plan_of(ruleset, USED_SHEET))


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
    plan = plan_of(decision_06(), USED_SHEET)
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
