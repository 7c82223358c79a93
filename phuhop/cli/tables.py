"""``phuhop check`` and ``phuhop score``: one way at every size and for every kind of file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop.cli.messages import exit_if, no_fault, tell_log, told_to_the_user
from phuhop.cli.progress import TERMINAL
from phuhop.usecases.engines import Engine
from phuhop.usecases.problem_log import ProblemLog
from phuhop.usecases.score_table import check_tables, each_commune, score_tables

if TYPE_CHECKING:
    from scoring.engine.score_sheet import ScoreSheet
    from scoring.intake.reading import Entry


def tell_faults(files: Sequence[Path], ruleset: str | None, as_of: date | None) -> None:
    """Tell what is wrong with files."""
    with ProblemLog() as log:
        with told_to_the_user():
            checked = check_tables(files, log, ruleset=ruleset, as_of=as_of, watcher=TERMINAL)
        tell_log(log, to_stderr=False)
        if not log.faults and (checked.with_blanks or not log):
            click.echo(no_fault(checked))
        exit_if(log.faults)


def score_onto_screen(
    files: Sequence[Path],
    ruleset: str | None,
    as_of: date | None,
    render: Callable[[ScoreSheet], str],
) -> None:
    """Print the result of each commune."""
    from scoring.engine.scorer import score

    def show(entries: Sequence[Entry]) -> None:
        for entry in entries:
            click.echo(render(score(entry.ruleset, entry.assessment)))

    with ProblemLog() as log:
        with told_to_the_user():
            each_commune(files, log, show, ruleset=ruleset, as_of=as_of, watcher=TERMINAL)
        tell_log(log)
        exit_if(log.faults)


def score_into(
    output: Path, files: Sequence[Path], ruleset: str | None, as_of: date | None, engine: Engine
) -> None:
    """Write a table of results."""
    with ProblemLog() as log:
        with told_to_the_user():
            written = score_tables(
                files,
                output,
                log,
                ruleset=ruleset,
                as_of=as_of,
                engine=engine,
                watcher=TERMINAL,
            )
            if written:
                click.echo(f"{output.as_posix()}: {written} xã")
        tell_log(log)
        exit_if(log.faults)
