"""``phuhop score TABLE -o FILE``: many communes over columns, into one table of results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click
import numpy as np

from phuhop.files.writing import told_of, whole_file
from reports.tables.streaming import MOST_XLSX_ROWS, SINKS, Sink
from scoring.base.quantities import vietnamese
from scoring.batch.columns import columns_of
from scoring.results.table_writing import ResultColumn, Value, columns, headings
from scoring.streaming.stream import Piece

if TYPE_CHECKING:
    from phuhop.usecases.engines import ScoreColumns
    from scoring.intake.reading import Entry
    from scoring.rules.ruleset import Ruleset


class ResultsFile:
    """A file of results, begun with its first row and put in its place as a whole.

    Only then is the engine started, by *engine*: a table without a good row needs none.
    """

    def __init__(
        self,
        path: Path,
        rulesets: Callable[[], Sequence[Ruleset]],
        engine: Callable[[], AbstractContextManager[ScoreColumns]],
        rows: int,
    ) -> None:
        """Write to *path* what its ending says, with the columns that *rulesets* ask for.

        No more than *rows* rows will come. Raises ``click.UsageError`` when a workbook could
        not hold them.
        """
        if path.suffix.lower() == ".xlsx" and rows > MOST_XLSX_ROWS:
            raise click.UsageError(
                f"-o: bảng có {vietnamese(rows)} dòng, một trang .xlsx chỉ chứa được "
                f"{vietnamese(MOST_XLSX_ROWS)}; ghi ra .csv hoặc .parquet"
            )
        self.written = 0
        self._path = path
        self._rulesets = rulesets
        self._engine = engine
        self._most = rows
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

    def write(self, pieces: Sequence[Piece]) -> None:
        """Score the pieces of a chunk and write their rows in the order of the chunk.

        Raises ``ProblemsFound`` when the file cannot be written.
        """
        if not pieces:
            return
        if self._sink is None:
            self._score = self._open.enter_context(self._engine())
            stream = self._open.enter_context(whole_file(self._path))
            kind = SINKS[self._path.suffix.lower()]
            with told_of(self._path):
                self._sink = kind(stream, headings(self._rulesets()), self._most)
        results = [columns(self._score(piece.ruleset, piece.columns)) for piece in pieces]
        rows = sum(len(piece.at) for piece in pieces)
        with told_of(self._path):
            self._sink.write(results[0] if len(results) == 1 else _merged(pieces, results), rows)
        self.written += rows


def _merged(
    pieces: Sequence[Piece], results: Sequence[Mapping[str, ResultColumn]]
) -> dict[str, ResultColumn]:
    """Return the results under several rulesets as one table, rows in the chunk's order."""
    order = np.argsort(np.concatenate([piece.at for piece in pieces]))
    names = dict.fromkeys(name for result in results for name in result)
    merged = {}
    for name in names:
        values: list[Value] = []
        for piece, result in zip(pieces, results, strict=True):
            values += result[name].values() if name in result else [None] * len(piece.at)
        merged[name] = ResultColumn(values, order)
    return merged


def write_results(
    entries: Sequence[Entry], path: Path, engine: Callable[[], AbstractContextManager[ScoreColumns]]
) -> None:
    """Score *entries* by ruleset and write them, in their order, as the ending of *path* says.

    *engine* starts what ``phuhop.usecases.engines`` gives for the engine asked for.

    Raises ``ProblemsFound`` when the file cannot be written.
    """
    rulesets: dict[str, Ruleset] = {entry.ruleset.id: entry.ruleset for entry in entries}
    pieces = [_piece(entries, ruleset) for ruleset in rulesets.values()]
    with ResultsFile(path, lambda: list(rulesets.values()), engine, len(entries)) as file:
        file.write(pieces)


def _piece(entries: Iterable[Entry], ruleset: Ruleset) -> Piece:
    own = [(at, e.assessment) for at, e in enumerate(entries) if e.ruleset.id == ruleset.id]
    at = np.array([at for at, _ in own], np.intp)
    return Piece(ruleset, columns_of(ruleset, [assessment for _, assessment in own]), at)
