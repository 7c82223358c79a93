"""The rows of one table, some at a time: good ones, and what is to be told of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from scoring.base.limits import FIRST_YEAR, LAST_YEAR
from scoring.base.problems import Problem, Severity
from scoring.engine.assessment import Assessment
from scoring.intake.completion import Complete
from scoring.intake.duplicates import Keys, Repeats
from scoring.intake.rows.blank_areas import CODE as BLANK_AREAS
from scoring.intake.rows.blank_areas import BlankAreas
from scoring.intake.rows.column_cells import ColumnReaders
from scoring.intake.rows.columns import IDENTITY, positions, together
from scoring.intake.rows.plain_rows import PlainRows
from scoring.intake.rows.plausibility import Plausibility
from scoring.intake.rows.row import IntakeRow
from scoring.intake.rows.row_reading import read_row
from scoring.intake.rows.years import Years
from scoring.rules.ruleset import Ruleset
from scoring.tables.cell_text import is_blank
from scoring.tables.raw import RawRow, RawTable


@dataclass(frozen=True, slots=True)
class Table:
    """A table of which the headings are sound, after its first reading."""

    number: int
    """Its number among all tables that are read."""
    raw: RawTable
    """With one row, which has content where any row has."""
    used: tuple[Ruleset, ...]
    """The rulesets of its rows, in the order of their first rows."""


class GoodRow(NamedTuple):
    """A row that nothing withholds: what it reports, under which ruleset, and where it stands."""

    assessment: Assessment
    ruleset: Ruleset
    table: int
    number: int


@dataclass(slots=True)
class RowsRead:
    """What came of some rows: the good ones in their order, and every problem of all."""

    good: list[GoodRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    told: dict[str, Problem] = field(default_factory=dict)
    """Those of the problems that are told once for the whole table."""
    last: int = 0
    """The number of the last row."""


_MOST_PROBLEMS = 5_000
"""Problems kept before they are handed out: a chunk may have fifty in every row."""


@dataclass(frozen=True, slots=True)
class Known:
    """What all rows of all tables are read with."""

    years: Years
    complete: Complete | None
    repeats: Repeats

    def settled(self) -> Known:
        """Return the same so that it can travel to another process."""
        years = self.years.settled(range(FIRST_YEAR, LAST_YEAR + 1))
        return Known(years, self.complete, self.repeats)


class TableRows:
    """Reads the rows of one table."""

    def __init__(self, table: Table, known: Known, readers: ColumnReaders) -> None:
        """Read rows of *table* with what is *known* of all; *readers* may be shared."""
        self._table = table
        self._known = known
        self._position = positions(table.raw.headings)
        self._keys = Keys(table.raw, self._position, readers)
        self._plain = PlainRows(
            self._position,
            len(table.raw.headings),
            known.years,
            readers,
            is_completed=known.complete is not None,
        )
        self._plausible = {one.id: Plausibility(one) for one in table.used}
        self._areas = {one.id: BlankAreas(one) for one in table.used}
        rulesets = table.used or known.years.this_years()
        self._all_columns = together(map(known.years.columns_of, rulesets))
        self._foreign = self._foreign_columns()
        self._told: dict[str, Problem] = {}
        self._done = RowsRead()

    def _foreign_columns(self) -> Mapping[str, set[str]]:
        """Return by ruleset the columns that only another year's ruleset knows."""
        if len(self._table.used) < 2:  # noqa: PLR2004 -- of one alone no column is foreign
            return {}
        there = set(self._all_columns.headings).intersection(self._position)
        return {
            one.id: there - {*self._known.years.columns_of(one).headings, *IDENTITY}
            for one in self._table.used
        }

    def read(self, rows: Sequence[RawRow]) -> Iterator[RowsRead]:
        """Yield what comes of some rows; rows of earlier calls stand above them."""
        repeats = self._known.repeats
        keys = self._keys.of(rows)[0] if repeats else []
        done = self._done = RowsRead()
        for at, (raw, plain) in enumerate(zip(rows, self._plain.read(rows), strict=True)):
            key = keys[at] if keys and repeats.have(keys[at]) else None
            if plain is None or key is not None:
                self._read_alone(raw, key)
            else:
                self._take(raw, *plain)
            if len(done.problems) > _MOST_PROBLEMS:
                yield self._finished(raw)
                done = self._done = RowsRead()
        if rows:
            yield self._finished(rows[-1])

    def _finished(self, last: RawRow) -> RowsRead:
        """Return what came of the rows up to *last*, what is told of many at a time with it."""
        done = self._done
        self._warn_of_areas(done)
        done.last = last.number
        return done

    def _take(self, raw: RawRow, assessment: Assessment, ruleset: Ruleset) -> None:
        if self._plausible[ruleset.id].doubts(assessment):
            self._warn(self._row(raw), assessment, ruleset)
        if self._foreign:
            self._warn_of_unused(self._row(raw), ruleset)
        self._done.good.append(GoodRow(assessment, ruleset, self._table.number, raw.number))

    def _row(self, raw: RawRow) -> IntakeRow:
        table = self._table.raw
        return IntakeRow(table, raw, self._position, complete=self._known.complete, told=self._told)

    def _read_alone(self, raw: RawRow, key: int | None) -> None:
        row = self._row(raw)
        years = self._known.years
        before = len(self._told)
        years.read(row)
        if row.ruleset is not None and self._foreign:
            self._warn_of_unused(row, row.ruleset)
        read_row(row, years.columns_of(row.ruleset) if row.ruleset else self._all_columns)
        if key is not None:
            self._known.repeats.say(row, key, self._table.number)
        self._done.problems.extend(row.problems)
        self._done.told.update(islice(self._told.items(), before, None))
        if row.is_good and row.assessment is not None and row.ruleset is not None:
            self._warn(row, row.assessment, row.ruleset)
            self._done.good.append(
                GoodRow(row.assessment, row.ruleset, self._table.number, raw.number)
            )

    def _warn(self, row: IntakeRow, assessment: Assessment, ruleset: Ruleset) -> None:
        """Tell what can be true but hardly is."""
        plausible = self._plausible[ruleset.id]
        self._done.problems.extend(plausible.problems(assessment, row.place_if_any))

    def _warn_of_areas(self, done: RowsRead) -> None:
        """Tell where areas are blank, of each row alone where its verdict hangs on them."""
        for name, areas in self._areas.items():
            rows = [
                row
                for row in done.good
                if row.ruleset.id == name and areas.matter_to(row.assessment.commune)
            ]
            said = areas.said_of([row.assessment for row in rows])
            for row, (words, is_decisive) in zip(rows, said, strict=True):
                key = f"{BLANK_AREAS} {row.assessment.commune.kind.value}"
                if not is_decisive and key in self._told:
                    continue
                hint = "ghi vùng, hoặc «không» nếu không thuộc vùng nào"
                hint += "" if is_decisive else "; các dòng khác cũng vậy"
                place = self._table.raw.place(row.number, self._position["vung"])
                problem = Problem(place, BLANK_AREAS, words, hint, Severity.WARNING)
                done.problems.append(problem)
                if not is_decisive:
                    self._told[key] = done.told[key] = problem

    def _warn_of_unused(self, row: IntakeRow, ruleset: Ruleset) -> None:
        """Tell of a column that only another year's ruleset knows but this row fills in."""
        for heading in self._foreign[ruleset.id]:
            key = f"khong-dung {ruleset.id} {heading}"
            if key in self._told or is_blank(row.cell(heading)):
                continue
            message = f"{ruleset.document.number} không dùng số liệu này; không được đọc"
            problem = Problem(row.place(heading), "khong-dung", message, "", Severity.WARNING)
            self._told[key] = self._done.told[key] = problem
            self._done.problems.append(problem)
