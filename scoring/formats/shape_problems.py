"""What pydantic finds wrong with the shape of a file, as problems at its lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from scoring.base.problems import Problem, nearest, shown
from scoring.formats.strict_yaml import Path_, Tree, Value


def shape_problem(
    detail: Mapping[str, Any], tree: Tree, known_keys: Callable[[], Sequence[str]]
) -> Problem:
    """Return the problem for one error of pydantic's, at its line of the file.

    *known_keys* gives every key that such a file may use somewhere.
    """
    # Only a faulty file pays for the words.
    from scoring.formats.shape_messages import words_for

    path, value, rest = _descend(tree.value, detail["loc"])
    words = words_for(detail, value, rest, known_keys)
    last = rest if words.inside is None else words.inside
    target: Path_ = path if last is None else (*path, last)
    return Problem(tree.place(target, of_key=words.at_key), words.code, words.message, words.hint)


def own_shape_problem(
    detail: Mapping[str, Any], tree: Tree, keys_at: Callable[[tuple[object, ...]], Sequence[str]]
) -> Problem:
    """Return the problem of a file that is no ruleset: *keys_at* gives the keys of a place."""
    problem = shape_problem(detail, tree, tuple)
    if detail["type"] != "unexpected_keyword_argument":
        return problem
    loc = detail["loc"]
    name, known = str(loc[-1]), keys_at(loc[:-1])
    hint = nearest(name, known) or f"các khóa dùng được: {', '.join(known)}"
    message = f"khóa {shown(name)} không có trong mẫu"
    return Problem(problem.place, problem.code, message, hint)


def _descend(value: Value, loc: tuple[str | int, ...]) -> tuple[Path_, Value, str | None]:
    """Follow pydantic's location in the tree, leaving out the tags of unions.

    Returns the path that stands in the file, its value, and the last key of the location
    when the file does not have it (a missing key).
    """
    path: Path_ = ()
    rest: str | None = None
    for step in loc:
        inner = _inside(value, step)
        if inner:
            (value,), path, rest = inner, (*path, step), None
        else:
            rest = str(step)
    return path, value, rest


def _inside(value: Value, step: str | int) -> tuple[Value] | tuple[()]:
    """Return what stands at *step* of a mapping or list, nothing when it does not have it."""
    if isinstance(value, dict) and isinstance(step, str) and step in value:
        return (value[step],)
    if isinstance(value, tuple) and isinstance(step, int) and step < len(value):
        return (value[step],)
    return ()
