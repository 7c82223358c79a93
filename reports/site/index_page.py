"""The index of the site: every page, the units by name in Vietnamese order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.site.edition import Edition, commune_path
from reports.site.states import SHOWN
from reports.wording.clean import clean
from scoring.release.public import PublicCommune

MOST_NAMES = 600
"""Names of one page: with styles it stays below 150 KB."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and its page, with the place it lies in."""

    name: str
    link: str
    place: str
    sign: str


@dataclass(frozen=True, slots=True)
class NamePage:
    """One page of names, from one to another."""

    path: str
    words: str
    entries: tuple[Entry, ...]


def name_pages(edition: Edition) -> Iterator[NamePage]:
    """Yield the pages of names, each with ``MOST_NAMES`` at most."""
    communes = edition.communes
    for number, start in enumerate(range(0, len(communes), MOST_NAMES), 1):
        part = communes[start : start + MOST_NAMES]
        entries = tuple(_entry(edition, one) for one in part)
        path = "muc-luc.html" if number == 1 else f"muc-luc-trang-{number}.html"
        yield NamePage(path, f"{entries[0].name} – {entries[-1].name}", entries)


def _entry(edition: Edition, one: PublicCommune) -> Entry:
    area = edition.province_of.get(one.code) if edition.has_provinces else None
    area = area or edition.part_of.get(one.code)
    place = clean(area.name) if area else one.code
    return Entry(clean(one.name), commune_path(one.code), place, SHOWN[one.state].sign)
