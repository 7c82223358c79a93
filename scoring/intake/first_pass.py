"""The first reading of files: what single rows cannot know.

Which rulesets a table's years ask for, which communes and years there are, and whether a file
is sound to its last byte: one that is damaged at its end gives no row at all. Forms and small
tables are kept; of the others nothing is but where their partitions begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from scoring.base.problems import Problem
from scoring.forms.files import read_file
from scoring.intake.completion import Complete
from scoring.intake.duplicates import Keys, Seen, key_of
from scoring.intake.rows.column_cells import ColumnReaders
from scoring.intake.rows.columns import (
    REQUIRED,
    doubtful_columns,
    positions,
    together,
    unreadable_headings,
)
from scoring.intake.rows.row import IntakeRow
from scoring.intake.rows.years import Years
from scoring.intake.scanned import KeptForm, KeptTable, LargeTable, Partition, Scanned
from scoring.intake.table_rows import Table
from scoring.rules.ruleset import Ruleset
from scoring.tables.chunks import ROWS, Chunk, Start, TableFile
from scoring.tables.private_data import private_columns
from scoring.tables.raw import MARK, MOST_HEADINGS, RawRow, RawTable, ReadTables
from scoring.tables.reading import Fingerprint, fingerprint, opened

MOST_KEPT = 20_000
"""Rows of CSV and Parquet tables that are kept, of all files together: some 40 MB."""

PARTITION = 2 * ROWS
"""Rows that one process reads before it hands over what came of them."""


class FirstPass:
    """Reads files one after the other and counts the pairs of all their rows."""

    def __init__(
        self,
        years: Years,
        complete: Complete | None,
        rows: int,
        *,
        most_kept: int,
        is_whole: bool,
    ) -> None:
        """Read *rows* rows at a time and keep *most_kept* rows of CSV and Parquet files.

        With *is_whole* only files that fit into memory are read, and all rows are kept.
        """
        self.seen = Seen()
        self.readers = ColumnReaders()
        self.tables: list[RawTable] = []
        """The tables and forms by their numbers."""
        self.years = years
        self._complete = complete
        self._size = rows
        self._most_kept = most_kept
        self._is_whole = is_whole
        self._kept = 0
        self.is_miscounted = False

    def all(self, paths: Iterable[Path]) -> list[Scanned]:
        """Read each file once."""
        files = [self._file(path) for path in paths]
        if self.is_miscounted:
            # A file turned out unusable only after its rows were counted: count the others again.
            self.seen = Seen()
            for _, _, keys in self.keys_of(files):
                self.seen.add(keys)
        return files

    def keys_of(self, files: Iterable[Scanned]) -> Iterator[tuple[int, list[int], list[int]]]:
        """Read files again; yield of some rows the table's number, their numbers, their keys."""
        for file in files:
            for one in file.tables:
                if isinstance(one, KeptForm):
                    yield one.number, [one.row.raw.number], [key_of(one.row.code, one.row.year)]
                    continue
                raw = one.table.raw
                keys = Keys(raw, positions(raw.headings), self.readers)
                for rows in one.chunks(self._size, (MARK, "nam")):
                    yield one.table.number, [row.number for row in rows], keys.of(rows)[0]

    def _file(self, path: Path) -> Scanned:
        if not self._is_whole:
            with opened(path) as source:
                if source is not None:
                    return self._large(path, source, fingerprint(path))
        return self._whole(path, read_file(path))

    def _whole(self, path: Path, read: ReadTables) -> Scanned:
        """Take a file that was read at once."""
        tables, problems = read
        private = [problem for table in tables for problem in private_columns(table)]
        if private:
            # Nothing else is said either: a message would show what stands in the file.
            return Scanned(path, private)
        file = Scanned(path, [*problems])
        for table in tables:
            if table.is_form:
                file.tables.append(self._form(table))
                continue
            scan = _Scan(table, self)
            scan.add(table.rows)
            found = scan.judged(file.problems, has_refused_rows=bool(problems))
            if found is not None:
                file.tables.append(KeptTable(found, table.rows))
        return replace(file, rows=sum(len(table.rows) for table in tables))

    def _form(self, table: RawTable) -> KeptForm:
        """Read a workbook: one row, whose cells stand all over its sheets."""
        from scoring.intake.forms import read_form_row

        position = {heading: at for at, heading in enumerate(table.headings)}
        row = IntakeRow(table, table.rows[0], position, complete=self._complete)
        self.years.read(row)
        rulesets = [row.ruleset] if row.ruleset else self.years.this_years()
        columns = self.years.columns_of(rulesets[0]) if rulesets else together(())
        read_form_row(row, rulesets, columns)
        self.seen.add([key_of(row.code, row.year)])
        self.tables.append(row.table)
        return KeptForm(len(self.tables) - 1, row)

    def _large(self, path: Path, source: TableFile, before: Fingerprint) -> Scanned:
        """Take a CSV or Parquet file, chunk by chunk."""
        problems = source.begin()
        if problems:
            return Scanned(path, problems)
        only = (MARK, "nam", "") if before[1] > _SMALL else ()
        kept: list[RawRow] | None = None if only else []
        partitions: list[tuple[Start, int]] = []
        scan: _Scan | None = None
        for chunk in source.chunks(self._size, only=only):
            scan = scan or _Scan(source.table, self)
            scan.add(chunk.rows)
            _extend(partitions, chunk)
            if kept is not None and self._kept + len(kept) + len(chunk.rows) <= self._most_kept:
                kept += chunk.rows
            else:
                kept = None
        refused = source.refused()
        if refused:
            self.is_miscounted = self.is_miscounted or scan is not None
            return Scanned(path, refused)
        raw = source.table
        private = private_columns(raw)
        if private:
            return Scanned(path, private)
        file = Scanned(path, [*source.problems], rows=sum(rows for _, rows in partitions))
        table = (scan or _Scan(raw, self)).judged(
            file.problems, has_refused_rows=bool(source.problems)
        )
        if table is None or source.layout is None:
            return file
        if kept is None:
            layout = source.layout
            parts = [Partition(table, path, before, layout, *one) for one in partitions]
            file.tables.append(LargeTable(table, tuple(parts)))
        else:
            self._kept += len(kept)
            file.tables.append(KeptTable(table, tuple(kept)))
        return file


