"""The first reading of a table that streams: what its single rows cannot know.

Which rulesets its years ask for, which communes and years there are, and whether the file is
sound to its last byte: a file that is damaged at its end gives no row at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scoring.base.problems import Problem, file_name
from scoring.batch.columns import Ints
from scoring.intake.columns import REQUIRED, unreadable_headings
from scoring.intake.years import Years
from scoring.rules.ruleset import Ruleset
from scoring.streaming.chunks import Chunk
from scoring.streaming.column_readers import Lanes
from scoring.streaming.columns import Identities
from scoring.streaming.duplicate_keys import Seen
from scoring.streaming.files import Fingerprint, TableFile, fingerprint, opened
from scoring.tables.private_data import private_columns
from scoring.tables.raw import MOST_HEADINGS, RawRow, RawTable


@dataclass(frozen=True, slots=True)
class Scanned:
    """A file after its first reading."""

    path: Path
    problems: tuple[Problem, ...]
    """What is wrong with the file or its headings."""
    fingerprint: Fingerprint = (0, 0, 0)
    table: RawTable | None = None
    """The table with one row that has content where any row has, ``None`` if it is not read."""
    used: tuple[Ruleset, ...] = ()
    """The rulesets of its rows, in the order of their first rows."""
    rows: int = 0
    is_counted: bool = False
    """Whether its pairs of code and year were counted."""

    @property
    def name(self) -> str:
        """Its name in messages."""
        return file_name(self.path)

    @property
    def position(self) -> Mapping[str, int]:
        """Heading → place in a row."""
        return {} if self.table is None else positions(self.table.headings)


def positions(headings: Iterable[str]) -> dict[str, int]:
    """Return the place of each named heading."""
    return {heading: at for at, heading in enumerate(headings) if heading}


def scan_all(
    paths: Iterable[Path], years: Years, lanes: Lanes, rows: int
) -> tuple[list[Scanned], Seen]:
    """Read each file once, in chunks of *rows*; return them and the pairs of all that count."""
    seen = Seen()
    files = [_Scan(years, lanes, seen).file(path, rows) for path in paths]
    if any(file.is_counted and file.table is None for file in files):
        # A file turned out unusable only after its rows were counted: count the others again.
        seen = Seen()
        good = [file.path for file in files if file.table is not None]
        for path in good:
            _Scan(years, lanes, seen).file(path, rows)
    return files, seen


class _Scan:
    def __init__(self, years: Years, lanes: Lanes, seen: Seen) -> None:
        self._years = years
        self._lanes = lanes
        self._seen = seen
        self._used: dict[str, Ruleset] = {}
        self._filled: set[int] = set()
        self._rows = 0
        self._is_counted = False

    def file(self, path: Path, rows: int) -> Scanned:
        with opened(path) as source:
            if isinstance(source, list):
                return Scanned(path, tuple(source))
            before = fingerprint(path)
            problems = source.begin()
            if problems:
                return Scanned(path, tuple(problems))
            for chunk in source.chunks(rows):
                self._chunk(chunk, source)
            problems, table = self._judged(source)
        if table is None:
            return Scanned(path, tuple(problems), is_counted=self._is_counted)
        used = tuple(self._used.values())
        return Scanned(path, tuple(problems), before, table, used, self._rows, self._is_counted)

    def _chunk(self, chunk: Chunk, source: TableFile) -> None:
        self._rows += chunk.size
        position = positions(source.headings)
        if not set(REQUIRED) <= position.keys() or len(source.headings) > MOST_HEADINGS:
            return
        for at, heading in enumerate(source.headings):
            if not heading and at not in self._filled and chunk.has_content(at):
                self._filled.add(at)
        who = Identities(chunk, position, self._lanes)
        self._seen.add(who.keys())
        self._is_counted = True
        for year in _in_order_of_rows(who.year):
            ruleset = self._years.ruleset(year)
            if ruleset is not None:
                self._used.setdefault(ruleset.id, ruleset)

    def _judged(self, source: TableFile) -> tuple[list[Problem], RawTable | None]:
        refused = source.refused()
        if refused:
            return refused, None
        table = source.table
        private = private_columns(table)
        if private:
            # Nothing else is said either: a message would show what stands in the file.
            return private, None
        if self._rows:
            cells = tuple("x" if at in self._filled else None for at in range(len(table.headings)))
            table = RawTable(
                table.file, None, table.heading_row, table.headings, (RawRow(0, cells),)
            )
        faults = unreadable_headings(table)
        problems = source.problems
        # A table whose rows were all refused is not one that has none.
        told = [fault for fault in faults if fault.code != "tep-trong" or not problems]
        return [*problems, *told], None if faults else table


def _in_order_of_rows(years: Ints) -> list[int]:
    given = years[years >= 0]
    found, first = np.unique(given, return_index=True)
    found_in_order: list[int] = found[np.argsort(first)].tolist()
    return found_in_order
