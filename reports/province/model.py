"""The view model of the internal report: finished words, in order; a template only loops."""

from __future__ import annotations

from dataclasses import dataclass

from reports.dossier.model import RulesWords
from reports.papers.chart import Chart
from reports.papers.office_words import PaperHead
from reports.province.counts import CountWords
from reports.wording.notices import Fact


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class YearWords:
    """A year in which nothing is decided: how many qualify by their score alone."""

    name: str
    total: str
    qualified: str


@dataclass(frozen=True, slots=True)
class TargetWords:
    """A target and how far the year is from it."""

    name: str
    source: str
    wanted: str
    reached: str
    mark: str
    tone: str
    needed: str


@dataclass(frozen=True, slots=True)
class CriterionWords:
    """How one criterion came out among all units that sent results."""

    number: str
    name: str
    full: str
    partly: str
    failed: str
    share: str
    open: str


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """Why units were not recognised, or would not be: one reason and how many."""

    reason: str
    count: str


@dataclass(frozen=True, slots=True)
class UnitWords:
    """A unit of an annex; ``points`` are those of every criterion in one text."""

    number: str
    code: str
    name: str
    place: str
    threshold: str
    total: str
    paper: str
    day: str
    reason: str
    points: str


@dataclass(frozen=True, slots=True)
class ProvinceReport(PaperHead):
    """Everything the internal report may name, for one province (or several) and one year.

    ``numbers``, ``dates`` and ``days`` go by the codes of the set's documents. ``places``
    are empty where annexes have no column of them: never one province in every row.
    """

    title: str
    place: str
    kinds: str
    kinds_upper: str
    rules: RulesWords
    process: tuple[Line, ...]
    opening: str
    whole: tuple[Line, ...]
    form: tuple[CountWords, ...]
    groups: tuple[CountWords, ...]
    total: CountWords
    group_chart: Chart
    places: tuple[CountWords, ...]
    place_heading: str
    place_word: str
    years_heading: str
    years: tuple[CountWords, ...]
    has_years: bool
    self_years: tuple[YearWords, ...]
    has_self_years: bool
    has_more_years: bool
    trend: tuple[Line, ...]
    targets: tuple[TargetWords, ...]
    reasons: tuple[ReasonWords, ...]
    reasons_title: str
    failing: str
    criteria: tuple[CriterionWords, ...]
    criteria_chart: Chart
    has_criteria_chart: bool
    achieved: tuple[Line, ...]
    limits: tuple[Line, ...]
    tasks: tuple[Line, ...]
    recognised: tuple[UnitWords, ...]
    refused: tuple[UnitWords, ...]
    waiting: tuple[UnitWords, ...]
    nothing: tuple[UnitWords, ...]
    all_sent: bool
    units: tuple[UnitWords, ...]
    criterion_names: str
    levels: tuple[Fact, ...]
    closing: str
