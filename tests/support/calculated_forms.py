"""Filled forms computed by IronCalc, inside this process: thousands where LibreOffice does few."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import ironcalc

from reports.workbook.draft import Value
from reports.workbook.form import form
from reports.workbook.plan import SYSTEM_SHEET, WORKINGS_SHEET, WorkbookPlan, plan_of
from reports.workbook.prefill import of_assessment
from scoring.base.communes import Area
from scoring.engine.assessment import Assessment
from scoring.engine.lost_rates import lost_rates
from scoring.engine.score_sheet import Finding, PartScore, Ruling, ScoreSheet
from scoring.engine.scorer import score
from scoring.engine.verdict import ALL_CRITERIA, THRESHOLD
from scoring.results.json_writing import as_result
from scoring.rules.ruleset import Ruleset

Cell = Value | float | bool | None


def opened(content: bytes) -> ironcalc.Model:
    """Return a workbook as IronCalc reads it; nothing is computed yet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bieu.xlsx"
        path.write_bytes(content)
        return ironcalc.load_from_xlsx(str(path))


class CalculatedForm:
    """The blank form of one ruleset, or another workbook, filled again and again."""

    def __init__(
        self, ruleset: Ruleset, content: bytes | None = None, plan: WorkbookPlan | None = None
    ) -> None:
        """Write the form once and find its inputs by their hidden ids, as a reader does."""
        self.ruleset, self.plan = ruleset, plan or plan_of(ruleset)
        self.model = opened(content or form(ruleset, 2024))
        names = [sheet["name"] for sheet in self.model.get_worksheets_properties()]
        self._number = {name: at for at, name in enumerate(names)}
        self._places: dict[tuple[str, ...], tuple[int, int, int]] = {}
        for name, sheet in self._number.items():
            if name.startswith("_"):
                continue
            _, last_row, _, last_column = self.model.get_sheet_dimensions(sheet)
            columns = {
                str(self.model.get_cell_value(sheet, 1, at)): at for at in range(2, last_column + 1)
            }
            for row in range(2, last_row + 1):
                id_ = self.model.get_cell_value(sheet, row, 1)
                if id_:
                    for column, at in columns.items():
                        self._places.setdefault((str(id_), column), (sheet, row, at))
                        self._places[name, str(id_), column] = sheet, row, at

    def computed(self, assessment: Assessment) -> None:
        """Fill in a whole assessment, and compute."""
        self.filled(of_assessment(assessment))

    def filled(self, cells: Mapping[tuple[str, ...], Cell]) -> None:
        """Put *cells* into the blank form, compute, and empty the cells again.

        They are named by id and column, where several sheets have these by the sheet before.
        The results stay until the next call.
        """
        places = {self._places[ids]: value for ids, value in cells.items()}
        for place, value in places.items():
            match value:
                case bool():
                    self.model.update_cell_with_bool(*place, value)
                case int() | float():
                    self.model.update_cell_with_number(*place, value)
                case str():
                    self.model.update_cell_with_text(*place, value)
        self.model.evaluate()
        for place in places:
            self.model.clear_cell_contents(*place)

    def seen(self, sheet: str, row: int, column: str) -> Any:
        """Return the result in a cell, ``None`` for the empty text."""
        at = ironcalc.column_number_from_name(column)
        value = self.model.get_cell_value(self._number[sheet], row, at)
        return None if value == "" else value

    def shown(self, sheet: str, id_: str, column: int) -> Any:
        """Return what stands in the row of an id, in a column (from 1) of a visible sheet."""
        row = next(at for name, at in self._rows_of(sheet) if name == id_)
        return self.model.get_cell_value(self._number[sheet], row, column)

    def _rows_of(self, sheet: str) -> list[tuple[str, int]]:
        return [(key[1], at[1]) for key, at in self._places.items() if key[0] == sheet]

    def workings(self, row: int, columns: str) -> dict[str, Any]:
        """Return the results of a row of workings by their columns."""
        return {column: self.seen(WORKINGS_SHEET, row, column) for column in columns}

    def figure(self, code: str) -> Any:
        """Return the count that the form reads from a figure's input, alone."""
        return self.seen(SYSTEM_SHEET, self.plan.system_row(code), "F")

    def check(self, code: str) -> Any:
        """Return what stands beside an input under «Kiểm tra»."""
        return self.seen(SYSTEM_SHEET, self.plan.system_row(code), "J")


