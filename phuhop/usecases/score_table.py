"""Any number of communes, chunk by chunk: checked, or scored into one table of results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from phuhop.files.folders import files_in, summary
from phuhop.files.writing import told_of, whole_file
from phuhop.usecases.engines import Engine
from phuhop.usecases.problem_log import ProblemLog
from phuhop.usecases.reading import completed, year_of
from phuhop.usecases.rulesets import choose_ruleset
from phuhop.usecases.watching import NOBODY, Watcher
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.quantities import vietnamese
from scoring.intake.blanks import Blanks, blanks_of, is_blank_somewhere
from scoring.intake.first_pass import MOST_KEPT
from scoring.intake.reading import Entry, entries_of
from scoring.intake.steps import Reading
from scoring.intake.table_rows import GoodRow

if TYPE_CHECKING:
    from reports.tables.streaming import Sink
    from scoring.batch.scorer import BatchScorer
    from scoring.engine.assessment import Assessment
    from scoring.results.table_writing import Heading, ResultColumn, Value
    from scoring.rules.ruleset import Ruleset


def score_tables(  # noqa: PLR0913 -- those of the command
    paths: Sequence[Path],
    output: Path,
    log: ProblemLog,
    *,
    ruleset: str | None,
    as_of: date | None,
    engine: Engine,
    today: date | None = None,
    watcher: Watcher = NOBODY,
) -> int:
    """Score the communes of files and folders into *output*; return how many rows were good.

    What stood at *output* among the files of a folder is not read.

    *log* gets every problem. Raises ``WrongUse`` for a wrong ruleset, an *output* among
    *paths*, a workbook of too many rows, or an engine that does not start, ``ProblemsFound``
    when *output* cannot be written or a file changes meanwhile; there is no *output* then.
    """
    if output.resolve() in {path.resolve() for path in paths}:
        raise WrongUse("output", "bảng kết quả trùng với bảng đưa vào; đặt tên khác")
    with engine.started() as mapped:
        files, reading = _begun(
            paths, log, ruleset, as_of, today, watcher, most_kept=engine.most_kept, output=output
        )
        if output.suffix.lower() == ".xlsx":
            _check_fits_a_sheet(reading.rows)
        with ResultsFile(output, reading) as file:
            for step in reading.steps(file.work, mapped(reading.rows)):
                log.add(step.file, step.problems)
                if step.made is not None:
                    file.write(step.made, step.good)
        _end(paths, files, file.written, log, watcher)
    return file.written


@dataclass(frozen=True, slots=True)
class Checked:
    """How many communes can be scored, of how many something is blank, and what of the only one."""

    communes: int
    with_blanks: int
    blanks: Blanks | None


def check_tables(  # noqa: PLR0913 -- those of the command
    paths: Sequence[Path],
    log: ProblemLog,
    *,
    ruleset: str | None,
    as_of: date | None,
    today: date | None = None,
    watcher: Watcher = NOBODY,
) -> Checked:
    """Read files and folders, score nothing; return what came of them.

    *log* gets every problem. Raises as ``score_tables`` does.
    """
    files, reading = _begun(paths, log, ruleset, as_of, today, watcher)
    good = with_blanks = 0
    last: GoodRow | None = None
    with Engine().started() as mapped:
        for step in reading.steps(_surveyed, mapped(reading.rows)):
            log.add(step.file, step.problems)
            good += step.good
            if step.made is not None:
                with_blanks += step.made[0]
                last = step.made[1]
    _end(paths, files, good, log, watcher)
    blanks = None
    if good == 1 and with_blanks and last is not None:
        blanks = blanks_of(last.assessment, last.ruleset, reading.form(last))
    return Checked(good, with_blanks, blanks)


def _surveyed(rows: Sequence[GoodRow]) -> tuple[int, GoodRow]:
    return sum(is_blank_somewhere(row.assessment, row.ruleset) for row in rows), rows[-1]


def each_commune(  # noqa: PLR0913 -- those of the commands
    paths: Sequence[Path],
    log: ProblemLog,
    take: Callable[[Sequence[Entry]], None],
    *,
    ruleset: str | None,
    as_of: date | None,
    today: date | None = None,
    watcher: Watcher = NOBODY,
) -> int:
    """Give the communes of files and folders to *take*, some at a time; return how many.

    *log* gets every problem. Raises as ``score_tables`` does.
    """
    files, reading = _begun(paths, log, ruleset, as_of, today, watcher)
    good = 0
    for step in reading.steps(entries_of(reading)):
        log.add(step.file, step.problems)
        take(step.made or ())
        good += step.good
    _end(paths, files, good, log, watcher)
    return good


def _begun(  # noqa: PLR0913, PLR0917 -- those of its two callers
    paths: Sequence[Path],
    log: ProblemLog,
    ruleset: str | None,
    as_of: date | None,
    today: date | None,
    watcher: Watcher,
    most_kept: int = MOST_KEPT,
    output: Path | None = None,
) -> tuple[list[Path], Reading]:
    choose = choose_ruleset(ruleset, as_of)
    files, passed_over = files_in(paths, output=output)
    for problem in passed_over:
        log.add(problem.place.file, [problem])
    counted = watcher.counted(files, "Đọc biểu")
    reading = Reading(
        counted, choose, this_year=year_of(today), complete=completed, most_kept=most_kept
    )
    return files, reading


def _end(
    paths: Sequence[Path], files: Sequence[Path], good: int, log: ProblemLog, watcher: Watcher
) -> None:
    if any(path.is_dir() for path in paths):
        faults = log.by_file
        watcher.at_the_end(lambda: summary(files, good, faults))


def _check_fits_a_sheet(rows: int) -> None:
    from reports.tables.streaming import MOST_XLSX_ROWS

    if rows > MOST_XLSX_ROWS:
        message = (
            f"bảng có {vietnamese(rows)} dòng, một trang .xlsx chỉ chứa được "
            f"{vietnamese(MOST_XLSX_ROWS)}; ghi ra .csv hoặc .parquet"
        )
        raise WrongUse("output", message)


class ResultsFile:
    """A file of results, begun with its first row and put in its place as a whole."""

    def __init__(self, path: Path, reading: Reading) -> None:
        """Write to *path* what its ending says of the rows of *reading*."""
        self.written = 0
        self.work = ScoredRows(path.suffix.lower(), reading.rulesets())
        """Scores rows; may be done in another process."""
        self._path = path
        self._most = reading.rows
        self._open = ExitStack()
        self._sink: Sink | None = None

    def __enter__(self) -> Self:
        """Begin; there is no file yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        """Finish the file, or leave none."""
        if self._sink is not None and kind is not None:
            self._sink.discard()
        elif self._sink is not None:
            try:
                with told_of(self._path):
                    self._sink.close()
            except BaseException as error:
                self._open.__exit__(type(error), error, error.__traceback__)
                raise
        self._open.__exit__(kind, *rest)  # type: ignore[arg-type]

    def write(self, packed: Any, rows: int) -> None:
        """Write what ``work`` made of some *rows*.

        Raises ``ProblemsFound`` when the file cannot be written.
        """
        from reports.tables.streaming import SINKS

        if self._sink is None:
            stream = self._open.enter_context(whole_file(self._path))
            with told_of(self._path):
                self._sink = SINKS[self.work.ending](stream, self.work.headings, self._most)
        with told_of(self._path):
            self._sink.write(packed)
        self.written += rows


