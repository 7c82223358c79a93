"""``phuhop score -o`` and ``phuhop check`` on tables that may be larger than memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from phuhop.cli.messages import exit_for, exit_if, no_fault, tell, tell_log, told_to_the_user
from phuhop.cli.progress import TERMINAL
from phuhop.files.folders import can_all_stream
from phuhop.usecases.engines import Engine
from phuhop.usecases.problem_log import ProblemLog
from phuhop.usecases.reading import read
from phuhop.usecases.streaming import check_tables, score_tables


def check_large(files: Sequence[Path], ruleset: str | None, as_of: date | None) -> None:
    """Tell what is wrong with CSV and Parquet files of any size."""
    with ProblemLog() as log:
        with told_to_the_user():
            good = check_tables(files, log, ruleset=ruleset, as_of=as_of, watcher=TERMINAL)
        tell_log(log, to_stderr=False)
        if not log:
            click.echo(no_fault(good))
        exit_if(log.faults)


def score_into(
    output: Path, files: Sequence[Path], ruleset: str | None, as_of: date | None, engine: Engine
) -> None:
    """Write a table of results; among workbooks, all files are read as a whole."""
    if not can_all_stream(files):
        _score_whole(output, files, ruleset, as_of, engine)
        return
    with ProblemLog() as log:
        with told_to_the_user():
            written = score_tables(
                files,
                output,
                engine.started,
                log,
                ruleset=ruleset,
                as_of=as_of,
                rows=engine.rows,
                watcher=TERMINAL,
            )
            _say_written(output, written)
        tell_log(log)
        exit_if(log.faults)


def _score_whole(
    output: Path, files: Sequence[Path], ruleset: str | None, as_of: date | None, engine: Engine
) -> None:
    from phuhop.usecases.score_table import write_results

    with told_to_the_user():
        intake = read(files, ruleset, as_of, watcher=TERMINAL)
        if intake.entries:
            write_results(intake.entries, output, engine.started)
        _say_written(output, len(intake.entries))
    tell(intake.problems)
    exit_for(intake.problems)


def _say_written(output: Path, communes: int) -> None:
    if communes:
        click.echo(f"{output.as_posix()}: {communes} xã")
