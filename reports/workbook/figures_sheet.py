"""The sheet *Số liệu*: each count, this period and where needed the previous one."""

from __future__ import annotations

from reports.papers.figure_help import form_help
from reports.workbook import inputs as form_inputs
from reports.workbook.draft import Draft
from reports.workbook.guide_sheet import sample_formula
from reports.workbook.plan import FIGURES_SHEET, SYSTEM_FIRST, SYSTEM_SHEET
from reports.workbook.style import BAD, coloured, height, laid_out, titled
from scoring.forms.ids import BEFORE, FIGURES, LABEL, NOTE, NOW, SOURCE
from scoring.rules.ruleset import Figure

LONGEST_NOTE = 300
NOW_COLUMN, BEFORE_COLUMN = "E", "F"
_HEADS = (
    "STT",
    "Số liệu",
    "Đơn vị tính",
    "Kỳ này",
    "Kỳ trước",
    "Kiểm tra",
    "Nơi cung cấp",
    "Nguồn số liệu",
    "Ghi chú",
    "Dùng cho phần",
)
_NAME_WIDTH = 52


def write_figures(draft: Draft) -> None:
    """Write the sheet *Số liệu*."""
    sheet, styles, ruleset = draft.sheets[FIGURES_SHEET], draft.styles, draft.ruleset
    laid_out(
        sheet,
        styles,
        FIGURES,
        columns=[
            ("", 6),
            (LABEL, _NAME_WIDTH),
            ("", 11),
            (NOW, 13),
            (BEFORE, 13),
            ("", 24),
            ("", 19),
            (SOURCE, 24),
            (NOTE, 20),
            ("", 12),
        ],
        landscape=True,
        pages=1,
        footer=draft.footer,
    )
    row = titled(
        sheet,
        styles,
        f"Số liệu năm {draft.year}",
        [
            (
                "Ghi số đếm vào ô màu vàng. Để trống: chưa có số liệu. Số 0: đã rà soát, không có "
                "trường hợp nào. Kỳ trước: kỳ đánh giá liền trước."
            )
        ],
    )
    draft.formula(FIGURES_SHEET, (row, 1), sample_formula(draft.plan), "sample")
    row += 1
    for column, words in enumerate(_HEADS, 1):
        sheet.write_string(row, column, words, styles["head"])
    sheet.set_row(row, 24)
    sheet.freeze_panes(row + 1, 3)
    sheet.repeat_rows(row)
    start = row + 1
    users = parts_of_figures(draft)
    for number, (code, figure) in enumerate(ruleset.figures.items(), 1):
        _figure(draft, row + number, number, code, figure, ", ".join(users[code]))
    last = row + len(ruleset.figures)
    coloured(sheet, styles, (start, 6, last, 6))
    # A fraction is no count: it must not look like one while «Kiểm tra» says what is wrong.
    fraction = f"=AND(ISNUMBER(E{start + 1}),E{start + 1}<>INT(E{start + 1}))"
    exact = styles.shown_as("#,##0.0########", BAD[0])
    options = {"type": "formula", "criteria": fraction, "format": exact}
    sheet.conditional_format(start, 4, last, 5, options)
    sheet.print_area(0, 0, last, len(_HEADS))


def parts_of_figures(draft: Draft) -> dict[str, list[str]]:
    """Return, for each figure, the codes of the parts that read it."""
    users: dict[str, list[str]] = {code: [] for code in draft.ruleset.figures}
    for _, part in draft.ruleset.parts:
        for code in dict.fromkeys(part.figures):
            users[code].append(part.code)
    return users


def _figure(  # noqa: PLR0913, PLR0917 -- the cells of a row, in their order
    draft: Draft, row: int, number: int, code: str, figure: Figure, users: str
) -> None:
    sheet, styles = draft.sheets[FIGURES_SHEET], draft.styles
    draft.row(FIGURES_SHEET, row, code)
    sheet.write_number(row, 1, number, styles["middle"])
    definition = figure.definition or ""
    # The definition's letters are a quarter smaller than the name's.
    below = height((definition, _NAME_WIDTH * 4 / 3)) - height(("", 1)) + 15 if definition else 0
    sheet.set_row(row, height((figure.name, _NAME_WIDTH)) + below)
    if figure.definition:
        # Two texts in one cell: the name is what the reader compares with the id.
        pieces = [styles["strong"], figure.name, styles["faint"], f"\n{figure.definition}"]
        sheet.write_rich_string(row, 2, *pieces, styles["cell"])
    else:
        sheet.write_string(row, 2, figure.name, draft.styles["group_name"])
    told = form_help().figures.get(code)
    sheet.write_string(row, 3, figure.unit, styles["middle"])
    message = (
        (told and told.how) or figure.definition or "Số nguyên từ 0. Để trống nếu chưa có số liệu."
    )
    largest = draft.plan.largest
    draft.input(
        FIGURES_SHEET,
        (row, 4),
        (code, NOW),
        "type_count",
        form_inputs.count(f"Kỳ này ({figure.unit})", message, largest),
    )
    if code in draft.ruleset.compared_figures:
        draft.input(
            FIGURES_SHEET,
            (row, 5),
            (code, BEFORE),
            "type_count",
            form_inputs.count(f"Kỳ trước ({figure.unit})", message, largest),
        )
    else:
        sheet.write_blank(row, 5, None, styles["closed"])
    draft.formula(FIGURES_SHEET, (row, 6), check_formula(draft, row + 1), "check")
    sheet.write_string(row, 7, told.source if told else "", styles["small"])
    draft.input(
        FIGURES_SHEET,
        (row, 8),
        (code, SOURCE),
        "type_text",
        form_inputs.words("Nguồn số liệu", "Báo cáo, sổ, cơ quan đã cung cấp số này", LONGEST_NOTE),
    )
    draft.input(
        FIGURES_SHEET,
        (row, 9),
        (code, NOTE),
        "type_text",
        form_inputs.words("Ghi chú", "Không ghi tên hay thông tin của trẻ em", LONGEST_NOTE),
    )
    sheet.write_string(row, 10, users, styles["small"])


def check_formula(draft: Draft, row: int) -> str:
    """Return the formula that shows what the system sheet found about this row's id."""
    last = SYSTEM_FIRST + len(draft.plan.ids) - 1
    ids = f"{SYSTEM_SHEET}!$A${SYSTEM_FIRST}:$A${last}"
    found = f"{SYSTEM_SHEET}!$J${SYSTEM_FIRST}:$J${last}"
    return f'IFERROR(INDEX({found},MATCH($A{row},{ids},0)),"")'
