"""Reading a YAML file that is no ruleset into a written class, all faults with their lines."""

from __future__ import annotations

import hashlib
import typing
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic_core import SchemaValidator, ValidationError

from scoring.base.problems import Problem, ProblemsFound
from scoring.formats.schema_classes import aliases, validator
from scoring.formats.shape_problems import own_shape_problem
from scoring.formats.strict_yaml import Tree, parse, read

_T = TypeVar("_T")
_validator: Callable[[Any], SchemaValidator] = lru_cache(maxsize=32)(validator)


def tree_of(path: Path, *, is_as_typed: bool = False) -> tuple[Tree, list[Problem]]:
    """Read the YAML of a file, see ``strict_yaml.read``.

    Raises ``ProblemsFound`` when it cannot be read to its end.
    """
    return _or_raise(*read(path, is_as_typed=is_as_typed))


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


def shaped(cls: type[_T], tree: Tree, problems: list[Problem], value: Any = None) -> _T:
    """Return the tree, or *value* made of it, as a written class.

    Raises ``ProblemsFound`` with *problems* and every fault of the shape.
    """
    try:
        made: _T = _validator(cls).validate_python(tree.value if value is None else value)
    except ValidationError as error:
        found = [own_shape_problem(dict(d), tree, partial(_keys_at, cls)) for d in error.errors()]
        raise ProblemsFound([*problems, *found]) from None
    return made


def _keys_at(hint: Any, loc: tuple[object, ...]) -> tuple[str, ...]:
    """Return the keys that the group at *loc* of a file may have."""
    classes = [*_classes(hint)]
    for step in loc:
        inner = [
            typing.get_type_hints(cls)[name]
            for cls in classes
            for name, alias in aliases(cls).items()
            if alias == step
        ]
        classes = [cls for hint in inner for cls in _classes(hint)] or classes
    return tuple(alias for cls in classes for alias in aliases(cls).values())


def _classes(hint: Any) -> Iterator[type]:
    """Yield the written classes of a hint, not those inside them."""
    if is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for inner in typing.get_args(hint):
        yield from _classes(inner)
