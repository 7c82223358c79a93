"""From a YAML file to a checked plan, or to every fault of the file with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import criteria
from scoring.base.problems import Place, Problem, ProblemsFound, nearest, shown
from scoring.formats.fields import is_decimal_with_comma
from scoring.formats.strict_yaml import Path_, Tree, Value
from scoring.formats.yaml_files import shaped, tree_of
from scoring.plans.checks import plan_faults
from scoring.plans.plan import PlanFile, PlanHead, PlanTarget, TargetGroup

ADOPTED = criteria.PLANS / "adopted"
"""Plans that were read, one file each."""
SAMPLE = criteria.PLANS / "ke-hoach-mau.yaml"
"""A plan of one's own, with an example of every kind of target."""

_DECIMALS = ("giá trị", "đến")


@dataclass(frozen=True, slots=True)
class ChildrenPlan:
    """A checked plan; ``sha256`` is that of the file's bytes."""

    head: PlanHead
    groups: tuple[TargetGroup, ...]
    targets: tuple[PlanTarget, ...]
    file: str
    sha256: str


def is_plan(path: Path) -> bool:
    """Whether a YAML file is such a plan, and not a mere list of shares of communes."""
    tree, _ = tree_of(path)
    return isinstance(tree.value, dict) and "kế hoạch" in tree.value


def load_children_plan(path: Path) -> ChildrenPlan:
    """Read a plan; raises ``ProblemsFound`` with every fault by line."""
    tree, problems = tree_of(path)
    commas = _commas(tree)
    problems = [problem for problem in problems if problem.place not in commas]
    split = _split_numbers(tree)
    try:
        file = shaped(PlanFile, tree, problems)
    except ProblemsFound as found:
        places = {problem.place for problem in split}
        rest = [problem for problem in found.problems if problem.place not in places]
        raise ProblemsFound([*split, *rest]) from None
    problems += plan_faults(file, tree)
    if problems:
        raise ProblemsFound(problems)
    return ChildrenPlan(file.head, file.groups, file.targets, tree.file, tree.sha256)


def adopted_plans() -> tuple[Path, ...]:
    """Return the files of the plans that were read, by name."""
    return tuple(sorted(ADOPTED.glob("*.yaml")))


def adopted_plan(code: str) -> ChildrenPlan:
    """Return the plan of this code; raises ``ProblemsFound`` naming the nearest one."""
    known = {path.stem: path for path in adopted_plans()}
    if code not in known:
        hint = nearest(code, known) or f"đang có: {', '.join(known)}"
        message = f"không có kế hoạch {shown(code)}"
        raise ProblemsFound([Problem(Place("kế hoạch"), "ke-hoach-la", message, hint)])
    return load_children_plan(known[code])


def _commas(tree: Tree) -> frozenset[Place]:
    """Return where a number has a comma: other files refuse it, ``DecimalNumber`` reads it."""
    return frozenset(
        tree.place((*here, name))
        for here, entry in _entries(tree)
        for name in _DECIMALS
        if is_decimal_with_comma(entry.get(name))
    )


def _split_numbers(tree: Tree) -> list[Problem]:
    """Return a fault for each number whose comma YAML took for the end of an entry: {a: 95,5}."""
    return [
        Problem(
            tree.place((*here, name), of_key=True),
            "dau-phay-trong-ngoac",
            f"trong ngoặc nhọn, dấu phẩy trước {shown(name)} tách thành hai mục",
            "viết số với dấu chấm như 95.5, hoặc viết mỗi khóa một dòng không dùng ngoặc",
        )
        for here, entry in _entries(tree)
        for name, value in entry.items()
        if name.isascii() and name.isdigit() and value is None
    ]


def _entries(tree: Tree) -> Iterator[tuple[Path_, Mapping[str, Value]]]:
    """Yield every level and known result with its path, as it is written."""
    targets = tree.value.get("chỉ tiêu") if isinstance(tree.value, dict) else None
    for at, target in enumerate(targets if isinstance(targets, tuple) else ()):
        for key in ("mức", "đã thực hiện"):
            listed = target.get(key) if isinstance(target, dict) else None
            for position, entry in enumerate(listed if isinstance(listed, tuple) else ()):
                if isinstance(entry, dict):
                    yield ("chỉ tiêu", at, key, position), entry
