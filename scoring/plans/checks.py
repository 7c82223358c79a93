"""What must hold of a plan beyond its shape; every fault at its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.base.problems import Problem, nearest, shown
from scoring.base.quantities import vietnamese
from scoring.formats.strict_yaml import Path_, Tree, Value
from scoring.plans.plan import (
    AGAINST_A_BASE,
    NATION,
    RATE,
    SHARE,
    UNITS,
    WITHOUT_AMOUNT,
    PlanFile,
    PlanHead,
    PlanTarget,
    TargetLevel,
    named,
)
from scoring.rules.recognition_checks import verification_faults
from scoring.totals.indicators import load_indicators

FIRST_YEAR, LAST_YEAR = 2010, 2100
_ALL = 100
_RATES = (100, 1_000, 10_000, 100_000)


def plan_faults(file: PlanFile, tree: Tree) -> Iterator[Problem]:
    """Yield every fault of a plan whose shape is right."""
    yield from _head(file.head, tree)
    groups = {group.code for group in file.groups}
    if not file.targets:
        yield Problem(tree.place(("chỉ tiêu",)), "danh-sach-trong", "chưa nêu chỉ tiêu nào")
    seen: set[str] = set()
    for at, target in enumerate(file.targets):
        path: Path_ = ("chỉ tiêu", at)
        if target.code in seen:
            message = f"{named(target)} đã nêu ở trên"
            yield Problem(tree.place((*path, "mã")), "trung-ma", message, "mỗi chỉ tiêu một mã")
        seen.add(target.code)
        if target.group is not None and target.group not in groups:
            message = f"không có nhóm {shown(target.group)}"
            yield Problem(tree.place((*path, "nhóm")), "nhom-la", message)
        yield from _target(target, path, tree)
        yield from _levels(target, file.head, path, tree)
    for verified, path in _verifications(tree.value, ()):
        for fault in verification_faults(verified, path):
            yield Problem(tree.place(fault.path), fault.code, fault.message, fault.hint)


def _head(head: PlanHead, tree: Tree) -> Iterator[Problem]:
    here: Path_ = ("kế hoạch",)
    for key, year in (("từ năm", head.first_year), ("đến năm", head.last_year)):
        if not FIRST_YEAR <= year <= LAST_YEAR:
            message = f"năm «{year}» nằm ngoài {FIRST_YEAR}–{LAST_YEAR}"
            yield Problem(tree.place((*here, key)), "nam-sai", message)
    if head.first_year > head.last_year:
        message = f"năm đầu {head.first_year} sau năm cuối {head.last_year}"
        yield Problem(tree.place((*here, "đến năm")), "nam-sai", message)
    if head.district is not None and head.place == NATION:
        message = "kế hoạch của huyện cần tên tỉnh ở «nơi»"
        yield Problem(tree.place((*here, "huyện")), "noi-sai", message)


def _target(target: PlanTarget, path: Path_, tree: Tree) -> Iterator[Problem]:
    if (target.kind == RATE) != (target.per is not None):
        message = f"{named(target)}: «trên» dùng cho tỷ suất, và tỷ suất nào cũng cần «trên»"
        yield Problem(tree.place((*path, "loại")), "thieu-tren", message)
    elif target.per is not None and target.per not in _RATES:
        message = f"tỷ suất trên «{target.per}»: dùng một trong {', '.join(map(str, _RATES))}"
        yield Problem(tree.place((*path, "trên")), "thieu-tren", message)
    if target.indicator is None:
        return
    known = load_indicators()
    place = tree.place((*path, "chỉ số"))
    if target.indicator not in known:
        hint = nearest(target.indicator, known) or f"đang có: {', '.join(known)}"
        message = f"không có chỉ số {shown(target.indicator)}"
        yield Problem(place, "chi-so-la", message, hint)
    elif known[target.indicator].multiplier != target.multiplier:
        message = f"chỉ số {shown(target.indicator)} không tính theo đơn vị của {named(target)}"
        hint = "chọn chỉ số khác, sửa «loại», «trên», hoặc bỏ «chỉ số» để nhập tay"
        yield Problem(place, "chi-so-khac-don-vi", message, hint)


def _levels(target: PlanTarget, head: PlanHead, path: Path_, tree: Tree) -> Iterator[Problem]:
    if not target.levels:
        yield Problem(tree.place((*path, "mức")), "danh-sach-trong", "chưa nêu mức nào")
    seen: set[int | None] = set()
    for at, level in enumerate(target.levels):
        here: Path_ = (*path, "mức", at)
        year = level.year if level.year is not None else level.every_year_from
        if (level.year is None) == (level.every_year_from is None):
            message = "mức cần đúng một trong hai: «năm», «mỗi năm từ»"
            yield Problem(tree.place(here), "thieu-nam", message)
        elif year is not None and not head.first_year <= year <= head.last_year:
            message = f"năm «{year}» nằm ngoài kế hoạch {head.first_year}–{head.last_year}"
            yield Problem(tree.place(here), "nam-sai", message)
        if level.year is not None and level.year in seen:
            message = f"{named(target)} đã có mức của năm {level.year}"
            yield Problem(tree.place(here), "trung-nam", message, "giữ lại một")
        seen.add(level.year)
        yield from _amounts(target, level, here, tree)


def _amounts(target: PlanTarget, level: TargetLevel, path: Path_, tree: Tree) -> Iterator[Problem]:
    place = tree.place(path)
    has_base = [level.base is not None, level.base_year is not None]
    if (level.comparison in AGAINST_A_BASE) != (sum(has_base) == 1):
        message = (
            f"so {shown(level.comparison)}: «giảm», «tăng» cần đúng một trong hai «so với», "
            "«so với năm»; cách so khác thì không"
        )
        yield Problem(place, "nam-goc", message)
    has_fraction = level.numerator is not None and level.denominator is not None
    if (level.numerator is None) != (level.denominator is None) or level.denominator == 0:
        message = "«tử số» và «mẫu số» đi cùng nhau, mẫu số khác 0"
        yield Problem(place, "tu-mau", message)
    has_amount = level.value is not None or has_fraction
    if (level.comparison in WITHOUT_AMOUNT) == has_amount:
        message = f"so {shown(level.comparison)} thì "
        message += "không ghi giá trị" if has_amount else "cần «giá trị», hoặc «tử số» và «mẫu số»"
        yield Problem(place, "gia-tri", message)
    if has_fraction and target.kind not in {SHARE, UNITS}:
        message = f"«tử số», «mẫu số» chỉ dùng cho {SHARE}, {UNITS}"
        yield Problem(place, "tu-mau", message)
    is_share = target.kind in {SHARE, UNITS} and level.comparison not in AGAINST_A_BASE
    if is_share and level.value is not None and level.value > _ALL:
        message = f"tỷ lệ {shown(vietnamese(level.value))} lớn hơn 100 phần trăm"
        yield Problem(place, "ty-le-sai", message)
    if level.up_to is not None and (level.value is None or level.up_to <= level.value):
        message = "«đến» phải lớn hơn «giá trị»"
        yield Problem(place, "khoang-sai", message)


def _verifications(value: Value, path: Path_) -> Iterator[tuple[Mapping[str, Value], Path_]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "đối chiếu" and isinstance(inner, dict):
                yield inner, (*path, key)
            else:
                yield from _verifications(inner, (*path, key))
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            yield from _verifications(inner, (*path, position))
