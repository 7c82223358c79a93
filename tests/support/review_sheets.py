"""Worksheets against the official text, filled in as a person would."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from openpyxl import load_workbook

from reports.rules.review_rows import ReviewRow, review_groups
from reports.rules.review_workbook import review_workbook
from scoring.forms.review_ids import COPY
from scoring.rules.ruleset import Ruleset

ANSWERS, IDS = 4, 1
"""Columns, from 1."""


def rows_of(ruleset: Ruleset) -> list[ReviewRow]:
    """Return every row of the worksheet."""
    return [row for group in review_groups(ruleset) for row in group.rows]


def filled(
    ruleset: Ruleset,
    answers: Mapping[str, object] | Callable[[ReviewRow], object],
    copy: str | None = "Công báo số 77+78 năm 2019",
) -> bytes:
    """Return the worksheet of *ruleset* with *answers* by the words of a row, or by a rule."""
    book = load_workbook(io.BytesIO(review_workbook(ruleset)))
    sheet = book["Đối chiếu"]
    at = {str(row[0].value): row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value}
    sheet.cell(at[COPY], ANSWERS).value = copy
    known = {row.what for row in rows_of(ruleset)}
    assert callable(answers) or set(answers) <= known
    for row in rows_of(ruleset):
        answer = answers(row) if callable(answers) else answers.get(row.what)
        if answer is not None:
            sheet.cell(at[row.number.id], ANSWERS).value = answer
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()
