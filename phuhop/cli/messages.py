"""How the command line tells of faults: all of them, on the right stream, with the right code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from phuhop.usecases.problem_log import ProblemLog
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.problems import Problem, ProblemsFound, in_order

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
        raise click.UsageError(wrong.message) from None


def tell(problems: Iterable[Problem], *, to_stderr: bool = True) -> None:
    """Print problems in the order of their places, with a count of faults and warnings."""
    listed = in_order(problems)
    for problem in listed:
        click.echo(str(problem), err=to_stderr)
    if listed:
        faults = sum(problem.is_fault for problem in listed)
        click.echo(count_words(faults, len(listed) - faults), err=to_stderr)


def tell_log(log: ProblemLog, *, to_stderr: bool = True) -> None:
    """Print the problems of tables of any size, with a count of faults and warnings."""
    for text in log.texts():
        click.echo(text, nl=False, err=to_stderr)
    if log:
        click.echo(count_words(log.faults, log.warnings), err=to_stderr)


def count_words(faults: int, warnings: int) -> str:
    """Return ``2 lỗi, 1 cảnh báo``."""
    return f"{faults} lỗi, {warnings} cảnh báo"


def no_fault(communes: int) -> str:
    """Return what a check of sound files says."""
    return f"Không có lỗi: {communes} xã."


def exit_for(problems: Iterable[Problem]) -> None:
    """Exit with code 1 when there is a fault among *problems*; warnings withhold nothing."""
    exit_if(sum(problem.is_fault for problem in problems))


def exit_if(faults: int) -> None:
    """Exit with code 1 when there are *faults*."""
    if faults:
        raise SystemExit(FAULTS)