_SMALL = 4_000_000
"""Bytes of a file whose rows may be few enough to be kept."""


def _extend(partitions: list[tuple[Start, int]], chunk: Chunk) -> None:
    if partitions and partitions[-1][1] + len(chunk.rows) <= PARTITION:
        start, rows = partitions[-1]
        partitions[-1] = start, rows + len(chunk.rows)
    else:
        partitions.append((chunk.start, len(chunk.rows)))


class _Scan:
    """What becomes known of one table while its rows pass."""

    def __init__(self, table: RawTable, first: FirstPass) -> None:
        self._table = replace(table, rows=())
        self._first = first
        self._unnamed = {at for at, heading in enumerate(table.headings) if not heading}
        self._filled: set[int] = set()
        self._used: dict[str, Ruleset] = {}
        self._has_rows = self._is_counted = False
        position = positions(table.headings)
        is_readable = position.keys() >= REQUIRED.keys() and len(table.headings) <= MOST_HEADINGS
        self._keys = Keys(table, position, first.readers) if is_readable else None

    def add(self, rows: Sequence[RawRow]) -> None:
        """Take some rows."""
        self._has_rows = self._has_rows or bool(rows)
        if self._keys is None:
            return
        for at in self._unnamed - self._filled:
            if any(row.cells[at] is not None for row in rows):
                self._filled.add(at)
        keys, years = self._keys.of(rows)
        self._first.seen.add(keys)
        self._is_counted = True
        for ruleset in map(self._first.years.ruleset, years):
            if ruleset is not None:
                self._used.setdefault(ruleset.id, ruleset)

    def judged(self, problems: list[Problem], *, has_refused_rows: bool) -> Table | None:
        """Return the table, ``None`` where its headings are at fault; *problems* gets all."""
        table = self._table
        if self._has_rows:
            cells = ["x" if at in self._filled else None for at in range(len(table.headings))]
            table = replace(table, rows=(RawRow(0, tuple(cells)),))
        faults = unreadable_headings(table)
        # A table whose rows were all refused is not one that has none.
        problems += [f for f in faults if f.code != "tep-trong" or not has_refused_rows]
        if faults:
            self._first.is_miscounted = self._first.is_miscounted or self._is_counted
            return None
        used = tuple(self._used.values())
        years = self._first.years
        problems += doubtful_columns(table, used or years.this_years(), used, years.columns_of)
        self._first.tables.append(table)
        return Table(len(self._first.tables) - 1, table, used)
