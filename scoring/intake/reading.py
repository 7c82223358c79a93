"""From the tables of any number of files to assessments, with every fault of all of them.

One intake for a form, a small table and one that is larger than memory: rows are read in
chunks, and what comes out does not depend on their size. A bad row never hides a good one:
rows with a fault are withheld, the others are returned; a file that cannot be read gives its
problems and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.base.problems import Place, Problem, in_order
from scoring.engine.assessment import Assessment
from scoring.intake.completion import Complete
from scoring.intake.rows.years import Choose
from scoring.intake.steps import Reading
from scoring.intake.table_rows import GoodRow
from scoring.rules.ruleset import Ruleset

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
    blank kind, province or type of province; it is called only when there is one. Everything
    is held in memory, so very large files are refused (``scoring.tables.reading``). Never
    raises for what is in the files or for files that cannot be read.
    """
    reading = Reading(paths, choose, this_year=this_year, complete=complete, is_whole=True)
    entries: list[Entry] = []
    problems: list[Problem] = []
    for step in reading.steps(entries_of(reading)):
        entries += step.made or ()
        problems += step.problems
    return Intake(tuple(entries), tuple(in_order(problems)))


def entries_of(reading: Reading) -> Callable[[Sequence[GoodRow]], list[Entry]]:
    """Return what turns good rows of *reading* into entries."""

    def entries(rows: Sequence[GoodRow]) -> list[Entry]:
        return [
            Entry(row.assessment, row.ruleset, reading.place(row), reading.form(row))
            for row in rows
        ]

    return entries
