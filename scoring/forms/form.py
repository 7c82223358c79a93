"""What a self-assessment workbook holds besides the assessment: nothing typed is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scoring.base.problems import Place, Problem
from scoring.forms.sheets import RowWords
from scoring.tables.raw import RawTable


@dataclass(frozen=True, slots=True)
class EvidenceGiven:
    """What the officer noted of one document: never the document, never a child's name."""

    number: str | None = None
    day: date | str | None = None
    """The day of issue; the text as it was typed where it is no day."""
    issuer: str | None = None
    page: str | None = None
    document: str | None = None
    """Its name, where the ruleset asks for no document of that name."""
    files: str | None = None
    """Names of its files, separated by semicolons."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A result that the workbook itself shows, and where. It is compared, never used."""

    value: str | float
    place: Place


@dataclass(frozen=True, slots=True)
class Form:
    """One workbook's own facts and notes. Keys are ids of ``scoring.forms.ids``.

    ``profile`` maps fields of the office, ``sources`` and ``notes`` codes of figures and
    items, ``evidence`` ids of evidence rows, ``shown`` row and column of *Tự chấm*. Once
    the intake has compared what is shown, it is let go.
    """

    ruleset_id: str
    ruleset_sha256: str
    year: str
    profile: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, EvidenceGiven] = field(default_factory=dict)
    shown: Mapping[tuple[str, str], Shown] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormTable(RawTable):
    """A form as a table of one row, so that one intake reads both; its cells are all over."""

    places: tuple[Place, ...]
    form: Form
    words: tuple[RowWords, ...]
    """The words beside each row of figures and items."""
    text_places: Mapping[tuple[str, str], Place]
    """Where each free text stands, by row and column id; the texts are those of ``form``."""
    problems: tuple[Problem, ...]
    """Faults of the form itself, because of which its one row is withheld."""

    def place_of_text(self, row: str, column: str) -> Place:
        """Return where a free text stands."""
        return self.text_places.get((row, column), Place(self.file))

    @property
    def is_form(self) -> bool:
        """Always: that is what the class is for."""
        return True

    def place(self, row: int | None = None, position: int | None = None) -> Place:  # noqa: ARG002
        """Return where the cell of a heading stands; the file where there is none."""
        if position is None or position >= len(self.places):
            return Place(self.file)
        return self.places[position]
