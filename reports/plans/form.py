"""The form that collects typed values of a plan: a row for each target and unit, as XLSX."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reports.plans.words import tracked_words
from reports.tables.typed_looks import TypedLooks
from reports.tables.writing import XlsxBook
from reports.wording.clean import clean
from scoring.plans.loading import ChildrenPlan
from scoring.plans.tracking import Sources, Tracked, tracked
from scoring.plans.typed import CASES, CODE, FIRST_TITLE, SOURCE, UNIT, VALUE, WHOLE, YEAR

_COLUMNS = (
    (CODE, FIRST_TITLE, 10),
    ("ma_xa", "Mã xã", 9),
    (UNIT, "Đơn vị", 26),
    (YEAR, "Năm", 7),
    ("chi_tieu", "Chỉ tiêu", 52),
    ("muc_giao", "Mức giao", 26),
    (CASES, "Tử số (số đạt, số vụ, số trẻ)", 16),
    (WHOLE, "Mẫu số (tổng số)", 14),
    (VALUE, "Giá trị (khi chỉ là một con số)", 16),
    (SOURCE, "Nguồn: báo cáo, sổ, công văn nào", 40),
)
_BASE = "số của năm gốc, để so"
_LINE = 16.5
"""Points of one line of text."""
_LEAD = (
    "Chỉ ghi số đếm, không ghi tên trẻ. Chưa có số thì để trống, không ghi 0. Tỷ lệ ghi tử số và "
    "mẫu số, phần mềm tự chia. Không có trường hợp nào thì ghi 0 và 0. Số nào cũng ghi nguồn."
)


def typed_form(
    plan: ChildrenPlan,
    years: Sequence[int],
    units: Sequence[tuple[str, str]],
) -> bytes:
    """Return the form; *units* are code (empty where it is no commune) and name of each row.

    Only the targets that nothing computes have rows. The row of names that
    programs read is hidden above the headings.
    """
    output = io.BytesIO()
    workbook = XlsxBook(output).book
    looks = TypedLooks.of(workbook)
    sheet = workbook.add_worksheet("Nhập số")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.freeze_panes(2, 0)
    for column, (name, title, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name)
        sheet.write_string(1, column, title, looks.head)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_row(1, 3 * _LINE)
    number = 2
    for one in _wanted(plan, years):
        words = tracked_words(one)
        is_ratio = one.target.multiplier is not None
        for code, unit in units:
            asked = words.wanted if one.level is not None else _BASE
            cells = (one.target.code, code, clean(unit), one.year, words.name, asked)
            sheet.set_row(number, _LINE * max(_lines(words.name, 4), _lines(asked, 5)))
            for column, value in enumerate(cells):
                if isinstance(value, int):
                    sheet.write_number(number, column, value, looks.plain)
                else:
                    sheet.write_string(number, column, value, looks.plain)
            for column, is_open in ((6, is_ratio), (7, is_ratio), (8, not is_ratio), (9, True)):
                sheet.write_blank(number, column, None, looks.typed if is_open else looks.plain)
            number += 1
    count = {"validate": "integer", "criteria": ">=", "value": 0, "ignore_blank": True}
    told = {
        "error_title": "Chỉ ghi số đếm",
        "error_message": "Ghi số đếm; chưa có số thì để trống.",
    }
    sheet.data_validation(2, 6, max(number - 1, 2), 7, count | told)
    guide = workbook.add_worksheet("Cách ghi")
    guide.set_column(0, 0, 100)
    guide.write_string(0, 0, f"{plan.head.title} – {plan.head.place}", looks.head)
    guide.write_string(1, 0, _LEAD, looks.lead)
    workbook.close()
    return output.getvalue()


def _lines(text: str, column: int) -> int:
    return -(-len(text) // (_COLUMNS[column][2] - 2))


def _wanted(plan: ChildrenPlan, years: Sequence[int]) -> Sequence[Tracked]:
    """Return the rows' targets by year; a base year is asked for where a target needs one."""
    nothing = Sources({}, {})
    found: dict[tuple[str, int], Tracked] = {}
    for year in years:
        for one in tracked(plan, year, nothing):
            if one.target.indicator is not None:
                continue
            found.setdefault((one.target.code, year), one)
            if one.level is not None and one.level.is_relative:
                base = one.level.base_of(year)
                earlier = {t.target.code: t for t in tracked(plan, base, nothing)}
                found.setdefault((one.target.code, base), earlier[one.target.code])
    order = {target.code: at for at, target in enumerate(plan.targets)}
    return [found[key] for key in sorted(found, key=lambda key: (order[key[0]], key[1]))]
