"""The worksheet's hidden sheet of what counts: the verified value, else the reported one."""

from __future__ import annotations

from reports.workbook.appraisal.draft import (
    FIGURES_SHEET,
    ITEMS_SHEET,
    RULINGS_SHEET,
    USED_SHEET,
    Worksheet,
)
from reports.workbook.formulas.language import NOTHING, when
from reports.workbook.formulas.rulings import ruling_row
from reports.workbook.plan import COUNTED, LAST_INPUT_ROW
from reports.workbook.prefill import of_commune
from reports.workbook.read_cells import (
    BEFORE_CELLS,
    NOW_CELLS,
    input_at,
    looked_up,
    typed_cells,
    write_count,
    write_read,
    yes_no,
)
from scoring.forms.ids import AREA_FIELDS, CITY, VALUE, YEAR, mark
from scoring.forms.worksheet_ids import FORM, USED

REPORTED_NOW, VERIFIED_NOW = "E", "F"
REPORTED_BEFORE, VERIFIED_BEFORE = "G", "H"
"""Columns of *Số liệu*; of *Nội dung* the first two."""


RULED_POINTS, RULED_REASON = "F", "G"
"""Columns of *Quyết định*."""


def write_used(worksheet: Worksheet) -> None:
    """Write the hidden sheet that the workings read; it stands where the form has its own."""
    draft = worksheet.draft
    sheet = draft.sheets[USED_SHEET]
    sheet.hide()
    sheet.protect("")
    sheet.write_string(0, 0, mark(USED, FORM))
    _commune(worksheet)
    for code, figure in draft.ruleset.figures.items():
        row = looked_up(draft, code, FIGURES_SHEET)
        sheet.write_string(row - 1, 1, figure.name)
        _count(worksheet, code, (REPORTED_NOW, VERIFIED_NOW), NOW_CELLS)
        if code in draft.ruleset.compared_figures:
            _count(worksheet, code, (REPORTED_BEFORE, VERIFIED_BEFORE), BEFORE_CELLS)
    for code in draft.ruleset.items:
        row = looked_up(draft, code, ITEMS_SHEET)
        reported, own = (input_at(ITEMS_SHEET, at, row) for at in (REPORTED_NOW, VERIFIED_NOW))
        write_read(draft, row, "G", when(f'TRIM({own})=""', yes_no(reported), yes_no(own)))
    for _, part in draft.ruleset.parts:
        _ruling(worksheet, part.code)


def _ruling(worksheet: Worksheet, code: str) -> None:
    """Write what a person rules on a part, and what then counts of it."""
    draft = worksheet.draft
    sheet, row = draft.sheets[USED_SHEET], draft.plan.ruling_row(code)
    sheet.write_string(row - 1, 0, code)
    ids = f"'{RULINGS_SHEET}'!$A$1:$A${LAST_INPUT_ROW}"
    sheet.write_formula(f"K{row}", f"=IFERROR(MATCH($A{row},{ids},0),0)", None, "")
    points, reason = (input_at(RULINGS_SHEET, at, row) for at in (RULED_POINTS, RULED_REASON))
    for column, formula in ruling_row(draft.plan, code, points, reason).items():
        if column in COUNTED.values():
            sheet.write_formula(f"{column}{row}", f"={formula}", None, "")
        else:
            write_read(draft, row, column, formula)


def _commune(worksheet: Worksheet) -> None:
    """Write what is known of the commune; an area it does not name is one it lies outside of."""
    plan, sheet = worksheet.draft.plan, worksheet.draft.sheets[USED_SHEET]
    known = of_commune(worksheet.assessment.commune)
    areas = {field.id for field in AREA_FIELDS.values()}
    for id_ in plan.fields:
        row = plan.system_row(id_)
        sheet.write_string(row - 1, 0, id_)
        value = known.get((id_, VALUE))
        if id_ == YEAR:
            sheet.write_number(f"G{row}", worksheet.assessment.year)
        elif id_ in areas or (id_ == CITY and value is not None):
            sheet.write_number(f"G{row}", int(value == "có"))
        elif value is not None:
            sheet.write_string(f"G{row}", str(value))


def _count(worksheet: Worksheet, code: str, columns: tuple[str, str], letters: str) -> None:
    draft = worksheet.draft
    row = draft.plan.system_row(code)
    reported, own = (input_at(FIGURES_SHEET, column, row) for column in columns)
    agreed = when(f"ISNUMBER({reported})", reported, NOTHING)
    write_count(draft, code, own, typed_cells(letters, row), agreed=agreed)
