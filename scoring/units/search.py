"""Looking a unit up by what a person remembers of it: a code, a name, a name and its province."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring.base.place_names import (
    above_keys,
    name_key,
    plain_key,
    readings,
    same_place,
    same_place_without_marks,
)
from scoring.units.registers import Register, Unit

MOST_SUGGESTED = 3
_ALIKE = 0.75
_CODE_DIGITS = 5
_LOST_ZEROS = re.compile("[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit and the register it stands in."""

    register: Register
    unit: Unit


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """What fits the query; and where nothing does, what is like it.

    Digits may be a name («Phường 4») and a code that lost its zeros, and a name without any
    mark may be itself or one that lost its marks («Ba Dinh», «Ba Đình»): then both are given.
    """

    exact: tuple[Hit, ...]
    near: tuple[Hit, ...]


def find(query: str, registers: Iterable[Register]) -> FoundUnit:
    """Look *query* up in each register, in their order.

    It is a code, or a name with or without its kind, tones where they may; after commas
    come the district, the province, or both.
    """
    found = [
        (register, tuple(_by_code(query, register)) or tuple(by_name(query, register)))
        for register in registers
    ]
    exact = [Hit(register, unit) for register, units in found for unit in units]
    if exact and not (_LOST_ZEROS.fullmatch(query.strip()) or _has_no_mark(query)):
        return FoundUnit(tuple(exact), ())
    near = [
        Hit(register, unit)
        for register, units in found
        for unit in _near(query, register, is_sure_of_place=bool(exact))
        if unit not in units
    ]
    return FoundUnit(tuple(exact), tuple(near))


def _has_no_mark(query: str) -> bool:
    name = query.split(",", maxsplit=1)[0]
    return name_key(name) == plain_key(name) and not name.strip().isdigit()


def _by_code(query: str, register: Register) -> Iterator[Unit]:
    unit = register.units.get(query.strip())
    if unit is not None:
        yield unit


def by_name(query: str, register: Register) -> Iterator[Unit]:
    """Yield the units of this name, by code; *query* may name what is above after commas."""
    name, *above = (piece.strip() for piece in query.split(","))
    yielded: set[str] = set()
    for kind, rest in readings(name):
        for unit in register.by_name.get(rest, ()):
            if kind in {None, unit.kind} and unit.code not in yielded and _lies_in(unit, above):
                yielded.add(unit.code)
                yield unit


def _lies_in(unit: Unit, above: Iterable[str]) -> bool:
    return all(
        not written
        or same_place(written, unit.province)
        or (unit.district is not None and same_place(written, unit.district))
        for written in above
    )


def _near(query: str, register: Register, *, is_sure_of_place: bool) -> list[Unit]:
    """Return what may be meant: zeros or marks lost, another kind, letters mistyped.

    With *is_sure_of_place*, district and province are taken at their word.
    """
    text = query.strip()
    if _LOST_ZEROS.fullmatch(text):
        unit = register.units.get(text.zfill(_CODE_DIGITS))
        return [] if unit is None else [unit]
    if text.isdigit():
        return []
    name, *above = (piece.strip() for piece in text.split(","))
    units = _same_letters(name, register)
    if not units and not any(by_name(query, register)):
        units = _alike(name, register)
    inside = [
        unit
        for unit in units
        if all(
            same_place_without_marks(written, unit.province)
            or (unit.district is not None and same_place_without_marks(written, unit.district))
            for written in above
        )
    ]
    return inside if inside or is_sure_of_place else units[:MOST_SUGGESTED]


def _same_letters(name: str, register: Register) -> list[Unit]:
    found: dict[str, Unit] = {}
    # «thị xã Sơn Tây» is no commune's kind, but a commune may have taken the name over.
    for rest in (*(rest for _, rest in readings(name)), *sorted(above_keys(name))):
        for unit in register.by_plain_name.get(plain_key(rest), ()):
            found[unit.code] = unit
    return list(found.values())


def _alike(name: str, register: Register) -> list[Unit]:
    """Return units whose names are almost this one, looking only where a word is shared."""
    plain = plain_key(next(readings(name))[1])
    shared = register.by_plain_word
    candidates = set().union(*(shared.get(word, frozenset()) for word in plain.split()))
    close = difflib.get_close_matches(plain, sorted(candidates), MOST_SUGGESTED, _ALIKE)
    return [unit for match in close for unit in register.by_plain_name[match]][:MOST_SUGGESTED]


def suggestion(name: str, province: str | None, register: Register) -> str:
    """Return ``theo tên thì có thể là …``, or nothing where no name is like this one."""
    query = name if province is None else f"{name}, {province}"
    found = find(query, (register,))
    hits = found.exact or found.near
    if not hits:
        return ""
    listed = "; ".join(f"{hit.unit.code} {hit.unit.full_name}" for hit in hits[:MOST_SUGGESTED])
    if len(hits) > MOST_SUGGESTED:
        listed += f"; và {len(hits) - MOST_SUGGESTED} đơn vị khác"
    return f"theo tên thì có thể là {listed}"
