"""From a crosswalk file to a checked one, or to every fault of the file with its line."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path

import criteria
from scoring.base.problems import Problem, ProblemsFound, nearest, shown
from scoring.crosswalk.structure import CrosswalkFile
from scoring.formats.schema_classes import json_schema
from scoring.formats.strict_yaml import Tree
from scoring.formats.yaml_files import shaped, tree_of
from scoring.totals.indicators import load_indicators


@lru_cache(maxsize=16)
def load_crosswalk(path: Path, answers: tuple[str, ...]) -> CrosswalkFile:
    """Read a crosswalk; *answers* are the codes of our items.

    Raises ``ProblemsFound`` with every fault by line.
    """
    tree, problems = tree_of(path)
    file = shaped(CrosswalkFile, tree, problems)
    problems += [*_faults(file, tree, answers)]
    if problems:
        raise ProblemsFound(problems)
    return file


def shipped() -> tuple[Path, ...]:
    """Return the files that travel with the program, by name."""
    return tuple(sorted(criteria.CROSSWALKS.glob("*.yaml")))


def crosswalk_schema_text() -> str:
    """Return the JSON schema of such files: same classes, same bytes."""
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Số liệu dùng lại được cho bộ tiêu chí khác",
        **json_schema(CrosswalkFile),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _faults(file: CrosswalkFile, tree: Tree, answers: Collection[str]) -> Iterator[Problem]:
    if not file.items and file.unknown is None:
        message = "không có mục nào: ghi «mục», hoặc «chưa rõ» nói điều chưa đọc được"
        yield Problem(tree.place(()), "khong-co-gi", message)
    indicators = load_indicators()
    for at, item in enumerate(file.items):
        path = ("mục", at)
        if (item.answer is None) == (item.indicator is None):
            message = "cần đúng một trong hai: «trả lời», «chỉ số»"
            yield Problem(tree.place(path), "cach-tinh", message)
        for key, code, known in (
            ("trả lời", item.answer, answers),
            ("chỉ số", item.indicator, indicators),
        ):
            if code is not None and code not in known:
                message = f"{shown(code)} không có trong số liệu của ta"
                yield Problem(tree.place((*path, key)), "ten-la", message, nearest(code, known))
        if item.answer is not None and (item.at_least is not None or item.at_most):
            yield Problem(tree.place(path), "muc", "câu trả lời có/không thì không có mức")
