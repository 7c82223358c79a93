"""What a row leaves blank, and what somebody who knows the communes fills in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from scoring.base.communes import CommuneKind
from scoring.base.problems import Severity


@dataclass(frozen=True, slots=True)
class Said:
    """What a table says of one commune; ``None`` is a blank."""

    code: str
    name: str | None = None
    kind: CommuneKind | None = None
    province: str | None = None
    district: str | None = None
    city: bool | None = None

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing for a register to fill in."""
        return None not in (self.kind, self.province, self.city)


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem that has only a column yet; who knows the row turns it into a ``Problem``."""

    heading: str
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.FAULT

    @property
    def is_fault(self) -> bool:
        """Whether the table and the register disagree."""
        return self.severity is Severity.FAULT


@dataclass(frozen=True, slots=True)
class Completed:
    """The table's words with the blanks filled, which columns were, and what is to be told."""

    said: Said
    filled: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


Complete = Callable[[Said, date], Completed]
"""Fills the blanks in what was said of a commune, as they were on a day."""
