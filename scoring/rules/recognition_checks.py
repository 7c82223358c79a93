"""Checks of ``công nhận`` and of every ``đối chiếu`` in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from scoring.base.quantities import vietnamese
from scoring.formats.strict_yaml import Path_, Value
from scoring.rules.faults import Fault
from scoring.rules.ruleset import Recognition
from scoring.rules.threshold_groups import every_possible_commune, groups_of

_HERE: Path_ = ("công nhận",)

COMPANIONS: Mapping[str, tuple[str, ...]] = {
    "giả định": (),
    "suy ra": ("từ",),
    "nguồn thứ cấp": ("nguồn",),
    "văn bản gốc": ("ngày", "người", "bản"),
}
"""What each level must say of itself, and may say alone."""


def recognition_faults(recognition: Recognition) -> Iterator[Fault]:
    """Yield the faults of the recognition section."""
    yield from _thresholds(recognition)
    yield from _unreachable(recognition)
    yield from _authorities(recognition)
    if recognition.disqualifying_points >= recognition.total_points:
        message = (
            f"điểm liệt {vietnamese(recognition.disqualifying_points)} không nhỏ hơn "
            f"tổng điểm tối đa {vietnamese(recognition.total_points)}"
        )
        yield Fault((*_HERE, "điểm liệt"), "diem-liet", message)


def _thresholds(recognition: Recognition) -> Iterator[Fault]:
    path = (*_HERE, "ngưỡng")
    if not recognition.kinds:
        message = "không có loại đơn vị nào"
        yield Fault(
            (*_HERE, "loại đơn vị"), "danh-sach-trong", message, "bỏ khóa này nếu là mọi loại"
        )
    if not recognition.thresholds:
        yield Fault(path, "danh-sach-trong", "không có nhóm ngưỡng nào")
        return
    for row, threshold in enumerate(recognition.thresholds):
        if threshold.points > recognition.total_points:
            message = (
                f"ngưỡng {vietnamese(threshold.points)} cao hơn tổng điểm tối đa "
                f"{vietnamese(recognition.total_points)}"
            )
            yield Fault((*path, row, "điểm"), "nguong-qua-cao", message)
        if not threshold.when:
            message = f"nhóm «{threshold.group}» không có trường hợp nào"
            yield Fault((*path, row, "khi"), "danh-sach-trong", message)
    rest = [row for row, t in enumerate(recognition.thresholds) if isinstance(t.when, str)]
    for row in rest[1:]:
        message = "có hơn một nhóm «còn lại»"
        yield Fault((*path, row, "khi"), "nguong-chong", message, "giữ lại một nhóm")
    for kind, areas, city in every_possible_commune(recognition.kinds):
        groups = groups_of(recognition, kind, areas, city)
        if len(groups) == 1 or (len(groups) > 1 and len(rest) > 1):
            continue
        where = ", ".join(areas) if areas else "không thuộc vùng nào"
        province = "thành phố trực thuộc trung ương" if city else "tỉnh"
        commune_text = f"{kind} ({where}) của {province}"
        if not groups:
            hint = "thêm một nhóm «khi: còn lại»"
            yield Fault(path, "nguong-ho", f"{commune_text} không thuộc nhóm ngưỡng nào", hint)
        else:
            named = ", ".join(f"«{threshold.group}»" for threshold in groups)
            message = f"{commune_text} thuộc {len(groups)} nhóm ngưỡng: {named}"
            row = max(n for n, t in enumerate(recognition.thresholds) if t is groups[-1])
            hint = "mỗi đơn vị chỉ thuộc một nhóm"
            yield Fault((*path, row, "khi"), "nguong-chong", message, hint)
        return  # One example tells the mistake; its sixty siblings would only bury it.


def _unreachable(recognition: Recognition) -> Iterator[Fault]:
    """Find groups that no commune of the kinds the decision knows can fall in."""
    reached = {
        id(group)
        for commune in every_possible_commune(recognition.kinds)
        for group in groups_of(recognition, *commune)
    }
    for row, threshold in enumerate(recognition.thresholds):
        if recognition.kinds and threshold.when and id(threshold) not in reached:
            message = f"không đơn vị nào thuộc nhóm «{threshold.group}»"
            hint = "sửa «khi», hoặc thêm loại vào «loại đơn vị»"
            path = (*_HERE, "ngưỡng", row, "khi")
            yield Fault(path, "nguong-thua", message, hint)


def _authorities(recognition: Recognition) -> Iterator[Fault]:
    path = (*_HERE, "cơ quan công nhận")
    if not recognition.authorities:
        yield Fault(path, "danh-sach-trong", "chưa ghi cơ quan công nhận", "viết «là: chưa rõ»")
    days = [authority.from_day for authority in recognition.authorities]
    for row in range(1, len(days)):
        if days[row] <= days[row - 1]:
            message = f"ngày {days[row]} không sau ngày của dòng trên ({days[row - 1]})"
            yield Fault((*path, row, "từ ngày"), "ngay-nguoc", message)


def verification_faults(verified: Mapping[str, Value], path: Path_) -> Iterator[Fault]:
    """Yield what a level does not say of itself, or says of another; *verified* is as written."""
    level = str(verified.get("mức"))
    required = COMPANIONS.get(level)
    if required is None:
        return
    for alias in required:
        if verified.get(alias) is None:
            message = f"mức «{level}» phải ghi «{alias}»"
            yield Fault(path, "doi-chieu", message, "nói rõ con số đến từ đâu")
    foreign = {alias for aliases in COMPANIONS.values() for alias in aliases} - set(required)
    for alias in sorted(foreign & verified.keys()):
        message = f"mức «{level}» không đi với «{alias}»"
        yield Fault((*path, alias), "doi-chieu", message, "đổi mức, hoặc bỏ khóa này")


def future_faults(verified: Mapping[str, Value], path: Path_, today: date) -> Iterator[Fault]:
    """Yield that a comparison with the official text is dated after *today*."""
    try:
        day = date.fromisoformat(str(verified.get("ngày")))
    except ValueError:
        # Blank, or no day at all: that is told by its reader.
        return
    if day > today:
        message = f"ngày đối chiếu {day:%d/%m/%Y} chưa đến"
        yield Fault((*path, "ngày"), "doi-chieu", message, "ghi ngày đã đối chiếu thật")
