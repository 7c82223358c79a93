"""From CSV and Parquet tables of any size to columns, chunk by chunk.

What comes out is what ``scoring.intake.reading.read_tables`` gives for the same files: the same
good rows, the same faults and warnings at the same places
(``tests/scoring/streaming/test_stream.py``). The files are read twice. The first reading finds out
what a row alone cannot know: which rulesets a table uses, which communes and years stand in
several rows. Nothing is kept of the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np

from scoring.base.problems import Place, Problem, ProblemsFound, in_order
from scoring.batch.columns import Bools, Columns
from scoring.intake.columns import KnownColumns as Headings
from scoring.intake.columns import together
from scoring.intake.completion import Complete
from scoring.intake.duplicates import say_repeated
from scoring.intake.plausibility import implausible
from scoring.intake.reading import judge_columns, once
from scoring.intake.row import IntakeRow
from scoring.intake.row_reading import read_row
from scoring.intake.years import Choose, Years
from scoring.rules.ruleset import Ruleset
from scoring.streaming.chunks import Chunk
from scoring.streaming.column_readers import Lanes
from scoring.streaming.columns import Identities, Rows, RowsOfRuleset, Way
from scoring.streaming.duplicate_keys import Repeats
from scoring.streaming.files import opened
from scoring.streaming.first_pass import Scanned, scan_all
from scoring.tables.raw import RawRow, RawTable

ROWS = 16_384
"""Rows of a chunk: some 40 MB as texts. Fewer cost time, more bring none."""


_MOST_KEPT = 5_000
"""Problems kept before they are handed out: a chunk may have fifty in every row."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Good rows of a chunk under one ruleset; ``at`` are their places within the chunk."""

    ruleset: Ruleset
    columns: Columns
    at: Rows


@dataclass(frozen=True, slots=True)
class Step:
    """What came of a chunk or a part of it: good rows by ruleset, what is to be told, by place.

    The problems of a file's steps one after another are in the order of their places.
    """

    file: str
    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...]


