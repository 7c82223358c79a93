"""Places and threshold groups side by side: their units by state, the share that counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.site.charts import Segment, small_bar
from reports.site.edition import Area, Edition, ThresholdGroup
from reports.site.states import SHOWN, Shown, states_of
from reports.wording.clean import clean
from reports.wording.recognition import share_cell
from scoring.base.quantities import vietnamese
from scoring.recognition.communes import State
from scoring.recognition.counting import Count, count_of


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place or group: all its units, its units by state, the share recognised."""

    name: str
    link: str
    units: str
    counts: tuple[str, ...]
    share: str
    bar: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """Places or groups side by side; the last row is all of them."""

    caption: str
    title: str
    share_title: str
    states: tuple[Shown, ...]
    rows: tuple[PlaceRow, ...]
    total: PlaceRow


def by_area(edition: Edition, areas: Sequence[Area], title: str, depth: str = "") -> PlaceTable:
    """Return provinces, clusters or districts side by side."""
    rows = [(clean(area.name), f"{depth}{area.path}", count_of(area.communes)) for area in areas]
    inside = [one for area in areas for one in area.communes]
    listed = {one.code for one in inside}
    above = {area.province for area in areas}
    wanted = [one for one in edition.communes if None in above or one.province in above]
    others = [one for one in wanted if one.code not in listed]
    if others:
        rows.append((f"Không thuộc {title.lower()} nào", "", count_of(others)))
    return _table(edition, f"Tình trạng theo {title.lower()}", title, rows, count_of(wanted))


def by_group(edition: Edition, groups: Iterable[ThresholdGroup], depth: str = "") -> PlaceTable:
    """Return the threshold groups side by side; units that sent nothing are in none yet."""
    rows = [
        (group_words(group), f"{depth}{group.path}", count_of(group.communes)) for group in groups
    ]
    others = [one for one in edition.communes if one.group is None]
    if others:
        rows.append(("Chưa xếp nhóm vì chưa gửi gì", "", count_of(others)))
    return _table(edition, "Tình trạng theo nhóm ngưỡng", "Nhóm ngưỡng", rows, edition.count)


def group_words(group: ThresholdGroup) -> str:
    """Return a group with its number and threshold."""
    return f"Nhóm {group.number} (ngưỡng {vietnamese(group.threshold)} điểm): {clean(group.name)}"


_Row = tuple[str, str, Count]


def _table(
    edition: Edition, caption: str, title: str, rows: Sequence[_Row], total: Count
) -> PlaceTable:
    states = tuple(state for state, _ in states_of(edition.count))
    is_decided = edition.count.is_decided
    return PlaceTable(
        caption,
        title,
        "Tỷ lệ được công nhận" if is_decided else "Tình trạng",
        tuple(SHOWN[state] for state in states),
        tuple(_row(states, is_decided, *row) for row in rows),
        _row(states, is_decided, "Tất cả", "", total),
    )


def _row(
    states: Sequence[State],
    is_decided: bool,  # noqa: FBT001 -- of the whole edition, the same in every row
    name: str,
    link: str,
    count: Count,
) -> PlaceRow:
    return PlaceRow(
        name,
        link,
        vietnamese(count.total),
        tuple(vietnamese(count.states[state]) for state in states),
        share_cell(count) if is_decided else "",
        small_bar(count),
    )
