"""The tables of units: every one of the year, and those of earlier years; and read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from reports.open_data.columns import Column, OpenTable, Value, number, points, text
from reports.wording.clean import clean
from scoring.base.canonical import iso_day
from scoring.base.communes import CommuneKind
from scoring.base.quantities import json_number
from scoring.engine.score_sheet import Finding
from scoring.recognition.communes import Decision, State
from scoring.release.public import (
    Forced,
    OfficialResult,
    PublicCommune,
    PublicPoints,
    PublicRelease,
)

UNITS, EARLIER = "don-vi", "don-vi-nam-truoc"

_PLACE = (
    text("ma_xa", "Mã đơn vị", "mã đơn vị hành chính, 5 chữ số, luôn là chữ"),
    text("ten_xa", "Tên đơn vị", "tên đơn vị hành chính cấp xã"),
    text("loai", "Loại", "xã, phường, thị trấn, đặc khu"),
    text("tinh", "Tỉnh", "tên tỉnh, thành phố trực thuộc trung ương"),
    text("huyen", "Huyện", "tên đơn vị cấp huyện cũ; trống khi không có"),
    text("cum", "Cụm", "cụm theo danh sách của tỉnh; trống khi không có"),
    number("nam", "Năm", "năm đánh giá"),
    text(
        "tinh_trang",
        "Tình trạng",
        "; ".join(state.value for state in State),
    ),
    text("so_quyet_dinh", "Số quyết định", "số văn bản công nhận hoặc không công nhận"),
    text("ngay_quyet_dinh", "Ngày quyết định", "năm-tháng-ngày"),
    text("co_quan_quyet_dinh", "Cơ quan quyết định", "cơ quan ký văn bản"),
    text("han_phan_anh", "Hạn phản ánh", "ngày cuối nhận ý kiến về kết quả, năm-tháng-ngày"),
    text("nhom_nguong", "Nhóm ngưỡng", "nhóm quyết định ngưỡng tổng điểm", by_rules=True),
    points("nguong", "Ngưỡng", "tổng điểm tối thiểu của nhóm, tính trên mọi tiêu chí"),
)

_OFFICIAL = (
    points("tong_diem", "Tổng điểm mọi tiêu chí", "trống khi còn phần chưa chấm"),
    points("tong_diem_tu", "Tổng điểm từ", "tổng điểm ít nhất có thể"),
    points("tong_diem_den", "Tổng điểm đến", "tổng điểm nhiều nhất có thể"),
    text("ket_luan", "Kết luận tính từ điểm", "đạt; không đạt; chưa kết luận được", by_rules=True),
)


def unit_tables(release: PublicRelease, objections_until: date | None) -> tuple[OpenTable, ...]:
    """Return the units of the year, and those of earlier years with the same columns."""
    columns = _columns(release)
    return tuple(
        OpenTable(
            name,
            title,
            columns,
            tuple(_row(release, one, until) for one in communes),
        )
        for name, title, communes, until in (
            (UNITS, "Từng đơn vị", release.communes, objections_until),
            (EARLIER, "Từng đơn vị, các năm trước", release.earlier, None),
        )
    )


def criterion_column(criterion: int) -> str:
    """Return the column of a criterion's points."""
    return f"tieu_chi_{criterion}"


def _columns(release: PublicRelease) -> tuple[Column, ...]:
    several = len(release.criteria)
    sensitive = f"{len(release.sensitive)} tiêu chí nhạy cảm"
    return (
        *_PLACE,
        *(
            points(
                criterion_column(each.number),
                f"Tiêu chí {each.number}",
                f"{clean(each.name)}; tối đa {json_number(each.max_points)}; trống khi chưa chấm",
            )
            for each in release.criteria
        ),
        points("cong", "Cộng", f"cộng {several} tiêu chí không nhạy cảm; trống khi còn thiếu"),
        points("cong_toi_da", "Cộng tối đa", f"điểm tối đa của {several} tiêu chí đó"),
        number("hang", "Hạng", f"hạng theo {several} tiêu chí không nhạy cảm", by_rules=True),
        number("hang_trong_nhom", "Hạng trong nhóm ngưỡng", "như trên, trong nhóm", by_rules=True),
        text(
            "suy_ra",
            "Điều suy ra được",
            f"quyết định và các điểm trên cho biết gì về {sensitive}; không dùng số liệu nào khác",
            by_rules=True,
        ),
        points("nhay_cam_tu", "Ít nhất", f"{sensitive} cộng lại ít nhất, theo suy ra"),
        points("nhay_cam_den", "Nhiều nhất", f"{sensitive} cộng lại nhiều nhất, theo suy ra"),
        *(_OFFICIAL if release.policy.official_results else ()),
    )


