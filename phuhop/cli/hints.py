"""What only the command line knows to say: which option, which command.

Use cases and what lies below them name fields and kinds of faults; this is the one place that
says them in options and commands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from phuhop.usecases.problems import Problem
    from phuhop.usecases.wrong_use import WrongUse

NO_LIBREOFFICE = (
    "cần LibreOffice để ghi PDF nhưng không thấy trên máy này; cài LibreOffice rồi chạy lại, "
    "hoặc bỏ «--format pdf», mở tệp DOCX bằng Word và lưu thành PDF"
)

_OPTIONS = {"output": "-o: ", "head": "--head: "}
"""The option that a message begins with, by the field it is about; others speak for themselves."""
_MORE = {
    "documents": ", hoặc all",
    "register": " (--register cần --commune)",
    "workflow": " (--workflow, --deadlines)",
}
"""What a message ends with, by the field it is about."""


def wrong_use_words(wrong: WrongUse) -> str:
    """Return what the terminal says of a wish that cannot be meant."""
    option, more = _OPTIONS.get(wrong.field, ""), _MORE.get(wrong.field, "")
    return f"{option}{wrong.message}{more}"


_HINTS: Mapping[str, str] = {}
"""What to do about a fault in commands, by its code: said in place of the problem's own hint."""

_PLACE_TAKEN = {"da-co-tep", "da-co-thu-muc"}
"""Codes of faults that another ``-o`` mends, in a command that has one."""


def in_commands(problem: Problem) -> Problem:
    """Return a problem as the terminal tells it."""
    hint = _HINTS.get(problem.code, problem.hint)
    if problem.code in _PLACE_TAKEN and _has_output():
        hint += " bằng -o"
    return problem if hint == problem.hint else replace(problem, hint=hint)


def _has_output() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and "output" in context.params
