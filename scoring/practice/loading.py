"""From a course file to a checked one, or to every fault of the file with its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import criteria
from scoring.base.problems import Problem, ProblemsFound, nearest, shown
from scoring.formats.schema_classes import json_schema
from scoring.formats.strict_yaml import Tree
from scoring.formats.yaml_files import shaped, tree_of
from scoring.practice.course import POINTS, WRONG, CourseFile, Exercise
from scoring.practice.solving import reported
from scoring.rules.ruleset import Ruleset
from scoring.rules.subsets import exceeding

SHIPPED = criteria.PRACTICE / "bai-tap.yaml"


def load_course(ruleset: Ruleset, path: Path = SHIPPED) -> CourseFile:
    """Read a course; raises ``ProblemsFound`` with every fault by line."""
    tree, problems = tree_of(path)
    file = shaped(CourseFile, tree, problems)
    problems += [*_faults(file, tree, ruleset)]
    if problems:
        raise ProblemsFound(problems)
    return file


def course_schema_text() -> str:
    """Return the JSON schema of course files: same classes, same bytes."""
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Bài tập về bộ tiêu chí",
        **json_schema(CourseFile),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _faults(file: CourseFile, tree: Tree, ruleset: Ruleset) -> Iterator[Problem]:
    if file.ruleset != ruleset.id:
        message = f"khóa học của bộ {shown(file.ruleset)}, đang dùng {shown(ruleset.id)}"
        yield Problem(tree.place(("bộ tiêu chí",)), "khac-bo", message)
    lacking = sorted(set(ruleset.figures) - set(file.base.figures))
    if lacking:
        message = f"xã nền còn thiếu {', '.join(lacking)}"
        yield Problem(tree.place(("xã nền", "số liệu")), "thieu-so-lieu", message)
    seen: set[str] = set()
    parts = [part.code for _, part in ruleset.parts]
    for at, one in enumerate(file.exercises):
        path = ("bài", at)
        if one.code in seen:
            message = f"bài {shown(one.code)} có hai lần"
            yield Problem(tree.place((*path, "mã")), "trung-ma", message)
        seen.add(one.code)
        for key, codes, known in (
            ("số liệu", one.figures, ruleset.figures),
            ("kỳ trước", one.previous, ruleset.compared_figures),
            ("trả lời", one.answers, ruleset.items),
        ):
            for code in codes:
                if code not in known:
                    message = f"không có {shown(code)}"
                    place = tree.place((*path, key, code), of_key=True)
                    yield Problem(place, "ten-la", message, nearest(code, known))
        if (one.question == POINTS) != (one.part is not None):
            message = f"hỏi «{POINTS}» thì ghi «phần», hỏi điều khác thì không"
            yield Problem(tree.place((*path, "hỏi")), "phan", message)
        elif one.part is not None and one.part not in parts:
            message = f"không có phần {shown(one.part)}"
            hint = f"đang có: {', '.join(parts)}"
            yield Problem(tree.place((*path, "phần")), "ten-la", message, hint)
        yield from _wrong_ones(file, one, tree, path, ruleset)


def _wrong_ones(
    file: CourseFile, one: Exercise, tree: Tree, path: tuple[str, int], ruleset: Ruleset
) -> Iterator[Problem]:
    """Yield a fault where a figure is above its whole and nobody asks for it, or none is."""
    wrong = len([*exceeding(ruleset, reported(file, one, ruleset).figures)])
    wanted = 1 if one.question == WRONG else 0
    if wrong != wanted:
        message = f"bài có {wrong} số lớn hơn cả nhóm, phải có {wanted}"
        yield Problem(tree.place(path), "so-sai", message)
