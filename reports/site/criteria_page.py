"""The public criteria: how their points lie over all units, over groups and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.site.charts import Column, Meter, Picture, columns, meter
from reports.site.edition import Edition
from reports.site.place_tables import group_words
from reports.site.wording import NONE, points_words
from reports.wording.clean import clean
from reports.wording.shares import share_text
from reports.wording.vietnamese import collation_key
from scoring.base.quantities import vietnamese
from scoring.release.public import PublicCommune
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
            edition,
            one,
            f"{one.number}. {clean(one.name)}",
            edition.communes,
            edition.criterion_paths[one.number],
        )
        for one in edition.criteria
    )


def pages(edition: Edition) -> Iterator[CriterionPage]:
    """Yield the page of each public criterion."""
    for one in edition.criteria:
        found = Counter(
            points
            for commune in edition.communes
            if commune.points and (points := commune.points.criteria[one.number]) is not None
        )
        ordered = sorted(found)
        yield CriterionPage(
            one.number,
            edition.criterion_paths[one.number],
            clean(one.name),
            vietnamese(Fraction(one.max_points)),
            clean(one.citation),
            _picture(one, found, ordered),
            tuple((points_words(points), vietnamese(found[points])) for points in ordered),
            tuple(_places(edition, one)),
        )


def _picture(
    one: Criterion, found: Counter[Fraction], ordered: Sequence[Fraction]
) -> Picture | None:
    if not ordered or len(ordered) > _MOST_COLUMNS:
        return None
    tallest = max(found.values())
    return columns(
        f"diem-{one.number}",
        "Số đơn vị theo điểm",
        [
            Column(points_words(p), vietnamese(found[p]), Fraction(found[p], tallest))
            for p in ordered
        ],
    )


def _places(edition: Edition, one: Criterion) -> Iterator[CriterionRow]:
    yield _row(edition, one, "Tất cả", edition.communes)
    for group in edition.groups:
        yield _row(edition, one, group_words(group), group.communes, f"../{group.path}")
    areas = edition.provinces if edition.has_provinces else edition.parts
    for area in sorted(areas, key=lambda each: collation_key(each.name)):
        yield _row(edition, one, clean(area.name), area.communes, f"../{area.path}")


def _row(
    edition: Edition,
    one: Criterion,
    name: str,
    communes: Sequence[PublicCommune],
    link: str = "",
) -> CriterionRow:
    floor = edition.ruleset.recognition.disqualifying_points
    given = [each.points.criteria[one.number] for each in communes if each.points]
    known = [points for points in given if points is not None]
    full = sum(points == one.max_points for points in known)
    none = sum(points <= floor for points in known)
    return CriterionRow(
        name,
        link,
        vietnamese(len(communes)),
        vietnamese(full),
        share_text(full, len(known)) if known else NONE,
        meter(Fraction(full), Fraction(len(known))) if known else None,
        vietnamese(len(known) - full - none),
        vietnamese(none),
        vietnamese(len(communes) - len(known)),
    )
