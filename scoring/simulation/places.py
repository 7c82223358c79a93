"""The places of an invented nation: a register's shape, invented names, codes of no register.

Taken over are the number of units, their kinds, how they spread over provinces and districts,
and which provinces are centrally run cities. Every name and every code is invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from scoring.base.communes import FIRST_INVENTED_CODE, Commune
from scoring.batch.columns import AREAS, KINDS, Codes, Columns, city_code, rows_of
from scoring.rules.ruleset import Ruleset
from scoring.simulation.figures import Simulated, Skeleton, simulate
from scoring.simulation.model import NameWords, SimulationModel
from scoring.units.registers import Register, Unit, Units

SIMULATED = "SỐ LIỆU MÔ PHỎNG"
"""Stands in every province's name, so that each row of every table says it."""

_MOST = 99_000 - int(FIRST_INVENTED_CODE) + 1
"""Codes from 99001 are those of the hand-made samples."""


@dataclass(frozen=True, slots=True)
class Nation:
    """An invented nation: all its columns, and the register whose shape it has."""

    columns: Columns
    register: Register

    def known_to(self, ruleset: Ruleset) -> Columns:
        """Return the units of kinds that *ruleset* knows; others have no pass mark."""
        known = [k.value in ruleset.recognition.kinds for k in KINDS]
        return rows_of(self.columns, np.array(known)[self.columns.kind])


def register_of(units: Units, year: int) -> Register:
    """Return the register at the end of *year*; the earliest one for years before it."""
    return units.on(date(year, 12, 31)) or units.registers[0]


def invent(
    model: SimulationModel, ruleset: Ruleset, units: Units, *, year: int, seed: int
) -> Nation:
    """Return a nation as large as the real one of *year*; the same seed, the same nation.

    Another year under the same register has the same units, names, codes and areas, and its
    own figures, which the same hidden factors drive.
    """
    places, cities = _places(units, year)
    if len(places) > _MOST:
        message = f"at most {_MOST} invented codes"
        raise ValueError(message)
    skeleton = _skeleton(places, cities)
    simulated = simulate(model, ruleset, skeleton, seed, later=year - model.year)
    communes = _communes(places, cities, simulated.areas, names(model.names, len(places), seed))
    columns = replace(nameless(skeleton, simulated), communes=communes, years=[year] * len(places))
    return Nation(columns, register_of(units, year))


def nameless(skeleton: Skeleton, simulated: Simulated) -> Columns:
    """Return columns to score whose rows have no names."""
    return Columns(
        communes=(),
        years=(),
        kind=skeleton.kind,
        areas=simulated.areas,
        city=skeleton.city,
        figures=simulated.figures,
        previous=simulated.previous,
        answers=simulated.answers,
    )


def _places(units: Units, year: int) -> tuple[list[Unit], dict[str, bool]]:
    """Return the units by province, and whether each province is a centrally run city."""
    register = register_of(units, year)
    places = sorted(register.units.values(), key=lambda unit: (unit.province_code, unit.code))
    codes = dict.fromkeys(unit.province_code for unit in places)
    return places, {code: _is_city(units, register, code, year) for code in codes}


def _skeleton(places: Sequence[Unit], cities: dict[str, bool]) -> Skeleton:
    numbers = {code: number for number, code in enumerate(cities)}
    return Skeleton(
        kind=np.array([KINDS.index(unit.kind) for unit in places], np.int8),
        province=np.array([numbers[unit.province_code] for unit in places], np.int64),
        city=np.array([city_code(cities[unit.province_code]) for unit in places], np.int8),
        nation=len(places),
    )


def names(words: NameWords, size: int, seed: int) -> list[str]:
    """Return *size* different invented names, in an order that *seed* decides."""
    first, second, third = words.words
    picked = np.random.default_rng([seed, size]).permutation(len(first) * len(second) * len(third))
    if size > len(picked):
        message = f"the words give {len(picked)} names only"
        raise ValueError(message)
    found = []
    for number in picked[:size].tolist():
        rest, last = divmod(number, len(third))
        found.append(f"{first[rest // len(second)]} {second[rest % len(second)]} {third[last]}")
    return found


def _is_city(units: Units, register: Register, province_code: str, year: int) -> bool:
    # A year before the register's first day asks for the types of its first day.
    day = max(register.valid_from, date(year, 12, 31))
    said = units.province_type(register, province_code, day)
    return said is not None and said.is_city


def _communes(
    places: Sequence[Unit], cities: dict[str, bool], areas: Codes, invented: list[str]
) -> list[Commune]:
    # One count for both types: a province that becomes a city renames no other.
    provinces = {
        code: f"{'Thành phố' if is_city else 'Tỉnh'} Mô Phỏng {number:02} ({SIMULATED})"
        for number, (code, is_city) in enumerate(cities.items(), 1)
    }
    districts: dict[tuple[str, str], str] = {}
    communes = []
    for row, (unit, name) in enumerate(zip(places, invented, strict=True)):
        bits = int(areas[row])
        communes.append(
            Commune(
                code=str(int(FIRST_INVENTED_CODE) + row),
                name=f"{unit.kind.value.capitalize()} {name}",
                kind=unit.kind,
                areas=tuple(area for bit, area in enumerate(AREAS) if bits >> bit & 1),
                province=provinces[unit.province_code],
                district=_district(unit, districts),
                centrally_run_city=cities[unit.province_code],
            )
        )
    return communes


_DISTRICT_KINDS = ("Quận", "Thị xã", "Thành phố", "Huyện")


def _district(unit: Unit, invented: dict[tuple[str, str], str]) -> str | None:
    """Return an invented district of the same kind, the same for all its units."""
    if unit.district is None:
        return None
    kind = next((kind for kind in _DISTRICT_KINDS if unit.district.startswith(kind)), "Huyện")
    own = (unit.province_code, unit.district)
    return invented.setdefault(own, f"{kind} Mô Phỏng {len(invented) + 1:03}")
