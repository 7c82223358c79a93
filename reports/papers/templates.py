"""Templates as segments: text that never changes, and fields filled from the view model.

A template is compiled once: its fields are looked up in the types of the view model, so a
misspelt field stops the build with its name and never a commune's dossier. Filling is then
one pass that joins strings. Every text is escaped here and nowhere else.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, get_args, get_origin

from reports.papers.filling import (
    ChoiceStep,
    FillStep,
    JoinStep,
    LoopStep,
    PrintStep,
    Program,
    RunStep,
    escaped,
    packed_text,
)
from scoring.base.problems import nearest

At = tuple[str | int, ...]
"""Where in the file of a document set a piece stands."""

_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the view model; *convert* turns it into markup, a text by escaping it."""

    path: str
    at: At = ()
    convert: Callable[[Any], str] = escaped
    takes: type = str


@dataclass(frozen=True, slots=True)
class Each:
    """Pieces repeated for each member of a tuple, which they know as *name*."""

    path: str
    name: str
    pieces: tuple[Piece, ...]
    at: At = ()


@dataclass(frozen=True, slots=True)
class When:
    """Pieces that stand only when a yes/no value of the view model is what they ask for.

    ``has_x`` asks whether the field ``x`` says anything, ``has_no_x`` and ``has_none_x``
    whether it says nothing; a model need not have such fields.
    """

    path: str
    pieces: tuple[Piece, ...]
    at: At = ()
    is_wanted: bool = True


@dataclass(frozen=True, slots=True)
class Whole:
    """Pieces as one: *convert* gets their text, unescaped, when they are filled."""

    pieces: tuple[Piece, ...]
    convert: Callable[[str], str] | None = None


Piece = str | Field | Each | When | Whole


class UnknownField(Exception):  # noqa: N818 -- it names what was found
    """A field the view model does not have."""

    def __init__(self, message: str, hint: str, at: At) -> None:
        """Keep what to tell, and where in the set's file it stands."""
        super().__init__(message)
        self.message, self.hint, self.at = message, hint, at


def parsed(text: str, at: At = ()) -> Iterator[Piece]:
    """Yield the pieces of a text with ``{field}`` in it; all else is escaped.

    >>> list(parsed("Năm {year} & sau"))[::2]
    ['Năm ', ' &amp; sau']
    """
    for position, part in enumerate(_FIELD.split(text)):
        if position % 2:
            yield Field(part, at)
        elif part:
            yield escaped(part)


_Scope = list[tuple[str, Any]]
"""Name and type of each frame: the model without a name, then the members of loops."""
_Keys = Mapping[str, Iterable[str]]


def compiled(pieces: Iterable[Piece], model: type, keys: Mapping[str, Iterable[str]]) -> Program:
    """Return the program of *pieces* over view models of the type *model*.

    *keys* are the keys each mapping of the model will have. Raises ``UnknownField``.
    """
    return Program(_compiled(pieces, [("", model)], keys))


def _compiled(pieces: Iterable[Piece], scope: _Scope, keys: _Keys) -> tuple[FillStep, ...]:
    steps: list[FillStep] = []
    for piece in pieces:
        for step in _steps(piece, scope, keys):
            last = steps[-1] if steps else None
            if isinstance(step, bytes) and isinstance(last, bytes):
                steps[-1] = last + step
            else:
                steps.append(step)
    return tuple(_with_runs(steps))


def _with_runs(steps: Iterable[FillStep]) -> Iterator[FillStep]:
    """Yield *steps*, neighbours that only print fields of one frame as one."""
    for (is_plain, frame), group in groupby(_beside_their_texts(steps), key=itemgetter(0)):
        members = [step for _, step in group]
        paths = [step.path for step in members if isinstance(step, PrintStep)]
        if is_plain and len(paths) > 1:
            form = b"".join(
                step.replace(b"%", b"%%") if isinstance(step, bytes) else b"%s" for step in members
            )
            yield RunStep(frame, attrgetter(*paths), form)
        else:
            yield from members


