"""The view model of the province's report: finished words, in order; a template only loops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.dossier.model import RulesWords
from reports.papers.chart import Chart
from reports.papers.office_words import OfficeWords
from reports.wording.notices import Fact, Notice


@dataclass(frozen=True, slots=True)
class GroupWords:
    """A line of a table of decisions: a district, a threshold group, or a year."""

    name: str
    communes: str
    met: str
    not_met: str
    open: str
    share: str


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
class FailingWords:
    """How many communes lose a criterion; ``…`` where that is withheld."""

    number: str
    name: str
    lost: str
    share: str
    open: str
    remark: str


@dataclass(frozen=True, slots=True)
class StatisticWords:
    """A line of the statistics of one criterion: a group."""

    group: str
    communes: str
    met: str
    lost: str
    open: str
    share: str


@dataclass(frozen=True, slots=True)
class CriterionStatisticWords:
    """The statistics of one criterion by groups."""

    heading: str
    rows: tuple[StatisticWords, ...]


@dataclass(frozen=True, slots=True)
class ListedWords:
    """A commune of an annex."""

    number: str
    code: str
    name: str
    district: str
    threshold: str
    total: str
    decision: str
    status: str


@dataclass(frozen=True, slots=True)
class ProvinceReport:
    """Everything the report may name, for one province (or several) and one year.

    ``numbers``, ``dates`` and ``days`` go by the codes of the set's documents.
    """

    title: str
    year: str
    place: str
    kinds: str
    kinds_upper: str
    office: OfficeWords
    numbers: Mapping[str, str]
    dates: Mapping[str, str]
    days: Mapping[str, str]
    notices: tuple[Notice, ...]
    rules: RulesWords
    opening: str
    status: str
    met_words: str
    form: tuple[GroupWords, ...]
    groups: tuple[GroupWords, ...]
    total: GroupWords
    group_chart: Chart
    districts: tuple[GroupWords, ...]
    district_heading: str
    district_word: str
    has_districts: bool
    years_heading: str
    years: tuple[GroupWords, ...]
    has_years: bool
    year_chart: Chart
    trend: str
    targets: tuple[TargetWords, ...]
    has_targets: bool
    has_no_targets: bool
    criteria: tuple[FailingWords, ...]
    criteria_chart: Chart
    has_criteria_chart: bool
    failing: str
    withheld: str
    has_withheld: bool
    statistics: tuple[CriterionStatisticWords, ...]
    left_out: str
    has_left_out: bool
    recognised: tuple[ListedWords, ...]
    has_recognised: bool
    has_none_recognised: bool
    others: tuple[ListedWords, ...]
    has_others: bool
    has_no_others: bool
    totals: str
    policy: tuple[Fact, ...]
    levels: tuple[Fact, ...]
    closing: str