class TableStream:
    """CSV and Parquet files, one row per commune and year, read in chunks."""

    def __init__(
        self,
        paths: Iterable[Path],
        choose: Choose,
        *,
        this_year: int | None = None,
        complete: Complete | None = None,
        rows: int = ROWS,
    ) -> None:
        """Read every file once; arguments as those of ``read_tables``.

        Raises ``ProblemsFound`` when a file changes or vanishes meanwhile.
        """
        self._years = Years(choose, this_year)
        self._complete = complete
        self._size = rows
        self._lanes = Lanes()
        self._ways: dict[str, Way] = {}
        self._other: list[Problem] = []
        kept = list(once(paths, self._other))
        self._files, seen = scan_all(kept, self._years, self._lanes, rows)
        self._repeats = self._find(Repeats(seen))
        self.rows = sum(file.rows for file in self._files)
        """Rows of all tables that are read, good and bad."""

    def _find(self, repeats: Repeats) -> Repeats:
        if not repeats:
            return repeats
        for number, file in enumerate(self._files):
            for chunk, position in self._chunks(file):
                who = Identities(chunk, position, self._lanes)
                repeats.add(number, chunk.numbers, who.keys())
        return repeats

    def _chunks(self, file: Scanned) -> Iterator[tuple[Chunk, Mapping[str, int]]]:
        if file.table is None:
            return
        position = file.position
        with opened(file.path, file.fingerprint) as source:
            if isinstance(source, list):
                raise ProblemsFound(source)
            refused = source.begin()
            if not refused:
                for chunk in source.chunks(self._size):
                    yield chunk, position
                refused = source.refused()
            if refused:
                # Sound a moment ago: nothing of what was read since may be used.
                raise ProblemsFound(refused)

    def rulesets(self) -> list[Ruleset]:
        """Return the rulesets of the good rows, in the order of the first row of each.

        Costs a reading where the tables use several. There must be a good row.
        """
        used = {ruleset.id: ruleset for file in self._files for ruleset in file.used}
        if len(used) == 1:
            return list(used.values())
        found: dict[str, Ruleset] = {}
        for step in self.steps():
            for piece in step.pieces:
                found.setdefault(piece.ruleset.id, piece.ruleset)
            if len(found) == len(used):
                break
        return list(found.values())

    def steps(self) -> Iterator[Step]:
        """Yield what comes of each chunk, in the order of files and rows."""
        named = {file.name: file for file in self._files}
        for problem in self._other:
            if problem.place.file not in named:
                yield Step(problem.place.file, (), (problem,))
        for number, file in enumerate(self._files):
            others = [problem for problem in self._other if problem.place.file == file.name]
            yield from self._of_file(number, file, others)

    def _of_file(self, number: int, file: Scanned, others: list[Problem]) -> Iterator[Step]:
        waiting = [*others, *file.problems]
        columns = together(())
        if file.table is not None:
            rows = _AllRows(self, file)
            columns, problems = judge_columns(file.table, file.used, self._years, rows)
            waiting += problems
        doubts = _Doubts(number, file, columns, in_order(waiting))
        for chunk, position in self._chunks(file):
            who = Identities(chunk, position, self._lanes)
            who.read(is_completed=self._complete is not None)
            yield from self._read(who, doubts)
        if doubts.waiting:
            yield Step(file.name, (), tuple(doubts.waiting))

    def _read(self, who: Identities, doubts: _Doubts) -> Iterator[Step]:
        rows_of: dict[str, RowsOfRuleset] = {}
        sure: dict[str, Bools] = {}
        keys = who.keys()
        is_open = np.ones(who.size, np.bool_)
        quiet = ~self._repeats.have(keys)
        for year in np.unique(who.year[who.year >= 0]).tolist():
            ruleset = self._years.ruleset(year)
            if ruleset is None:
                continue
            if ruleset.id not in rows_of:
                rows_of[ruleset.id] = RowsOfRuleset(self._way(ruleset), who)
                sure[ruleset.id] = np.zeros(who.size, np.bool_)
            if self._years.is_beyond_doubt(year):
                rows = rows_of[ruleset.id]
                sure[ruleset.id] |= rows.is_sure & (who.year == year) & quiet
                is_open &= ~sure[ruleset.id]
        problems: list[Problem] = []
        doubtful = np.flatnonzero(is_open)
        for at, raw in zip(doubtful.tolist(), who.chunk.rows(doubtful), strict=True):
            row = self._row(raw, who.position, doubts)
            self._read_row(row, None if quiet[at] else int(keys[at]), doubts)
            if row.is_good and row.assessment is not None and row.ruleset is not None:
                rows_of[row.ruleset.id].take(at, row.assessment)
                sure[row.ruleset.id][at] = True
            problems += row.problems
            if len(problems) > _MOST_KEPT:
                yield Step(doubts.file.name, (), doubts.up_to(raw.number, problems))
                problems = []
        pieces = [
            Piece(rows.ruleset, rows.columns(kept), kept)
            for name, rows in rows_of.items()
            if (kept := np.flatnonzero(sure[name])).size
        ]
        pieces.sort(key=lambda piece: int(piece.at[0]))
        found = doubts.up_to(int(who.chunk.numbers[-1]), problems)
        yield Step(doubts.file.name, tuple(pieces), found)

    def _row(self, raw: RawRow, position: Mapping[str, int], doubts: _Doubts) -> IntakeRow:
        table = cast("RawTable", doubts.file.table)
        row = IntakeRow(table, raw, position, complete=self._complete, told=doubts.told)
        self._years.read(row)
        return row

    def all_rows(self, file: Scanned) -> Iterator[IntakeRow]:
        """Yield every row of a file, of which only the year was read."""
        doubts = _Doubts(0, file, together(()), [])
        for chunk, position in self._chunks(file):
            for raw in chunk.rows(np.arange(chunk.size)):
                yield self._row(raw, position, doubts)

    def _read_row(self, row: IntakeRow, repeated: int | None, doubts: _Doubts) -> None:
        """Read a row as ``read_tables`` does; *repeated* is the key it shares with others."""
        read_row(row, self._years.columns_of(row.ruleset) if row.ruleset else doubts.columns)
        if repeated is not None:
            others, often = self._repeats.others(repeated, doubts.number, row.raw.number)
            places = [str(Place(self._files[file].name, number)) for file, number in others]
            say_repeated(row, places, often)
        if row.is_good and row.assessment is not None and row.ruleset is not None:
            row.problems += implausible(row.assessment, row.ruleset, row.place_if_any)

    def _way(self, ruleset: Ruleset) -> Way:
        if ruleset.id not in self._ways:
            self._ways[ruleset.id] = Way(ruleset, self._years.columns_of(ruleset))
        return self._ways[ruleset.id]


@dataclass(frozen=True, slots=True)
class _Doubts:
    """What the readers of the single rows of one file share."""

    number: int
    file: Scanned
    columns: Headings
    """Those of all rulesets that the table uses, for rows whose year is at fault."""
    waiting: list[Problem]
    """What the first reading found and is not told yet, by place."""
    told: set[str] = field(default_factory=set)

    def up_to(self, number: int, found: list[Problem]) -> tuple[Problem, ...]:
        """Return *found* with what waits of the rows up to this one, by place."""
        ready = sum((problem.place.line or 0) <= number for problem in self.waiting)
        problems = in_order([*self.waiting[:ready], *found])
        del self.waiting[:ready]
        return tuple(problems)


@dataclass(frozen=True, slots=True)
class _AllRows:
    """The rows of a file with their years read, from the beginning each time."""

    stream: TableStream
    file: Scanned

    def __iter__(self) -> Iterator[IntakeRow]:
        return self.stream.all_rows(self.file)
