"""The view model of a report by an outline: finished words, in order; a template only loops."""

from __future__ import annotations

from dataclasses import dataclass

from reports.papers.office_words import PaperHead
from reports.plans.words import TrackedWords
from reports.province.counts import CountWords
from reports.province.model import Line
from reports.wording.notices import Fact


@dataclass(frozen=True, slots=True)
class FigureWords:
    """An indicator over the place: now, the year before, of how many units."""

    name: str
    now: str
    before: str
    coverage: str


@dataclass(frozen=True, slots=True)
class SectionWords:
    """A section: title, legal basis, its tables, drafted and written paragraphs, or dots."""

    title: str
    about: str
    caption: str
    has_about: bool
    figures: tuple[FigureWords, ...]
    figures_of_one: tuple[FigureWords, ...]
    counts: tuple[CountWords, ...]
    targets: tuple[TrackedWords, ...]
    drafted: tuple[Line, ...]
    written: tuple[Line, ...]
    is_blank: bool


@dataclass(frozen=True, slots=True)
class PartWords:
    """A part of the outline."""

    title: str
    sections: tuple[SectionWords, ...]


@dataclass(frozen=True, slots=True)
class OutlinedReport(PaperHead):
    """Everything such a report may name, for one place and one year."""

    title: str
    year_before: str
    place: str
    grounds: tuple[Line, ...]
    opening: str
    parts: tuple[PartWords, ...]
    sources: tuple[Line, ...]
    facts: tuple[Fact, ...]
