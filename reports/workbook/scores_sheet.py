"""The sheet *Tự chấm*: what the figures come to while they are typed. Locked; only shows."""

from __future__ import annotations

from collections.abc import Iterator

from reports.workbook.draft import Draft
from reports.workbook.formulas.language import NOTHING, either, is_blank, text, when
from reports.workbook.formulas.next_steps import best_steps, step_words, still_blank
from reports.workbook.guide_sheet import notices, sample_formula
from reports.workbook.plan import SCORES_SHEET, WorkbookPlan
from reports.workbook.result_words import (
    condition_reason,
    points_of,
    signed,
    span,
    total_points,
    verdict_words,
)
from reports.workbook.style import BAD, GOOD, WAITING, coloured, height, laid_out, titled
from scoring.base.quantities import vietnamese
from scoring.engine.explanation import level_words
from scoring.engine.score_sheet import Outcome
from scoring.engine.verdict import ALL_CRITERIA, NO_ZERO, THRESHOLD
from scoring.engine.verdict_words import CONDITION_NAMES
from scoring.forms.ids import CODE, LEAST, MOST, NAME, POINTS, SCORES, TOTAL, VALUE, VERDICT
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Criterion

_NAME_WIDTH = 34
_THREE_LINES = 46
"""Points: what the formulas of a part say may need so many lines."""

_COLUMNS = (
    ("", 6),
    ("", _NAME_WIDTH),
    (VALUE, 9),
    ("", 12),
    ("", 13),
    (POINTS, 10),
    (LEAST, 6),
    (MOST, 6),
    ("", 6),
    ("", 37),
    ("", 24),
    ("", 15),
)
_HEADS = (
    "Phần",
    "Tiêu chí, phần",
    "Kết quả",
    "Đơn vị",
    "Mức",
    "Điểm",
    "Ít nhất",
    "Nhiều nhất",
    "Tối đa",
    "Vì sao",
    "Mức tốt hơn gần nhất",
    "Mức tin cậy",
)
_LAST = len(_COLUMNS)


def write_scores(draft: Draft) -> None:
    """Write the sheet *Tự chấm*."""
    sheet, styles, ruleset = draft.sheets[SCORES_SHEET], draft.styles, draft.ruleset
    laid_out(sheet, styles, SCORES, columns=_COLUMNS, landscape=True, footer=draft.footer)
    row = titled(sheet, styles, f"Tự chấm điểm năm {draft.year}", [])
    commune, code = draft.plan.field(NAME), draft.plan.field(CODE)
    between = when(either([is_blank(commune), is_blank(code)]), NOTHING, text(" · "))
    name = f"{commune}&{between}&{code}"
    draft.formula(SCORES_SHEET, (row, 1), name, "line_strong")
    sheet.set_row(row, 24)
    row += 1
    draft.formula(SCORES_SHEET, (row, 1), sample_formula(draft.plan), "sample")
    row += 1
    for notice in notices(ruleset):
        sheet.write_string(row, 1, f"{notice} Kết quả là tự đánh giá.", styles["sample"])
        row += 1
    total = row + 1
    row = _summary(draft, row)
    for column, words in enumerate(_HEADS, 1):
        sheet.write_string(row, column, words, styles["head"])
    sheet.set_row(row, 36)
    sheet.freeze_panes(row + 1, 3)
    sheet.repeat_rows(row)
    start = row + 1
    for criterion in ruleset.criteria:
        if len(criterion.parts) > 1:
            row += 1
            _criterion(draft, row, criterion)
        for part in criterion.parts:
            row += 1
            _part(draft, row, criterion, part)
    _colour(draft, start, row)
    # Least and most are worth a look only where they differ.
    same = f"=AND($H{total + 1}=$I{total + 1},ISNUMBER($H{total + 1}))"
    options = {"type": "formula", "criteria": same, "format": styles.shown_as(";;;")}
    sheet.conditional_format(total, 7, row, 8, options)
    # The level of trust, the last column, is for the screen: paper needs the room to be read.
    sheet.print_area(0, 0, row, _LAST - 1)


