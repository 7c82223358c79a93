"""What may be published beyond the default: one YAML file, with the default beside it.

The default publishes decisions and non-sensitive criteria only. A file may add two things, and
then must say who decided that, when, on which basis and why; its text is printed with what is
published.
"""

# No ``from __future__ import annotations``: ``from_yaml`` reads the hints of these classes.
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import criteria
from scoring.base.problems import Problem, ProblemsFound
from scoring.formats.fields import Day, Text, YesNo
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Path_, Tree
from scoring.formats.yaml_files import shaped, tree_of

DEFAULT = criteria.PUBLICATION / "mac-dinh.yaml"
SAMPLE = criteria.PUBLICATION / "mau-cong-bo-them.yaml"
"""A commented file that asks for both extras; its decision is left to be filled in."""

LEAST_REFUSED = 20
"""From how many refused units on the statistic on sensitive criteria is given."""

OFFICIAL_RESULTS = "tổng điểm và kết luận từng xã"
SENSITIVE_STATISTIC = "thống kê tiêu chí nhạy cảm"


@from_yaml
class Decided:
    """Who decided to publish more than the default, when, on which basis and why."""

    who: Annotated[Text, yaml_key("người", "Họ tên, chức vụ người quyết định")]
    day: Annotated[Day, yaml_key("ngày", "Ngày quyết định")]
    citation: Annotated[Text, yaml_key("căn cứ", "Văn bản cho phép")]
    reason: Annotated[Text, yaml_key("lý do", "Vì sao cần công bố nhiều hơn mặc định")]


@from_yaml
class PolicyFile:
    """The file; see ``criteria/publication/mac-dinh.yaml`` for each key."""

    name: Annotated[Text, yaml_key("tên", "Tên chính sách")]
    citation: Annotated[Text, yaml_key("căn cứ", "Căn cứ của chính sách")]
    official_results: Annotated[
        YesNo, yaml_key(OFFICIAL_RESULTS, "Công bố cả tổng điểm, kết luận của từng xã")
    ]
    sensitive_statistic: Annotated[
        YesNo, yaml_key(SENSITIVE_STATISTIC, "Công bố một thống kê về tiêu chí nhạy cảm, theo lớp")
    ]
    decided: Annotated[
        Decided | None, yaml_key("quyết định", "Bắt buộc khi công bố nhiều hơn mặc định")
    ] = None


@dataclass(frozen=True, slots=True)
class PublicationPolicy:
    """A checked policy; ``text`` is the file as it stands, for the method page."""

    file: str
    text: str
    sha256: str
    name: str
    citation: str
    official_results: bool
    sensitive_statistic: bool
    decided: Decided | None

    @property
    def is_default(self) -> bool:
        """Whether nothing is published beyond decisions and non-sensitive criteria."""
        return not (self.official_results or self.sensitive_statistic)


def load_policy(path: Path = DEFAULT, today: date | None = None) -> PublicationPolicy:
    """Read one policy; raises ``ProblemsFound`` with every fault of the file.

    A decision after *today* is a fault where *today* is given.
    """
    tree, problems = tree_of(path)
    file = shaped(PolicyFile, tree, problems)
    problems += _faults(file, tree, today)
    if problems:
        raise ProblemsFound(problems)
    return PublicationPolicy(
        file=path.name,
        text=path.read_text(encoding="utf-8-sig"),
        sha256=tree.sha256,
        name=file.name,
        citation=file.citation,
        official_results=file.official_results,
        sensitive_statistic=file.sensitive_statistic,
        decided=file.decided,
    )


def _faults(file: PolicyFile, tree: Tree, today: date | None) -> Iterator[Problem]:
    asked: list[Path_] = [
        (key,)
        for key, is_asked in (
            (OFFICIAL_RESULTS, file.official_results),
            (SENSITIVE_STATISTIC, file.sensitive_statistic),
        )
        if is_asked
    ]
    if file.decided is None:
        hint = "điền mục «quyết định»: người, ngày, căn cứ, lý do; hoặc ghi «không»"
        for at in asked:
            message = f"«{at[0]}: có» là công bố nhiều hơn mặc định mà không ghi ai quyết định"
            yield Problem(tree.place(at), "chua-co-quyet-dinh", message, hint)
    elif today is not None and file.decided.day > today:
        message = f"ngày quyết định {file.decided.day:%d/%m/%Y} chưa đến"
        yield Problem(tree.place(("quyết định", "ngày")), "ngay-chua-den", message)
