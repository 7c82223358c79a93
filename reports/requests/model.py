"""The view model of the paper that asks one office for its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.papers.office_words import OfficeWords
from reports.wording.notices import Notice


@dataclass(frozen=True, slots=True)
class RequestedFigure:
    """A figure that is asked for; ``before`` says where last year's is not needed."""

    number: str
    name: str
    how: str
    unit: str
    before: str


@dataclass(frozen=True, slots=True)
class RequestPaper:
    """What one office is asked for; ``days`` (place and date) goes by the code of the paper."""

    source: str
    year: str
    year_before: str
    commune_kind: str
    office: OfficeWords
    days: Mapping[str, str]
    notices: tuple[Notice, ...]
    figures: tuple[RequestedFigure, ...]
