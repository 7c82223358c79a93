"""A place in each year: all its units, the figures they reported, what was decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from phuhop.usecases.province.expected_communes import units_of_table
from phuhop.usecases.province.results import (
    Expected,
    Source,
    YearsOfPlace,
    results_of,
    same_register,
    years_of,
)
from phuhop.usecases.reading import read, shipped_units
from scoring.base.communes import FIRST_INVENTED_CODE
from scoring.base.problems import Place, Problem, ProblemsFound, Severity, in_order
from scoring.base.quantities import vietnamese
from scoring.engine.assessment import Assessment
from scoring.intake.reading import Entry, Intake
from scoring.recognition.communes import CommuneYear
from scoring.recognition.counting import count_of
from scoring.recognition.places import province_key
from scoring.totals.place_sums import PlaceYear, place_year
from scoring.units.registers import Unit

UNKNOWN = "(không ghi)"


@dataclass(frozen=True, slots=True)
class PlaceWish:
    """Which place: results (or a register), tables and forms with figures, and whose they are."""

    source: Source
    figures: Sequence[Path] = ()
    expected: Expected = field(default_factory=Expected)
    today: date | None = None


@dataclass(frozen=True, slots=True)
class PlaceYears:
    """Each year of a place by year; ``counted`` are the units by state, where results were given.

    ``entries`` are the figures, each under its ruleset; ``labels`` give province and district of
    a code. Between the years of ``rearranged`` units were merged: they are not the same units.
    """

    years: Mapping[int, PlaceYear]
    counted: YearsOfPlace | None
    entries: tuple[Entry, ...]
    labels: Mapping[str, tuple[str, str]]
    rearranged: tuple[tuple[int, int], ...]
    problems: tuple[Problem, ...]

    @property
    def latest(self) -> int:
        """The last year that anything is known of."""
        return max(self.years)

    @property
    def provinces(self) -> tuple[str, ...]:
        """Every province that some unit lies in."""
        found = dict.fromkeys(province for province, _ in self.labels.values())
        return tuple(name for name in found if name != UNKNOWN)

    @property
    def is_sample(self) -> bool:
        """Whether some unit is invented."""
        return any(code >= FIRST_INVENTED_CODE for code in self.labels)


def place_years(wish: PlaceWish) -> PlaceYears:
    """Gather the place.

    Raises ``ProblemsFound`` for faulty results, lists or figures, and when nothing was given:
    a sum without a row that has a fault would be wrong in silence.
    """
    counted = _counted(wish)
    intake = _figures(wish)
    if intake.faults:
        raise ProblemsFound(intake.problems)
    entries, problems = _of_place(intake.entries, wish.expected.province)
    problems += [*intake.problems, *(counted.problems if counted is not None else ())]
    everybody = {one.year: one for one in counted.years} if counted is not None else {}
    reports = [entry.assessment for entry in entries]
    years = sorted({*everybody, *(one.year for one in reports)})
    if not years:
        raise ProblemsFound([*problems, _nothing(wish.expected.province)])
    listed: Mapping[str, Unit] = {}
    if counted is None and wish.expected.table is not None:
        listed, told = units_of_table(wish.expected.table)
        problems += told
    found: dict[int, PlaceYear] = {}
    labels: dict[str, tuple[str, str]] = {}
    for year in years:
        own = [one for one in reports if one.year == year]
        if year in everybody:
            units = everybody[year].communes
            names = {one.code: one.name for one in units}
            labels |= {
                one.code: (one.province or UNKNOWN, one.district or UNKNOWN) for one in units
            }
            count = everybody[year].count
        elif listed and year == years[-1]:
            names, count = {code: unit.name for code, unit in listed.items()}, None
        else:
            names, told = _names(own, year)
            problems += told
            count = None
        for one in own:
            commune = one.commune
            place = (commune.province or UNKNOWN, commune.district or UNKNOWN)
            labels.setdefault(commune.code, place)
        problems += _strangers(entries, names, year)
        found[year] = place_year(year, own, names, count)
    if not labels:
        raise ProblemsFound([*problems, _nothing(wish.expected.province)])
    rearranged = _rearranged(years, labels)
    problems += [_told(before, after) for before, after in rearranged]
    return PlaceYears(found, counted, entries, labels, rearranged, tuple(in_order(problems)))


def _rearranged(years: Sequence[int], labels: Mapping[str, object]) -> tuple[tuple[int, int], ...]:
    """Return the years between which the units were merged; of invented ones nobody knows."""
    if all(code >= FIRST_INVENTED_CODE for code in labels):
        return ()
    return tuple(pair for pair in pairwise(years) if not same_register(*pair))


def _told(before: int, after: int) -> Problem:
    message = (
        f"giữa năm {before} và năm {after} đơn vị hành chính cấp xã đã sắp xếp lại: số của hai năm "
        "là của những đơn vị khác nhau, không so trực tiếp"
    )
    return Problem(Place("số liệu"), "sap-xep-lai", message, "", Severity.WARNING)


def _nothing(province: str | None) -> Problem:
    message = "không có kết quả hay số liệu nào để tính"
    if province is not None:
        message = f"không có xã nào của {province} trong số liệu, kết quả"
    return Problem(Place("số liệu"), "khong-co-xa", message)


def year_of(place: PlaceYears, wanted: int | None) -> int:
    """Return the year to report on, by default the last; raises ``ProblemsFound`` for another."""
    year = place.latest if wanted is None else wanted
    if year not in place.years:
        known = ", ".join(map(str, place.years))
        message = f"không có số liệu, kết quả của năm {year}; đang có: {known}"
        raise ProblemsFound([Problem(Place("số liệu"), "khong-co-xa", message)])
    return year


def _counted(wish: PlaceWish) -> YearsOfPlace | None:
    if not wish.source.files and wish.source.database is None:
        return None
    results = results_of(wish.source)
    if results.faults:
        raise ProblemsFound(results.problems)
    if not results.rows and wish.figures:
        return None
    counted = years_of(results, wish.expected)
    return replace(counted, problems=(*results.problems, *counted.problems))


def _figures(wish: PlaceWish) -> Intake:
    if wish.figures:
        return read(wish.figures, None, None, today=wish.today)
    if wish.source.database is None:
        return Intake((), ())
    from phuhop.usecases.register.results import figures_of
    from registry.views.listing import Wanted

    return figures_of(wish.source.database, Wanted(wish.source.year))


def _of_place(
    entries: Sequence[Entry], province: str | None
) -> tuple[tuple[Entry, ...], list[Problem]]:
    if province is None:
        return tuple(entries), []
    key, own, problems = province_key(province), list[Entry](), list[Problem]()
    for entry in entries:
        commune = entry.assessment.commune
        if commune.province is not None and province_key(commune.province) == key:
            own.append(entry)
            continue
        where = f"thuộc {commune.province}" if commune.province else "không ghi tỉnh"
        message = f"xã {commune.code} ({commune.name}) {where}, không phải {province}; không tính"
        problems.append(Problem(entry.place, "ngoai-dia-ban", message, "", Severity.WARNING))
    return tuple(own), problems


def _names(own: Sequence[Assessment], year: int) -> tuple[dict[str, str], list[Problem]]:
    """Return all units of the provinces of the figures by the dated register, where it can tell."""
    communes = {one.commune.code: one.commune for one in own}
    register = None
    if all(code < FIRST_INVENTED_CODE for code in communes):
        register = shipped_units().on(date(year, 12, 31))
    if register is None or any(code not in register.units for code in communes):
        message = (
            f"năm {year}: tổng số đơn vị chỉ theo bảng số liệu ({vietnamese(len(communes))} đơn "
            "vị); đơn vị không có trong bảng không được tính là còn thiếu"
        )
        warning = Problem(Place("số liệu"), "tong-so-theo-bang", message, "", Severity.WARNING)
        return {code: one.name for code, one in communes.items()}, [warning]
    places = {register.units[code].province for code in communes}
    return {code: unit.name for code, unit in register.units.items() if unit.province in places}, []


def _strangers(entries: Sequence[Entry], names: Mapping[str, str], year: int) -> list[Problem]:
    found = []
    for entry in entries:
        commune = entry.assessment.commune
        if entry.assessment.year == year and commune.code not in names:
            message = (
                f"xã {commune.code} ({commune.name}) không có trong các đơn vị của năm {year}; "
                "không cộng số liệu của xã này"
            )
            found.append(Problem(entry.place, "ngoai-dia-ban", message, "", Severity.WARNING))
    return found


def parts_of(
    place: PlaceYears, key: Callable[[str], str | None]
) -> dict[str, Mapping[int, PlaceYear]]:
    """Return the years of each part of the place; *key* names the part that a code lies in."""
    units: dict[int, dict[str, CommuneYear]] = {}
    for one in place.counted.years if place.counted is not None else ():
        units[one.year] = {unit.code: unit for unit in one.communes}
    found: dict[str, dict[int, PlaceYear]] = {}
    for year, whole in place.years.items():
        by_part: dict[str, dict[str, str]] = {}
        for code, name in whole.names.items():
            part = key(code)
            if part is not None:
                by_part.setdefault(part, {})[code] = name
        for part, names in by_part.items():
            count = None
            if year in units:
                count = count_of(units[year][code] for code in names)
            reports = {code: one for code, one in whole.reports.items() if code in names}
            found.setdefault(part, {})[year] = PlaceYear(year, names, reports, count)
    return dict(sorted(found.items()))
