"""What the writers of the worksheet's sheets share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import lcm

from reports.wording.words import sample_notice
from reports.workbook.appraisal.beside import NOTHING_BESIDE, Beside
from reports.workbook.draft import Draft
from reports.workbook.plan import WorkbookPlan, plan_of
from reports.workbook.style import laid_out, titled
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import ScoreSheet
from scoring.forms.worksheet_ids import FORM
from scoring.rules.ruleset import Ruleset

HEAD_SHEET, FIGURES_SHEET, ITEMS_SHEET = "Người thẩm định", "Số liệu", "Nội dung"
PARTS_SHEET, RULINGS_SHEET, SYSTEM_SHEET = "Từng phần", "Quyết định", "_he_thong"
RUNNING_SHEET, USED_SHEET = "Điểm tạm tính", "_so_dung"

REASONS_COLUMN = 3
"""Column (from 0) of the system sheet that holds the words of the reasons."""

LONGEST_TEXT = 1000
"""Characters a cell of remarks takes; a page of a document holds twice as many."""


_UNITS = 100
"""A person's points have two decimals at most in the running total; units stay whole."""


def worksheet_plan(ruleset: Ruleset) -> WorkbookPlan:
    """Return where a worksheet's hidden sheets hold what its formulas refer to."""
    plan = plan_of(ruleset, USED_SHEET)
    return replace(plan, scale=lcm(plan.scale, _UNITS), is_ruled=True)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet while it is written: the draft, what was reported, what it came to."""

    draft: Draft
    assessment: Assessment
    sheet: ScoreSheet
    beside: Beside = NOTHING_BESIDE

    def start(  # noqa: PLR0913, PLR0917 -- what stands above a table, in its order
        self,
        name: str,
        ids: tuple[str, Sequence[tuple[str, float]]],
        title: str,
        leads: Sequence[str],
        heads: Sequence[str],
        formula: str | None = None,
    ) -> int:
        """Lay a sheet out, write its title and headings; return its first free row (from 0).

        *formula* is the line above the headings, which stays in sight.
        """
        sheet, styles = self.draft.sheets[name], self.draft.styles
        footer = f"{self.assessment.commune.name} · năm {self.assessment.year}"
        sheet_id, columns = ids
        laid_out(sheet, styles, sheet_id, columns=columns, landscape=True, footer=footer, form=FORM)
        notice = sample_notice(self.assessment.commune)
        row = titled(sheet, styles, title, leads)
        if notice is not None:
            sheet.write_string(row, 1, notice.short, styles["sample"])
            row += 1
        if formula is not None:
            self.draft.formula(name, (row, 1), formula, "line_strong")
            sheet.set_row(row, 22)
            row += 1
        for column, words in enumerate(heads, 1):
            sheet.write_string(row, column, words, styles["head"])
        sheet.set_row(row, 36)
        sheet.freeze_panes(row + 1, 3)
        sheet.repeat_rows(row)
        return row + 1
