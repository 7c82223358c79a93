"""What the formulas read of the inputs, by hidden ids, and the workings of the points.

The form and the verifier's worksheet share it: one reads a cell, the other the verifier's cell
and where that is blank the one beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

from reports.workbook.draft import Draft
from reports.workbook.formulas.counts import (
    Typed,
    count_of,
    is_nothing,
    text_of,
    without_zero_fraction,
)
from reports.workbook.formulas.language import NOTHING, first, is_blank, when
from reports.workbook.formulas.next_steps import step_cells
from reports.workbook.formulas.parts import part_row
from reports.workbook.formulas.verdict import criterion_row, summary_row
from reports.workbook.plan import LAST_INPUT_ROW, WORKINGS_SHEET
from scoring.forms.ids import FORM, WORKINGS, mark

NOW_CELLS, BEFORE_CELLS = "LMNFG", "OPQHI"
"""Columns of what was typed, its text, its digits, the count, the count that is used."""


def looked_up(draft: Draft, id_: str, sheet_name: str) -> int:
    """Write an id and the look-up of its row on a visible sheet; return its own row (from 1)."""
    sheet = draft.sheets[draft.plan.cells_sheet]
    row = draft.plan.system_row(id_)
    sheet.write_string(row - 1, 0, id_)
    ids = f"'{sheet_name}'!$A$1:$A${LAST_INPUT_ROW}"
    sheet.write_formula(row - 1, 10, f"=IFERROR(MATCH($A{row},{ids},0),0)", None, "")
    return row


def input_at(sheet_name: str, column: str, row: int) -> str:
    """Return the input in a column of the sheet, in the row that was looked up."""
    return f"INDEX('{sheet_name}'!${column}$1:${column}${LAST_INPUT_ROW},$K{row})"


def write_read(draft: Draft, row: int, column: str, formula: str) -> None:
    """Write what is made of an input: whatever it holds, no error may spread into the points."""
    safe = f'=IFERROR(IF($K{row}=0,"",{formula}),"")'
    draft.sheets[draft.plan.cells_sheet].write_formula(f"{column}{row}", safe, None, "")


def typed_cells(letters: str, row: int) -> Typed:
    """Return the cells of an input's workings in a row."""
    return Typed(*(f"${column}{row}" for column in letters))


def write_count(  # noqa: PLR0913 -- what an input is, and what counts while it is blank
    draft: Draft,
    code: str,
    input_: str,
    cell: Typed,
    *,
    blank: str = NOTHING,
    agreed: str | None = None,
) -> None:
    """Write what is made of the input of a figure.

    *blank* is what stands for a cell that holds nothing at all; *agreed* the count of one that
    shows nothing.
    """
    row = draft.plan.system_row(code)
    sheet = draft.sheets[draft.plan.cells_sheet]
    # An input that is an error stays one here: the check names it, the count is then "".
    typed = first([(f"$K{row}=0", NOTHING), (f"ISBLANK({input_})", blank)], input_)
    sheet.write_formula(cell.typed.replace("$", ""), f"={typed}", None, "")
    count = count_of(cell, draft.plan.largest)
    made = {
        cell.text: text_of(cell),
        cell.digits: without_zero_fraction(cell.text),
        cell.count: count if agreed is None else when(is_nothing(cell), agreed, count),
        cell.used: _within(draft, code, cell.count[1]),
    }
    for place, formula in made.items():
        write_read(draft, row, place[1], formula)


def wholes(draft: Draft, code: str) -> list[str]:
    """Return the figures that *code* must not exceed, the nearest first."""
    figures = draft.ruleset.figures
    chain: list[str] = []
    step = figures[code].not_exceeding
    while step is not None and step in figures and step not in chain and step != code:
        chain.append(step)
        step = figures[step].not_exceeding
    return chain


def _within(draft: Draft, code: str, column: str) -> str:
    """Return the number unless it exceeds the nearest whole that is given: then it is wrong."""
    own = draft.plan.system(column, code)
    chain = [draft.plan.system(column, whole) for whole in wholes(draft, code)]
    limit = first([(f'{cell}<>""', f"({own}<={cell})*1") for cell in chain], "1")
    return first([(is_blank(own), NOTHING), (f"({limit})=0", NOTHING)], own)


def yes_no(read: str) -> str:
    """Return 1 for có, 0 for không, "" for all else."""
    word = f"LOWER(TRIM({read}))"
    return first([(f'{word}="có"', "1"), (f'{word}="không"', "0")], NOTHING)


def write_workings(draft: Draft, form: str = FORM) -> None:
    """Write the hidden sheet that computes every part, criterion, condition and the verdict."""
    sheet, plan = draft.sheets[WORKINGS_SHEET], draft.plan
    sheet.hide()
    sheet.protect("")
    sheet.write_string(0, 0, mark(WORKINGS, form))
    steps = step_cells(plan)
    for _, part in plan.ruleset.parts:
        formulas = {**part_row(part, plan), **steps[part.code]}
        _line(draft, plan.part_rows[part.code], part.code, formulas)
    for criterion in plan.ruleset.criteria:
        row = plan.criterion_rows[criterion.number]
        _line(draft, row, str(criterion.number), criterion_row(criterion, plan))
    _line(draft, plan.summary_row, "tong", summary_row(plan))


def _line(draft: Draft, row: int, id_: str, formulas: Mapping[str, str]) -> None:
    sheet = draft.sheets[WORKINGS_SHEET]
    sheet.write_string(row - 1, 0, id_)
    for column, formula in formulas.items():
        sheet.write_formula(f"{column}{row}", f"={formula}", None, "")