def _row(
    release: PublicRelease, one: PublicCommune, objections_until: date | None
) -> tuple[Value, ...]:
    return (
        one.code,
        clean(one.name),
        one.kind.value,
        _text(one.province),
        _text(one.district),
        _text(one.cluster),
        one.year,
        one.state.value,
        *_decision(one.decision),
        iso_day(objections_until),
        _text(one.group),
        _points(one.threshold),
        *_pointed(release, one.points),
        *_forced(one.forced),
        *(_official(one.official) if release.policy.official_results else ()),
    )


def _decision(found: Decision | None) -> tuple[Value, ...]:
    if found is None:
        return None, None, None
    return _text(found.number), iso_day(found.day), _text(found.office)


def _pointed(release: PublicRelease, own: PublicPoints | None) -> tuple[Value, ...]:
    if own is None:
        return (None,) * (len(release.criteria) + 4)
    return (
        *(_points(own.criteria[each.number]) for each in release.criteria),
        _points(own.total),
        json_number(release.max_points),
        own.rank,
        own.rank_in_group,
    )


def _forced(found: Forced | None) -> tuple[Value, ...]:
    if found is None:
        return None, None, None
    return found.kind.value, json_number(found.least), json_number(found.most)


def _official(found: OfficialResult | None) -> tuple[Value, ...]:
    if found is None:
        return (None, None, None, None)
    ends = (found.points, found.minimum, found.maximum)
    return (*map(_points, ends), found.verdict.value)


def _text(value: str | None) -> str | None:
    return None if value is None else clean(value) or None


def _points(value: Fraction | None) -> int | float | None:
    return None if value is None else json_number(value)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row read back, by the names of its columns."""

    values: Mapping[str, Any]

    def points(self, name: str) -> Fraction | None:
        """Return a number exactly as it is written."""
        value = self.values.get(name)
        return None if value is None else Fraction(Decimal(str(value)))


def communes_of(table: OpenTable, criteria: Iterable[int]) -> Iterator[PublicCommune]:
    """Yield the units of a table that was read back; what is derived is left out.

    Ranks and conclusions are not taken from the table: whoever checks computes them again.
    Raises ``LookupError`` or ``ValueError`` for a table that is no table of units.
    """
    names = [column.name for column in table.columns]
    numbers = tuple(criteria)
    for row in table.rows:
        yield _commune(_Row(dict(zip(names, row, strict=True))), numbers)


def _commune(row: _Row, criteria: tuple[int, ...]) -> PublicCommune:
    values = row.values
    state = State(values["tinh_trang"])
    own = None
    if values["cong_toi_da"] is not None:
        by_number = {each: row.points(criterion_column(each)) for each in criteria}
        own = PublicPoints(by_number, row.points("cong"), None, None)
    decision = None
    if state in {State.RECOGNISED, State.REFUSED}:
        day = values["ngay_quyet_dinh"]
        decision = Decision(
            values["so_quyet_dinh"],
            date.fromisoformat(day) if day else None,
            values["co_quan_quyet_dinh"],
        )
    return PublicCommune(
        code=values["ma_xa"],
        name=values["ten_xa"],
        kind=CommuneKind(values["loai"]),
        province=values["tinh"],
        district=values["huyen"],
        year=values["nam"],
        state=state,
        decision=decision,
        group=values["nhom_nguong"],
        threshold=row.points("nguong"),
        points=own,
        cluster=values["cum"],
        official=_official_of(row),
    )


def _official_of(row: _Row) -> OfficialResult | None:
    least, most = row.points("tong_diem_tu"), row.points("tong_diem_den")
    if least is None or most is None:
        return None
    return OfficialResult(row.points("tong_diem"), least, most, Finding(row.values["ket_luan"]))
