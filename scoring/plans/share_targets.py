"""Targets for the share of communes that meet the standard, taken out of plans.

A plan of children's targets has one or two of them (``scoring.plans.plan``); an office may also
keep a mere list of shares, the first shape such files had.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated

from scoring.base.canonical import sha256_of
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.base.quantities import vietnamese
from scoring.formats.fields import DecimalNumber, Text, Whole, is_decimal_with_comma
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Tree
from scoring.formats.yaml_files import shaped, tree_of
from scoring.plans.loading import ADOPTED, ChildrenPlan, load_children_plan
from scoring.plans.plan import NATION, goal_of
from scoring.rules.recognition_checks import verification_faults
from scoring.rules.verification import Verification
from scoring.totals.indicators import load_indicators

SHIPPED = ADOPTED
"""The plans that were read in public sources: a folder."""

FIRST_YEAR, LAST_YEAR = 2010, 2100
_ALL = 100
_AT_LEAST = "ít nhất"
_FOLDER = "các kế hoạch có sẵn"
_ALL_READ = "Chỉ tiêu quốc gia và của các tỉnh đã đọc được"


@from_yaml
class Target:
    """One target: so many per cent of the communes of a place, by the end of a year."""

    place: Annotated[Text, yaml_key("nơi", "Tên tỉnh, hoặc «cả nước»")]
    district: Annotated[Text | None, yaml_key("huyện", "Tên huyện, khi chỉ tiêu của huyện")] = None
    group: Annotated[Text | None, yaml_key("nhóm", "Nhóm ngưỡng, theo lời bộ tiêu chí")] = None
    year: Annotated[Whole, yaml_key("năm", "Đến hết năm nào")]
    percent: Annotated[DecimalNumber, yaml_key("tỷ lệ", "Phần trăm số xã, ví dụ 74,5")]
    document: Annotated[Text, yaml_key("văn bản", "Văn bản đặt chỉ tiêu, hoặc «chưa rõ»")]
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy")]

    @property
    def is_national(self) -> bool:
        """Whether it is for the whole country."""
        return self.place == NATION

    def needed_of(self, communes: int) -> int:
        """Return the least number of *communes* that reaches the target, exact."""
        share = self.percent * communes / _ALL
        return -(-share.numerator // share.denominator)


@from_yaml
class _PlanFile:
    name: Annotated[Text, yaml_key("tên", "Tên của bảng chỉ tiêu")]
    targets: Annotated[tuple[Target, ...], yaml_key("chỉ tiêu", "Các chỉ tiêu")]


@dataclass(frozen=True, slots=True)
class Plan:
    """The targets of one file, in its order."""

    name: str
    file: str
    sha256: str
    targets: tuple[Target, ...]


def load_plan(path: Path) -> Plan:
    """Read the shares of a plan, of all plans of a folder, or of a list of shares.

    Raises ``ProblemsFound`` with every fault by line.
    """
    if path.is_dir():
        plans = [load_children_plan(file) for file in sorted(path.glob("*.yaml"))]
        plans.sort(key=lambda plan: plan.head.place != NATION)
        shares = tuple(share for plan in plans for share in shares_of(plan))
        sha256 = sha256_of({plan.head.code: plan.sha256 for plan in plans})
        return Plan(_ALL_READ, _FOLDER, sha256, shares)
    tree, problems = tree_of(path)
    if isinstance(tree.value, dict) and "kế hoạch" in tree.value:
        plan = load_children_plan(path)
        return Plan(plan.head.name, plan.file, plan.sha256, shares_of(plan))
    problems = [problem for problem in problems if problem.place not in _commas(tree)]
    file = shaped(_PlanFile, tree, problems)
    problems += _faults(file, tree)
    if problems:
        raise ProblemsFound(problems)
    return Plan(file.name, tree.file, tree.sha256, file.targets)


def shares_of(plan: ChildrenPlan) -> tuple[Target, ...]:
    """Return a plan's targets for the share of communes recognised, one a year."""
    head = plan.head
    return tuple(
        Target(
            place=head.place,
            district=head.district,
            year=level.year,
            percent=goal if level.value is None else level.value,
            document=head.title,
            verified=level.verified or head.verified,
        )
        for target in plan.targets
        if target.indicator is not None and load_indicators()[target.indicator].is_recognition
        for level in target.levels
        for goal in (goal_of(level),)
        if level.year is not None and level.comparison == _AT_LEAST and goal is not None
    )


def _commas(tree: Tree) -> frozenset[Place]:
    """Return where a share has a comma: other files refuse it, ``DecimalNumber`` reads it."""
    return frozenset(
        tree.place(("chỉ tiêu", at, "tỷ lệ"))
        for at, entry in enumerate(_entries(tree))
        if isinstance(entry, dict) and is_decimal_with_comma(entry.get("tỷ lệ"))
    )


def _entries(tree: Tree) -> tuple[object, ...]:
    root = tree.value if isinstance(tree.value, dict) else {}
    listed = root.get("chỉ tiêu")
    return listed if isinstance(listed, tuple) else ()


def _faults(file: _PlanFile, tree: Tree) -> Iterator[Problem]:
    if not file.targets:
        yield Problem(tree.place(("chỉ tiêu",)), "danh-sach-trong", "chưa nêu chỉ tiêu nào")
    seen: set[tuple[str, str | None, str | None, int]] = set()
    for at, target in enumerate(file.targets):
        path = ("chỉ tiêu", at)
        if not FIRST_YEAR <= target.year <= LAST_YEAR:
            message = f"năm «{target.year}» nằm ngoài {FIRST_YEAR}–{LAST_YEAR}"
            yield Problem(tree.place((*path, "năm")), "nam-sai", message)
        if not 0 < target.percent <= _ALL:
            message = f"tỷ lệ «{vietnamese(Fraction(target.percent))}» nằm ngoài 0–100 phần trăm"
            yield Problem(tree.place((*path, "tỷ lệ")), "ty-le-sai", message)
        if target.district is not None and target.is_national:
            message = "chỉ tiêu của huyện cần tên tỉnh ở «nơi»"
            yield Problem(tree.place((*path, "huyện")), "noi-sai", message)
        key_ = (target.place, target.district, target.group, target.year)
        if key_ in seen:
            message = f"chỉ tiêu của {target.place} năm {target.year} đã nêu ở trên"
            yield Problem(tree.place(path), "trung-chi-tieu", message, "giữ lại một")
        seen.add(key_)
    for at, entry in enumerate(_entries(tree)):
        verified = entry.get("đối chiếu") if isinstance(entry, dict) else None
        if isinstance(verified, dict):
            for fault in verification_faults(verified, ("chỉ tiêu", at, "đối chiếu")):
                yield Problem(tree.place(fault.path), fault.code, fault.message, fault.hint)
