"""Criteria that fail, for the groups and counts that the release allows; the rest is withheld."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.site.charts import Meter, meter
from reports.site.edition import Edition
from reports.site.wording import WITHHELD, count_words, share_words
from reports.wording.clean import clean
from reports.wording.vietnamese import collation_key
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Finding
from scoring.release.model import Group, StatisticRow


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion in one group, or one group of one criterion."""

    name: str
    communes: str
    met: str
    not_met: str
    cannot_say: str
    share: str
    bar: Meter | None
    link: str = ""


@dataclass(frozen=True, slots=True)
class CriterionTable:
    """The groups of one criterion."""

    number: int
    slug: str
    name: str
    is_sensitive: bool
    rows: tuple[CriterionRow, ...]


def criterion_path(slug: str) -> str:
    """Return the page of a criterion, from the root of the site."""
    return f"tieu-chi/{slug}.html"


def whole(edition: Edition) -> tuple[CriterionRow, ...]:
    """Return every criterion over all communes of the release; links start at the root."""
    rows = []
    for one in edition.release.criteria:
        name = f"{one.number}. {clean(one.name)}"
        link = criterion_path(one.slug)
        found = next((row for row in one.rows if row.group.family == "toàn bộ"), None)
        rows.append(
            _row(name, found, link)
            if found is not None
            else CriterionRow(name, WITHHELD, WITHHELD, WITHHELD, WITHHELD, WITHHELD, None, link)
        )
    return tuple(rows)


def by_criterion(edition: Edition) -> Iterator[CriterionTable]:
    """Yield for each criterion a row for each group that is shown."""
    for one in edition.release.criteria:
        ordered = sorted(one.rows, key=lambda row: _order(row.group))
        rows = tuple(_row(group_name(edition, row.group), row) for row in ordered)
        yield CriterionTable(one.number, one.slug, clean(one.name), one.is_sensitive, rows)


def group_name(edition: Edition, group: Group) -> str:
    """Return a group as a table names it."""
    if group.family == "toàn bộ":
        return "Tất cả"
    if group.family == "nhóm ngưỡng":
        number = edition.group_of[group.name].number
        return f"Nhóm {number}: {clean(group.name)}"
    return clean(group.name)


_FAMILIES = ("toàn bộ", "nhóm ngưỡng", "tỉnh", "huyện")


def _order(group: Group) -> tuple[int, object]:
    return _FAMILIES.index(group.family), collation_key(group.name)


def _row(name: str, found: StatisticRow, link: str = "") -> CriterionRow:
    share = found.lost_share
    return CriterionRow(
        name=name,
        communes=vietnamese(found.group.communes),
        met=count_words(found.counts[Finding.MET]),
        not_met=count_words(found.counts[Finding.NOT_MET]),
        cannot_say=count_words(found.counts[Finding.CANNOT_SAY]),
        share=share_words(share),
        bar=None if share is None else meter(share.least, share.most),
        link=link,
    )
