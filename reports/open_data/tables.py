"""The tables of a release as rows, each column with its meaning: what every file of it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from reports.wording.vietnamese import collation_key
from scoring.base.quantities import decimal_text, json_number
from scoring.engine.explanation import level_words
from scoring.engine.score_sheet import Finding
from scoring.release.model import FINDINGS, DecisionCounts, PublishedRow, Release

Kind = Literal["chữ", "số nguyên", "số thập phân"]
Value = str | int | float | None

NO_RULES = "không phụ thuộc bộ tiêu chí"
_WHOLE = "toàn bộ"

COUNT_COLUMNS: Mapping[Finding, str] = {
    Finding.MET: "dat",
    Finding.NOT_MET: "khong_dat",
    Finding.CANNOT_SAY: "chua_ket_luan",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name in the files, and what the data dictionary says of it."""

    name: str
    title: str
    meaning: str
    unit: str
    kind: Kind
    is_by_rules: bool
    """Whether its values depend on the numbers of the ruleset, and so on their level."""


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table: file name without suffix, title, columns, rows as the columns stand."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def _text(name: str, title: str, meaning: str, *, by_rules: bool = False) -> Column:
    return Column(name, title, meaning, "", "chữ", by_rules)


def _count(name: str, title: str, meaning: str, *, by_rules: bool = True) -> Column:
    return Column(name, title, meaning, "xã", "số nguyên", by_rules)


def _points(name: str, title: str, meaning: str) -> Column:
    return Column(name, title, meaning, "điểm", "số thập phân", is_by_rules=True)


_GROUP = (
    _text("pham_vi", "Phạm vi", "toàn bộ; tỉnh; nhóm ngưỡng; huyện"),
    _text("nhom", "Nhóm", "tên tỉnh, huyện hoặc nhóm ngưỡng; trống khi là toàn bộ"),
    _count("so_xa", "Số xã", "số đơn vị hành chính cấp xã trong nhóm", by_rules=False),
)
_DECISIONS = (
    _count("dat", "Đạt", "số xã được công nhận, hoặc đủ điều kiện khi chưa có quyết định"),
    _count("khong_dat", "Không đạt", "số xã không được công nhận hoặc không đủ điều kiện"),
    _count("chua_ket_luan", "Chưa kết luận được", "số xã thiếu số liệu hoặc chờ thẩm định"),
    Column(
        "ty_le_dat",
        "Tỷ lệ đạt",
        "số xã đạt × 100 ÷ số xã, làm tròn 2 chữ số thập phân",
        "phần trăm",
        "số thập phân",
        is_by_rules=True,
    ),
)
_YEAR = Column("nam", "Năm", "năm đánh giá", "", "số nguyên", is_by_rules=False)

_COMMUNES = (
    _text("ma_xa", "Mã xã", "mã đơn vị hành chính, 5 chữ số, luôn là chữ"),
    _text("ten_xa", "Tên xã", "tên đơn vị hành chính cấp xã"),
    _text("loai", "Loại", "xã, phường, thị trấn, đặc khu"),
    _text("tinh", "Tỉnh", "tên tỉnh, thành phố trực thuộc trung ương"),
    _text("huyen", "Huyện", "tên đơn vị cấp huyện; trống khi không có"),
    _YEAR,
    _text("nhom_nguong", "Nhóm ngưỡng", "nhóm quyết định ngưỡng tổng điểm", by_rules=True),
    _points("nguong", "Ngưỡng", "tổng điểm tối thiểu của nhóm"),
    _text("ket_luan", "Kết luận", "đạt; không đạt; chưa kết luận được", by_rules=True),
    _text("tinh_trang", "Tình trạng", "tự chấm; đã thẩm định; được hoặc không được công nhận"),
    _points(
        "tong_diem_tu",
        "Tổng điểm từ",
        "tổng điểm; khi công bố theo khoảng là đầu dưới của khoảng; trống khi không công bố",
    ),
    _points(
        "tong_diem_den",
        "Tổng điểm đến",
        "tổng điểm; khi công bố theo khoảng là đầu trên của khoảng; trống khi không công bố",
    ),
    Column(
        "hang",
        "Hạng chung",
        "hạng theo tổng điểm công bố; các xã cùng khoảng đồng hạng",
        "",
        "số nguyên",
        is_by_rules=True,
    ),
    Column(
        "hang_trong_nhom",
        "Hạng trong nhóm ngưỡng",
        "như trên, giữa các xã cùng nhóm ngưỡng",
        "",
        "số nguyên",
        is_by_rules=True,
    ),
)

_STATISTICS = (
    Column("tieu_chi", "Tiêu chí số", "số thứ tự", "", "số nguyên", is_by_rules=False),
    _text("ten_tieu_chi", "Tên tiêu chí", "tên theo văn bản"),
    _text("nhay_cam", "Nhạy cảm", "có: số nhỏ của tiêu chí này bị che"),
    *_GROUP,
    _count("dat", "Đạt", "số xã đạt tiêu chí; trống khi bị che"),
    _count("khong_dat", "Không đạt", "số xã không đạt tiêu chí; trống khi bị che"),
    _count("chua_ket_luan", "Chưa kết luận được", "số xã thiếu số liệu; trống khi bị che"),
    Column(
        "ty_le_khong_dat_tu",
        "Tỷ lệ không đạt từ",
        "phần trăm nguyên; nhóm ít xã thì là đầu dưới của lớp; trống khi bị che",
        "phần trăm",
        "số nguyên",
        is_by_rules=True,
    ),
    Column(
        "ty_le_khong_dat_den",
        "Tỷ lệ không đạt đến",
        "phần trăm nguyên; nhóm ít xã thì là đầu trên của lớp; trống khi bị che",
        "phần trăm",
        "số nguyên",
        is_by_rules=True,
    ),
    _text("bi_che", "Cột bị che", "tên các cột của dòng này không công bố, cách nhau dấu phẩy"),
)

