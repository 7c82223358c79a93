"""The self-assessment workbook, written from a ruleset alone.

A new decision is a new YAML file; its workbook comes out of the same code. The same
arguments give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping

import xlsxwriter

from reports.workbook.draft import Draft, Value
from reports.workbook.evidence_sheet import write_evidence
from reports.workbook.figures_sheet import write_figures
from reports.workbook.guide_sheet import write_guide
from reports.workbook.help_sheet import write_help
from reports.workbook.hidden_sheets import write_system
from reports.workbook.items_sheet import write_items
from reports.workbook.paper_sheets import write_council, write_papers
from reports.workbook.plan import (
    COUNCIL_SHEET,
    EVIDENCE_SHEET,
    FIGURES_SHEET,
    GUIDE_SHEET,
    HELP_SHEET,
    ITEMS_SHEET,
    PAPERS_SHEET,
    SCORES_SHEET,
    SYSTEM_SHEET,
    TALLY_SHEET,
    UNIT_SHEET,
    WORKINGS_SHEET,
    plan_of,
)
from reports.workbook.read_cells import write_workings
from reports.workbook.scores_sheet import write_scores
from reports.workbook.style import Styles
from reports.workbook.tally_sheet import write_tally
from reports.workbook.unit_sheet import write_unit
from scoring.rules.ruleset import Ruleset

NO_DAY = dt.datetime(2019, 1, 3)  # noqa: DTZ001 -- a form does not say when it was made
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_SHEETS = (
    GUIDE_SHEET,
    UNIT_SHEET,
    FIGURES_SHEET,
    ITEMS_SHEET,
    SCORES_SHEET,
    EVIDENCE_SHEET,
    PAPERS_SHEET,
    COUNCIL_SHEET,
    TALLY_SHEET,
    HELP_SHEET,
    SYSTEM_SHEET,
    WORKINGS_SHEET,
)


def form(
    ruleset: Ruleset, year: int, filled: Mapping[tuple[str, str], Value] | None = None
) -> bytes:
    """Return the workbook for *year*, with the cells of *filled* already written.

    *filled* maps row id and column id (``scoring.forms.ids``) to counts, texts and days.
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
        write_papers(draft)
        write_council(draft)
        write_evidence(draft)
        write_tally(draft)
        write_help(draft)
        write_system(draft)
        write_workings(draft)
        strange = sorted(set(draft.filled) - set(draft.cells))
        if strange:
            message = f"no such cell in the form: {strange}"
            raise ValueError(message)
        sheets[GUIDE_SHEET].activate()
    return output.getvalue()
