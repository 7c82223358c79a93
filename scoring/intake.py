"""From the tables of any number of files to assessments, with every fault of all of them.

A bad row never hides a good one: rows with a fault are withheld, the others are returned;
a file that cannot be read gives its problems and nothing else.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scoring import cells
from scoring.assessment import Assessment
from scoring.cell_text import is_blank
from scoring.intake_row import Row
from scoring.intake_rows import read_row
from scoring.plausibility import implausible
from scoring.problems import Place, Problem, Severity, file_name, in_order
from scoring.ruleset import Ruleset
from scoring.tables import read_file
from scoring.tables_headings import (
    IDENTITY,
    Columns,
    columns_of,
    missing_columns,
    missing_identity,
    private_columns,
    strange_columns,
    together,
    unreadable_headings,
)
from scoring.tables_raw import MARK, RawTable

if TYPE_CHECKING:
    from scoring.form import Form
    from scoring.units import Units

Choose = Callable[[int], Ruleset | None]
"""The ruleset for an assessment year, ``None`` where no decision was in force."""


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
    units: Callable[[], Units] | None = None,
) -> Intake:
    """Read CSV, XLSX and Parquet files, one row per commune and year, and workbooks of ours.

    Counts are persons, cases or survey sheets; blanks are missing, never 0. A row of a year
    after *this_year* is returned with a warning. *units* gives the registers that fill in a
    blank kind, province or type of province; it is called only when there is one. Never
    raises for what is in the files or for files that cannot be read.
    """
    reading = _Reading(choose, this_year, units)
    for path in _once(paths, reading.problems):
        reading.file(path)
    return reading.done()


def _once(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
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

    def __init__(
        self, choose: Choose, this_year: int | None, units: Callable[[], Units] | None
    ) -> None:
        self.choose = choose
        self.units = units
        self.this_year = this_year
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.chosen: dict[int, Ruleset | None] = {}
        self.columns: dict[str, Columns] = {}

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
        rows = [Row(table, raw, position, units=self.units, told=told) for raw in table.rows]
        for row in rows:
            self._year(row)
        used = {row.ruleset.id: row.ruleset for row in rows if row.ruleset is not None}
        rulesets = list(used.values()) or self._this_years()
        all_columns = together(map(self._columns_of, rulesets))
        if rulesets:
            self.problems += strange_columns(table, all_columns)
        self.problems += missing_identity(table)
        for ruleset in used.values():
            columns = self._columns_of(ruleset)
            self.problems += missing_columns(table, ruleset, columns)
            self.problems += _unused(ruleset, columns, all_columns, rows)
        for row in rows:
            read_row(row, self._columns_of(row.ruleset) if row.ruleset else all_columns)
        self.rows += rows

    def _form(self, table: RawTable) -> None:
        """Read a workbook: one row, whose cells stand all over its sheets."""
        from scoring.intake_forms import read_form_row

        position = {heading: at for at, heading in enumerate(table.headings)}
        row = Row(table, table.rows[0], position, units=self.units)
        self.rows.append(row)
        self._year(row)
        rulesets = [row.ruleset] if row.ruleset else self._this_years()
        columns = self._columns_of(rulesets[0]) if rulesets else together(())
        read_form_row(row, rulesets, columns)

    def _year(self, row: Row) -> None:
        row.year = row.read("nam", cells.year)
        if row.year is None:
            return
        row.ruleset = self._choose(row.year)
        if row.ruleset is None:
            message = f"không có bộ tiêu chí nào có hiệu lực trong năm {row.year}"
            row.say("nam", "khong-co-bo-tieu-chi", message, "kiểm tra lại năm đánh giá")
        elif not row.ruleset.document.is_in_force(date(row.year, 12, 31)):
            message = f"cuối năm {row.year} {row.ruleset.document.number} không có hiệu lực"
            row.warn("nam", "ngoai-hieu-luc", message, "vẫn chấm theo bộ đã chọn")
        elif self.this_year is not None and row.year > self.this_year:
            row.warn("nam", "nam-sau", f"năm {row.year} chưa đến", "kiểm tra lại năm đánh giá")

    def _choose(self, year: int) -> Ruleset | None:
        if year not in self.chosen:
            self.chosen[year] = self.choose(year)
        return self.chosen[year]

    def _this_years(self) -> list[Ruleset]:
        """With no usable year in the table, its other cells are held to this year's rules."""
        ruleset = None if self.this_year is None else self._choose(self.this_year)
        return [] if ruleset is None else [ruleset]

    def _columns_of(self, ruleset: Ruleset) -> Columns:
        if ruleset.id not in self.columns:
            self.columns[ruleset.id] = columns_of(ruleset)
        return self.columns[ruleset.id]

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


def _unused(
    ruleset: Ruleset, columns: Columns, all_columns: Columns, rows: Sequence[Row]
) -> list[Problem]:
    """Warn of a column that only another year's ruleset knows but this year's rows fill in."""
    foreign = set(all_columns.headings) - {*columns.headings, *IDENTITY}
    problems: list[Problem] = []
    for heading in sorted(foreign):
        for row in rows:
            if row.ruleset is ruleset and not is_blank(row.cell(heading)):
                message = f"{ruleset.document.number} không dùng số liệu này; không được đọc"
                place = row.place(heading)
                problems.append(Problem(place, "khong-dung", message, "", Severity.WARNING))
                break
    return problems


_MOST_NAMED = 3
"""Places of duplicates named in one message."""


def _is_one_form(found: Sequence[Row]) -> bool:
    from scoring.intake_forms import is_one_form

    return is_one_form(found)


def _find_duplicates(rows: Sequence[Row]) -> None:
    """Note a fault on every row of a commune and year that has more than one."""
    same: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        if row.code is not None and row.year is not None:
            same[row.code, row.year].append(row)
    for (code, year), found in same.items():
        if len(found) == 1 or (found[0].table.is_form and _is_one_form(found)):
            continue
        # Only the first few are ever named: a million equal rows must not cost a million squared.
        first = [(row, str(row.place())) for row in found[: _MOST_NAMED + 1]]
        for row in found:
            others = [place for other, place in first if other is not row]
            named = "; ".join(others[:_MOST_NAMED])
            if len(found) - 1 > _MOST_NAMED:
                named += f" và {len(found) - 1 - _MOST_NAMED} dòng khác"
            message = f"xã {code} năm {year} còn có ở {named}"
            hint = "giữ lại một biểu" if row.table.is_form else "giữ lại một dòng"
            row.say(MARK, "trung-xa", message, hint)
