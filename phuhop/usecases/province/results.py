"""Results to count, rank or report: from files or straight from a register, places named once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.usecases.reading import shipped_units
from scoring.base.problems import Place, Problem, ProblemsFound, Severity, in_order
from scoring.recognition.everybody import Everybody, everybody
from scoring.recognition.places import with_one_name
from scoring.results.reading import read_results
from scoring.results.rows import ResultRow, Results

if TYPE_CHECKING:
    from registry.store.database import Database
    from scoring.units.registers import Unit


@dataclass(frozen=True, slots=True)
class Source:
    """Where results come from: *files*, or an opened register.

    *state* keeps only dossiers in that state of the register, *year* only that year.
    """

    files: Sequence[Path] = ()
    database: Database | None = None
    year: int | None = None
    state: str | None = None


def results_of(source: Source) -> Results:
    """Return the results, each place under one name.

    What is wrong with a file is among the problems. Raises ``ProblemsFound`` for a register
    whose audit finds faults, ``LookupError`` for a state it does not have.
    """
    if source.database is None:
        found = read_results(source.files)
    else:
        found = _of_register(source.database, source)
    rows = with_one_name(found.rows, shipped_units)
    if source.year is not None:
        rows = tuple(row for row in rows if row.year == source.year)
    return Results(rows, found.problems)


def up_to(results: Results, year: int | None) -> Results:
    """Return the results of *year* and of the years before it; all of them without a year.

    Raises ``ProblemsFound`` when there are none of that year.
    """
    if year is None:
        return results
    rows = tuple(row for row in results.rows if row.year <= year)
    if not any(row.year == year for row in rows):
        message = f"không có kết quả năm {year}"
        raise ProblemsFound([*results.problems, Problem(Place("kết quả"), "khong-co-xa", message)])
    return Results(rows, results.problems)


def _of_register(database: Database, source: Source) -> Results:
    from phuhop.usecases.register.results import register_results
    from registry.views.listing import Wanted

    found = register_results(database, Wanted(source.year, source.state))
    problems = []
    if found.left_out:
        message = f"còn là bản nháp, chưa tính: {', '.join(found.left_out)}"
        place = Place(database.name)
        problems.append(Problem(place, "ban-nhap", message, "", Severity.WARNING))
    return Results(found.rows, tuple(problems))


@dataclass(frozen=True, slots=True)
class Expected:
    """Whose results are counted: a list of units or a province; by default the tables' own."""

    table: Path | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class YearsOfPlace:
    """All units of each year that has results, the earliest year first, and what was told.

    ``rearranged`` are years with results between which the units were merged: their numbers
    are of different units.
    """

    years: tuple[Everybody, ...]
    rows: tuple[ResultRow, ...]
    rearranged: tuple[tuple[int, int], ...]
    problems: tuple[Problem, ...]

    @property
    def latest(self) -> Everybody:
        """The units of the last year."""
        return self.years[-1]


def years_of(results: Results, expected: Expected | None = None) -> YearsOfPlace:
    """Return all units of each year of *results*; the list of *expected* is of the last year.

    Raises ``ProblemsFound`` when there are no results, for a faulty list, and for a commune
    twice in a year.
    """
    expected = expected or Expected()
    if not results.rows:
        message = "không có kết quả nào để tính"
        raise ProblemsFound([*results.problems, Problem(Place("kết quả"), "khong-co-xa", message)])
    units, problems = _units(expected.table)
    found = [
        everybody(
            results.rows,
            year,
            shipped_units,
            units if year == results.years[-1] else None,
            expected.province,
        )
        for year in results.years
    ]
    told = [*problems, *(remark for one in found for remark in one.remarks)]
    return YearsOfPlace(tuple(found), results.rows, _rearranged(results), tuple(in_order(told)))


def _rearranged(results: Results) -> tuple[tuple[int, int], ...]:
    if all(row.is_invented for row in results.rows):
        return ()
    return tuple(
        (before, after)
        for before, after in pairwise(results.years)
        if not same_register(before, after)
    )


def same_register(one: int, other: int) -> bool:
    """Whether a code means the same commune at the end of two years."""
    units = shipped_units()
    return units.on(date(one, 12, 31)) is units.on(date(other, 12, 31))


def _units(table: Path | None) -> tuple[dict[str, Unit] | None, list[Problem]]:
    if table is None:
        return None, []
    from phuhop.usecases.province.expected_communes import units_of_table

    return units_of_table(table)
