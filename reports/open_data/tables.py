"""Every table of a release: units, groups, criteria by group, years, what is not given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from reports.open_data.columns import OpenTable, Value, count, number, percent, points, text
from reports.open_data.units import unit_tables
from reports.wording.clean import clean
from scoring.base.quantities import decimal_text, json_number
from scoring.recognition.communes import State
from scoring.recognition.counting import Count
from scoring.release.public import PublicRelease
from scoring.release.spreads import CriterionSpread, PublicGroup

_GROUP = (
    text("pham_vi", "Phạm vi", "toàn bộ; nhóm ngưỡng; tỉnh; huyện; cụm"),
    text("nhom", "Nhóm", "tên nhóm ngưỡng, tỉnh, huyện hoặc cụm; trống khi là toàn bộ"),
    text("thuoc_tinh", "Thuộc tỉnh", "tỉnh của huyện hoặc cụm; trống với phạm vi khác"),
)
_COLUMNS = {
    State.RECOGNISED: "duoc_cong_nhan",
    State.REFUSED: "khong_duoc_cong_nhan",
    State.WAITING: "dang_cho",
    State.SENT_NOTHING: "chua_gui",
    State.SELF_SCORED: "tu_cham",
}
_COUNTS = (
    count("tong_so", "Tổng số", "mọi đơn vị cấp xã ngày 31/12 của năm, kể cả đơn vị chưa gửi gì"),
    count("dac_khu", "Trong đó đặc khu", "số đặc khu trong tổng số"),
    *(
        count(_COLUMNS[state], state.value.capitalize(), f"số đơn vị {state.value}")
        for state in State
    ),
    percent(
        "ty_le",
        "Tỷ lệ được công nhận",
        "số được công nhận × 100 ÷ tổng số; trống khi chưa có quyết định nào",
    ),
)
_SPREAD = (
    number("tieu_chi", "Tiêu chí số", "số thứ tự"),
    text("ten_tieu_chi", "Tên tiêu chí", "tên theo văn bản"),
    points("diem_toi_da", "Điểm tối đa", "điểm tối đa của tiêu chí"),
    count("da_cham", "Đã chấm", "số đơn vị có điểm của tiêu chí", by_rules=True),
    count("toi_da", "Tối đa", "số đơn vị được điểm tối đa", by_rules=True),
    count("mot_phan", "Một phần", "số đơn vị được một phần điểm", by_rules=True),
    count("diem_liet", "Điểm liệt", "số đơn vị không trên điểm liệt", by_rules=True),
    count("chua_cham", "Chưa chấm", "số đơn vị đã gửi nhưng chưa có điểm", by_rules=True),
    percent("ty_le_toi_da", "Tỷ lệ tối đa", "phần trăm của số đã chấm", by_rules=True),
    percent("ty_le_mot_phan", "Tỷ lệ một phần", "phần trăm của số đã chấm", by_rules=True),
    percent("ty_le_diem_liet", "Tỷ lệ điểm liệt", "phần trăm của số đã chấm", by_rules=True),
    points("trung_vi", "Trung vị", "điểm đứng giữa của các đơn vị đã chấm"),
)


def open_tables(release: PublicRelease, objections_until: date | None) -> tuple[OpenTable, ...]:
    """Return every table of *release*: same release, same rows."""
    groups = tuple(_groups(release))
    return (
        *unit_tables(release, objections_until),
        OpenTable(
            "nhom",
            "Số đơn vị theo tình trạng",
            (*_GROUP, *_COUNTS),
            tuple((*_named(one), *_counted(one.count)) for one in groups),
        ),
        OpenTable(
            "tieu-chi", "Từng tiêu chí theo nhóm", (*_GROUP, *_SPREAD), tuple(_spreads(release))
        ),
        OpenTable(
            "nam",
            "Số đơn vị qua các năm",
            (
                number("nam", "Năm", "năm đánh giá"),
                text("tu_cham", "Tự chấm", "có: số liệu tự chấm, chưa qua sổ hồ sơ"),
                text(
                    "don_vi_khac",
                    "Đơn vị khác",
                    "có: không cùng các đơn vị với năm ghi trước đó, tỷ lệ không so được",
                ),
                *(column for column in _COUNTS if column.name != _COLUMNS[State.SELF_SCORED]),
                count("so_tu_cham", "Số tự chấm", f"số đơn vị {State.SELF_SCORED.value}"),
            ),
            tuple(_years(release)),
        ),
        OpenTable(
            "khong-neu-diem",
            "Nhóm không nêu điểm",
            (
                text("nhom_nguong", "Nhóm ngưỡng", "chỉ đơn vị được công nhận của nhóm có điểm"),
                text(
                    "tieu_chi",
                    "Tiêu chí",
                    "không công nhận cùng với điểm có thể cho biết tiêu chí này bị mất điểm",
                ),
            ),
            tuple(
                (clean(one.group), ", ".join(map(str, one.criteria)))
                for one in release.withheld_points
            ),
        ),
    )


def _groups(release: PublicRelease) -> Iterator[PublicGroup]:
    yield release.whole
    yield from release.by_threshold
    yield from release.by_province
    yield from release.by_district
    yield from release.by_cluster


def _named(one: PublicGroup) -> tuple[Value, ...]:
    within = None if one.within is None else clean(one.within)
    return one.family, clean(one.name) or None, within


def _counted(found: Count, states: Iterable[State] = State) -> tuple[Value, ...]:
    counts = tuple(found.states[state] for state in states)
    return (found.total, found.special_zones, *counts, _rounded(found.share))


def _rounded(share: Fraction | None) -> float | None:
    return None if share is None else float(decimal_text(share, (Fraction(0), Fraction(100))))


def _spreads(release: PublicRelease) -> Iterator[tuple[Value, ...]]:
    for each in release.criteria:
        for group in _groups(release):
            (one,) = (spread for spread in group.criteria if spread.number == each.number)
            yield (
                *_named(group),
                each.number,
                clean(each.name),
                json_number(each.max_points),
                one.scored,
                one.full,
                one.partly,
                one.failed,
                one.open,
                *(_share(part, one) for part in (one.full, one.partly, one.failed)),
                None if one.median is None else json_number(one.median),
            )


def _share(part: int, one: CriterionSpread) -> float | None:
    return _rounded(Fraction(100 * part, one.scored)) if one.scored else None


def _years(release: PublicRelease) -> Iterator[tuple[Value, ...]]:
    states = [state for state in State if state is not State.SELF_SCORED]
    for one in release.history:
        yield (
            one.year,
            "có" if one.is_self_scored else "không",
            "có" if one.has_other_units else "không",
            *_counted(one.count, states),
            one.count.states[State.SELF_SCORED],
        )
