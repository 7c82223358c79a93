"""The view model of the public report: finished words, from what is public alone."""

from __future__ import annotations

from dataclasses import dataclass

from reports.dossier.model import RulesWords
from reports.papers.chart import Chart
from reports.papers.office_words import PaperHead
from reports.province.counts import CountWords
from reports.province.model import CriterionWords, Line, TargetWords


@dataclass(frozen=True, slots=True)
class PublicUnitWords:
    """A unit of the annex: its state, its decision, its points where they are public."""

    number: str
    code: str
    name: str
    place: str
    state: str
    paper: str
    day: str
    points: str


@dataclass(frozen=True, slots=True)
class PublicReport(PaperHead):
    """Everything the public report may name, for one province (or several) and one year."""

    title: str
    place: str
    kinds: str
    kinds_upper: str
    rules: RulesWords
    opening: tuple[Line, ...]
    whole: CountWords
    group_chart: Chart
    groups: tuple[CountWords, ...]
    groups_note: str
    places: tuple[CountWords, ...]
    place_heading: str
    place_word: str
    years_heading: str
    years: tuple[CountWords, ...]
    trend: tuple[Line, ...]
    has_more_years: bool
    targets: tuple[TargetWords, ...]
    criteria_number: str
    method_number: str
    criteria_title: str
    criteria: tuple[CriterionWords, ...]
    zero_share: str
    withheld: tuple[Line, ...]
    method: tuple[Line, ...]
    points_heading: str
    has_unit_places: bool
    has_no_unit_places: bool
    units: tuple[PublicUnitWords, ...]
