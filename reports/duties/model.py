"""The view model of a report by an outline: finished words, in order; a template only loops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.papers.office_words import OfficeWords
from reports.plans.words import TrackedWords
from reports.province.counts import CountWords
from reports.province.model import Line
from reports.wording.notices import Fact, Notice


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
    has_figures: bool
    counts: tuple[CountWords, ...]
    has_counts: bool
    targets: tuple[TrackedWords, ...]
    has_targets: bool
    drafted: tuple[Line, ...]
    written: tuple[Line, ...]
    is_blank: bool


@dataclass(frozen=True, slots=True)
class PartWords:
    """A part of the outline."""

    title: str
    sections: tuple[SectionWords, ...]


@dataclass(frozen=True, slots=True)
class OutlinedReport:
    """Everything such a report may name, for one place and one year."""

    title: str
    year: str
    year_before: str
    place: str
    place_upper: str
    body: str
    office: OfficeWords
    numbers: Mapping[str, str]
    dates: Mapping[str, str]
    days: Mapping[str, str]
    notices: tuple[Notice, ...]
    grounds: tuple[Line, ...]
    opening: str
    parts: tuple[PartWords, ...]
    sources: tuple[Line, ...]
    facts: tuple[Fact, ...]
