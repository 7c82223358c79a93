"""Reports by an outline: to the People's Council, and of the year's plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from phuhop import __version__
from phuhop.usecases.duties.place_years import PlaceWish, PlaceYears, place_years, year_of
from phuhop.usecases.duties.plan_tracking import TypedTables, plan_named, typed_tables
from phuhop.usecases.province.lacking import advice_of, of_register
from phuhop.usecases.province.publication import shipped_ruleset
from phuhop.usecases.rulesets import named_ruleset
from reports.duties.outlined import (
    COUNCIL_SET,
    YEAR_SET,
    OutlinedMaterial,
    outlined_documents,
    report_set,
)
from reports.duties.texts_workbook import texts_workbook
from reports.papers.office import EMPTY
from reports.papers.office_file import load_office
from reports.plans.shares_text import rearranged_words
from reports.province.heads import office_remarks, place_of
from reports.province.material import Material
from reports.wording.stamp import Stamp
from scoring.base.problems import Place, Problem, ProblemsFound, file_name, in_order, shown
from scoring.duties.outline import COUNCIL, YEAR_RESULT, load_outline
from scoring.duties.texts import load_texts, sample_texts
from scoring.plans.tracking import Sources, tracked
from scoring.recognition.communes import CommuneYear
from scoring.rules.ruleset import Ruleset
from scoring.totals.place_sums import PlaceYear, place_year

REPORTS: Mapping[str, tuple[Path, Path]] = {
    "council": (COUNCIL, COUNCIL_SET),
    "year": (YEAR_RESULT, YEAR_SET),
}
"""Outline and set of documents of each report there is."""


@dataclass(frozen=True, slots=True)
class OutlinedFiles:
    """Files of the office's own."""

    plan: str | None = None
    typed: Sequence[Path] = ()
    texts: Path | None = None
    office: Path | None = None
    ruleset: str | None = None


@dataclass(frozen=True, slots=True)
class OutlinedWish:
    """Which report, of which place and year; *commune* makes it that of one commune."""

    report: str
    place: PlaceWish
    year: int | None = None
    commune: str | None = None
    files: OutlinedFiles = field(default_factory=OutlinedFiles)


@dataclass(frozen=True, slots=True)
class MadeOutlined:
    """The documents by file name, of what, and what was told."""

    documents: dict[str, bytes]
    place: str
    year: int
    problems: tuple[Problem, ...]


def texts_to_write(report: str, ending: str) -> bytes:
    """Return the file in which the office writes its parts: a sheet for ``.xlsx``, else YAML."""
    outline = load_outline(REPORTS[report][0])
    return texts_workbook(outline) if ending == ".xlsx" else sample_texts(outline).encode()


def outlined_report(wish: OutlinedWish) -> MadeOutlined:
    """Return the report; raises ``ProblemsFound`` with every fault of the sources and files."""
    outline_file, set_file = REPORTS[wish.report]
    outline, documents = load_outline(outline_file), report_set(set_file)
    place = place_years(wish.place)
    year = year_of(place, wish.year)
    files = wish.files
    texts = {} if files.texts is None else load_texts(files.texts, outline)
    office, remarks = EMPTY, list[Problem]()
    if files.office is not None:
        office = load_office(files.office, documents.numbered)
        remarks += office_remarks(office, place.provinces, file_name(files.office))
    years, unit = place.years, None
    name = place_of(place.provinces)
    if wish.commune is not None:
        years, unit, name = _of_commune(place, wish.commune, year)
    plan = None if files.plan is None else plan_named(files.plan)
    typed = TypedTables() if plan is None else typed_tables(files.typed)
    remarks += typed.remarks
    found = () if plan is None else tracked(plan, year, Sources(years, typed.values(plan)))
    material = OutlinedMaterial(
        outline,
        name,
        year,
        years,
        texts,
        _material(wish, place, year),
        plan,
        found,
        unit,
        place.is_sample,
        (*_sources(wish), *_not_the_same(place, year)),
    )
    made = outlined_documents(documents, material, Stamp(__version__), office)
    told = tuple(in_order([*place.problems, *remarks]))
    return MadeOutlined(made, name, year, told)


def _of_commune(
    place: PlaceYears, code: str, year: int
) -> tuple[dict[int, PlaceYear], CommuneYear | None, str]:
    names = place.years[year].names
    if code not in names:
        message = f"năm {year} không có xã {shown(code)} trong số liệu, kết quả"
        raise ProblemsFound([Problem(Place("số liệu"), "xa-la", message)])
    years = {
        one: place_year(one, whole.reports.values(), {code: whole.names[code]})
        for one, whole in place.years.items()
        if code in whole.names
    }
    unit = None
    for everybody in place.counted.years if place.counted is not None else ():
        if everybody.year == year:
            unit = next((one for one in everybody.communes if one.code == code), None)
    name = names[code]
    head, _, rest = name.partition(" ")
    return years, unit, f"{head.lower()} {rest}" if head in _KINDS else name


_KINDS = {"Xã", "Phường", "Thị", "Đặc"}


def _material(wish: OutlinedWish, place: PlaceYears, year: int) -> Material | None:
    """Return what sentences are drafted from; ``None`` where no rules are known."""
    own = [entry for entry in place.entries if entry.assessment.year == year]
    if wish.commune is not None:
        own = [entry for entry in own if entry.assessment.commune.code == wish.commune]
    ruleset = _ruleset(wish, place, year, [entry.ruleset for entry in own])
    if ruleset is None:
        return None
    of_rules = [entry.assessment for entry in own if entry.ruleset.sha256 == ruleset.sha256]
    advice = advice_of(ruleset, of_rules)
    ledger = None
    if wish.commune is None:
        _, ledger = of_register(wish.place.source.database, year, ruleset)
    counted = place.counted
    years = [] if counted is None else [one for one in counted.years if one.year <= year]
    if years and years[-1].year != year:
        years = []
    rearranged = () if counted is None else counted.rearranged
    return Material(years, rearranged, ruleset, (), advice, ledger)


def _ruleset(
    wish: OutlinedWish, place: PlaceYears, year: int, used: Sequence[Ruleset]
) -> Ruleset | None:
    if wish.files.ruleset is not None:
        return named_ruleset(wish.files.ruleset)
    if used:
        return used[0]
    rows = () if place.counted is None else place.counted.rows
    keys = {row.ruleset for row in rows if row.year == year}
    return shipped_ruleset(min(keys).id, "kết quả") if keys else None


def _not_the_same(place: PlaceYears, year: int) -> Iterator[str]:
    for before, after in place.rearranged:
        if after <= year:
            yield rearranged_words(before, after)


def _sources(wish: OutlinedWish) -> tuple[str, ...]:
    source = wish.place.source
    paths = (*source.files, *wish.place.figures, *wish.files.typed)
    given = [Path(file_name(path)).name for path in paths]
    if source.database is not None:
        # Where it lies, a file or a server, is nothing for a council to read.
        given.append("sổ đăng ký hồ sơ")
    return (f"Nguồn: {'; '.join(given)}.",) if given else ()
