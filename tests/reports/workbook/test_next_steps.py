"""The first lines of *Tự chấm*: what is missing and what brings most, as the program has it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.workbook.form import form
from reports.workbook.plan import SCORES_SHEET
from reports.workbook.prefill import of_assessment
from scoring.base.quantities import vietnamese
from scoring.engine.assessment import Assessment
from scoring.engine.scorer import score
from scoring.intake.blanks import blanks_of
from scoring.rules.ruleset import Ruleset
from tests.support.calculated_forms import opened
from tests.support.sample_sheets import ASSESSMENTS

FULL = ASSESSMENTS["mien-nui-dat"]
FEWER = replace(FULL, figures=dict([*FULL.figures.items()][:12]), answers={"1.1": True})
BLANK = Assessment(FULL.commune, FULL.year, {}, {}, {})
GIVEN = pytest.mark.parametrize("given", [FULL, FEWER, BLANK], ids=["full", "fewer", "blank"])


def shown(ruleset: Ruleset, assessment: Assessment) -> dict[str, str]:
    """Compute a form; return the two lines by their labels."""
    model = opened(form(ruleset, assessment.year, of_assessment(assessment)))
    model.evaluate()
    names = [sheet["name"] for sheet in model.get_worksheets_properties()]
    at = names.index(SCORES_SHEET)
    return {
        str(model.get_cell_value(at, row, 2)): str(model.get_cell_value(at, row, 4) or "")
        for row in range(2, 14)
    }


@GIVEN
def test_what_is_missing_is_counted_as_check_counts_it(
    decision_06: Ruleset, given: Assessment
) -> None:
    blanks = blanks_of(given, decision_06)
    codes = ", ".join(blanks.unscored)
    end = f". Chưa chấm được: {codes}." if codes else "."

    assert (
        f"Còn trống {blanks.figures}/{blanks.of_figures} số liệu, "
        f"{blanks.answers}/{blanks.of_answers} nội dung{end}"
    ) == shown(decision_06, given)["Còn thiếu"]


@GIVEN
def test_the_steps_are_those_with_the_greatest_gain_and_never_about_abused_children(
    decision_06: Ruleset, given: Assessment
) -> None:
    sensitive = {c.number for c in decision_06.criteria if c.is_sensitive}
    steps = [
        (part.code, part.next_band)
        for criterion in score(decision_06, given).criteria
        for part in criterion.parts
        if criterion.number not in sensitive and part.next_band is not None
    ]
    steps.sort(key=lambda step: -step[1].gain)

    assert (
        "; ".join(
            f"phần {code}: «{band.label}»: {'thêm' if band.is_more else 'ít hơn'} {band.count} "
            f"(+{vietnamese(band.gain)} điểm)"
            for code, band in steps[:3]
        )
        == shown(decision_06, given)["Việc nên làm trước"]
    )
