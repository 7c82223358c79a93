"""The sheet *Nội dung*: the items answered có or không."""

from __future__ import annotations

from reports.workbook import inputs as form_inputs
from reports.workbook.draft import Draft
from reports.workbook.figures_sheet import LONGEST_NOTE, check_formula
from reports.workbook.guide_sheet import notices, sample_formula
from reports.workbook.plan import ITEMS_SHEET
from reports.workbook.style import coloured, height, laid_out, titled
from scoring.base.quantities import vietnamese
from scoring.engine.explanation import level_words
from scoring.forms.ids import ANSWER, ITEMS, LABEL, NOTE
from scoring.rules.kinds.part import YesNoItem

ANSWER_COLUMN = "E"
_QUESTION_WIDTH = 70
_HEADS = ("Mã", "Nội dung", "Điểm nếu «có»", "Trả lời", "Kiểm tra", "Ghi chú", "Mức tin cậy")


def write_items(draft: Draft) -> None:
    """Write the sheet *Nội dung*."""
    sheet, styles, ruleset = draft.sheets[ITEMS_SHEET], draft.styles, draft.ruleset
    laid_out(
        sheet,
        styles,
        ITEMS,
        columns=[
            ("", 7),
            (LABEL, _QUESTION_WIDTH),
            ("", 12),
            (ANSWER, 13),
            ("", 18),
            (NOTE, 34),
            ("", 20),
        ],
        landscape=True,
        footer=draft.footer,
    )
    lead = "Chọn «có» hoặc «không» ở ô màu vàng. Để trống: chưa trả lời được, chưa được điểm."
    row = titled(sheet, styles, f"Các nội dung có / không năm {draft.year}", [lead])
    for notice in notices(ruleset):
        sheet.write_string(row, 1, notice, styles["sample"])
        row += 1
    draft.formula(ITEMS_SHEET, (row, 1), sample_formula(draft.plan), "sample")
    row += 1
    for column, words in enumerate(_HEADS, 1):
        sheet.write_string(row, column, words, styles["head"])
    sheet.set_row(row, 24)
    sheet.freeze_panes(row + 1, 3)
    sheet.repeat_rows(row)
    start = row = row + 1
    for criterion, part in ruleset.parts:
        if not part.items:
            continue
        name = f"Tiêu chí {criterion.number}. {criterion.name}"
        _group(draft, row, f"{name}: {part.name}" if part.name else name)
        row += 1
        for item in part.items:
            _item(draft, row, item, level_words(part.level_of(item)))
            row += 1
    coloured(sheet, styles, (start, 5, max(row - 1, start), 5))
    sheet.print_area(0, 0, max(row - 1, start), len(_HEADS))


def _group(draft: Draft, row: int, name: str) -> None:
    sheet, look = draft.sheets[ITEMS_SHEET], draft.styles["group"]
    sheet.set_row(row, 22)
    sheet.write_blank(row, 1, None, look)
    sheet.write_string(row, 2, name, look)
    for column in range(3, len(_HEADS) + 1):
        sheet.write_blank(row, column, None, look)


def _item(draft: Draft, row: int, item: YesNoItem, level: str) -> None:
    sheet, styles = draft.sheets[ITEMS_SHEET], draft.styles
    draft.row(ITEMS_SHEET, row, item.code)
    sheet.set_row(row, height((item.question, _QUESTION_WIDTH)))
    sheet.write_string(row, 1, item.code, styles["middle"])
    sheet.write_string(row, 2, item.question, styles["cell"])
    points = "chưa rõ" if item.points is None else vietnamese(item.points)
    sheet.write_string(row, 3, points, styles["middle"])
    draft.input(
        ITEMS_SHEET,
        (row, 4),
        (item.code, ANSWER),
        "type_choice",
        form_inputs.choice(f"Nội dung {item.code}", item.question, form_inputs.YES_NO),
    )
    draft.formula(ITEMS_SHEET, (row, 5), check_formula(draft, row + 1), "check")
    message = "Không ghi tên hay thông tin của trẻ em"
    draft.input(
        ITEMS_SHEET,
        (row, 6),
        (item.code, NOTE),
        "type_text",
        form_inputs.words("Ghi chú", message, LONGEST_NOTE),
    )
    sheet.write_string(row, 7, level, styles["small"])
