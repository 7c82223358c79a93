"""What the intake does with workbooks that it does not do with tables.

Imported only when there is a workbook: reading a CSV must not pay for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from scoring.engine.scorer import score
from scoring.forms.form import FormTable
from scoring.intake.form_checks import (
    against_register,
    blank_group,
    check_ruleset,
    differences,
    doubts,
    in_form_words,
    lost_rows,
    mixed_up_rows,
    names_of_cells,
    strange_rows,
    too_large,
)
from scoring.intake.lost_criteria import lost_by_one_figure
from scoring.intake.private_texts import private_names, private_texts
from scoring.intake.rows.blank_areas import warn_of_blank_areas
from scoring.intake.rows.columns import KnownColumns
from scoring.intake.rows.row import IntakeRow
from scoring.intake.rows.row_reading import read_row
from scoring.rules.ruleset import Ruleset
from scoring.tables.raw import MARK, RawRow


def read_form_row(row: IntakeRow, rulesets: Sequence[Ruleset], columns: KnownColumns) -> None:
    """Read a form into ``row.assessment``; it stays ``None`` when there is a fault.

    *rulesets* and *columns* are those of the form's year, or where that is at fault, of
    whatever year its other cells can be held to.
    """
    table = cast("FormTable", row.table)
    row.form = table.form
    row.problems += table.problems
    _read(row, table, rulesets, columns)
    is_good, is_blank = row.is_good, False
    if row.ruleset is not None:
        row.problems += [*doubts(row, row.ruleset)]
        is_blank = is_good and blank_group(row, row.ruleset)
    against_register(row)
    if is_good and row.assessment is not None and row.ruleset is not None:
        sheet = score(row.ruleset, row.assessment)
        warn_of_blank_areas(row, sheet)
        lost_by_one_figure(row, sheet)
        if table.form.shown:
            row.problems += differences(
                row, table.form, row.ruleset, sheet, is_group_blank=is_blank
            )
    names = names_of_cells(table, rulesets) if row.problems else {}
    row.problems = [in_form_words(problem, table, names) for problem in row.problems]
    _let_go(row, table)


def _read(
    row: IntakeRow, table: FormTable, rulesets: Sequence[Ruleset], columns: KnownColumns
) -> None:
    check_ruleset(row, table.form)
    row.problems += private_texts(table.form, row.ruleset, table.place_of_text)
    row.problems += private_names(row)
    if row.ruleset is not None and row.ruleset.id != table.form.ruleset_id:
        # Its ids mean nothing under the other decision: their faults would mislead.
        return
    mixed_up = [problem for one in rulesets for problem in mixed_up_rows(table.words, one)]
    row.problems += mixed_up
    if mixed_up:
        # What the cells seem to say is about other figures.
        return
    read_row(row, columns)
    for ruleset in rulesets:
        row.problems += strange_rows(table, columns, ruleset)
        row.problems += lost_rows(table, columns, ruleset)
        too_large(row, ruleset)


def _let_go(row: IntakeRow, table: FormTable) -> None:
    """Keep of the table only what duplicates are told by: thousands of forms must fit."""
    at = row.position[MARK]
    place = table.places[at]
    row.table = replace(table, headings=(MARK,), rows=(), places=(place,), words=(), problems=())
    row.raw = RawRow(row.raw.number, (row.raw.cells[at],))
    row.position = {MARK: 0}
    row.form = replace(table.form, shown={})


def is_one_form(found: Sequence[IntakeRow]) -> bool:
    """Whether these are copies of one form, sent twice: then only the first is read."""
    if not all(row.table.is_form and row.assessment for row in found):
        return False
    if len({row.assessment.sha256 for row in found if row.assessment}) > 1:
        return False
    for row in found[1:]:
        row.is_repeated = True
        row.warn(None, "trung-bieu", f"biểu giống hệt {found[0].place()}; chỉ đọc một lần")
    return True
