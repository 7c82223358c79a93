"""Why a verified figure differs from the reported one: a closed list, read from data."""

# No ``from __future__ import annotations``: ``written`` reads the hints of this class.
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

import criteria
from scoring.base.problems import Problem, ProblemsFound, shown
from scoring.formats.fields import Text, YesNo
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.yaml_files import shaped, tree_of

FILE = criteria.PROCEDURE / "ly-do-tham-dinh.yaml"


@from_yaml
class Reason:
    """One entry: its code, its words, and whether it says nothing without a text."""

    code: Annotated[Text, yaml_key("mã", "Chữ thường không dấu, nối bằng gạch nối")]
    name: Annotated[Text, yaml_key("tên", "Lời in trong biên bản")]
    needs_text: Annotated[YesNo, yaml_key("phải ghi rõ", "Có khi riêng mã này chưa nói gì")] = False


@cache
def reasons(path: Path = FILE) -> Mapping[str, Reason]:
    """Return the reasons by code, in the file's order; raises ``ProblemsFound``."""
    tree, problems = tree_of(path)
    listed = shaped(tuple[Reason, ...], tree, problems)
    found: dict[str, Reason] = {}
    for position, reason in enumerate(listed):
        if reason.code in found:
            place = tree.place((position, "mã"))
            problems.append(Problem(place, "trung-ma", f"mã {shown(reason.code)} có hai lần"))
        found[reason.code] = reason
    if problems:
        raise ProblemsFound(problems)
    return found
