"""Filling a compiled template: one pass that joins the texts of a view model."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from typing import Any

_SPECIAL = re.compile("[&<>\"']").search


def escaped(text: str) -> str:
    """Return *text* for the content or an attribute of XML or HTML.

    It is free of control characters already, see ``reports.wording.clean``.

    >>> escaped('A & B <"C">')
    'A &amp; B &lt;&quot;C&quot;&gt;'
    """
    # Most texts have nothing to escape, and a look is quicker than five replacements.
    return escape(text) if _SPECIAL(text) else text


@lru_cache(maxsize=8192)
def packed_text(text: str) -> bytes:
    """Return *text* escaped, as utf-8.

    Seven papers print the same texts of one commune, all communes those of the ruleset.
    """
    return escaped(text).encode()


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled template."""

    steps: tuple[FillStep, ...]

    def fill(self, model: object) -> str:
        """Return the template's text for *model*: same model, same text."""
        return self.packed(model).decode()

    def packed(self, model: object) -> bytes:
        """Return the text as utf-8."""
        out: list[bytes] = []
        fill_steps(self.steps, [model], out.append)
        return b"".join(out)


@dataclass(frozen=True, slots=True)
class PrintStep:
    """A value of a frame, turned into markup."""

    frame: int
    get: Callable[[Any], Any] | None
    packed: Callable[[Any], bytes]
    path: str
    """The attributes from the frame on; empty for the frame itself and for a mapping's value."""


@dataclass(frozen=True, slots=True)
class RunStep:
    """Texts and plain fields of one frame in a row, filled by one formatting."""

    frame: int
    get: Callable[[Any], tuple[str, ...]]
    form: bytes


@dataclass(frozen=True, slots=True)
class LoopStep:
    """Steps repeated for each member of a tuple, which is a frame of its own."""

    frame: int
    get: Callable[[Any], Any] | None
    steps: tuple[FillStep, ...]


@dataclass(frozen=True, slots=True)
class ChoiceStep:
    """Steps that stand only when a yes/no value is what they ask for."""

    frame: int
    get: Callable[[Any], Any] | None
    steps: tuple[FillStep, ...]
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class JoinStep:
    """Steps whose text is converted as one."""

    steps: tuple[FillStep, ...]
    convert: Callable[[str], str]


FillStep = bytes | PrintStep | RunStep | LoopStep | ChoiceStep | JoinStep


def fill_steps(
    steps: tuple[FillStep, ...], frames: list[Any], put: Callable[[bytes], None]
) -> None:
    """Put the text of *steps* as utf-8; *frames* are the model and the members of loops around.

    Nothing is encoded but each text once: what a template says is bytes since it was compiled.
    """
    # The steps are these six classes exactly; `type` is quicker than `isinstance` here, and
    # this loop is most of the time a document takes.
    for step in steps:
        if type(step) is bytes:
            put(step)
        elif type(step) is RunStep:
            put(step.form % tuple(map(packed_text, step.get(frames[step.frame]))))
        elif type(step) is PrintStep:
            value = frames[step.frame]
            put(step.packed(value if step.get is None else step.get(value)))
        elif type(step) is LoopStep:
            value = frames[step.frame]
            inner = step.steps
            frames.append(None)
            for frames[-1] in value if step.get is None else step.get(value):
                fill_steps(inner, frames, put)
            frames.pop()
        elif type(step) is ChoiceStep:
            value = frames[step.frame]
            if bool(value if step.get is None else step.get(value)) is step.is_wanted:
                fill_steps(step.steps, frames, put)
        elif type(step) is JoinStep:
            whole: list[bytes] = []
            fill_steps(step.steps, frames, whole.append)
            put(step.convert(unescape(b"".join(whole).decode())).encode())
