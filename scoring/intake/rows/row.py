"""A row while it is read: what was understood so far, and every problem of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from scoring.base.communes import Commune
from scoring.base.problems import Place, Problem, Severity
from scoring.engine.assessment import Assessment
from scoring.intake.completion import Complete
from scoring.intake.rows.columns import MUST_BE_FILLED, REQUIRED
from scoring.rules.ruleset import Ruleset
from scoring.tables.cell_text import CellFault, Raw, is_blank
from scoring.tables.raw import RawRow, RawTable

if TYPE_CHECKING:
    from scoring.forms.form import Form

T = TypeVar("T")


@dataclass(slots=True)
class IntakeRow:
    """A row while it is read: what was understood so far, and every problem of it."""

    table: RawTable
    raw: RawRow
    position: Mapping[str, int]
    """Heading → place in the row, the same for all rows of a table."""
    code: str | None = None
    year: int | None = None
    ruleset: Ruleset | None = None
    assessment: Assessment | None = None
    commune: Commune | None = None
    figures: Mapping[str, int] = field(default_factory=dict)
    previous: Mapping[str, int] = field(default_factory=dict)
    """What the cells say that have no fault, whatever the others are."""
    problems: list[Problem] = field(default_factory=list)
    form: Form | None = None
    """What else stands in a workbook, where the row is one."""
    is_repeated: bool = False
    """Whether an equal form was read before this one."""
    complete: Complete | None = None
    """Fills in what the row leaves blank."""
    told: dict[str, Problem] = field(default_factory=dict)
    """What was told once for all rows of the table."""

    def place(self, heading: str | None = None) -> Place:
        """Return the place of a cell, or of the row where there is no such column."""
        position = None if heading is None else self.position.get(heading.lower())
        return self.table.place(self.raw.number, position)

    def place_if_any(self, heading: str | None) -> Place | None:
        """Return the place of the row or of a cell, ``None`` where there is no such column."""
        if heading is not None and heading.lower() not in self.position:
            return None
        return self.place(heading)

    def cell(self, heading: str) -> Raw:
        """Return the raw cell, ``None`` where there is no such column."""
        position = self.position.get(heading)
        return None if position is None else self.raw.cells[position]

    def say(self, heading: str | None, code: str, message: str, hint: str = "") -> None:
        """Note a fault of this row."""
        self.problems.append(Problem(self.place(heading), code, message, hint))

    def warn(self, heading: str | None, code: str, message: str, hint: str = "") -> None:
        """Note a warning about this row."""
        place = self.place(heading)
        self.problems.append(Problem(place, code, message, hint, Severity.WARNING))

    def warn_once(self, key: str, heading: str, code: str, message: str, hint: str = "") -> None:
        """Note a warning that is the same for every row of the table, on the first of them."""
        if key not in self.told:
            self.warn(heading, code, message, hint)
            self.told[key] = self.problems[-1]

    def read(self, heading: str, reader: Callable[[Raw], T | None]) -> T | None:
        """Return the cell's value; ``None`` for a blank, and for a fault, which is noted."""
        try:
            value = reader(self.cell(heading))
        except CellFault as fault:
            self.say(heading, fault.code, fault.message, fault.hint)
            return None
        if value is None and heading in MUST_BE_FILLED and is_blank(self.cell(heading)):
            self.say(heading, "thieu-gia-tri", f"để trống {REQUIRED[heading]}")
        return value

    @property
    def is_good(self) -> bool:
        """Whether nothing withholds this row."""
        return not self.is_repeated and not any(p.is_fault for p in self.problems)
