"""The sheet *Đơn vị*: which commune, which year, who fills the form in."""

from __future__ import annotations

from reports.workbook import inputs as form_inputs
from reports.workbook.draft import Draft
from reports.workbook.guide_sheet import sample_formula
from reports.workbook.plan import UNIT_SHEET
from reports.workbook.style import laid_out, titled
from scoring.forms.ids import (
    AREA_FIELDS,
    CODE,
    IDENTITY_FIELDS,
    KIND,
    LABEL,
    PREPARER_FIELDS,
    UNIT,
    VALUE,
    YEAR,
    FormField,
)

LONGEST = 300
_VALUE_COLUMN = 2


def write_unit(draft: Draft) -> None:
    """Write the sheet *Đơn vị*."""
    sheet, styles = draft.sheets[UNIT_SHEET], draft.styles
    laid_out(
        sheet,
        styles,
        UNIT,
        columns=[(LABEL, 44), (VALUE, 46), ("", 52)],
        footer=draft.footer,
    )
    row = titled(sheet, styles, "Đơn vị và người lập biểu", [])
    draft.formula(UNIT_SHEET, (row, 1), sample_formula(draft.plan), "sample")
    row = _heads(draft, row + 1, "Đơn vị")
    sheet.freeze_panes(row, 2)
    for field in IDENTITY_FIELDS:
        row = _field(draft, row, field)
    for field in AREA_FIELDS.values():
        row = _field(draft, row, field)
    draft.row(UNIT_SHEET, row, YEAR)
    sheet.set_row(row, 24)
    sheet.write_string(row, 1, "Năm đánh giá", styles["cell"])
    sheet.write_number(row, _VALUE_COLUMN, draft.year, styles["fixed"])
    sheet.write_string(row, 3, "Biểu này chỉ dùng cho năm này", styles["faint"])
    draft.cells[YEAR, VALUE] = (UNIT_SHEET, f"C{row + 1}")
    row = _heads(draft, row + 2, "Người lập biểu (ghi trên hồ sơ, không tính điểm)")
    for field in PREPARER_FIELDS:
        row = _field(draft, row, field)
    sheet.print_area(0, 0, row, 3)


def _heads(draft: Draft, row: int, title: str) -> int:
    sheet, head = draft.sheets[UNIT_SHEET], draft.styles["head"]
    for column, words in enumerate((title, "Ghi vào đây", "Cách ghi"), 1):
        sheet.write_string(row, column, words, head)
    sheet.set_row(row, 22)
    return row + 1


def _field(draft: Draft, row: int, field: FormField) -> int:
    sheet, styles = draft.sheets[UNIT_SHEET], draft.styles
    draft.row(UNIT_SHEET, row, field.id)
    sheet.set_row(row, 24)
    sheet.write_string(row, 1, field.label, styles["cell"])
    sheet.write_string(row, 3, field.hint, styles["faint"])
    title, message = field.label, field.hint or field.label
    style = "type_text"
    if field.is_yes_no:
        style, validation = "type_choice", form_inputs.choice(title, message, form_inputs.YES_NO)
    elif field.id == KIND:
        kinds = tuple(draft.ruleset.recognition.kinds)
        style, validation = "type_choice", form_inputs.choice(title, message, kinds)
    elif field.id == CODE:
        validation = form_inputs.code(title, message)
    else:
        validation = form_inputs.words(title, message, LONGEST)
    draft.input(UNIT_SHEET, (row, _VALUE_COLUMN), (field.id, VALUE), style, validation)
    return row + 1
