"""The worksheet against the official text as a workbook that is read back: one cell a number."""

from __future__ import annotations

import io

import xlsxwriter

from reports.rules.review_rows import review_groups
from reports.wording.clean import clean, cleaned
from reports.workbook.form import NO_DAY, OPTIONS
from reports.workbook.style import Styles, height, laid_out, titled
from scoring.forms.ids import mark
from scoring.forms.review_ids import ANSWER, COPY, FORM, NUMBERS, RULESET, SHA, SYSTEM, VALUE
from scoring.rules.ruleset import Ruleset

_COLUMNS = (("", 58.0), ("", 20.0), (ANSWER, 24.0), ("", 30.0), ("", 26.0))
_HEADS = (
    "Điều, mức",
    "Phần mềm đang dùng",
    "Văn bản gốc ghi",
    "Căn cứ",
    "Mức tin cậy hiện nay",
)
_LEADS = (
    "Mở văn bản gốc (bản có chữ ký, dấu hoặc bản Công báo), đi lần lượt từng dòng, ghi vào ô vàng:",
    "«đúng» khi văn bản ghi như vậy; khác thì ghi số đúng: 35, hoặc cả mức: từ 95 dưới 98: 35.",
    "Để trống: chưa đối chiếu. «văn bản không quy định»: giữ mức tin cậy cũ.",
)


def review_workbook(ruleset: Ruleset) -> bytes:
    """Return the worksheet: every number with an empty cell. The same ruleset, the same bytes."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, OPTIONS) as book:
        number = clean(ruleset.document.number)
        book.set_properties({"title": f"Phiếu đối chiếu {number}", "created": NO_DAY})
        styles = Styles(book)
        sheet = book.add_worksheet("Đối chiếu")
        footer = f"Phiếu đối chiếu {number} với văn bản gốc"
        laid_out(sheet, styles, NUMBERS, columns=_COLUMNS, landscape=True, footer=footer, form=FORM)
        title = f"ĐỐI CHIẾU {number} VỚI VĂN BẢN GỐC"
        row = titled(sheet, styles, title, _LEADS) + 1
        sheet.write_string(row, 0, COPY, styles["id"])
        sheet.write_string(row, 1, "Bản văn bản gốc đã dùng (số Công báo, nơi lấy)", styles["cell"])
        sheet.merge_range(row, 3, row, 5, "", styles["type_text"])
        for column, head in enumerate(_HEADS, 1):
            sheet.write_string(row + 1, column, head, styles["head"])
        sheet.freeze_panes(row + 2, 2)
        sheet.repeat_rows(row + 1)
        row += 2
        for group in cleaned(review_groups(ruleset)):
            sheet.merge_range(row, 1, row, 5, group.heading, styles["group"])
            for one in group.rows:
                row += 1
                texts = (one.what, one.value, "", one.citation, one.level)
                sheet.set_row(row, height(*zip(texts, (w for _, w in _COLUMNS), strict=True)))
                sheet.write_string(row, 0, one.number.id, styles["id"])
                for column, text in enumerate(texts, 1):
                    look = "type_text" if column == 3 else "small" if column > 3 else "cell"  # noqa: PLR2004 -- the third column is typed in
                    sheet.write_string(row, column, text, styles[look])
            row += 1
        _system(book, ruleset)
    return output.getvalue()


def _system(book: xlsxwriter.Workbook, ruleset: Ruleset) -> None:
    """Write the hidden sheet: which file the worksheet belongs to."""
    sheet = book.add_worksheet("_he_thong")
    sheet.hide()
    sheet.protect("")
    sheet.write_string(0, 0, mark(SYSTEM, FORM))
    sheet.write_string(0, 1, VALUE)
    for row, (id_, value) in enumerate(((RULESET, ruleset.id), (SHA, ruleset.sha256)), 1):
        sheet.write_string(row, 0, id_)
        sheet.write_string(row, 1, value)
