"""The index of the site: every page, the communes by name in Vietnamese order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.site.edition import Edition
from reports.site.tables import commune_path
from reports.wording.clean import clean
from scoring.release.model import PublishedRow

MOST_NAMES = 600
"""Names of one page: with styles it stays below 200 KB."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and its page, with the place it lies in."""

    name: str
    link: str
    place: str


@dataclass(frozen=True, slots=True)
class NamePage:
    """One page of names, from one to another."""

    path: str
    words: str
    entries: tuple[Entry, ...]


def name_pages(edition: Edition) -> Iterator[NamePage]:
    """Yield the pages of names, each with ``MOST_NAMES`` at most."""
    rows = edition.rows
    for number, start in enumerate(range(0, len(rows), MOST_NAMES), 1):
        part = rows[start : start + MOST_NAMES]
        entries = tuple(_entry(edition, row) for row in part)
        path = "muc-luc.html" if number == 1 else f"muc-luc-trang-{number}.html"
        yield NamePage(path, f"{entries[0].name} – {entries[-1].name}", entries)


def _entry(edition: Edition, row: PublishedRow) -> Entry:
    area = edition.district_of.get(row.code) or edition.province_of.get(row.code)
    return Entry(clean(row.name), commune_path(row), clean(area.name) if area else row.code)
