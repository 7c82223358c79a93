"""What the writers of the single sheets share: the ruleset, the plan, what is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reports.workbook.plan import WorkbookPlan
from reports.workbook.style import Styles
from scoring.forms.ids import NAME, VALUE
from scoring.rules.ruleset import Ruleset

Value = str | int | date
Filled = Mapping[tuple[str, str], Value]
"""Row id and column id → what stands in the cell from the start."""

CellIds = dict[tuple[str, str], tuple[str, str]]
"""Row id and column id → sheet and cell, as they were written."""


@dataclass(slots=True)
class Draft:
    """A workbook while its sheets are written."""

    ruleset: Ruleset
    plan: WorkbookPlan
    year: int
    filled: Filled
    styles: Styles
    sheets: Mapping[str, Any]
    cells: CellIds
    sums: dict[str, str] = field(default_factory=dict)
    """Code of a figure → the cell with its sum, which counts while the figure's own is blank."""

    @property
    def footer(self) -> str:
        """The foot of every page: the commune, where it is known, the decision and the year."""
        name = self.filled.get((NAME, VALUE))
        decision = f"{self.ruleset.document.number} · năm {self.year}"
        return f"{name} · {decision}" if name else decision

    def row(self, sheet: str, row: int, id_: str) -> None:
        """Write the id of a row into the hidden column."""
        self.sheets[sheet].write_string(row, 0, id_, self.styles["id"])

    def input(
        self,
        sheet: str,
        place: tuple[int, int],
        ids: tuple[str, str],
        style: str,
        validation: Mapping[str, Any] | None = None,
    ) -> None:
        """Write an unlocked cell with what is filled in from the start."""
        target = self.sheets[sheet]
        look = self.styles[style]
        value = self.filled.get(ids)
        match value:
            case None:
                target.write_blank(*place, None, look)
            case str():
                target.write_string(*place, value, look)
            case int():
                target.write_number(*place, value, look)
            case date():
                target.write_datetime(*place, value, look)
        if validation is not None:
            target.data_validation(*place, *place, dict(validation))
        self.cells[ids] = (sheet, f"{chr(ord('A') + place[1])}{place[0] + 1}")

    def formula(self, sheet: str, place: tuple[int, int], formula: str, style: str) -> None:
        """Write a formula without a result: nobody may take it for computed."""
        look = self.styles[style]
        self.sheets[sheet].write_formula(*place, f"={formula}", look, "")
