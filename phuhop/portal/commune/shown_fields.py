"""What a page shows of fields: one field, a document of the evidence, a figure, a part."""

from __future__ import annotations

from dataclasses import dataclass

from phuhop.portal.drafts.saving import Conflict
from scoring.base.problems import Problem
from scoring.forms.ids import DAY, ISSUER, LABEL, NUMBER, is_other


@dataclass(frozen=True, slots=True)
class Shown:
    """One field on a page."""

    id: str
    label: str
    takes: str
    value: str
    revision: int
    hint: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    faults: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    conflict: Conflict | None = None
    by: str = ""
    """Who saved it, an account or where it was filled in from."""
    is_restricted: bool = False
    """Whether it belongs to a part of which a browser keeps nothing."""
    blank: str = "(chưa trả lời)"
    """What a list of choices says while nothing is chosen."""

    @property
    def html_id(self) -> str:
        """The id of its element: without what a selector would read otherwise."""
        return "o-" + "".join(c if c.isalnum() or c == "_" else "-" for c in self.id)


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Fields of the papers under one heading."""

    title: str
    fields: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A document of a part and its four fields."""

    name: str
    columns: tuple[Shown, ...]

    @property
    def is_wrong(self) -> bool:
        """Whether a field of it is at fault or in conflict."""
        return any(one.faults or one.conflict for one in self.columns)


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of the list of evidence, to read."""

    id: str
    name: str
    noted: str

    @property
    def is_spare(self) -> bool:
        """Whether it is for a document that the ruleset does not name."""
        return is_other(self.id)


def listed_row(id_: str, row: EvidenceRow) -> ListedRow:
    """Return a row of the list: its own name where it has one, number, day and issuer as noted."""
    own = {one.id.rpartition(".")[2]: one.value for one in row.columns}
    noted = ", ".join(own[column] for column in (NUMBER, DAY, ISSUER) if own.get(column))
    return ListedRow(id_, own.get(LABEL) or row.name, noted)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure or an item: this period, the period before, source and note."""

    label: str
    unit: str
    definition: str
    now: Shown
    before: Shown | None
    source: Shown
    note: Shown


@dataclass(frozen=True, slots=True)
class PartFields:
    """The fields of one part."""

    code: str
    rows: tuple[FigureRow, ...]
    evidence: tuple[EvidenceRow, ...] = ()
