"""Tables of any size: read in chunks, told and written as they come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.choosing import choose_ruleset
from phuhop.folders import files_in, summary
from phuhop.problem_log import ProblemLog
from phuhop.progress import with_progress
from phuhop.reading import shipped_units, sum_up_at_the_end, this_year
from phuhop.results import ResultsFile
from scoring.intake_stream import ROWS, TableStream

if TYPE_CHECKING:
    from phuhop.engines import ScoreColumns


def score_tables(  # noqa: PLR0913 -- those of the command
    paths: Sequence[Path],
    output: Path,
    engine: Callable[[], AbstractContextManager[ScoreColumns]],
    log: ProblemLog,
    *,
    ruleset: str | None,
    as_of: date | None,
    rows: int = ROWS,
) -> int:
    """Score CSV and Parquet files into *output*; return how many rows were good.

    *log* gets every problem; *rows* are read, scored and written at a time. Raises
    ``click.UsageError`` for a wrong ruleset or a workbook of too many rows, ``ProblemsFound``
    when *output* cannot be written or a file changes meanwhile; there is no *output* then.
    """
    choose = choose_ruleset(ruleset, as_of)
    files, passed_over = files_in(paths)
    for problem in passed_over:
        log.add(problem.place.file, [problem])
    tables = TableStream(
        with_progress(files, "Đọc biểu"),
        choose,
        this_year=this_year(),
        units=shipped_units,
        rows=rows,
    )
    with ResultsFile(output, tables.rulesets, engine, tables.rows) as file:
        for step in tables.steps():
            log.add(step.file, step.problems)
            file.write(step.pieces)
    if any(path.is_dir() for path in paths):
        sum_up_at_the_end(lambda: summary(files, file.written, log.by_file))
    return file.written
