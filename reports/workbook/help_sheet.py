"""The sheet *Giải thích*: of each figure who gives it, how it is counted, frequent mistakes."""

from __future__ import annotations

from reports.papers.figure_help import form_help
from reports.workbook.draft import Draft
from reports.workbook.plan import HELP_SHEET
from reports.workbook.style import height, laid_out, titled
from scoring.base.levels import Level
from scoring.engine.explanation import level_words

_COLUMNS = (("", 38), ("", 26), ("", 58), ("", 52))
_HEADS = ("Số liệu", "Nơi cung cấp", "Cách đếm", "Hay sai")


def write_help(draft: Draft) -> None:
    """Write the sheet *Giải thích*; a figure of which nothing is known has its definition."""
    sheet, styles = draft.sheets[HELP_SHEET], draft.styles
    laid_out(sheet, styles, "giai_thich", columns=_COLUMNS, landscape=True, footer=draft.footer)
    known = form_help()
    row = titled(
        sheet,
        styles,
        "Giải thích số liệu",
        [
            "Ai có số này, đếm thế nào, hay sai chỗ nào. Trang này chỉ để đọc.",
            f"Nơi cung cấp: mức tin cậy {level_words(Level(known.level))}; từ: {known.basis}.",
        ],
    )
    for column, words in enumerate(_HEADS, 1):
        sheet.write_string(row, column, words, styles["head"])
    sheet.set_row(row, 24)
    sheet.freeze_panes(row + 1, 2)
    sheet.repeat_rows(row)
    for code, figure in draft.ruleset.figures.items():
        row += 1
        told = known.figures.get(code)
        how = told.how if told else figure.definition or ""
        texts = (figure.name, told.source if told else "", how, told.mistakes if told else "")
        widths = (width for _, width in _COLUMNS)
        sheet.set_row(row, height(*zip(texts, widths, strict=True)))
        for column, words in enumerate(texts, 1):
            sheet.write_string(row, column, words, styles["group_name" if column == 1 else "cell"])
    sheet.print_area(0, 0, row, len(_COLUMNS))
