"""The public criteria: how their points lie over all units, over groups and places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from reports.site.charts import Column, Meter, Picture, columns, meter
from reports.site.edition import Edition
from reports.site.place_tables import group_words
from reports.site.wording import points_words
from reports.wording.clean import clean
from reports.wording.shares import share_text
from scoring.base.quantities import vietnamese
from scoring.release.spreads import PublicGroup
from scoring.rules.ruleset import Criterion

_MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion over a place, or one place of a criterion: units by how far they came."""

    name: str
    link: str
    units: str
    full: str
    share: str
    bar: Meter | None
    between: str
    none: str
    still_open: str


@dataclass(frozen=True, slots=True)
class CriterionPage:
    """One criterion: how its points lie, and by group and place."""

    number: int
    path: str
    name: str
    most: str
    citation: str
    picture: Picture | None
    points: tuple[tuple[str, str], ...]
    rows: tuple[CriterionRow, ...]


def whole(edition: Edition) -> tuple[CriterionRow, ...]:
    """Return every public criterion over all units; links start at the root."""
    return tuple(
        _row(
            f"{one.number}. {clean(one.name)}",
            edition.release.whole,
            place,
            edition.criterion_paths[one.number],
        )
        for place, one in enumerate(edition.criteria)
    )


def pages(edition: Edition) -> Iterator[CriterionPage]:
    """Yield the page of each public criterion."""
    for place, one in enumerate(edition.criteria):
        found = edition.release.whole.criteria[place].distribution
        yield CriterionPage(
            one.number,
            edition.criterion_paths[one.number],
            clean(one.name),
            vietnamese(Fraction(one.max_points)),
            clean(one.citation),
            _picture(one, found),
            tuple((points_words(points), vietnamese(units)) for points, units in found.items()),
            tuple(_places(edition, place)),
        )


def _picture(one: Criterion, found: Mapping[Fraction, int]) -> Picture | None:
    if not 0 < len(found) <= _MOST_COLUMNS:
        return None
    tallest = max(found.values())
    return columns(
        f"diem-{one.number}",
        "Số đơn vị theo điểm",
        [
            Column(points_words(points), vietnamese(units), Fraction(units, tallest))
            for points, units in found.items()
        ],
    )


def _places(edition: Edition, place: int) -> Iterator[CriterionRow]:
    yield _row("Tất cả", edition.release.whole, place)
    for group in edition.groups:
        yield _row(group_words(group), group.group, place, f"../{group.path}")
    for area in edition.provinces if edition.has_provinces else edition.parts:
        yield _row(clean(area.name), area.group, place, f"../{area.path}")


def _row(name: str, group: PublicGroup, place: int, link: str = "") -> CriterionRow:
    found = group.criteria[place]
    scored = Fraction(found.scored)
    return CriterionRow(
        name,
        link,
        vietnamese(group.count.total),
        vietnamese(found.full),
        share_text(found.full, found.scored),
        meter(Fraction(found.full), scored) if scored else None,
        vietnamese(found.partly),
        vietnamese(found.failed),
        vietnamese(group.count.total - found.scored),
    )