_CLASSES = (
    _text("nhom_nguong", "Nhóm ngưỡng", "nhóm quyết định ngưỡng tổng điểm", by_rules=True),
    _text("ket_luan", "Kết luận", "đạt hoặc không đạt", by_rules=True),
    _points("tu", "Từ", "đầu dưới của khoảng tổng điểm được công bố chung"),
    _points("den", "Đến", "đầu trên của khoảng"),
)


def open_tables(release: Release) -> tuple[OpenTable, ...]:
    """Return every table of *release*, rows in Vietnamese order; same release, same rows."""
    return (
        OpenTable("xa", "Kết quả từng xã", _COMMUNES, tuple(_communes(release.rows))),
        OpenTable(
            "ket-luan", "Số xã theo kết luận", (*_GROUP, *_DECISIONS), tuple(_decisions(release))
        ),
        OpenTable("tieu-chi", "Thống kê từng tiêu chí", _STATISTICS, tuple(_statistics(release))),
        OpenTable(
            "nam",
            "Số xã theo kết luận qua các năm",
            (_YEAR, _GROUP[-1], *_DECISIONS),
            tuple((each.year, *_decided(each.decisions)) for each in release.trend),
        ),
        OpenTable(
            "khoang-tong-diem",
            "Các khoảng tổng điểm được công bố chung",
            _CLASSES,
            tuple(
                (one.group, one.decision.value, json_number(one.least), json_number(one.most))
                for one in release.classes
            ),
        ),
    )


def _communes(rows: Iterable[PublishedRow]) -> Iterator[tuple[Value, ...]]:
    for row in sorted(rows, key=_order):
        yield (
            row.code,
            row.name,
            row.kind,
            row.province,
            row.district,
            row.year,
            row.group,
            json_number(row.threshold),
            row.decision.value,
            row.status,
            None if row.least is None else json_number(row.least),
            None if row.most is None else json_number(row.most),
            row.rank,
            row.rank_in_group,
        )


def _order(row: PublishedRow) -> tuple[Any, ...]:
    places = (row.province or "", row.district or "", row.name)
    return (*map(collation_key, places), row.code)


def _decisions(release: Release) -> Iterator[tuple[Value, ...]]:
    yield (_WHOLE, None, *_decided(release.overview))
    for found in (release.by_group, release.by_province, release.by_district):
        for one in found:
            yield (one.group.family, one.group.name, *_decided(one))


def _decided(one: DecisionCounts) -> tuple[Value, ...]:
    share = None if one.share is None else float(decimal_text(one.share))
    return (one.group.communes, *(one.counts[finding] for finding in FINDINGS), share)


def _statistics(release: Release) -> Iterator[tuple[Value, ...]]:
    for statistics in release.criteria:
        for row in statistics.rows:
            gone = [COUNT_COLUMNS[f] for f in FINDINGS if row.counts[f] is None]
            share = row.lost_share
            yield (
                statistics.number,
                statistics.name,
                "có" if statistics.is_sensitive else "không",
                row.group.family,
                row.group.name or None,
                row.group.communes,
                *(row.counts[finding] for finding in FINDINGS),
                None if share is None else share.least,
                None if share is None else share.most,
                ", ".join(gone) or None,
            )


_DICTIONARY: tuple[tuple[str, str, str, Callable[[Column], str]], ...] = (
    ("cot", "Cột", "tên cột trong tệp", lambda column: column.name),
    ("ten", "Tên", "tên đọc được", lambda column: column.title),
    ("y_nghia", "Ý nghĩa", "giá trị trong cột là gì", lambda column: column.meaning),
    ("don_vi", "Đơn vị", "đơn vị đo; trống khi không có", lambda column: column.unit),
    ("kieu", "Kiểu", "chữ; số nguyên; số thập phân", lambda column: column.kind),
)


def dictionary(tables: Iterable[OpenTable], release: Release) -> OpenTable:
    """Return the data dictionary as a table: every column of every table, with its level."""
    level = level_words(release.level)
    rows = [
        (
            table.name,
            *(read(column) or None for _, _, _, read in _DICTIONARY),
            level if column.is_by_rules else NO_RULES,
        )
        for table in tables
        for column in table.columns
    ]
    columns = (
        _text("bang", "Bảng", "tên tệp, không có đuôi"),
        *(_text(name, title, meaning) for name, title, meaning, _ in _DICTIONARY),
        _text("muc_tin_cay", "Mức tin cậy", "mức yếu nhất của các con số quy định đã dùng"),
    )
    return OpenTable("tu-dien", "Từ điển dữ liệu", columns, tuple(rows))