class ScoredRows:
    """Turns good rows into rows of a table of results."""

    def __init__(self, ending: str, rulesets: Sequence[Ruleset]) -> None:
        """Make rows for a file with *ending*, with the columns that *rulesets* ask for."""
        from scoring.results.table_writing import headings

        self.ending = ending
        self.headings: Sequence[Heading] = headings(rulesets)
        self._scorers: dict[str, BatchScorer] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Travel without what is compiled anew in a moment."""
        return {**self.__dict__, "_scorers": {}}

    def __call__(self, rows: Sequence[GoodRow]) -> Any:
        """Return the rows' results as the sink of the file takes them."""
        from reports.tables.streaming import SINKS

        columns = self._columns(rows)
        return SINKS[self.ending].packed(self.headings, columns, len(rows))

    def _columns(self, rows: Sequence[GoodRow]) -> Mapping[str, ResultColumn]:
        rulesets = {row.ruleset.id: row.ruleset for row in rows}
        if len(rulesets) == 1:
            (ruleset,) = rulesets.values()
            return self._scored(ruleset, [row.assessment for row in rows])
        places: list[int] = []
        results = []
        for ruleset in rulesets.values():
            at = [place for place, row in enumerate(rows) if row.ruleset.id == ruleset.id]
            results.append(self._scored(ruleset, [rows[place].assessment for place in at]))
            places += at
        return _merged(places, results)

    def _scored(
        self, ruleset: Ruleset, assessments: Sequence[Assessment]
    ) -> dict[str, ResultColumn]:
        from scoring.batch.columns import columns_of
        from scoring.batch.scorer import BatchScorer
        from scoring.results.table_writing import columns

        # A ruleset is compiled once, not for every chunk.
        if ruleset.id not in self._scorers:
            self._scorers[ruleset.id] = BatchScorer(ruleset)
        return columns(self._scorers[ruleset.id].score(columns_of(ruleset, assessments)))


def _merged(
    places: Sequence[int], results: Sequence[Mapping[str, ResultColumn]]
) -> dict[str, ResultColumn]:
    """Return the results under several rulesets as one table, each row at its place."""
    import numpy as np

    from scoring.results.table_writing import ResultColumn

    order = np.argsort(np.array(places))
    names = dict.fromkeys(name for result in results for name in result)
    merged = {}
    for name in names:
        values: list[Value] = []
        for result in results:
            rows = len(next(iter(result.values())).values())
            values += result[name].values() if name in result else [None] * rows
        merged[name] = ResultColumn(values, order)
    return merged
