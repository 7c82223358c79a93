"""The verifier's worksheet: what the commune reported beside empty cells for what was found.

Officers live in Excel; the same ids as in ``scoring.forms.worksheet_ids`` find the cells again.
The same arguments give the same bytes.
"""

from __future__ import annotations

import io

import xlsxwriter

from reports.workbook.appraisal.beside import NOTHING_BESIDE, Beside
from reports.workbook.appraisal.draft import (
    FIGURES_SHEET,
    HEAD_SHEET,
    ITEMS_SHEET,
    PARTS_SHEET,
    REASONS_COLUMN,
    RULINGS_SHEET,
    RUNNING_SHEET,
    SYSTEM_SHEET,
    USED_SHEET,
    Worksheet,
    worksheet_plan,
)
from reports.workbook.appraisal.figures_sheets import write_figures, write_items
from reports.workbook.appraisal.parts_sheets import write_head, write_parts, write_rulings
from reports.workbook.appraisal.running_sheet import write_running
from reports.workbook.appraisal.used_figures import write_used
from reports.workbook.draft import Draft
from reports.workbook.form import NO_DAY, OPTIONS
from reports.workbook.plan import WORKINGS_SHEET
from reports.workbook.read_cells import write_workings
from reports.workbook.style import Styles
from scoring.appraisal.reasons import reasons
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import ScoreSheet
from scoring.engine.scorer import score
from scoring.forms.ids import mark
from scoring.forms.worksheet_ids import (
    APPRAISER,
    ASSESSMENT,
    COMMUNE,
    DAY,
    FORM,
    POSITION,
    RULESET,
    SYSTEM,
    VALUE,
    YEAR,
)
from scoring.rules.ruleset import Ruleset

_SHEETS = (
    HEAD_SHEET,
    FIGURES_SHEET,
    ITEMS_SHEET,
    PARTS_SHEET,
    RULINGS_SHEET,
    RUNNING_SHEET,
    SYSTEM_SHEET,
    USED_SHEET,
    WORKINGS_SHEET,
)


def appraisal_form(
    ruleset: Ruleset,
    assessment: Assessment,
    beside: Beside = NOTHING_BESIDE,
    claimed: ScoreSheet | None = None,
) -> bytes:
    """Return the worksheet for one self-assessment, with what is known beside its figures.

    *claimed* is its sheet, where the caller has it already.
    """
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, OPTIONS) as book:
        commune = assessment.commune
        title = f"Phiếu thẩm định {commune.name} ({commune.code}) năm {assessment.year}"
        book.set_properties({"title": title, "created": NO_DAY})
        book.set_calc_mode("auto")
        sheets = {name: book.add_worksheet(name) for name in _SHEETS}
        known = {APPRAISER: beside.appraiser, POSITION: beside.position, DAY: beside.day}
        filled = {(id_, VALUE): value for id_, value in known.items() if value is not None}
        plan, styles = worksheet_plan(ruleset), Styles(book)
        draft = Draft(ruleset, plan, assessment.year, filled, styles, sheets, {})
        claimed = claimed or score(ruleset, assessment)
        worksheet = Worksheet(draft, assessment, claimed, beside)
        write_head(worksheet)
        write_figures(worksheet)
        write_items(worksheet)
        write_parts(worksheet)
        write_rulings(worksheet)
        write_running(worksheet)
        write_used(worksheet)
        write_workings(draft, FORM)
        _system(worksheet)
        sheets[HEAD_SHEET].activate()
    return output.getvalue()


def _system(worksheet: Worksheet) -> None:
    """Write the hidden sheet: which dossier this belongs to, and the list of reasons."""
    sheet = worksheet.draft.sheets[SYSTEM_SHEET]
    sheet.hide()
    sheet.protect("")
    sheet.write_string(0, 0, mark(SYSTEM, FORM))
    sheet.write_string(0, 1, VALUE)
    assessment = worksheet.assessment
    facts = {
        COMMUNE: assessment.commune.code,
        YEAR: str(assessment.year),
        RULESET: worksheet.draft.ruleset.id,
        ASSESSMENT: assessment.sha256,
    }
    for row, (id_, value) in enumerate(facts.items(), 1):
        sheet.write_string(row, 0, id_)
        sheet.write_string(row, 1, value)
    for row, reason in enumerate(reasons().values()):
        sheet.write_string(row, REASONS_COLUMN, reason.name)
