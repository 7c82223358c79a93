"""From the tables of any number of files to assessments, with every fault of all of them.

A bad row never hides a good one: rows with a fault are withheld, the others are returned;
a file that cannot be read gives its problems and nothing else.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.base.problems import Place, Problem, Severity, file_name, in_order
from scoring.engine.assessment import Assessment
from scoring.forms.files import read_file
from scoring.intake.columns import (
    IDENTITY,
    KnownColumns,
    missing_columns,
    missing_identity,
    strange_columns,
    together,
    unreadable_headings,
)
from scoring.intake.completion import Complete
from scoring.intake.duplicates import MOST_NAMED, say_repeated
from scoring.intake.plausibility import implausible
from scoring.intake.row import IntakeRow
from scoring.intake.row_reading import read_row
from scoring.intake.years import Choose, Years
from scoring.rules.ruleset import Ruleset
from scoring.tables.cell_text import is_blank
from scoring.tables.private_data import private_columns
from scoring.tables.raw import RawTable

if TYPE_CHECKING:
    from scoring.forms.form import Form


@dataclass(frozen=True, slots=True)
class Entry:
    """One good row: what it reports, the ruleset of its year, and where it stands."""

    assessment: Assessment
    ruleset: Ruleset
    place: Place
    form: Form | None = None
    """What else stands in the workbook, where the row is a form."""


@dataclass(frozen=True, slots=True)
class Intake:
    """All good rows in the order of files and rows; all faults and warnings by place."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]

    @property
    def faults(self) -> tuple[Problem, ...]:
        """The problems because of which something was withheld."""
        return tuple(problem for problem in self.problems if problem.is_fault)


def read_tables(
    paths: Iterable[Path],
    choose: Choose,
    *,
    this_year: int | None = None,
    complete: Complete | None = None,
) -> Intake:
    """Read CSV, XLSX and Parquet files, one row per commune and year, and workbooks of ours.

    Counts are persons, cases or survey sheets; blanks are missing, never 0. A row of a year
    after *this_year* is returned with a warning. *complete* fills in a
    blank kind, province or type of province; it is called only when there is one. Never
    raises for what is in the files or for files that cannot be read.
    """
    reading = _Reading(choose, this_year, complete)
    for path in once(paths, reading.problems):
        reading.file(path)
    return reading.done()


def once(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    """Yield the files, repeated ones once: each row of theirs would be its own duplicate."""
    kept: dict[str, Path] = {}
    for path in paths:
        if kept.setdefault(os.path.abspath(path), path) is not path:  # noqa: PTH100 -- no links
            message = "tệp được đưa vào nhiều lần, chỉ đọc một lần"
            place = Place(file_name(path))
            problems.append(Problem(place, "trung-tep", message, "", Severity.WARNING))
        else:
            yield path


class _Reading:
    """Gathers rows and problems over all files."""

    def __init__(self, choose: Choose, this_year: int | None, complete: Complete | None) -> None:
        self.years = Years(choose, this_year)
        self.complete = complete
        self.rows: list[IntakeRow] = []
        self.problems: list[Problem] = []

    def file(self, path: Path) -> None:
        tables, problems = read_file(path)
        private = [problem for table in tables for problem in private_columns(table)]
        if private:
            # Nothing else is said either: a message would show what stands in the file.
            self.problems += private
            return
        self.problems += problems
        for table in tables:
            if table.is_form:
                self._form(table)
                continue
            faults = unreadable_headings(table)
            # A table whose rows were all refused is not one that has none.
            self.problems += [f for f in faults if f.code != "tep-trong" or not problems]
            if not faults:
                self._table(table)

    def _table(self, table: RawTable) -> None:
        position = {heading: at for at, heading in enumerate(table.headings) if heading}
        told: set[str] = set()
        rows = [
            IntakeRow(table, raw, position, complete=self.complete, told=told) for raw in table.rows
        ]
        for row in rows:
            self.years.read(row)
        used = {row.ruleset.id: row.ruleset for row in rows if row.ruleset is not None}
        all_columns, problems = judge_columns(table, list(used.values()), self.years, rows)
        self.problems += problems
        for row in rows:
            read_row(row, self.years.columns_of(row.ruleset) if row.ruleset else all_columns)
        self.rows += rows

    def _form(self, table: RawTable) -> None:
        """Read a workbook: one row, whose cells stand all over its sheets."""
        from scoring.intake.forms import read_form_row

        position = {heading: at for at, heading in enumerate(table.headings)}
        row = IntakeRow(table, table.rows[0], position, complete=self.complete)
        self.rows.append(row)
        self.years.read(row)
        rulesets = [row.ruleset] if row.ruleset else self.years.this_years()
        columns = self.years.columns_of(rulesets[0]) if rulesets else together(())
        read_form_row(row, rulesets, columns)

    def done(self) -> Intake:
        _find_duplicates(self.rows)
        entries: list[Entry] = []
        for row in self.rows:
            if row.is_good and row.assessment is not None and row.ruleset is not None:
                entries.append(Entry(row.assessment, row.ruleset, row.place(), row.form))
                if row.form is None:
                    row.problems += implausible(row.assessment, row.ruleset, row.place_if_any)
            self.problems += row.problems
        return Intake(tuple(entries), tuple(in_order(self.problems)))


def judge_columns(
    table: RawTable, used: Sequence[Ruleset], years: Years, rows: Iterable[IntakeRow]
) -> tuple[KnownColumns, list[Problem]]:
    """Return the columns of all rulesets that a table uses, and every doubt about its own.

    *rows* are gone through once for each ruleset, and only where there are several.
    """
    rulesets = list(used) or years.this_years()
    all_columns = together(map(years.columns_of, rulesets))
    problems = strange_columns(table, all_columns) if rulesets else []
    problems += missing_identity(table)
    for ruleset in used:
        columns = years.columns_of(ruleset)
        problems += missing_columns(table, ruleset, columns)
        problems += _unused(table, ruleset, columns, all_columns, rows)
    return all_columns, problems


def _unused(
    table: RawTable,
    ruleset: Ruleset,
    columns: KnownColumns,
    all_columns: KnownColumns,
    rows: Iterable[IntakeRow],
) -> list[Problem]:
    """Warn of a column that only another year's ruleset knows but this year's rows fill in."""
    foreign = set(all_columns.headings) - {*columns.headings, *IDENTITY}
    left = foreign.intersection(table.headings)
    problems: list[Problem] = []
    for row in rows if left else ():
        if not left:
            break
        if row.ruleset is not ruleset:
            continue
        for heading in [heading for heading in left if not is_blank(row.cell(heading))]:
            left.remove(heading)
            message = f"{ruleset.document.number} không dùng số liệu này; không được đọc"
            place = row.place(heading)
            problems.append(Problem(place, "khong-dung", message, "", Severity.WARNING))
    return problems


def _is_one_form(found: Sequence[IntakeRow]) -> bool:
    from scoring.intake.forms import is_one_form

    return is_one_form(found)


def _find_duplicates(rows: Sequence[IntakeRow]) -> None:
    """Note a fault on every row of a commune and year that has more than one."""
    same: defaultdict[tuple[str, int], list[IntakeRow]] = defaultdict(list)
    for row in rows:
        if row.code is not None and row.year is not None:
            same[row.code, row.year].append(row)
    for found in same.values():
        if len(found) == 1 or (found[0].table.is_form and _is_one_form(found)):
            continue
        first = [(row, str(row.place())) for row in found[: MOST_NAMED + 1]]
        for row in found:
            others = [place for other, place in first if other is not row]
            say_repeated(row, others[:MOST_NAMED], len(found) - 1)
