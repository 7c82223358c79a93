"""The workbook's formulas against the scorer: LibreOffice computes, the scorer must agree."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from phuhop.usecases.samples.demo import SAMPLES
from reports.workbook.form import form
from reports.workbook.plan import WORKINGS_SHEET, plan_of
from reports.workbook.prefill import of_assessment
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Outcome, PartScore, ScoreSheet
from scoring.engine.scorer import score
from scoring.rules.boundaries import BoundaryCase, boundary_cases
from scoring.rules.loading import load
from scoring.rules.parts import BandScale, Trend
from scoring.rules.ruleset import Ruleset
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
from tests.support.strategies import assessments, decision_06, small_rulesets

pytestmark = pytest.mark.slow

BEYOND = fewer_beyond_the_whole()
DRAFT = load(SAMPLES / "du-thao-mau.yaml")
Case = tuple[Ruleset, Assessment]


def drawn(strategy: st.SearchStrategy[Case], count: int) -> list[Case]:
    """Let Hypothesis draw *count* cases, for one run of LibreOffice over all of them."""
    cases: list[Case] = []

    @settings(
        max_examples=count,
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(case: Case) -> None:
        cases.append(case)

    keep()
    return cases


@st.composite
def cases(draw: Any, rulesets: st.SearchStrategy[Ruleset]) -> Case:
    ruleset = draw(rulesets)
    return ruleset, within_their_wholes(draw(assessments(ruleset)), ruleset)


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
        *at_the_edges(decision_06()),
        *at_the_edges(DRAFT),
        *drawn(cases(st.just(decision_06())), 24),
        *drawn(cases(st.just(DRAFT)), 8),
        *drawn(cases(small_rulesets()), 24),
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


def expected_of(part: PartScore, scale: int) -> dict[str, Any]:
    """What a part's row of workings must hold, by column."""
    step = part.next_band
    return {
        "H": part.outcome.value,
        "I": None if part.points is None else part.points * scale,
        "J": part.minimum * scale,
        "K": part.maximum * scale,
        "M": part.band,
        "N": step and step.count,
        "O": step and step.label,
        "P": step and step.gain * scale,
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
        points = sheet.total.points
        expected = {
            "B": sheet.total.minimum * plan.scale,
            "C": sheet.total.maximum * plan.scale,
            "D": None if points is None else points * plan.scale,
            "E": sheet.threshold.points * plan.scale,
            "F": sheet.threshold.group,
            "G": sheet.conditions[0].finding.value,
            "H": sheet.conditions[2].finding.value,
            "I": sheet.verdict.value,
        }

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
def test_the_comparison_reaches_every_band_trend_and_outcome(compared: Any) -> None:
    for ruleset in (decision_06(), DRAFT):
        sheets = [sheet for (used, _), sheet, _ in compared if used is ruleset]
        reached = {(part.code, part.band) for sheet in sheets for part in sheet.parts}
        for _, part in ruleset.parts:
            if isinstance(part, BandScale):
                assert {(part.code, band.label) for band in part.bands} <= reached
            elif part.kind == "so với kỳ trước":
                assert {(part.code, trend.value) for trend in Trend} <= reached
    outcomes = {part.outcome for _, sheet, _ in compared for part in sheet.parts}

    assert set(Outcome) == outcomes
    assert 3 == len({sheet.verdict for _, sheet, _ in compared})


@needs_libreoffice
def test_what_is_no_count_earns_nothing_and_never_spreads() -> None:
    wrong = ["ba", "98%", "1.234,5", 912.5, -1, 0.5, True, 10**8, " ", "=1/0", "=NA()", "12 "]
    contents = {str(number): put({("Số liệu", "E17"): value}) for number, value in enumerate(wrong)}
    plan = plan_of(decision_06())
    row = plan.part_rows["7"]
    figures = {c: n for c, n in ASSESSMENT.figures.items() if c != "tre_duoi_1_tuoi"}
    most = score(decision_06(), replace(ASSESSMENT, figures=figures)).total.maximum
    for number, content in sorted(recalculated(contents).items()):
        cells = workings(content)

        assert Outcome.MISSING.value == cells[f"H{row}"], wrong[int(number)]
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
