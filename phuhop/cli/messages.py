"""How the command line tells of faults: all of them, on the right stream, with the right code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from phuhop.cli.hints import in_commands, wrong_use_words
from phuhop.usecases.problem_log import ProblemLog
from phuhop.usecases.problems import Problem, ProblemsFound, in_order
from phuhop.usecases.wrong_use import WrongUse

if TYPE_CHECKING:
    from phuhop.usecases.score_table import Checked

FAULTS = 1
"""Exit code: faults in the data, listed."""


@contextmanager
def told_to_the_user() -> Iterator[None]:
    """Turn ``ProblemsFound`` into lines on standard error, ``WrongUse`` into a usage error."""
    try:
        yield
    except ProblemsFound as found:
        tell(found.problems)
        raise SystemExit(FAULTS) from None
    except WrongUse as wrong:
        raise click.UsageError(wrong_use_words(wrong)) from None


def tell(problems: Iterable[Problem], *, to_stderr: bool = True) -> None:
    """Print problems in the order of their places, with a count of faults and warnings."""
    listed = in_order(problems)
    for problem in listed:
        click.echo(told(problem, to_stderr=to_stderr), err=to_stderr)
    if listed:
        faults = sum(problem.is_fault for problem in listed)
        click.echo(count_words(faults, len(listed) - faults), err=to_stderr)


def told(problem: Problem, *, to_stderr: bool = True) -> str:
    """Return a problem as the terminal tells it.

    Its code is for machines and for whoever asks with ``-v``: a person at a terminal sees the
    place, what was seen and what to do.
    """
    said = in_commands(problem)
    context = click.get_current_context(silent=True)
    is_asked = context is not None and context.find_root().params.get("verbose")
    stream = sys.stderr if to_stderr else sys.stdout
    return said.words if stream.isatty() and not is_asked else str(said)


def tell_log(log: ProblemLog, *, to_stderr: bool = True) -> None:
    """Print the problems of tables of any size, with a count of faults and warnings."""
    for text in log.texts():
        click.echo(text, nl=False, err=to_stderr)
    if log:
        click.echo(count_words(log.faults, log.warnings), err=to_stderr)


def count_words(faults: int, warnings: int) -> str:
    """Return ``2 lỗi, 1 cảnh báo``."""
    return f"{faults} lỗi, {warnings} cảnh báo"


def no_fault(checked: Checked) -> str:
    """Return what a check of sound files says: never that all is well where blanks are left."""
    blanks = checked.blanks
    if blanks is None:
        rest = f", {checked.with_blanks} xã còn ô trống" if checked.with_blanks else ""
        return f"Không có lỗi: {checked.communes} xã{rest}."
    counted = [
        f"{missing}/{asked} {what}"
        for missing, asked, what in (
            (blanks.figures, blanks.of_figures, "số liệu"),
            (blanks.answers, blanks.of_answers, "nội dung"),
            (blanks.evidence, blanks.of_evidence, "minh chứng"),
        )
        if missing
    ]
    unscored = f"; chưa chấm được: {', '.join(blanks.unscored)}" if blanks.unscored else ""
    return f"Không có lỗi. Còn trống {', '.join(counted)}{unscored}."


def exit_for(problems: Iterable[Problem]) -> None:
    """Exit with code 1 when there is a fault among *problems*; warnings withhold nothing."""
    exit_if(sum(problem.is_fault for problem in problems))


def exit_if(faults: int) -> None:
    """Exit with code 1 when there are *faults*."""
    if faults:
        raise SystemExit(FAULTS)
