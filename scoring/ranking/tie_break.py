"""A rule for equal totals: only from a file that names itself and says where it comes from.

No decision seen so far has such a rule. A province that wants one writes it down::

    quy tắc:
      tên: Bằng tổng điểm thì xét tiêu chí 6 trước
      đối chiếu: {mức: giả định}
    bằng điểm thì xét:
      - tiêu chí: 6
      - phần: "6.2"
      - kết luận: đạt trước
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.engine.score_sheet import Finding
from scoring.formats.fields import Text, Whole
from scoring.formats.schema_classes import OneOf, from_yaml, yaml_key
from scoring.formats.strict_yaml import Tree
from scoring.formats.yaml_files import shaped, tree_of
from scoring.results.rows import ResultRow
from scoring.rules.recognition_checks import verification_faults
from scoring.rules.verification import Verification

_KEYS = "bằng điểm thì xét"
_VERDICTS = (Finding.NOT_MET, Finding.CANNOT_SAY, Finding.MET)
"""From the last to the first."""


@from_yaml
class ByCriterion:
    """More points of one criterion come first."""

    criterion: Annotated[Whole, yaml_key("tiêu chí", "Số của tiêu chí; nhiều điểm hơn xếp trước")]


@from_yaml
class ByPart:
    """More points of one part come first."""

    part: Annotated[Text, yaml_key("phần", 'Mã của phần, trong dấu ngoặc kép: "6.2"')]


@from_yaml
class ByVerdict:
    """Communes that meet the standard come first."""

    verdict: Annotated[Literal["đạt trước"], yaml_key("kết luận", "đạt trước")]


def _form(value: Any) -> str:
    named = [name for name in ("tiêu chí", "phần", "kết luận") if name in (value or ())]
    return named[0] if named else "tiêu chí"


AnyKey = Annotated[
    ByCriterion | ByPart | ByVerdict,
    OneOf(_form, {"tiêu chí": ByCriterion, "phần": ByPart, "kết luận": ByVerdict}),
]


@from_yaml
class _Rule:
    name: Annotated[Text, yaml_key("tên", "Quy tắc nói gì, do ai đặt")]
    citation: Annotated[Text | None, yaml_key("căn cứ", "Văn bản đặt ra quy tắc")] = None
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy của quy tắc")]


@from_yaml
class _RuleFile:
    rule: Annotated[_Rule, yaml_key("quy tắc", "Tên, căn cứ, mức tin cậy")]
    keys: Annotated[tuple[AnyKey, ...], yaml_key(_KEYS, "Lần lượt xét gì khi bằng tổng điểm")]


@dataclass(frozen=True)
class TieBreak:
    """What is looked at, in turn, where totals are equal; and who says so."""

    file: str
    sha256: str
    name: str
    citation: str | None
    verified: Verification
    order: tuple[ByCriterion | ByPart | ByVerdict, ...]
    places: tuple[Place, ...]

    def check(self, rows: Sequence[ResultRow]) -> None:
        """Raise ``ProblemsFound`` for a criterion or part that some of *rows* do not have."""
        problems = [
            problem
            for one, place in zip(self.order, self.places, strict=True)
            if (problem := _unknown(one, place, rows)) is not None
        ]
        if problems:
            raise ProblemsFound(problems)

    def keys(self, rows: Sequence[ResultRow]) -> list[tuple[int, ...]]:
        """Return what is looked at in each row, as whole numbers, higher is better.

        The least that came out counts where a part is open; a ranked commune has no such part.
        """
        columns = [_column(one, rows) for one in self.order]
        return list(zip(*columns, strict=True)) if columns else [()] * len(rows)


def _unknown(
    one: ByCriterion | ByPart | ByVerdict, place: Place, rows: Sequence[ResultRow]
) -> Problem | None:
    message = ""
    if isinstance(one, ByCriterion) and any(one.criterion not in row.criteria for row in rows):
        known = sorted({number for row in rows for number in row.criteria})
        message = f"kết quả không có tiêu chí {one.criterion}; có: {', '.join(map(str, known))}"
    if isinstance(one, ByPart) and any(one.part.lower() not in row.parts for row in rows):
        known_parts = dict.fromkeys(code for row in rows for code in row.parts)
        message = f"kết quả không có phần «{one.part}»; có: {', '.join(known_parts)}"
    return Problem(place, "ma-la", message) if message else None


def _column(one: ByCriterion | ByPart | ByVerdict, rows: Sequence[ResultRow]) -> list[int]:
    match one:
        case ByCriterion():
            return _whole([row.criteria[one.criterion].minimum for row in rows])
        case ByPart():
            return _whole([row.parts[one.part.lower()].points or Fraction(0) for row in rows])
        case ByVerdict():
            return [_VERDICTS.index(row.verdict) for row in rows]


def _whole(points: Sequence[Fraction]) -> list[int]:
    scale = math.lcm(*(value.denominator for value in points))
    return [int(value * scale) for value in points]


def load_tie_break(path: Path) -> TieBreak:
    """Read a rule for equal totals; raises ``ProblemsFound`` with every fault by line."""
    tree, problems = tree_of(path)
    file = shaped(_RuleFile, tree, problems)
    problems += _faults(file, tree)
    if problems:
        raise ProblemsFound(problems)
    rule, places = (
        file.rule,
        [tree.place(("bằng điểm thì xét", at)) for at in range(len(file.keys))],
    )
    return TieBreak(
        file=tree.file,
        sha256=tree.sha256,
        name=rule.name,
        citation=rule.citation,
        verified=rule.verified,
        order=file.keys,
        places=tuple(places),
    )


def _faults(file: _RuleFile, tree: Tree) -> Iterator[Problem]:
    if not file.keys:
        yield Problem(tree.place((_KEYS,)), "danh-sach-trong", "chưa nêu xét gì")
    seen: set[object] = set()
    for at, one in enumerate(file.keys):
        what = next(iter(vars(one).items()))
        if what in seen:
            yield Problem(tree.place((_KEYS, at)), "trung-ma", "đã xét ở trên; lần sau vô ích")
        seen.add(what)
    root = tree.value if isinstance(tree.value, dict) else {}
    rule = root.get("quy tắc")
    verified = rule.get("đối chiếu") if isinstance(rule, dict) else None
    if isinstance(verified, dict):
        for fault in verification_faults(verified, ("quy tắc", "đối chiếu")):
            yield Problem(tree.place(fault.path), fault.code, fault.message, fault.hint)
