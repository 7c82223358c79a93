"""The self-assessment workbook, written from a ruleset alone.

A new decision is a new YAML file; its workbook comes out of the same code. The same
arguments give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping

import xlsxwriter

from reports.form_evidence import write_evidence
from reports.form_figures import write_figures
from reports.form_guide import write_guide
from reports.form_items import write_items
from reports.form_plan import (
    EVIDENCE_SHEET,
    FIGURES_SHEET,
    GUIDE_SHEET,
    ITEMS_SHEET,
    SCORES_SHEET,
    SYSTEM_SHEET,
    UNIT_SHEET,
    WORKINGS_SHEET,
    plan_of,
)
from reports.form_scores import write_scores
from reports.form_sheet import Draft, Value
from reports.form_style import Styles
from reports.form_system import write_system, write_workings
from reports.form_unit import write_unit
from scoring.ruleset import Ruleset

NO_DAY = dt.datetime(2019, 1, 3)  # noqa: DTZ001 -- a form does not say when it was made
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_SHEETS = (
    GUIDE_SHEET,
    UNIT_SHEET,
    FIGURES_SHEET,
    ITEMS_SHEET,
    SCORES_SHEET,
    EVIDENCE_SHEET,
    SYSTEM_SHEET,
    WORKINGS_SHEET,
)


def form(
    ruleset: Ruleset, year: int, filled: Mapping[tuple[str, str], Value] | None = None
) -> bytes:
    """Return the workbook for *year*, with the cells of *filled* already written.

    *filled* maps row id and column id (``scoring.form_ids``) to counts, texts and days.
    Raises ``ValueError`` for an id that the ruleset's form does not have.
    """
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, OPTIONS) as book:
        title = f"Biểu tự đánh giá năm {year} – {ruleset.document.number}"
        book.set_properties({"title": title, "created": NO_DAY})
        book.set_calc_mode("auto")
        sheets = {name: book.add_worksheet(name) for name in _SHEETS}
        styles = Styles(book)
        draft = Draft(ruleset, plan_of(ruleset), year, dict(filled or {}), styles, sheets, {})
        write_guide(draft)
        write_unit(draft)
        write_figures(draft)
        write_items(draft)
        write_scores(draft)
        write_evidence(draft)
        write_system(draft)
        write_workings(draft)
        strange = sorted(set(draft.filled) - set(draft.cells))
        if strange:
            message = f"no such cell in the form: {strange}"
            raise ValueError(message)
        sheets[GUIDE_SHEET].activate()
    return output.getvalue()
