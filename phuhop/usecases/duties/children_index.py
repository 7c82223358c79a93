"""``phuhop index``: an index over places, from the communes' figures and typed numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from phuhop import __version__
from phuhop.usecases.province.clusters import clusters_of
from phuhop.usecases.reading import read
from phuhop.usecases.wrong_use import WrongUse
from reports.indices.model import IndexReport
from reports.indices.table import index_headings, index_json, index_rows
from reports.indices.text import index_text
from reports.tables.writing import WRITERS
from reports.wording.stamp import Stamp
from scoring.base.communes import FIRST_INVENTED_CODE
from scoring.base.problems import Place, Problem, ProblemsFound, in_order
from scoring.engine.assessment import Assessment
from scoring.forms.files import read_columns
from scoring.indices.computing import Computed, compute
from scoring.indices.loading import SHIPPED, Index, load_index
from scoring.indices.sensitivity import rank_spans
from scoring.indices.standings import changes, ranks
from scoring.indices.values import typed_places, typed_values
from scoring.intake.reading import Intake
from scoring.tables.raw import RawTable
from scoring.totals.indicators import load_indicators
from scoring.totals.place_sums import amount_of, place_year

BY = ("xa", "huyen", "cum", "tinh")
"""What a place is: a commune, a district, a cluster, a province."""

Measured = dict[str, dict[str, Fraction]]


@dataclass(frozen=True, slots=True)
class IndexWish:
    """What a person asks of an index.

    *figures* are tables and forms of communes, *typed* tables of numbers by place; *limit* is by
    how much of itself an assumed weight moves in each of *draws* draws.
    """

    figures: Sequence[Path] = ()
    typed: Sequence[Path] = ()
    index: Path | None = None
    by: str = "xa"
    clusters: Path | None = None
    year: int | None = None
    draws: int = 0
    seed: int = 1
    limit: Fraction = Fraction(1, 4)
    intake: Intake | None = None
    """Figures that were read already, those of a register; else *figures* are read."""


@dataclass(frozen=True, slots=True)
class IndexFound:
    """The index of a year, and all faults and warnings of the sources."""

    report: IndexReport
    problems: tuple[Problem, ...]

    def text(self) -> str:
        """Return the index for the terminal."""
        return index_text(self.report)

    def table(self, ending: str) -> bytes:
        """Return the index as a table with *ending*, or as the JSON object."""
        if ending == ".json":
            return index_json(self.report, Stamp(__version__))
        return WRITERS[ending](index_headings(self.report), index_rows(self.report))


def index_of(wish: IndexWish) -> IndexFound:
    """Compute the index of a year, by default the latest, and compare with the year before.

    Raises ``ProblemsFound`` for faulty files and when there is nothing to compute, ``WrongUse``
    for a year or a division that the files do not have.
    """
    index = load_index(wish.index or SHIPPED)
    intake = wish.intake or (read(wish.figures, None, None) if wish.figures else None)
    problems = list(intake.problems) if intake else []
    assessments = [entry.assessment for entry in intake.entries] if intake else []
    tables = _tables(wish.typed, problems)
    year = _year(wish, assessments, tables)
    division = _division(wish)
    now = _places(assessments, tables, division, year)
    computed, coverage = _computed(index, now, tables, year)
    groups = typed_places(tables, year)
    before = _places(assessments, tables, division, year - 1)
    changed = {}
    if before.reports or typed_places(tables, year - 1):
        earlier, _ = _computed(index, before, tables, year - 1)
        changed = changes(computed, earlier, groups)
    measured, _ = _measured(index, now, tables, year)
    spans = {}
    if wish.draws:
        spans = rank_spans(
            index,
            [*now.names],
            measured,
            groups,
            limit=wish.limit,
            draws=wish.draws,
            seed=wish.seed,
        )
    report = IndexReport(
        year,
        computed,
        now.names,
        groups,
        ranks(computed, groups),
        changed,
        spans,
        coverage,
        is_sample=any(one.commune.code >= FIRST_INVENTED_CODE for one in assessments),
    )
    return IndexFound(report, tuple(in_order(problems)))


@dataclass(frozen=True, slots=True)
class _Places:
    """Places of a year: their names, and the figures of the communes in each."""

    names: Mapping[str, str]
    reports: Mapping[str, Sequence[Assessment]]


@dataclass(frozen=True, slots=True)
class _Division:
    """Which place a commune is in; ``None`` where it is in none."""

    by: str
    clusters: Mapping[str, str]

    def place_of(self, one: Assessment) -> tuple[str, str] | None:
        """Return the key and the name of a commune's place."""
        commune = one.commune
        if self.by == "xa":
            return commune.code, commune.name
        name = {
            "huyen": commune.district,
            "tinh": commune.province,
            "cum": self.clusters.get(commune.code),
        }[self.by]
        return None if name is None else (name, name)


def _division(wish: IndexWish) -> _Division:
    if (wish.clusters is not None) != (wish.by == "cum"):
        raise WrongUse("clusters", "chia theo cụm cần bảng các cụm, và bảng đó chỉ dùng cho cụm")
    return _Division(wish.by, clusters_of(wish.clusters) if wish.clusters else {})


def _tables(paths: Sequence[Path], problems: list[Problem]) -> list[RawTable]:
    found: list[RawTable] = []
    for path in paths:
        tables, told = read_columns(path)
        found += tables
        problems += told
    if any(problem.is_fault for problem in problems):
        raise ProblemsFound(problems)
    return found


def _year(wish: IndexWish, reports: Sequence[Assessment], tables: Sequence[RawTable]) -> int:
    years = {one.year for one in reports}
    if wish.year is not None:
        if years and wish.year not in years and not tables:
            raise WrongUse("year", f"không có số liệu năm {wish.year}")
        return wish.year
    if not years:
        raise WrongUse("year", "chỉ có số nhập tay: nêu năm nào")
    return max(years)


def _places(
    assessments: Sequence[Assessment], tables: Sequence[RawTable], division: _Division, year: int
) -> _Places:
    names: dict[str, str] = {}
    reports: defaultdict[str, list[Assessment]] = defaultdict(list)
    for one in assessments:
        place = division.place_of(one) if one.year == year else None
        if place is not None:
            names[place[0]] = place[1]
            reports[place[0]].append(one)
    if not assessments:
        names = {place: place for place in typed_places(tables, year)}
    return _Places(names, reports)


def _computed(
    index: Index, places: _Places, tables: Sequence[RawTable], year: int
) -> tuple[Computed, dict[tuple[str, str], str]]:
    if not places.names:
        message = f"không có nơi nào có số liệu năm {year}"
        raise ProblemsFound([Problem(Place("chỉ số"), "khong-co-noi", message)])
    measured, coverage = _measured(index, places, tables, year)
    return compute(index, [*places.names], measured), coverage


def _measured(
    index: Index, places: _Places, tables: Sequence[RawTable], year: int
) -> tuple[Measured, dict[tuple[str, str], str]]:
    """Return the numbers, typed ones before computed ones, and where not all communes are in."""
    measured = typed_values(index, tables, places.names, year)
    coverage: dict[tuple[str, str], str] = {}
    known = load_indicators()
    for one in index.sub_indices:
        if one.indicator is None:
            continue
        for place, reports in places.reports.items():
            if place in measured[one.code]:
                continue
            amount = amount_of(known[one.indicator], place_year(year, reports, {}))
            if amount is None or amount.value is None:
                continue
            measured[one.code][place] = amount.value
            if not amount.is_whole:
                coverage[place, one.code] = f"{amount.covered}/{amount.wanted} xã"
    return measured, coverage
