"""What the first page shows: how many communes stand how, where, and how that moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.site.charts import (
    Distribution,
    Meter,
    Picture,
    distribution,
    edges,
    histogram,
    meter,
    trend,
)
from reports.site.edition import Area, Edition, ThresholdGroup
from reports.site.standing import Standing, Tally
from reports.site.wording import capital, percent
from reports.wording.clean import clean
from scoring.base.quantities import vietnamese
from scoring.release.model import YearCounts


@dataclass(frozen=True, slots=True)
class Figure:
    """A large number with what it counts."""

    number: str
    words: str
    sign: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A place or group: its communes by standing and the share that counts."""

    name: str
    link: str
    communes: str
    counts: tuple[str, ...]
    share: str
    bar: Meter | None


@dataclass(frozen=True, slots=True)
class ShareTable:
    """Places or groups side by side; the last row is all of them."""

    caption: str
    title: str
    standings: tuple[Standing, ...]
    share_title: str
    rows: tuple[ShareRow, ...]
    total: ShareRow


@dataclass(frozen=True, slots=True)
class BinRow:
    """A range of totals and the communes in it, a count for each group."""

    words: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """The distribution of totals: a picture for each group, and one table."""

    pictures: tuple[Picture, ...]
    groups: tuple[str, ...]
    rows: tuple[BinRow, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of the trend."""

    year: str
    communes: str
    met: str
    share: str


@dataclass(frozen=True, slots=True)
class Trend:
    """The trend: a picture and its table."""

    picture: Picture
    rows: tuple[YearRow, ...]


def figures(edition: Edition) -> tuple[Figure, ...]:
    """Return the large numbers: all communes, then each standing some commune has."""
    found = edition.tally(edition.rows)
    listed = [
        Figure(vietnamese(count), one.words, one.sign, one.tone)
        for one, count in found.counts.items()
    ]
    return (Figure(vietnamese(found.communes), "đơn vị được đánh giá"), *listed)


def share_title(edition: Edition) -> str:
    """Return what is counted: recognition where the authority decided, else meeting the terms."""
    return "Tỷ lệ được công nhận" if edition.is_decided else "Tỷ lệ đủ điều kiện (chưa công nhận)"


def share(edition: Edition, found: Tally) -> Fraction | None:
    """Return the share that counts."""
    return found.share(is_decided=edition.is_decided)


def by_area(edition: Edition, areas: Sequence[Area], title: str, depth: str = "") -> ShareTable:
    """Return provinces or districts side by side."""
    rows = (
        _row(edition, clean(area.name), f"{depth}{area.path}", edition.tally(area.rows))
        for area in areas
    )
    return _table(edition, f"{title}: kết quả và tỷ lệ", title, rows)


def own_total(edition: Edition, area: Area) -> ShareRow:
    """Return the last row of a table of the districts of *area*."""
    return _row(edition, clean(area.name), "", edition.tally(area.rows))


def by_group(edition: Edition, groups: Iterable[ThresholdGroup], depth: str = "") -> ShareTable:
    """Return the threshold groups side by side."""
    rows = (
        _row(edition, group_words(group), f"{depth}{group.path}", edition.tally(group.rows))
        for group in groups
    )
    return _table(edition, "Nhóm ngưỡng: kết quả và tỷ lệ", "Nhóm ngưỡng", rows)


def group_words(group: ThresholdGroup) -> str:
    """Return a group with its number and threshold."""
    threshold = vietnamese(group.threshold)
    return f"Nhóm {group.number} (ngưỡng {threshold}): {group.name}"


def _table(edition: Edition, caption: str, title: str, rows: Iterable[ShareRow]) -> ShareTable:
    total = _row(edition, "Tất cả", "", edition.tally(edition.rows))
    return ShareTable(caption, title, edition.standings, share_title(edition), tuple(rows), total)


def _row(edition: Edition, name: str, link: str, found: Tally) -> ShareRow:
    part = share(edition, found)
    return ShareRow(
        name,
        link,
        vietnamese(found.communes),
        tuple(vietnamese(found.counts[one]) for one in edition.standings),
        percent(part),
        meter(part),
    )


def totals(edition: Edition) -> Totals | None:
    """Return how the published totals lie in each group; ``None`` when none is published."""
    most = edition.ruleset.recognition.total_points
    published = [row.least for row in edition.rows if row.least is not None]
    if not published:
        return None
    lowest = min(published)
    found = [distribution(group.rows, most, lowest) for group in edition.groups]
    tallest = max(edges(found), default=1)
    pictures = tuple(
        histogram(f"phan-bo-{g.number}", group_words(g), each, g.threshold, tallest)
        for g, each in zip(edition.groups, found, strict=True)
    )
    names = tuple(f"Nhóm {g.number}" for g in edition.groups)
    return Totals(pictures, names, tuple(_bin_rows(found)))


def _bin_rows(found: Sequence[Distribution]) -> Iterable[BinRow]:
    for bins in zip(*(each.bins for each in found), strict=True):
        yield BinRow(capital(bins[0].words), tuple(vietnamese(b.count) for b in bins))
    ranges = [{(r.low, r.high): r.count for r in each.ranges} for each in found]
    for low, high in sorted({key for of_group in ranges for key in of_group}):
        counts = tuple(vietnamese(of_group.get((low, high), 0)) for of_group in ranges)
        words = f"Trong khoảng từ {vietnamese(low)} đến {vietnamese(high)}"
        yield BinRow(words, counts)
    without = [each.without for each in found]
    if any(without):
        yield BinRow("Không có tổng điểm công bố", tuple(map(vietnamese, without)))


def trend_of(years: Sequence[YearCounts]) -> Trend | None:
    """Return the trend; ``None`` for one year alone."""
    if len(years) < 2:  # noqa: PLR2004 -- a trend needs two points
        return None
    rows = tuple(
        YearRow(
            str(each.year),
            vietnamese(each.decisions.group.communes),
            vietnamese(each.decisions.met),
            percent(each.decisions.share),
        )
        for each in years
    )
    return Trend(trend("theo-nam", "Tỷ lệ đạt theo năm", years), rows)