def _beside_their_texts(steps: Iterable[FillStep]) -> Iterator[tuple[tuple[bool, int], FillStep]]:
    """Yield each step with whether a run may hold it, and of which frame; texts join any."""
    here = (False, -1)
    for step in steps:
        if isinstance(step, PrintStep):
            here = (step.path != "" and step.packed is packed_text, step.frame)
        elif not isinstance(step, bytes):
            here = (False, -1)
        yield here, step


def _steps(piece: Piece, scope: _Scope, keys: _Keys) -> tuple[FillStep, ...]:
    if isinstance(piece, str):
        return (piece.encode(),)
    if isinstance(piece, Whole):
        inside = _compiled(piece.pieces, scope, keys)
        return inside if piece.convert is None else (JoinStep(inside, piece.convert),)
    frame, get, kind = _resolved(piece, scope, keys)
    fault = f"trường «{piece.path}» không dùng được ở đây"
    match piece:
        case Field():
            if kind is not piece.takes:
                raise UnknownField(fault, "cần một trường chữ", piece.at)
            path = (
                ""
                if get is None or not isinstance(get, attrgetter)
                else piece.path.removeprefix(f"{scope[frame][0]}.")
            )
            return (PrintStep(frame, get, _as_bytes(piece.convert), path),)
        case Each():
            if get_origin(kind) is not tuple:
                raise UnknownField(fault, "cần một danh sách", piece.at)
            inner = [*scope, (piece.name, get_args(kind)[0])]
            return (LoopStep(frame, get, _compiled(piece.pieces, inner, keys)),)
        case When():
            if kind is not bool:
                raise UnknownField(fault, "cần một trường có/không", piece.at)
            return (ChoiceStep(frame, get, _compiled(piece.pieces, scope, keys), piece.is_wanted),)


def _as_bytes(convert: Callable[[Any], str]) -> Callable[[Any], bytes]:
    return packed_text if convert is escaped else lambda value: convert(value).encode()


def _resolved(
    piece: Field | Each | When, scope: _Scope, keys: _Keys
) -> tuple[int, Callable[[Any], Any] | None, Any]:
    """Return the frame a path starts from, how to get its value there, and the value's type."""
    first, *rest = piece.path.split(".")
    for frame in range(len(scope) - 1, 0, -1):
        name, kind = scope[frame]
        if name == first:
            break
    else:
        frame, kind, rest = 0, scope[0][1], [first, *rest]
    for position, step in enumerate(rest):
        origin: Any = get_origin(kind)
        if origin is Mapping:
            known = tuple(keys.get(rest[position - 1], ()))
            if step not in known or position != len(rest) - 1:
                raise _unknown(piece, step, known)
            return frame, _of_mapping(rest[:position], step), get_args(kind)[1]
        hints = _hints(kind)
        if step not in hints and position == len(rest) - 1:
            asked = _asked(rest, hints)
            if asked:
                return frame, asked, bool
        if step not in hints:
            outer = [name for name, _ in scope[1:]] if kind is scope[0][1] else []
            raise _unknown(piece, step, (*hints, *outer))
        kind = hints[step]
    return frame, attrgetter(".".join(rest)) if rest else None, kind


def _asked(path: list[str], hints: Mapping[str, Any]) -> Callable[[Any], bool] | None:
    """Return what tells whether the field that the last step asks about says anything."""
    for prefix, is_said in (("has_none_", False), ("has_no_", False), ("has_", True)):
        name = path[-1].removeprefix(prefix)
        if name != path[-1] and name in hints:
            get = attrgetter(".".join([*path[:-1], name]))
            return lambda value: bool(get(value)) is is_said
    return None


def _unknown(piece: Field | Each | When, step: str, known: Iterable[str]) -> UnknownField:
    close = nearest(step, known)
    path = piece.path
    message = f"không có trường «{path}»" if path == step else f"không có «{step}» trong «{path}»"
    return UnknownField(message, close, piece.at)


def _of_mapping(path: list[str], key: str) -> Callable[[Any], Any]:
    mapping = attrgetter(".".join(path))
    return lambda value: mapping(value)[key]


# Each step of each path of each document asks: evaluating the annotations every time took nine
# tenths of compiling.
@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    if not is_dataclass(kind):
        return {}
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
