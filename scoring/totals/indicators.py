"""Named indicators over the figures of many communes, read from ``criteria/plans/chi-so.yaml``.

An indicator is one sum, a ratio of two sums, a share of communes that answer «có», or the share
recognised. Shares are never averaged: sums are divided.
"""

# No ``from __future__ import annotations``: ``from_yaml`` reads the hints of these classes.
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import criteria
from scoring.base.problems import Problem, ProblemsFound, shown
from scoring.formats.fields import Text, Whole, YesNo
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Tree
from scoring.formats.yaml_files import shaped, tree_of
from scoring.rules.verification import Verification

SHIPPED = criteria.PLANS / "chi-so.yaml"


@from_yaml
class Indicator:
    """One indicator; exactly one of figures, item and recognition says what is counted."""

    code: Annotated[Text, yaml_key("mã", "Mã của chỉ số")]
    name: Annotated[Text, yaml_key("tên", "Tên như in trong báo cáo")]
    name_of_one: Annotated[
        Text | None, yaml_key("tên ở một xã", "Tên khi in cho một xã: câu hỏi có, không")
    ] = None
    numerator: Annotated[Text | None, yaml_key("tử số", "Mã số liệu được cộng")] = None
    denominator: Annotated[Text | None, yaml_key("mẫu số", "Mã số liệu để chia")] = None
    item: Annotated[Text | None, yaml_key("nội dung", "Mã nội dung mà xã trả lời «có»")] = None
    is_recognition: Annotated[
        YesNo | None, yaml_key("công nhận", "có: số xã được công nhận trên mọi đơn vị")
    ] = None
    multiplier: Annotated[Whole | None, yaml_key("nhân với", "100, 1000 hoặc 100000")] = None
    unit: Annotated[Text, yaml_key("đơn vị", "Đếm cái gì: trẻ em, xã, vụ việc")]
    statistic: Annotated[
        Text | None, yaml_key("chỉ tiêu thống kê", "Mã của Thông tư 13/2021/TT-BLĐTBXH")
    ] = None
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy")]

    @property
    def is_ratio(self) -> bool:
        """Whether it is a share or a rate; else a plain number."""
        return self.multiplier is not None

    @property
    def figures(self) -> tuple[str, ...]:
        """The codes of the figures it needs."""
        return tuple(code for code in (self.numerator, self.denominator) if code is not None)


@from_yaml
class IndicatorFile:
    """All indicators of one file."""

    indicators: Annotated[tuple[Indicator, ...], yaml_key("chỉ số", "Các chỉ số")]


@lru_cache(maxsize=4)
def load_indicators(path: Path = SHIPPED) -> Mapping[str, Indicator]:
    """Return the indicators by code; raises ``ProblemsFound`` with every fault by line."""
    tree, problems = tree_of(path)
    file = shaped(IndicatorFile, tree, problems)
    problems += _faults(file, tree)
    if problems:
        raise ProblemsFound(problems)
    return {one.code: one for one in file.indicators}


def _faults(file: IndicatorFile, tree: Tree) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, one in enumerate(file.indicators):
        place = tree.place(("chỉ số", at))
        ways = [one.numerator is not None, one.item is not None, bool(one.is_recognition)]
        if sum(ways) != 1:
            message = f"chỉ số {shown(one.code)} cần đúng một trong: tử số, nội dung, công nhận"
            yield Problem(place, "cach-tinh", message)
        has_whole = one.denominator is not None or one.numerator is None
        if has_whole != one.is_ratio:
            message = f"chỉ số {shown(one.code)}: tỷ lệ cần «nhân với», số đếm thì không"
            yield Problem(place, "nhan-voi", message)
        if one.code in seen:
            yield Problem(place, "trung-ma", f"chỉ số {shown(one.code)} có hai lần")
        seen.add(one.code)
