"""The worksheet's sheet *Điểm tạm tính*: points and verdict while verified figures are typed.

Locked; formulas over the verified figures, where a cell is blank over the reported one, and over
the points that a person rules on.
"""

from __future__ import annotations

from reports.workbook.appraisal.draft import RUNNING_SHEET, Worksheet
from reports.workbook.formulas.language import NOTHING, first, text, when
from reports.workbook.formulas.rulings import WHY_NOT
from reports.workbook.plan import WorkbookPlan
from reports.workbook.result_words import (
    condition_reason,
    points_of,
    signed,
    span,
    total_points,
    verdict_words,
)
from reports.workbook.style import WAITING, coloured, height
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import CriterionScore, PartScore, Total
from scoring.engine.verdict import ALL_CRITERIA, NO_ZERO, THRESHOLD
from scoring.engine.verdict_words import CONDITION_NAMES
from scoring.forms.ids import TOTAL, VERDICT
from scoring.forms.worksheet_ids import RUNNING

_NAME_WIDTH = 46
_REASON_WIDTH = 60
_COLUMNS = (7, _NAME_WIDTH, 10, 18, 18, 14, _REASON_WIDTH)
_HEADS = (
    "Phần",
    "Tiêu chí, phần",
    "Điểm tối đa",
    "Tự chấm",
    "Tạm tính",
    "Chênh lệch",
    "Vì sao (theo số tạm tính)",
)
_LEADS = (
    "Máy tự tính theo số đã xác minh; ô nào để trống thì theo số tự chấm. Phần chưa chấm được là",
    "một khoảng; điểm ghi ở trang «Quyết định» thay vào khi nằm trong khoảng ấy và có lý do.",
)


def running_line(plan: WorkbookPlan) -> str:
    """Return the line that stands above the sheets typed into: total, threshold, verdict."""
    goal = points_of(plan.summary("E"), plan.scale)
    out_of = vietnamese(plan.ruleset.recognition.total_points)
    words = (
        f'"Tạm tính: "&{total_points(plan)}&" trên {out_of} điểm; ngưỡng "&{goal}&". Kết luận: "'
    )
    return f"{words}&{verdict_words(plan)}"


def part_points(plan: WorkbookPlan, code: str) -> str:
    """Return a part's points, or their interval and why they are open."""
    points, least, most = (points_of(plan.counted(at, code), plan.scale) for at in "IJK")
    why = f"{plan.cells_sheet}!${WHY_NOT}${plan.ruling_row(code)}"
    outcome = plan.counted("H", code)
    ruled = when(f'{why}=""', NOTHING, f'"; quyết định chưa cộng: "&{why}')
    still = f'{least}&"–"&{most}&" ("&{outcome}&{ruled}&")"'
    refused = f'{points}&" (quyết định không cộng: "&{why}&")"'
    settled = when(f'{why}=""', points, refused)
    return when(f'{plan.counted("I", code)}=""', still, settled)


def write_running(worksheet: Worksheet) -> None:
    """Write the sheet *Điểm tạm tính*."""
    draft = worksheet.draft
    sheet, styles, plan = draft.sheets[RUNNING_SHEET], draft.styles, draft.plan
    columns = [("", float(width)) for width in _COLUMNS]
    title = f"Điểm tạm tính theo số đã xác minh, năm {draft.year}"
    ids = (RUNNING, columns)
    row = worksheet.start(RUNNING_SHEET, ids, title, _LEADS, _HEADS, running_line(plan))
    start = row
    for criterion in worksheet.sheet.criteria:
        if len(criterion.parts) > 1:
            _criterion(worksheet, row, criterion)
            row += 1
        for part in criterion.parts:
            _part(worksheet, row, criterion, part)
            row += 1
    for sign in ("–", "?"):
        options = {
            "type": "text",
            "criteria": "containing",
            "value": sign,
            "format": styles.tint(WAITING),
        }
        sheet.conditional_format(start, 5, row - 1, 5, options)
    row = _summary(worksheet, row)
    sheet.print_area(0, 0, row - 1, len(_HEADS))
    sheet.fit_to_pages(1, 1)


def _difference(claimed: str | None, is_open: str, cell: str) -> str:
    """Return how many points more or fewer; nothing while either is open."""
    if claimed is None:
        return text("")
    found = f"({cell})-({claimed})"
    more = when(f"{found}>0", f'"+"&({found})', f'"-"&-({found})')
    return first([(is_open, text("")), (f"{found}=0", "0")], more)


