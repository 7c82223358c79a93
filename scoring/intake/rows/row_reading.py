"""One row of a table: its cells to an ``Assessment``, with every fault of the row."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.engine.assessment import Assessment
from scoring.intake.rows.columns import KnownColumns
from scoring.intake.rows.identity import read_commune
from scoring.intake.rows.row import IntakeRow
from scoring.rules.ruleset import PREVIOUS, Ruleset
from scoring.rules.subsets import exceeding
from scoring.tables import cells
from scoring.tables.cell_text import is_blank
from scoring.tables.raw import MARK


def read_row(row: IntakeRow, columns: KnownColumns) -> None:
    """Read the whole row into ``row.assessment``; it stays ``None`` when there is a fault.

    *columns* are those of the row's ruleset, or where the year is at fault, of whatever
    ruleset the table uses, so that the faults of the other cells are told at the same time.
    """
    if _has_shifted(row):
        return
    row.code = row.read(MARK, cells.code)
    commune = read_commune(row)
    figures = _counts(row, columns.figures)
    previous = _counts(row, columns.previous)
    answers: dict[str, bool] = {}
    for heading, code in columns.items.items():
        answer = row.read(heading, cells.yes_no)
        if answer is not None:
            answers[code] = answer
    row.commune, row.figures, row.previous = commune, figures, previous
    if row.ruleset is None:
        return
    _check_subsets(row, row.ruleset, figures, "")
    _check_subsets(row, row.ruleset, previous, PREVIOUS)
    if row.is_good and commune is not None and row.year is not None:
        row.assessment = Assessment(commune, row.year, figures, previous, answers)


def _has_shifted(row: IntakeRow) -> bool:
    """Note a row with more cells than headings, and nothing else about it.

    Its cells stand under the wrong headings; what they seem to say would only mislead.
    """
    width = len(row.table.headings)
    if all(map(is_blank, row.raw.cells[width:])):
        return False
    row.problems.clear()
    row.year = None
    message = f"dòng có {len(row.raw.cells)} ô, tiêu đề chỉ có {width} cột"
    hint = "ô có dấu phân cách bên trong phải đặt trong dấu ngoặc kép"
    row.say(None, "thua-o", message, hint)
    return True


def _counts(row: IntakeRow, columns: Mapping[str, str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for heading, code in columns.items():
        value = row.read(heading, cells.count)
        if value is not None:
            counts[code] = value
    return counts


def _check_subsets(
    row: IntakeRow, ruleset: Ruleset, counts: Mapping[str, int], suffix: str
) -> None:
    """Check that no part exceeds its whole."""
    for code, _, message in exceeding(ruleset, counts, is_previous=bool(suffix)):
        row.say(f"{code}{suffix}", "vuot-qua", message, "sửa một trong hai số")
