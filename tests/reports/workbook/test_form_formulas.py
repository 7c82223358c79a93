"""The workbook's formulas against the scorer in a second engine: LibreOffice, a few cases.

The many are in ``test_formulas_agree.py``, in process; LibreOffice takes a second a workbook.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from phuhop.usecases.samples.demo import SAMPLES
from reports.workbook.form import form
from reports.workbook.plan import WORKINGS_SHEET, plan_of
from reports.workbook.prefill import of_assessment
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Outcome, ScoreSheet
from scoring.engine.scorer import score
from scoring.results.json_writing import as_result
from scoring.rules.boundaries import boundary_cases
from scoring.rules.kinds.part import BoundaryCase
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from tests.support.calculated_forms import expected_of, expected_of_the_whole
from tests.support.form_workbooks import (
    ASSESSMENT,
    a_form,
    needs_libreoffice,
    put,
    recalculated,
    treated,
    within_their_wholes,
)
from tests.support.small_decisions import fewer_beyond_the_whole
from tests.support.strategies import assessments, decision_06

pytestmark = pytest.mark.slow

BEYOND = fewer_beyond_the_whole()
DRAFT = load(SAMPLES / "du-thao-mau.yaml")
Case = tuple[Ruleset, Assessment]


def drawn(ruleset: Ruleset, count: int) -> list[Case]:
    """Let Hypothesis draw *count* cases, for one run of LibreOffice over all of them."""
    cases: list[Case] = []

    @settings(
        max_examples=count,
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(assessments(ruleset))
    def keep(assessment: Assessment) -> None:
        cases.append((ruleset, within_their_wholes(assessment, ruleset)))

    keep()
    return cases


def at_the_edges(ruleset: Ruleset) -> Iterator[Case]:
    """Every edge of every band, as many in one workbook as do not contradict each other."""
    waiting = list(boundary_cases(ruleset))
    while waiting:
        figures: dict[str, int] = {}
        previous: dict[str, int] = {}
        left: list[BoundaryCase] = []
        for case in waiting:
            merged = {**case.figures, **figures}, {**case.previous, **previous}
            fits = all(merged[0][code] == n for code, n in case.figures.items()) and all(
                merged[1][code] == n for code, n in case.previous.items()
            )
            whole = replace(ASSESSMENT, figures=merged[0], previous=merged[1], answers={})
            if fits and within_their_wholes(whole, ruleset) == whole:
                figures, previous = merged
            else:
                left.append(case)
        assert len(left) < len(waiting)
        waiting = left
        answers = dict.fromkeys(ruleset.items, True)
        yield ruleset, replace(ASSESSMENT, figures=figures, previous=previous, answers=answers)


def beyond_the_whole(count: int) -> Assessment:
    figures = {"tong_so_tre_em": 200, "tre_duoc_kham": count, "tre_bi_xam_hai": 0}
    return replace(ASSESSMENT, figures=figures, previous={}, answers={})


@pytest.fixture(scope="module")
def compared() -> list[tuple[Case, ScoreSheet, dict[str, Any]]]:
    chosen = [
        *islice(at_the_edges(decision_06()), 4),
        *islice(at_the_edges(DRAFT), 2),
        *drawn(decision_06(), 3),
        *drawn(DRAFT, 2),
        *((BEYOND, beyond_the_whole(count)) for count in (203, 205)),
    ]
    contents = {
        str(number): form(ruleset, a.year, of_assessment(a))
        for number, (ruleset, a) in enumerate(chosen)
    }
    saved = recalculated(contents)
    results = []
    for number, (ruleset, assessment) in enumerate(chosen):
        cells = workings(saved[str(number)])
        results.append(((ruleset, assessment), score(ruleset, assessment), cells))
    return results


def workings(content: bytes) -> dict[str, Any]:
    # Read-only: the other sheets are not parsed, which takes half the time.
    book = load_workbook(io.BytesIO(content), data_only=True, read_only=True)
    rows = book[WORKINGS_SHEET].iter_rows(values_only=True)
    return {
        f"{get_column_letter(column)}{row}": None if value == "" else value
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
    }


@needs_libreoffice
def test_every_part_in_libreoffice_is_the_scorer_s(compared: Any) -> None:
    for (ruleset, assessment), sheet, cells in compared:
        plan = plan_of(ruleset)
        for part in sheet.parts:
            row = plan.part_rows[part.code]
            expected = expected_of(part, plan.scale)

            assert expected == {c: cells[f"{c}{row}"] for c in expected}, (part.code, assessment)


@needs_libreoffice
def test_total_conditions_group_and_verdict_are_the_scorer_s(compared: Any) -> None:
    for (ruleset, assessment), sheet, cells in compared:
        plan = plan_of(ruleset)
        expected = expected_of_the_whole(as_result(sheet, ""), plan.scale)

        assert expected == {c: cells[f"{c}{plan.summary_row}"] for c in expected}, assessment


@needs_libreoffice
def test_the_value_shown_stays_on_its_own_side_of_every_edge(compared: Any) -> None:
    for (ruleset, _), sheet, cells in compared:
        plan = plan_of(ruleset)
        for part in sheet.parts:
            seen = cells[f"L{plan.part_rows[part.code]}"]
            if part.value is None:
                assert seen is None
                continue
            shown = Fraction(seen)
            text = Fraction(part.value_text or 0)

            assert abs(shown - text) < Fraction(1, 10**6), part


@needs_libreoffice
def test_what_is_no_count_earns_nothing_and_text_that_is_one_counts() -> None:
    wrong = ["98%", "1.234,5", "1,065", 912.5, -1, True, 10**8, " ", "=1/0", "007"]
    texts = {"48": 48, " 47 ": 47, "46,0": 46}
    numbered = dict(enumerate([*wrong, *texts]))
    children = ("Số liệu", "E6")
    contents = {
        str(number): put({("Số liệu", "E17"): raw, children: "1.250"})
        for number, raw in numbered.items()
    }
    plan = plan_of(decision_06())
    row = plan.part_rows["7"]
    figures = {c: n for c, n in ASSESSMENT.figures.items() if c != "tre_duoi_1_tuoi"}
    most = score(decision_06(), replace(ASSESSMENT, figures=figures)).total.maximum
    for number, content in sorted(recalculated(contents).items()):
        cells, raw = workings(content), numbered[int(number)]
        assert 1250 == cells[f"D{plan.part_rows['9']}"]
        if isinstance(raw, str) and raw in texts:
            assert texts[raw] == cells[f"D{row}"]
            continue

        assert Outcome.MISSING.value == cells[f"H{row}"], raw
        assert (None, 0) == (cells[f"I{row}"], cells[f"J{row}"])
        assert most == cells[f"C{plan.summary_row}"]


@needs_libreoffice
def test_a_part_larger_than_its_whole_earns_nothing() -> None:
    saved = recalculated({"a": put({("Số liệu", "E18"): 97})})
    cells = workings(saved["a"])
    plan = plan_of(decision_06())

    assert Outcome.MISSING.value == cells[f"H{plan.part_rows['7']}"]


@needs_libreoffice
def test_sorted_rows_are_still_computed_by_their_ids() -> None:
    def backwards(book: Any) -> None:
        sheet = book["Số liệu"]
        rows = [[cell.value for cell in row[:6]] for row in sheet.iter_rows(min_row=6, max_row=26)]
        for number, row in enumerate(reversed(rows), 6):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value

    saved = recalculated({"tu": a_form(), "nguoc": treated(backwards)})
    plan = plan_of(decision_06())
    cells = {name: workings(content) for name, content in saved.items()}
    columns = [f"{c}{row}" for row in plan.part_rows.values() for c in "CDEFGHIJK"]

    assert [cells["tu"][c] for c in columns] == [cells["nguoc"][c] for c in columns]
