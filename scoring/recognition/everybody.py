"""All commune-level units of a year, those that sent nothing among them.

The whole is the dated register of units on 31 December where it speaks of the place, or a list
of who is expected; else the table alone, and why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cached_property

from scoring.base.problems import Problem, ProblemsFound, Severity
from scoring.base.quantities import vietnamese
from scoring.recognition.communes import CommuneYear, State
from scoring.recognition.counting import Count, count_of
from scoring.recognition.places import province_key
from scoring.results.rows import ResultRow, Status
from scoring.units.registers import Unit, Units

_STATES = {Status.RECOGNISED: State.RECOGNISED, Status.NOT_RECOGNISED: State.REFUSED}
NOT_EXPECTED = "ngoai-danh-sach"
"""The remark on a unit with a result that a list of expected units does not have."""

_STRAY = 10
"""A province with less than a tenth of the results of another one is asked about."""


class Whole(Enum):
    """Where the number of all units comes from."""

    REGISTER = "sổ đơn vị hành chính"
    EXPECTED = "danh sách đơn vị phải gửi"
    TABLE = "bảng kết quả"


@dataclass(frozen=True)
class Everybody:
    """All units of the places of a table in one year.

    ``why_table`` says why only the table's own units are known; it is empty where all are.
    ``remarks`` name the communes that were left out, and those that may be of another province.
    """

    year: int
    communes: tuple[CommuneYear, ...]
    whole: Whole
    why_table: str
    remarks: tuple[Problem, ...]

    @cached_property
    def count(self) -> Count:
        """All of them by state."""
        return count_of(self.communes)

    @property
    def provinces(self) -> tuple[str, ...]:
        """Every province that some unit lies in, in the order they appear."""
        return tuple(dict.fromkeys(one.province for one in self.communes if one.province))


def everybody(
    rows: Iterable[ResultRow],
    year: int,
    units: Callable[[], Units],
    expected: Mapping[str, Unit] | None = None,
    province: str | None = None,
) -> Everybody:
    """Return all units of *year*: by register, by the *expected* ones, or those of *rows*.

    With *province*, rows of other provinces are left out and named; *rows* have one spelling
    for each province. Raises ``ProblemsFound`` for a commune twice in the year.
    """
    own = [row for row in rows if row.year == year]
    _check_once(own)
    own, remarks = _of_province(own, province)
    if expected is not None:
        strange = [row for row in own if row.code not in expected]
        own = [row for row in own if row.code in expected]
        words = "không có trong danh sách đơn vị phải gửi"
        remarks += [_left_out(row, words, NOT_EXPECTED) for row in strange]
        found, source, why = _in_place(expected, own), Whole.EXPECTED, ""
    else:
        found, why = _of_register(own, year, units, province)
        source = Whole.TABLE if why else Whole.REGISTER
    by_code = {row.code: row for row in own}
    found = {code: _unit_of(row) for code, row in by_code.items()} | found
    communes = tuple(
        _commune(unit, by_code.get(code), year) for code, unit in sorted(found.items())
    )
    if province is None:
        remarks += _strays(communes)
    return Everybody(year, communes, source, why, tuple(remarks))


def _in_place(expected: Mapping[str, Unit], rows: list[ResultRow]) -> dict[str, Unit]:
    """Return the units of a list that names no province in the one province of the results."""
    provinces = {row.province for row in rows if row.province}
    if len(provinces) != 1:
        return dict(expected)
    (province,) = provinces
    return {
        code: unit if unit.province else replace(unit, province=province)
        for code, unit in expected.items()
    }


def _unit_of(row: ResultRow) -> Unit:
    return Unit(row.code, row.name, row.kind, "", row.province or "", row.district)


def _commune(unit: Unit, row: ResultRow | None, year: int) -> CommuneYear:
    province, district, state, decision = unit.province, unit.district, State.SENT_NOTHING, None
    if row is not None:
        province, district = province or row.province or "", district or row.district
        state = state_of(row)
        decision = row.decision if state in _STATES.values() else None
    place = (province or None, district, year)
    return CommuneYear(unit.code, unit.name, unit.kind, *place, state, decision, row)


def state_of(row: ResultRow) -> State:
    """Return how far a unit with this result has come.

    A table that did not come from a register decides nothing, whatever its column says.
    """
    if not row.from_register or row.status is None:
        return State.SELF_SCORED
    return _STATES.get(row.status, State.WAITING)


def _of_register(
    rows: list[ResultRow], year: int, units: Callable[[], Units], province: str | None
) -> tuple[dict[str, Unit], str]:
    """Return the units of the places of *rows*, or why the register cannot tell them."""
    if any(row.is_invented for row in rows):
        return {}, "có đơn vị hư cấu, không có trong sổ đơn vị hành chính"
    register = units().on(date(year, 12, 31))
    if register is None:
        return {}, f"không có sổ đơn vị hành chính của ngày 31/12/{year}"
    strange = [row.code for row in rows if row.code not in register.units]
    if strange:
        return {}, (
            f"{vietnamese(len(strange))} xã của bảng không có trong sổ đơn vị hành chính ngày "
            f"31/12/{year}, ví dụ {strange[0]}"
        )
    places = {province_key(register.units[row.code].province) for row in rows}
    if province is not None:
        places = {province_key(province)}
    found = {
        code: unit for code, unit in register.units.items() if province_key(unit.province) in places
    }
    if not found:
        return {}, f"sổ đơn vị hành chính ngày 31/12/{year} không có nơi này"
    return found, ""


def _of_province(
    rows: list[ResultRow], province: str | None
) -> tuple[list[ResultRow], list[Problem]]:
    if province is None:
        return rows, []
    key = province_key(province)
    own, left = [], []
    for row in rows:
        if row.province is not None and province_key(row.province) == key:
            own.append(row)
        else:
            where = f"thuộc {row.province}" if row.province else "không ghi tỉnh"
            left.append(_left_out(row, f"{where}, không phải {province}"))
    return own, left


def _left_out(row: ResultRow, why: str, code: str = "ngoai-dia-ban") -> Problem:
    message = f"xã {row.code} ({row.name}) {why}; không tính xã này"
    return Problem(row.place, code, message, "", Severity.WARNING)


def _strays(communes: tuple[CommuneYear, ...]) -> list[Problem]:
    """Return a warning for each province with so few results that they may be there by mistake."""
    by_province: defaultdict[str, list[ResultRow]] = defaultdict(list)
    for one in communes:
        if one.result is not None:
            by_province[one.province or "không ghi tỉnh"].append(one.result)
    most = max(map(len, by_province.values()), default=0)
    found = []
    for name, rows in by_province.items():
        if len(rows) * _STRAY < most:
            codes = ", ".join(row.code for row in rows)
            message = f"ngoài tỉnh có nhiều xã nhất còn {len(rows)} xã của {name}: {codes}"
            hint = "nếu kết quả chỉ của một tỉnh thì nêu tên tỉnh ấy để bỏ các xã này ra"
            place = rows[0].place
            found.append(Problem(place, "tinh-khac", message, hint, Severity.WARNING))
    return found


def _check_once(rows: Iterable[ResultRow]) -> None:
    seen: dict[str, ResultRow] = {}
    problems = []
    for row in rows:
        other = seen.setdefault(row.code, row)
        if other is not row:
            message = (
                f"xã {row.code} năm {row.year} có kết quả theo {row.ruleset.id} và theo "
                f"{other.ruleset.id} ({other.place}); một xã chỉ tính một lần"
            )
            problems.append(Problem(row.place, "trung-xa", message, "đưa vào một bộ tiêu chí"))
    if problems:
        raise ProblemsFound(problems)