def expected_of(part: PartScore, scale: int) -> dict[str, Any]:
    """Return what a part's row of workings must hold, by column."""
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


def expected_of_the_whole(result: Mapping[str, Any], scale: int) -> dict[str, Any]:
    """Return what the row of the whole must hold for a result of the JSON contract."""
    total, points = result["total"], result["total"]["points"]
    findings = {c["code"]: Finding[c["finding"]].value for c in result["conditions"]}
    return {
        "B": total["min"] * scale,
        "C": total["max"] * scale,
        "D": None if points is None else points * scale,
        "E": result["threshold"]["points"] * scale,
        "F": result["threshold"]["group"],
        "G": findings[ALL_CRITERIA],
        "H": findings[THRESHOLD],
        "I": Finding[result["verdict"]].value,
    }


def expected_of_a_criterion(criterion: Mapping[str, Any], scale: int) -> dict[str, Any]:
    """Return what a criterion's row must hold for a criterion of the JSON contract."""
    points = criterion["points"]
    return {
        "B": criterion["min"] * scale,
        "C": criterion["max"] * scale,
        "F": None if points is None else points * scale,
    }


def _compare_doubts(form: CalculatedForm, assessment: Assessment) -> None:
    """Hold what the form says of blank areas and of percentages to what the intake says."""
    commune = replace(assessment.commune, areas=tuple(Area))
    inside = score(form.ruleset, replace(assessment, commune=commune))
    seen = form.workings(form.plan.summary_row, "OP")

    assert inside.threshold.points * form.plan.scale == seen["O"], assessment
    assert inside.verdict.value == seen["P"], assessment
    for rate in lost_rates(form.ruleset):
        cases, whole = map(assessment.figures.get, (rate.numerator, rate.denominator))
        if cases is not None and whole is not None:
            said = str(form.check(rate.numerator)).startswith("? có phải đã ghi phần trăm")
            assert rate.may_be_percent(cases, whole) == said, (rate.part, assessment)


def compare(form: CalculatedForm, assessment: Assessment) -> ScoreSheet:
    """Fill the form in, and hold every result of it to the scorer's."""
    form.computed(assessment)
    sheet = hold(form, assessment)
    _compare_doubts(form, assessment)
    return sheet


def hold(
    form: CalculatedForm, assessment: Assessment, rulings: Sequence[Ruling] = ()
) -> ScoreSheet:
    """Hold the points and findings of a computed workbook to the scorer's.

    Of each part what its figures come to, of criteria and the whole what *rulings* add.
    """
    sheet, plan = score(form.ruleset, assessment), form.plan
    result = as_result(score(form.ruleset, assessment, rulings), "")
    for part in sheet.parts:
        row, expected = plan.part_rows[part.code], expected_of(part, plan.scale)

        assert expected == form.workings(row, "".join(expected)), (part.code, assessment)
        shown = form.workings(row, "L")["L"]
        assert (part.value is None) == (shown is None), (part.code, assessment)
        # The eye must not see 95 where 94,999 is below the edge.
        assert part.value is None or abs(Fraction(shown) - Fraction(part.value_text or 0)) < (
            Fraction(1, 10**8)
        ), (part.code, assessment)
    for criterion in result["criteria"]:
        row = plan.criterion_rows[criterion["number"]]
        expected = expected_of_a_criterion(criterion, plan.scale)

        assert expected == form.workings(row, "".join(expected)), (criterion["number"], assessment)
    expected = expected_of_the_whole(result, plan.scale)

    assert expected == form.workings(plan.summary_row, "".join(expected)), assessment
    return sheet
