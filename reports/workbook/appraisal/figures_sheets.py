"""The worksheet's counts and answers: as reported, and as the verifier found them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.wording.words import BLANK
from reports.workbook.appraisal.draft import FIGURES_SHEET, ITEMS_SHEET, Worksheet
from reports.workbook.appraisal.running_sheet import running_line
from reports.workbook.figures_sheet import parts_of_figures
from reports.workbook.inputs import YES_NO, choice, count_or_words
from reports.workbook.style import WAITING, height
from scoring.base.quantities import vietnamese
from scoring.forms.ids import LABEL
from scoring.forms.worksheet_ids import ANSWER, BEFORE, FIGURES, ITEMS, NOW, UNPROVEN

_LEADS = (
    "Ô màu vàng: số đã xác minh. Để trống: thống nhất với số tự chấm.",
    f"Không có gì chứng minh thì ghi «{UNPROVEN}»: số đó coi như chưa có, không phải 0.",
)
_NAME_WIDTH = 50
_PAPERS_WIDTH = 44


def write_figures(worksheet: Worksheet) -> None:
    """Write the sheet *Số liệu*."""
    draft = worksheet.draft
    columns = [
        ("", 6),
        (LABEL, _NAME_WIDTH),
        ("", 10),
        ("", 15),
        (NOW, 24),
        ("", 15),
        (BEFORE, 24),
        ("", 14),
        ("", 16),
        ("", _PAPERS_WIDTH),
    ]
    heads = (
        "STT",
        "Số liệu",
        "Đơn vị tính",
        "Tự chấm kỳ này",
        "Thẩm định kỳ này",
        "Tự chấm kỳ trước",
        "Thẩm định kỳ trước",
        "Dùng cho phần",
        _last_year_head(worksheet),
        "Tài liệu của xã",
    )
    title = f"Số liệu thẩm định năm {draft.year}"
    row = worksheet.start(
        FIGURES_SHEET, (FIGURES, columns), title, _LEADS, heads, running_line(draft.plan)
    )
    users = parts_of_figures(draft)
    for number, code in enumerate(draft.ruleset.figures, 1):
        _figure(worksheet, row, number, code, users[code])
        row += 1
    draft.sheets[FIGURES_SHEET].print_area(0, 0, row - 1, len(heads))


def _last_year_head(worksheet: Worksheet) -> str:
    last = worksheet.beside.last_year
    return "Năm trước" if last is None else last.head


def _figure(worksheet: Worksheet, row: int, number: int, code: str, users: Sequence[str]) -> None:
    draft, assessment = worksheet.draft, worksheet.assessment
    sheet, styles = draft.sheets[FIGURES_SHEET], draft.styles
    figure = draft.ruleset.figures[code]
    draft.row(FIGURES_SHEET, row, code)
    beside = worksheet.beside
    papers = "\n".join(filter(None, (beside.papers.get(part) for part in users)))
    sheet.set_row(row, height((figure.name, _NAME_WIDTH), (papers, _PAPERS_WIDTH)))
    sheet.write_number(row, 1, number, styles["middle"])
    sheet.write_string(row, 2, figure.name, styles["cell"])
    sheet.write_string(row, 3, figure.unit, styles["middle"])
    periods = [(4, NOW, "Kỳ này", assessment.figures.get(code))]
    if code in draft.ruleset.compared_figures:
        periods.append((6, BEFORE, "Kỳ trước", assessment.previous.get(code)))
    else:
        sheet.write_blank(row, 6, None, styles["closed"])
        sheet.write_blank(row, 7, None, styles["closed"])
    for column, id_, period, reported in periods:
        _reported(worksheet, FIGURES_SHEET, (row, column), reported)
        draft.input(
            FIGURES_SHEET,
            (row, column + 1),
            (code, id_),
            "type_count",
            count_or_words(
                f"{period} ({figure.unit})",
                f"Số đã xác minh của «{figure.name}». Để trống: thống nhất.",
                (draft.plan.largest, UNPROVEN),
                f"{'ABCDEFGHI'[column + 1]}{row + 1}",
            ),
        )
        _tint(worksheet, FIGURES_SHEET, (row, column + 1))
    sheet.write_string(row, 8, ", ".join(users), styles["small"])
    last = beside.last_year.figures.get(code) if beside.last_year is not None else None
    _reported(worksheet, FIGURES_SHEET, (row, 9), last)
    sheet.write_string(row, 10, papers, styles["small"])


def _reported(worksheet: Worksheet, name: str, place: tuple[int, int], value: Any) -> None:
    sheet, styles = worksheet.draft.sheets[name], worksheet.draft.styles
    if value is None:
        sheet.write_string(*place, BLANK, styles["middle"])
    elif isinstance(value, bool):
        sheet.write_string(*place, YES_NO[not value], styles["middle"])
    else:
        sheet.write_number(*place, value, styles["number"])


def _tint(worksheet: Worksheet, name: str, place: tuple[int, int]) -> None:
    """Colour what was found otherwise than reported, while it is typed."""
    row, column = place
    own, theirs = (f"${chr(ord('A') + at)}${row + 1}" for at in (column, column - 1))
    worksheet.draft.sheets[name].conditional_format(
        *place,
        *place,
        {
            "type": "formula",
            "criteria": f'=AND({own}<>"",{own}<>{theirs})',
            "format": worksheet.draft.styles.tint(WAITING),
        },
    )


def write_items(worksheet: Worksheet) -> None:
    """Write the sheet *Nội dung*."""
    draft = worksheet.draft
    columns = [
        ("", 7),
        (LABEL, 74),
        ("", 12),
        ("", 14),
        (ANSWER, 24),
        ("", 16),
        ("", _PAPERS_WIDTH),
    ]
    heads = (
        "Mã",
        "Nội dung",
        "Điểm nếu «có»",
        "Tự chấm",
        "Thẩm định",
        _last_year_head(worksheet),
        "Tài liệu của xã",
    )
    beside = worksheet.beside
    title = f"Các nội dung có / không, thẩm định năm {draft.year}"
    row = worksheet.start(
        ITEMS_SHEET, (ITEMS, columns), title, _LEADS, heads, running_line(draft.plan)
    )
    sheet, styles = draft.sheets[ITEMS_SHEET], draft.styles
    for _, part in draft.ruleset.parts:
        for item in part.items:
            draft.row(ITEMS_SHEET, row, item.code)
            papers = beside.papers.get(item.code, "")
            sheet.set_row(row, height((item.question, 74), (papers, _PAPERS_WIDTH)))
            sheet.write_string(row, 1, item.code, styles["middle"])
            sheet.write_string(row, 2, item.question, styles["cell"])
            points = "chưa rõ" if item.points is None else vietnamese(item.points)
            sheet.write_string(row, 3, points, styles["middle"])
            answer = worksheet.assessment.answers.get(item.code)
            _reported(worksheet, ITEMS_SHEET, (row, 4), answer)
            options = (*YES_NO, UNPROVEN)
            message = f"{item.question} Để trống: thống nhất."
            draft.input(
                ITEMS_SHEET,
                (row, 5),
                (item.code, ANSWER),
                "type_choice",
                choice(f"Nội dung {item.code}", message, options),
            )
            _tint(worksheet, ITEMS_SHEET, (row, 5))
            last = beside.last_year.answers.get(item.code) if beside.last_year else None
            _reported(worksheet, ITEMS_SHEET, (row, 6), last)
            sheet.write_string(row, 7, papers, styles["small"])
            row += 1
    sheet.print_area(0, 0, row - 1, len(heads))
