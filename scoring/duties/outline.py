"""The outline of a report as data: parts and sections, what each shows, who writes it."""

# No ``from __future__ import annotations``: ``from_yaml`` reads the hints of these classes.
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import criteria
from scoring.base.problems import Problem, ProblemsFound, nearest, shown
from scoring.formats.fields import Text, Whole, YesNo
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Tree
from scoring.formats.yaml_files import shaped, tree_of
from scoring.rules.verification import Verification
from scoring.totals.indicators import load_indicators

COUNCIL = criteria.DUTIES / "hoi-dong-nhan-dan.yaml"
YEAR_RESULT = criteria.DUTIES / "ket-qua-nam.yaml"

TargetTable, RecognitionTable = "chỉ tiêu kế hoạch", "công nhận"
Achieved, Limits, Tasks = "kết quả", "khó khăn", "đề xuất"


@from_yaml
class Section:
    """One section: figures, a table, drafted sentences, text that the office writes."""

    code: Annotated[Text, yaml_key("mã", "Mã để viết phần chữ")]
    name: Annotated[Text, yaml_key("tên", "Tên mục")]
    basis: Annotated[Text | None, yaml_key("căn cứ", "Điều luật")] = None
    criteria: Annotated[
        tuple[Whole, ...], yaml_key("tiêu chí", "Số của tiêu chí ứng với mục này")
    ] = ()
    indicators: Annotated[
        tuple[Text, ...], yaml_key("chỉ số", "Mã chỉ số in thành bảng, có năm trước")
    ] = ()
    table: Annotated[
        Literal["chỉ tiêu kế hoạch", "công nhận"] | None, yaml_key("bảng", "Bảng in ở mục này")
    ] = None
    draft: Annotated[
        Literal["kết quả", "khó khăn", "đề xuất"] | None,
        yaml_key("soạn từ", "Phần mềm soạn câu từ số liệu"),
    ] = None
    is_written: Annotated[YesNo | None, yaml_key("viết", "có: người lập viết")] = None
    hint: Annotated[Text | None, yaml_key("gợi ý", "Nên viết gì")] = None


@from_yaml
class OutlinePart:
    """A part with its sections."""

    name: Annotated[Text, yaml_key("tên", "Tên phần, có số La Mã")]
    sections: Annotated[tuple[Section, ...], yaml_key("mục", "Các mục")]


@from_yaml
class Outline:
    """A report's outline."""

    name: Annotated[Text, yaml_key("báo cáo", "Tên báo cáo")]
    grounds: Annotated[tuple[Text, ...], yaml_key("căn cứ", "Căn cứ in ở đầu báo cáo")] = ()
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy của đề cương")]
    parts: Annotated[tuple[OutlinePart, ...], yaml_key("phần", "Các phần")]

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections, in order."""
        return tuple(section for part in self.parts for section in part.sections)


@lru_cache(maxsize=4)
def load_outline(path: Path) -> Outline:
    """Read an outline; raises ``ProblemsFound`` with every fault by line."""
    tree, problems = tree_of(path)
    outline = shaped(Outline, tree, problems)
    problems += _faults(outline, tree)
    if problems:
        raise ProblemsFound(problems)
    return outline


def _faults(outline: Outline, tree: Tree) -> Iterator[Problem]:
    known, seen = load_indicators(), set[str]()
    for at, part in enumerate(outline.parts):
        for position, section in enumerate(part.sections):
            path = ("phần", at, "mục", position)
            if section.code in seen:
                message = f"mã {shown(section.code)} đã dùng ở mục khác"
                yield Problem(tree.place((*path, "mã")), "trung-ma", message)
            seen.add(section.code)
            for number, code in enumerate(section.indicators):
                if code not in known:
                    hint = nearest(code, known) or f"đang có: {', '.join(known)}"
                    place = tree.place((*path, "chỉ số", number))
                    yield Problem(place, "chi-so-la", f"không có chỉ số {shown(code)}", hint)
