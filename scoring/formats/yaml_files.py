"""Reading a YAML file that is no ruleset into a written class, all faults with their lines."""

from __future__ import annotations

import hashlib
import typing
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic_core import ValidationError

from scoring.base.problems import Problem, ProblemsFound
from scoring.formats.schema_classes import aliases, validator
from scoring.formats.shape_problems import own_shape_problem
from scoring.formats.strict_yaml import Tree, parse, read

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
        known = tuple(dict.fromkeys(_keys(cls)))
        found = [own_shape_problem(dict(d), tree, lambda _: known) for d in error.errors()]
        raise ProblemsFound([*problems, *found]) from None
    return made


def _keys(hint: Any) -> Iterator[str]:
    """Yield every key of a written class and of the classes it is made of."""
    if is_dataclass(hint) and isinstance(hint, type):
        yield from aliases(hint).values()
        for inner in typing.get_type_hints(hint).values():
            yield from _keys(inner)
    for inner in typing.get_args(hint):
        yield from _keys(inner)
