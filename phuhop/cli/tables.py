"""``phuhop check`` and ``phuhop score``: one way at every size and for every kind of file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click

from phuhop.cli.day_order import next_step, typed
from phuhop.cli.messages import exit_if, no_fault, tell_log, told, told_to_the_user
from phuhop.cli.options import today
from phuhop.cli.progress import TERMINAL
from phuhop.usecases.engines import Engine
from phuhop.usecases.problem_log import ProblemLog
from phuhop.usecases.score_table import check_tables, score_tables
from phuhop.usecases.scored_commune import Scored, score_each


def tell_faults(files: Sequence[Path], ruleset: str | None, as_of: date | None) -> None:
    """Tell what is wrong with files."""
    with ProblemLog(partial(told, to_stderr=False)) as log:
        with told_to_the_user():
            checked = check_tables(
                files, log, ruleset=ruleset, as_of=as_of, today=today(), watcher=TERMINAL
            )
        tell_log(log, to_stderr=False)
        if not log.faults and (checked.with_blanks or not log):
            click.echo(no_fault(checked))
        first = typed(files[0])
        if log.faults:
            next_step(f"sửa các ô đã nêu, lưu lại; rồi lại phuhop check {first}")
        else:
            next_step(f"phuhop score {first} để xem điểm và lý do")
        exit_if(log.faults)


def score_onto_screen(
    files: Sequence[Path],
    ruleset: str | None,
    as_of: date | None,
    *,
    as_json: bool,
) -> None:
    """Print the result of each commune."""

    def show(one: Scored) -> None:
        click.echo(one.json() if as_json else one.text())

    with ProblemLog(told) as log:
        with told_to_the_user():
            score_each(
                files, log, show, ruleset=ruleset, as_of=as_of, today=today(), watcher=TERMINAL
            )
        tell_log(log)
        exit_if(log.faults)
        first = typed(files[0])
        next_step(f"phuhop advise {first} để biết làm gì trước; phuhop dossier {first} -o ho-so")


def score_into(
    output: Path, files: Sequence[Path], ruleset: str | None, as_of: date | None, engine: Engine
) -> None:
    """Write a table of results."""
    with ProblemLog(told) as log:
        with told_to_the_user():
            written = score_tables(
                files,
                output,
                log,
                ruleset=ruleset,
                as_of=as_of,
                engine=engine,
                today=today(),
                watcher=TERMINAL,
            )
            if written:
                click.echo(f"{output.as_posix()}: {written} xã")
        tell_log(log)
        exit_if(log.faults)