def _criterion(worksheet: Worksheet, row: int, criterion: CriterionScore) -> None:
    draft = worksheet.draft
    sheet, styles, plan = draft.sheets[RUNNING_SHEET], draft.styles, draft.plan
    sheet.set_row(row, height((criterion.name, _NAME_WIDTH)))
    number = criterion.number
    least, most = (points_of(plan.criterion(at, number), plan.scale) for at in "BC")
    is_open = f'{plan.criterion("F", number)}=""'
    sheet.write_number(row, 1, number, styles["group_middle"])
    sheet.write_string(row, 2, criterion.name, styles["group"])
    sheet.write_string(row, 3, vietnamese(criterion.max_points), styles["group_middle"])
    sheet.write_string(row, 4, _claimed(criterion), styles["group_middle"])
    draft.formula(RUNNING_SHEET, (row, 5), span(least, most, is_open), "group_middle")
    difference = _difference(_number(criterion), is_open, least)
    draft.formula(RUNNING_SHEET, (row, 6), difference, "group_middle")
    sheet.write_blank(row, 7, None, styles["group"])


def _part(worksheet: Worksheet, row: int, criterion: CriterionScore, part: PartScore) -> None:
    draft = worksheet.draft
    sheet, styles, plan = draft.sheets[RUNNING_SHEET], draft.styles, draft.plan
    name = part.name or criterion.name
    is_whole = len(criterion.parts) == 1
    middle = "group_middle" if is_whole else "middle"
    draft.row(RUNNING_SHEET, row, part.code)
    sheet.set_row(row, max(height((name, _NAME_WIDTH)), 36))
    sheet.write_string(row, 1, part.code, styles[middle])
    sheet.write_string(row, 2, name, styles["group" if is_whole else "part"])
    sheet.write_string(row, 3, vietnamese(part.max_points), styles["middle"])
    sheet.write_string(row, 4, _claimed(part), styles["middle"])
    draft.formula(RUNNING_SHEET, (row, 5), part_points(plan, part.code), "points")
    cell = plan.counted("I", part.code)
    difference = _difference(_number(part), f'{cell}=""', points_of(cell, plan.scale))
    draft.formula(RUNNING_SHEET, (row, 6), difference, "middle")
    is_ruled = f"{plan.counted('H', part.code)}<>{plan.part('H', part.code)}"
    why = when(is_ruled, text("Theo điểm ghi ở trang «Quyết định»."), plan.part("Q", part.code))
    draft.formula(RUNNING_SHEET, (row, 7), why, "reason")


def _claimed(score: PartScore | CriterionScore | Total) -> str:
    if score.points is not None:
        return vietnamese(score.points)
    return f"{vietnamese(score.minimum)}–{vietnamese(score.maximum)}"


def _number(score: PartScore | CriterionScore | Total) -> str | None:
    """Return what was claimed as a formula writes it, ``None`` while it is open."""
    if score.points is None:
        return None
    top, bottom = score.points.as_integer_ratio()
    return str(top) if bottom == 1 else f"{top}/{bottom}"


def _summary(worksheet: Worksheet, row: int) -> int:
    """Write total, conditions and verdict below the parts; return the next free row."""
    draft = worksheet.draft
    sheet, styles, plan = draft.sheets[RUNNING_SHEET], draft.styles, draft.plan
    claimed = worksheet.sheet.total
    is_open = f'{plan.summary("D")}=""'
    total = points_of(plan.summary("B"), plan.scale)
    out_of = vietnamese(plan.ruleset.recognition.total_points)
    draft.row(RUNNING_SHEET, row, TOTAL)
    sheet.set_row(row, 28)
    sheet.merge_range(row, 1, row, 2, "Tổng điểm", styles["group"])
    sheet.write_string(row, 3, out_of, styles["group_middle"])
    sheet.write_string(row, 4, _claimed(claimed), styles["group_middle"])
    draft.formula(RUNNING_SHEET, (row, 5), total_points(plan), "points")
    difference = _difference(_number(claimed), is_open, total)
    draft.formula(RUNNING_SHEET, (row, 6), difference, "group_middle")
    still = when(is_open, text("còn phần chưa chấm được"), text(""))
    draft.formula(RUNNING_SHEET, (row, 7), still, "reason")
    first_row = row = row + 1
    for condition, column in ((ALL_CRITERIA, "G"), (NO_ZERO, "G"), (THRESHOLD, "H")):
        draft.row(RUNNING_SHEET, row, condition)
        sheet.set_row(row, 34)
        sheet.merge_range(row, 1, row, 4, CONDITION_NAMES[condition], styles["cell"])
        sheet.merge_range(row, 5, row, 6, None, styles["middle"])
        draft.formula(RUNNING_SHEET, (row, 5), signed(plan.summary(column)), "middle")
        draft.formula(RUNNING_SHEET, (row, 7), condition_reason(plan, condition), "reason")
        row += 1
    draft.row(RUNNING_SHEET, row, VERDICT)
    sheet.set_row(row, 34)
    sheet.merge_range(row, 1, row, 4, "Kết luận tạm tính", styles["group"])
    sheet.merge_range(row, 5, row, 7, None, styles["verdict"])
    draft.formula(RUNNING_SHEET, (row, 5), verdict_words(plan), "verdict")
    coloured(sheet, styles, (first_row, 5, row, 5))
    return row + 1