def _summary(draft: Draft, row: int) -> int:
    """Write verdict, total and conditions; return the next free row."""
    sheet, styles, plan = draft.sheets[SCORES_SHEET], draft.styles, draft.plan
    summary = plan.summary
    draft.row(SCORES_SHEET, row, VERDICT)
    sheet.set_row(row, 34)
    sheet.merge_range(row, 1, row, 2, "Kết luận (tự đánh giá)", styles["group"])
    sheet.merge_range(row, 3, row, 9, None, styles["verdict"])
    draft.formula(SCORES_SHEET, (row, 3), verdict_words(plan), "verdict")
    row += 1
    draft.row(SCORES_SHEET, row, TOTAL)
    sheet.set_row(row, 28)
    sheet.merge_range(row, 1, row, 2, "Tổng điểm", styles["group"])
    least, most = (points_of(summary(column), plan.scale) for column in "BC")
    is_open = f'{summary("D")}=""'
    sheet.merge_range(row, 3, row, 4, None, styles["points"])
    draft.formula(SCORES_SHEET, (row, 3), total_points(plan, " – "), "points")
    out_of = f"trên {vietnamese(plan.ruleset.recognition.total_points)} điểm"
    still = when(is_open, text(f"{out_of}; còn thiếu số liệu"), text(out_of))
    sheet.merge_range(row, 5, row, 6, None, styles["reason"])
    draft.formula(SCORES_SHEET, (row, 5), still, "reason")
    draft.formula(SCORES_SHEET, (row, 7), least, "value")
    draft.formula(SCORES_SHEET, (row, 8), most, "value")
    sheet.write_string(row, 9, "", styles["cell"])
    row += 1
    for condition, column in ((ALL_CRITERIA, "G"), (NO_ZERO, "G"), (THRESHOLD, "H")):
        draft.row(SCORES_SHEET, row, condition)
        sheet.set_row(row, 34)
        sheet.merge_range(row, 1, row, 2, CONDITION_NAMES[condition], styles["cell"])
        sheet.merge_range(row, 3, row, 4, None, styles["middle"])
        draft.formula(SCORES_SHEET, (row, 3), signed(summary(column)), "middle")
        sheet.merge_range(row, 5, row, 9, None, styles["reason"])
        draft.formula(SCORES_SHEET, (row, 5), condition_reason(plan, condition), "reason")
        row += 1
    for label, formula in (
        ("Còn thiếu", still_blank(plan)),
        ("Việc nên làm trước", best_steps(plan)),
    ):
        sheet.set_row(row, 34)
        sheet.merge_range(row, 1, row, 2, label, styles["group"])
        sheet.merge_range(row, 3, row, 10, None, styles["reason"])
        draft.formula(SCORES_SHEET, (row, 3), formula, "reason")
        row += 1
    return row + 1


def _criterion(draft: Draft, row: int, criterion: Criterion) -> None:
    sheet, styles, plan = draft.sheets[SCORES_SHEET], draft.styles, draft.plan
    sheet.set_row(row, height((criterion.name, _NAME_WIDTH)))
    look = styles["group"]
    sheet.write_number(row, 1, criterion.number, styles["group_middle"])
    sheet.write_string(row, 2, criterion.name, look)
    for column in range(3, _LAST + 1):
        sheet.write_blank(row, column, None, look)
    number = criterion.number
    least, most = (points_of(plan.criterion(c, number), plan.scale) for c in "BC")
    is_open = f'{plan.criterion("F", number)}=""'
    draft.formula(SCORES_SHEET, (row, 6), span(least, most, is_open), "group_middle")
    sheet.write_number(row, 9, float(criterion.max_points), styles["group_middle"])
    sheet.write_string(row, 10, criterion.citation, look)


def _part(draft: Draft, row: int, criterion: Criterion, part: Part) -> None:
    sheet, styles, plan = draft.sheets[SCORES_SHEET], draft.styles, draft.plan
    draft.row(SCORES_SHEET, row, part.code)
    name = part.name or criterion.name
    sheet.set_row(row, max(height((name, _NAME_WIDTH)), _THREE_LINES))
    is_whole = len(criterion.parts) == 1
    sheet.write_string(row, 1, part.code, styles["group_middle" if is_whole else "middle"])
    sheet.write_string(row, 2, name, styles["group" if is_whole else "part"])
    cell = {letter: plan.part(letter, part.code) for letter in "HIJKLMNOPQ"}
    outcome = when(f'{cell["I"]}=""', cell["H"], points_of(cell["I"], plan.scale))
    for column, formula, style in _shown(part, cell, plan):
        draft.formula(SCORES_SHEET, (row, column), formula, style)
    sheet.write_string(row, 4, part.unit, styles["reason"])
    draft.formula(SCORES_SHEET, (row, 6), outcome, "points")
    sheet.write_number(row, 9, float(part.max_points), styles["middle"])
    draft.formula(SCORES_SHEET, (row, 10), cell["Q"], "reason")
    sheet.write_string(row, 12, level_words(part.level), styles["reason"])


def _shown(part: Part, cell: dict[str, str], plan: WorkbookPlan) -> Iterator[tuple[int, str, str]]:
    """Yield column, formula and style of what is only copied from the workings."""
    has_value = bool(part.figures)
    yield 3, cell["L"] if has_value else NOTHING, "value"
    yield 5, cell["M"] if has_value else NOTHING, "reason"
    yield 7, points_of(cell["J"], plan.scale), "value"
    yield 8, points_of(cell["K"], plan.scale), "value"
    if not has_value:
        yield 11, NOTHING, "reason"
        return
    yield 11, step_words(part, plan), "reason"


def _colour(draft: Draft, start: int, last: int) -> None:
    sheet, styles = draft.sheets[SCORES_SHEET], draft.styles
    coloured(sheet, styles, (0, 3, start - 2, 4))
    for outcome, colours in (
        (Outcome.MISSING, WAITING),
        (Outcome.NEEDS_APPRAISAL, WAITING),
        (Outcome.UNKNOWN_RULE, WAITING),
    ):
        options = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{outcome.value}"',
            "format": styles.tint(colours),
        }
        sheet.conditional_format(start, 6, last, 6, options)
    # A part's points: its maximum is green, none at all is red.
    row = start + 1
    for formula, colours in (
        (f'AND($A{row}<>"",ISNUMBER($G{row}),$G{row}=$J{row})', GOOD),
        (f'AND($A{row}<>"",ISNUMBER($G{row}),$G{row}=0)', BAD),
    ):
        options = {"type": "formula", "criteria": f"={formula}", "format": styles.tint(colours)}
        sheet.conditional_format(start, 6, last, 6, options)
