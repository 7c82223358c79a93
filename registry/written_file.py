"""Reading a YAML file of the register's into a written class, all faults with their lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic_core import ValidationError

from scoring.loading import shape_problem
from scoring.problems import Problem, ProblemsFound, nearest, shown
from scoring.strict_yaml import Tree, parse, read
from scoring.written import aliases, validator

_T = TypeVar("_T")


def tree_of(path: Path) -> tuple[Tree, list[Problem]]:
    """Read the YAML of a file; raises ``ProblemsFound`` when it cannot be read to its end."""
    return _or_raise(*read(path))


def text_of(path: Path) -> str:
    """Return the text of a YAML file; raises ``ProblemsFound`` when it is not readable YAML."""
    tree_of(path)
    # Its hash must be that of the file's bytes, so nothing is stripped or translated.
    return path.read_bytes().decode("utf-8")


def tree_of_text(text: str, name: str) -> tuple[Tree, list[Problem]]:
    """Read YAML that a register keeps; *name* stands where the file's would."""
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return _or_raise(*parse(text, name, sha256))


def _or_raise(tree: Tree | None, problems: list[Problem]) -> tuple[Tree, list[Problem]]:
    if tree is None:
        raise ProblemsFound(problems)
    return tree, problems


def shaped(cls: type[_T], tree: Tree, problems: list[Problem]) -> _T:
    """Return the tree as a written class.

    Raises ``ProblemsFound`` with *problems* and every fault of the shape.
    """
    try:
        made: _T = validator(cls).validate_python(tree.value)
    except ValidationError as error:
        known = dict(_keys(cls))
        problems = [*problems, *(_shape(dict(d), tree, known) for d in error.errors())]
        raise ProblemsFound(problems) from None
    return made


def _shape(detail: Mapping[str, Any], tree: Tree, known: Mapping[str, None]) -> Problem:
    problem = shape_problem(detail, tree)
    if detail["type"] != "unexpected_keyword_argument":
        return problem
    name = str(detail["loc"][-1])
    hint = nearest(name, known) or f"các khóa dùng được: {', '.join(known)}"
    message = f"khóa {shown(name)} không có trong mẫu"
    return Problem(problem.place, problem.code, message, hint)


def _keys(cls: type) -> Iterator[tuple[str, None]]:
    """Yield every key of a written class and of the classes it is made of."""
    import typing

    yield from dict.fromkeys(aliases(cls).values()).items()
    for hint in typing.get_type_hints(cls).values():
        for inner in (hint, *typing.get_args(hint)):
            if isinstance(inner, type) and inner.__module__.startswith("registry."):
                yield from _keys(inner)
