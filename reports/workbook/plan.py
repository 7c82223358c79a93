"""Where the hidden sheets of a form hold what the formulas of all sheets refer to.

The visible inputs are read by their ids, wherever sorting or insertion has moved them; the
hidden rows stay where this plan puts them.
"""

from __future__ import annotations

from dataclasses import dataclass

from scoring.forms.ids import AREA_FIELDS, IDENTITY_FIELDS, YEAR, largest_count, scale_of_points
from scoring.rules.ruleset import Ruleset

SYSTEM_SHEET, WORKINGS_SHEET = "_he_thong", "_tinh_diem"
GUIDE_SHEET, UNIT_SHEET, FIGURES_SHEET = "Hướng dẫn", "Đơn vị", "Số liệu"
ITEMS_SHEET, SCORES_SHEET, EVIDENCE_SHEET = "Nội dung", "Tự chấm", "Minh chứng"
PAPERS_SHEET, COUNCIL_SHEET = "Văn bản", "Hội đồng"
HELP_SHEET, TALLY_SHEET = "Giải thích", "Kiểm phiếu"

LAST_INPUT_ROW = 600
"""Ids are looked up in so many rows; rows that officers insert push the range down."""

SYSTEM_FIRST, WORKINGS_FIRST = 12, 4
"""First rows (from 1) of the ids and of the parts; titles stand above."""


COUNTED = {"H": "G", "I": "H", "J": "I", "K": "J"}
"""Columns of what counts of a part, by those of the workings; K there is where its row is."""


@dataclass(frozen=True)
class WorkbookPlan:
    """The rows of the hidden sheets, in the ruleset's order."""

    ruleset: Ruleset
    fields: tuple[str, ...]
    scale: int
    largest: int
    cells_sheet: str = SYSTEM_SHEET
    """The hidden sheet that says what is read of each input."""
    is_ruled: bool = False
    """Whether a person's points may take the place of what the figures come to."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The id of every input that a formula reads."""
        return (*self.fields, *self.ruleset.figures, *self.ruleset.items)

    def system_row(self, id_: str) -> int:
        """Return the row (from 1) of an id on the system sheet."""
        return SYSTEM_FIRST + self._rows[id_]

    @property
    def _rows(self) -> dict[str, int]:
        return {id_: at for at, id_ in enumerate(self.ids)}

    def system(self, column: str, id_: str) -> str:
        """Return the cell of an id in a column of the system sheet."""
        return f"{self.cells_sheet}!${column}${self.system_row(id_)}"

    def now(self, code: str) -> str:
        """Return the cell with a figure's count, or an answer's 1 or 0; "" where there is none."""
        return self.system("G", code)

    def before(self, code: str) -> str:
        """Return the cell with a figure's count of the previous period."""
        return self.system("I", code)

    def field(self, id_: str) -> str:
        """Return the cell with the text of a field of *Đơn vị*."""
        return self.system("G", id_)

    @property
    def part_rows(self) -> dict[str, int]:
        """Row of each part in the workings."""
        return {part.code: WORKINGS_FIRST + at for at, (_, part) in enumerate(self.ruleset.parts)}

    @property
    def criterion_rows(self) -> dict[int, int]:
        """Row of each criterion in the workings."""
        start = WORKINGS_FIRST + len(self.part_rows) + 2
        return {c.number: start + at for at, c in enumerate(self.ruleset.criteria)}

    @property
    def summary_row(self) -> int:
        """Row of the total, the conditions and the verdict in the workings."""
        return WORKINGS_FIRST + len(self.part_rows) + len(self.ruleset.criteria) + 4

    def part(self, column: str, code: str) -> str:
        """Return a cell of a part's row in the workings."""
        return f"{WORKINGS_SHEET}!${column}${self.part_rows[code]}"

    def ruling_row(self, code: str) -> int:
        """Return the row of what a person rules on a part, below the inputs."""
        return SYSTEM_FIRST + len(self.ids) + 1 + self.part_rows[code] - WORKINGS_FIRST

    def counted(self, column: str, code: str) -> str:
        """Return what counts of a part's outcome (H), points (I), least (J) and most (K).

        That is its row in the workings, or where a person ruled on it what that came to.
        """
        if not self.is_ruled:
            return self.part(column, code)
        return f"{self.cells_sheet}!${COUNTED[column]}${self.ruling_row(code)}"

    def criterion(self, column: str, number: int) -> str:
        """Return a cell of a criterion's row in the workings."""
        return f"{WORKINGS_SHEET}!${column}${self.criterion_rows[number]}"

    def summary(self, column: str) -> str:
        """Return a cell of the summary row in the workings."""
        return f"{WORKINGS_SHEET}!${column}${self.summary_row}"

    @property
    def most_bands(self) -> int:
        """The most bands of any part; trends to reach are three."""
        scales = (len(part.rows) for _, part in self.ruleset.parts if part.edges)
        return max([3, *scales])

    def previous_users(self, figure: str) -> list[str]:
        """Return the numerators whose parts compare *figure* with the previous period."""
        return [
            part.figures[0] for _, part in self.ruleset.parts if figure in part.previous_figures
        ]


def plan_of(ruleset: Ruleset, cells_sheet: str = SYSTEM_SHEET) -> WorkbookPlan:
    """Return the plan of a ruleset's form, or of another workbook with its hidden sheet."""
    identity = (*(f.id for f in IDENTITY_FIELDS), *(f.id for f in AREA_FIELDS.values()), YEAR)
    return WorkbookPlan(
        ruleset, identity, scale_of_points(ruleset), largest_count(ruleset), cells_sheet
    )
