"""Tables of any size: read in chunks, told and written as they come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.files.folders import files_in, summary
from phuhop.usecases.problem_log import ProblemLog
from phuhop.usecases.reading import completed, this_year
from phuhop.usecases.rulesets import choose_ruleset
from phuhop.usecases.score_table import ResultsFile
from phuhop.usecases.watching import NOBODY, Watcher
from scoring.streaming.stream import ROWS, TableStream

if TYPE_CHECKING:
    from phuhop.usecases.engines import ScoreColumns


def score_tables(  # noqa: PLR0913 -- those of the command
    paths: Sequence[Path],
    output: Path,
    engine: Callable[[], AbstractContextManager[ScoreColumns]],
    log: ProblemLog,
    *,
    ruleset: str | None,
    as_of: date | None,
    rows: int = ROWS,
    watcher: Watcher = NOBODY,
) -> int:
    """Score CSV and Parquet files into *output*; return how many rows were good.

    *log* gets every problem; *rows* are read, scored and written at a time. Raises
    ``click.UsageError`` for a wrong ruleset or a workbook of too many rows, ``ProblemsFound``
    when *output* cannot be written or a file changes meanwhile; there is no *output* then.
    """
    files, tables = _begun(paths, log, ruleset, as_of, rows, watcher)
    with ResultsFile(output, tables.rulesets, engine, tables.rows) as file:
        for step in tables.steps():
            log.add(step.file, step.problems)
            file.write(step.pieces)
    _end(paths, files, file.written, log, watcher)
    return file.written


def check_tables(
    paths: Sequence[Path],
    log: ProblemLog,
    *,
    ruleset: str | None,
    as_of: date | None,
    watcher: Watcher = NOBODY,
) -> int:
    """Read CSV and Parquet files, score nothing; return how many rows are good.

    *log* gets every problem. Raises as ``score_tables`` does.
    """
    files, tables = _begun(paths, log, ruleset, as_of, ROWS, watcher)
    good = 0
    for step in tables.steps():
        log.add(step.file, step.problems)
        good += sum(len(piece.at) for piece in step.pieces)
    _end(paths, files, good, log, watcher)
    return good


def _begun(  # noqa: PLR0913, PLR0917 -- those of its two callers
    paths: Sequence[Path],
    log: ProblemLog,
    ruleset: str | None,
    as_of: date | None,
    rows: int,
    watcher: Watcher,
) -> tuple[list[Path], TableStream]:
    choose = choose_ruleset(ruleset, as_of)
    files, passed_over = files_in(paths)
    for problem in passed_over:
        log.add(problem.place.file, [problem])
    tables = TableStream(
        watcher.counted(files, "Đọc biểu"),
        choose,
        this_year=this_year(),
        complete=completed,
        rows=rows,
    )
    return files, tables


def _end(
    paths: Sequence[Path], files: Sequence[Path], good: int, log: ProblemLog, watcher: Watcher
) -> None:
    if any(path.is_dir() for path in paths):
        faults = log.by_file
        watcher.at_the_end(lambda: summary(files, good, faults))
