"""Which communes an office waits for: the rows of a table, forms, or a province of the register."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.files.folders import files_in
from phuhop.usecases.reading import shipped_units
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.place_names import name_against_kind, readings, same_place
from scoring.base.problems import Place, Problem, ProblemsFound, file_name, in_order, nearest
from scoring.forms.files import read_columns
from scoring.intake.rows.row import IntakeRow
from scoring.tables import cells
from scoring.tables.private_data import private_columns
from scoring.tables.raw import MARK, RawTable
from scoring.units.registers import Unit

if TYPE_CHECKING:
    from scoring.units.registers import Register

_NAME = "ten_xa"


Expected = Callable[[int], Mapping[str, str]]
"""Names by code of the communes an office waits for, of one year."""


def expected_communes(
    table: Path | None, province: str | None
) -> tuple[Expected | None, list[Problem]]:
    """Return whom an office waits for, ``None`` where nobody said so, and warnings.

    Raises ``WrongUse`` where both are given, ``ProblemsFound`` as ``communes_of_table`` does.
    What is returned raises ``WrongUse`` for a province or a year that no register has.
    """
    if table is not None and province is not None:
        raise WrongUse("expected", "chỉ dùng một trong hai: danh sách đơn vị hoặc tỉnh")
    if table is not None:
        found, warnings = communes_of_table(table)
        return (lambda _: found), warnings
    return (None if province is None else cache(partial(communes_of_province, province))), []


def communes_of_table(path: Path) -> tuple[dict[str, str], list[Problem]]:
    """Return names by code of a table or a folder of tables and forms, and warnings.

    Only ``ma_xa`` and ``ten_xa`` are read. Raises ``ProblemsFound`` with every fault: who is
    left out because of one would be thought to have sent something.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for row in _rows_of(path, problems):
        code, name = row.read(MARK, cells.code), row.read(_NAME, cells.text)
        problems += row.problems
        if code is not None:
            found[code] = found.get(code) or name or ""
    _refuse(path, found, problems)
    return found, problems


def units_of_table(path: Path) -> tuple[dict[str, Unit], list[Problem]]:
    """Return the units of a list by code, and warnings.

    Read are ``ma_xa``, ``ten_xa`` and, where they are there, ``loai``, ``tinh``, ``huyen``; a
    kind may stand in front of the name instead. Raises ``ProblemsFound`` with every fault.
    """
    found: dict[str, Unit] = {}
    problems: list[Problem] = []
    for row in _rows_of(path, problems):
        code, name = row.read(MARK, cells.code), row.read(_NAME, cells.text)
        kind = row.read("loai", cells.kind)
        province, district = row.read("tinh", cells.text), row.read("huyen", cells.text)
        if kind is None and name is not None:
            kind = next(readings(name))[0]
        if code is not None and (name is None or kind is None) and not row.problems:
            message = "không biết tên hoặc loại của đơn vị này"
            hint = "ghi cả loại trước tên, như «Xã Mây», hoặc thêm cột loai"
            row.say(_NAME, "thieu-gia-tri", message, hint)
        if name is not None and kind is not None:
            row.problems += name_against_kind(row.place("loai"), name, kind)
        problems += row.problems
        if code is not None and name is not None and kind is not None:
            found[code] = Unit(code, name, kind, "", province or "", district)
    _refuse(path, found, problems)
    return found, problems


def _rows_of(path: Path, problems: list[Problem]) -> Iterator[IntakeRow]:
    files, more = files_in([path])
    problems += more
    for file in files:
        tables, faults = read_columns(file)
        private = [problem for table in tables for problem in private_columns(table)]
        problems += private or faults
        for table in tables if not private else ():
            yield from rows_with(table, (MARK, _NAME), problems)


def _refuse(path: Path, found: Collection[str], problems: list[Problem]) -> None:
    if not found and not problems:
        problems.append(Problem(Place(file_name(path)), "tep-trong", "không có dòng nào"))
    if any(problem.is_fault for problem in problems):
        raise ProblemsFound(in_order(problems))


def rows_with(
    table: RawTable, needed: Sequence[str], problems: list[Problem]
) -> Iterator[IntakeRow]:
    """Yield the rows of a list of communes; a table without a *needed* column has a fault."""
    missing = [name for name in needed if name not in table.headings]
    if missing:
        named = ", ".join(f"«{name}»" for name in missing)
        hint = f"bảng cần cột {' và '.join(needed)}, mỗi dòng một xã"
        problems.append(Problem(table.place(), "thieu-cot", f"không có cột {named}", hint))
        return
    position = {heading: at for at, heading in enumerate(table.headings) if heading}
    yield from (IntakeRow(table, raw, position) for raw in table.rows)


def communes_of_province(name: str, year: int) -> dict[str, str]:
    """Return names by code of a province, as the register has it on the year's last day.

    Raises ``WrongUse`` for a province or a day that no register has.
    """
    day = date(year, 12, 31)
    units = shipped_units()
    register = units.on(day)
    if register is None:
        earliest = min(one.valid_from for one in units.registers)
        message = f"không có sổ đơn vị hành chính cho ngày {day:%d/%m/%Y}"
        hint = f"sổ sớm nhất từ {earliest:%d/%m/%Y}; dùng danh sách của địa phương"
        raise WrongUse("year", f"{message}; {hint}")
    found = {
        unit.code: unit.name for unit in register.units.values() if same_place(name, unit.province)
    }
    if not found:
        raise WrongUse("province", _no_province(name, register, day))
    return found


def _no_province(name: str, register: Register, day: date) -> str:
    known = sorted({unit.province for unit in register.units.values()})
    message = f"ngày {day:%d/%m/%Y} không có tỉnh, thành phố «{name}»"
    hint = nearest(name, known)
    return f"{message}; {hint}" if hint else f"{message}; tra trong sổ đơn vị hành chính"
