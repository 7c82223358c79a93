"""Registers of administrative units: what a code meant on a day, and where it went.

The key of a commune is its code together with the register's date: almost every code of
today was in use before 01/07/2025 too, most of them under another name. A code is five
digits as text. Source of the registers: ``criteria/units/registers.yaml``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from scoring.base.communes import CommuneKind
from scoring.base.place_names import plain_key, readings


@dataclass(frozen=True, slots=True)
class Unit:
    """One commune-level unit of one register. ``name`` has its kind in front."""

    code: str
    name: str
    kind: CommuneKind
    province_code: str
    province: str
    district: str | None = None

    @property
    def bare_key(self) -> str:
        """The key of the name without its kind."""
        return next(readings(self.name))[1]

    @property
    def full_name(self) -> str:
        """The name with everything above it."""
        return ", ".join(filter(None, (self.name, self.district, self.province)))


@dataclass(frozen=True)
class Register:
    """All communes from a day on; ``valid_until`` is the first day it no longer held."""

    name: str
    valid_from: date
    valid_until: date | None
    units: Mapping[str, Unit]

    @property
    def has_districts(self) -> bool:
        """Whether there was a level between commune and province."""
        return any(unit.district is not None for unit in self.units.values())

    @cached_property
    def provinces(self) -> frozenset[str]:
        """The names of all provinces."""
        return frozenset(unit.province for unit in self.units.values())

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Unit, ...]]:
        """Key of the name without its kind → the units of that name, by code."""
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            found[unit.bare_key].append(unit)
        return {key: tuple(units) for key, units in found.items()}

    @cached_property
    def by_plain_name(self) -> Mapping[str, tuple[Unit, ...]]:
        """As ``by_name``, without any mark."""
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for key, units in self.by_name.items():
            found[plain_key(key)] += units
        return {key: tuple(units) for key, units in found.items()}

    @cached_property
    def by_plain_word(self) -> Mapping[str, frozenset[str]]:
        """Each word of the plain names → the plain names it is in."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for name in self.by_plain_name:
            for word in name.split():
                found[word].add(name)
        return {word: frozenset(names) for word, names in found.items()}

    def holds_on(self, day: date) -> bool:
        """Whether this is the register of *day*."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


class Confidence(Enum):
    """How far a fact about a unit is known; only the first is used without asking."""

    SECONDARY_SOURCE = "nguồn thứ cấp"
    UNCONFIRMED = "chưa xác nhận"


@dataclass(frozen=True, slots=True)
class ProvinceType:
    """From a day on, a province of a register is a centrally run city, or a province."""

    register: date
    province_code: str
    name: str
    is_city: bool
    from_day: date
    confidence: Confidence
    source: str


@dataclass(frozen=True, slots=True)
class KindDoubt:
    """From a day on some communes of a province have another kind; nobody knows which."""

    register: date
    province_code: str
    old_kind: CommuneKind
    new_kind: CommuneKind
    from_day: date
    source: str


class Relation(Enum):
    """How much of an old commune went into a new one."""

    WHOLE = "toàn bộ"
    PART = "một phần"
    UNKNOWN = "chưa rõ"


@dataclass(frozen=True, slots=True)
class Transfer:
    """One old commune's way into one new one."""

    old: str
    new: str
    relation: Relation


@dataclass(frozen=True)
class Conversion:
    """Every transfer between two registers, by old and by new code."""

    from_register: date
    to_register: date
    transfers: tuple[Transfer, ...]

    @cached_property
    def targets(self) -> Mapping[str, tuple[Transfer, ...]]:
        """Old code → its transfers."""
        return _grouped((transfer.old, transfer) for transfer in self.transfers)

    @cached_property
    def sources(self) -> Mapping[str, tuple[Transfer, ...]]:
        """New code → its transfers."""
        return _grouped((transfer.new, transfer) for transfer in self.transfers)


def _grouped(pairs: Iterable[tuple[str, Transfer]]) -> Mapping[str, tuple[Transfer, ...]]:
    found: defaultdict[str, list[Transfer]] = defaultdict(list)
    for code, transfer in pairs:
        found[code].append(transfer)
    return {code: tuple(transfers) for code, transfers in found.items()}


@dataclass(frozen=True)
class Units:
    """All registers, the earliest first, with types of provinces, doubts and the conversion."""

    registers: tuple[Register, ...]
    province_types: tuple[ProvinceType, ...] = ()
    kind_doubts: tuple[KindDoubt, ...] = ()
    conversion: Conversion | None = None

    def on(self, day: date) -> Register | None:
        """Return the register of *day*, ``None`` where there is none."""
        return next((register for register in self.registers if register.holds_on(day)), None)

    def from_day(self, day: date) -> Register:
        """Return the register that begins on *day*."""
        return next(register for register in self.registers if register.valid_from == day)

    def province_type(self, register: Register, code: str, day: date) -> ProvinceType | None:
        """Return the last word on the type of a province on *day*, confirmed or not."""
        known = [
            said
            for said in self.province_types
            if said.register == register.valid_from
            and said.province_code == code
            and said.from_day <= day
        ]
        return max(known, key=lambda said: said.from_day, default=None)

    def kind_doubt(self, register: Register, unit: Unit, day: date) -> KindDoubt | None:
        """Return why the register's kind of *unit* may no longer hold on *day*."""
        for doubt in self.kind_doubts:
            if (
                doubt.register == register.valid_from
                and doubt.province_code == unit.province_code
                and doubt.old_kind is unit.kind
                and doubt.from_day <= day
            ):
                return doubt
        return None
