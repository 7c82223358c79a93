"""Whole tables against the registers: every row whose code, name, kind or province is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from scoring.base.place_names import name_against_kind
from scoring.base.problems import Problem, in_order
from scoring.forms.files import read_columns
from scoring.intake.completion import Remark, Said
from scoring.tables import cells
from scoring.tables.cell_text import CellFault, Raw
from scoring.tables.private_data import private_columns
from scoring.tables.raw import MARK, RawRow, RawTable
from scoring.units.comparison import compare, is_beyond, no_register
from scoring.units.registers import Units
from scoring.units.search import suggestion

T = TypeVar("T")
_NAME = "ten_xa"


@dataclass(frozen=True, slots=True)
class CheckedTables:
    """How many rows were compared, how many of them are as the register says, and the rest."""

    compared: int
    invented: int
    problems: tuple[Problem, ...]


def check_tables(
    paths: Sequence[Path], units: Units, day: date | None, *, today: date
) -> CheckedTables:
    """Compare each row with the register of *day*, or else of its year's last day.

    A table without a column ``nam`` is compared with the register of *today*. Columns other
    than those of the commune itself are not looked at. Never raises for what is in the files.
    """
    checking = _Checking(units, day, today)
    for path in paths:
        checking.file(path)
    return CheckedTables(checking.compared, checking.invented, tuple(in_order(checking.problems)))


class _Checking:
    def __init__(self, units: Units, day: date | None, today: date) -> None:
        self.units = units
        self.day = day
        self.today = today
        self.problems: list[Problem] = []
        self.compared = 0
        self.invented = 0
        self.without_register: list[tuple[RawTable, date]] = []

    def file(self, path: Path) -> None:
        tables, problems = read_columns(path)
        private = [problem for table in tables for problem in private_columns(table)]
        if private:
            self.problems += private
            return
        self.problems += problems
        for table in tables:
            if MARK not in table.headings and _NAME not in table.headings:
                message = f"không có cột «{MARK}» hoặc «{_NAME}»; không so bảng này với sổ"
                self.problems.append(Problem(table.place(), "thieu-cot", message))
                continue
            position = {heading: at for at, heading in enumerate(table.headings) if heading}
            for row in table.rows:
                self._row(_Cells(table, row, position, self.problems))

    def _row(self, row: _Cells) -> None:
        code = row.read(MARK, lambda raw: self._code(raw, row))
        name = row.read(_NAME, cells.text)
        kind = row.read("loai", cells.kind)
        province = row.read("tinh", cells.text)
        district = row.read("huyen", cells.text)
        city = row.read("tp_truc_thuoc_tw", cells.yes_no)
        day = self._day_of(row)
        if day is None or row.is_code_faulty or not self._has_register(day, row):
            return
        self.compared += 1
        if code is None:
            row.say(_without_code(name, province, self.units, day))
            return
        said = Said(code, name, kind, province, district, city)
        self.invented += is_beyond(code, self.units, day)
        remarks = [*compare(said, self.units, day)]
        for remark in remarks:
            row.say(remark)
        if not remarks and name is not None and kind is not None:
            # Of an invented commune no register says that its kind is another.
            place = row.table.place(row.raw.number, row.position["loai"])
            self.problems += name_against_kind(place, name, kind)

    def _has_register(self, day: date, row: _Cells) -> bool:
        """Whether there is a register to compare with; told once for a table and a day."""
        if self.units.on(day) is not None:
            return True
        told = (row.table, day)
        if told not in self.without_register:
            self.without_register.append(told)
            row.say(no_register(self.units, day))
        return False

    def _code(self, raw: Raw, row: _Cells) -> str | None:
        """Read a code; where zeros were lost, say which unit it would be."""
        try:
            return cells.code(raw)
        except CellFault as fault:
            row.is_code_faulty = True
            register = self.units.on(self._day_of(row, tell=False) or self.today)
            digits = str(raw).strip()
            unit = None if register is None else register.units.get(digits.zfill(5))
            if fault.code != "mat-so-0" or unit is None:
                raise
            hint = f"{fault.hint}; sổ ghi {unit.code} là {unit.full_name}"
            raise CellFault(fault.code, fault.message, hint) from None

    def _day_of(self, row: _Cells, *, tell: bool = True) -> date | None:
        if self.day is not None:
            return self.day
        if "nam" not in row.position:
            return self.today
        year = row.read("nam", cells.year, tell=tell)
        return None if year is None else date(year, 12, 31)


def _without_code(name: str | None, province: str | None, units: Units, day: date) -> Remark:
    register = units.on(day)
    hint = "" if name is None or register is None else suggestion(name, province, register)
    return Remark(MARK, "thieu-gia-tri", "để trống mã xã", hint)


@dataclass(slots=True)
class _Cells:
    """One row while it is read."""

    table: RawTable
    raw: RawRow
    position: Mapping[str, int]
    problems: list[Problem]
    is_code_faulty: bool = False

    def read(
        self, heading: str, reader: Callable[[Raw], T | None], *, tell: bool = True
    ) -> T | None:
        at = self.position.get(heading)
        try:
            return None if at is None else reader(self.raw.cells[at])
        except CellFault as fault:
            if tell:
                self.say(Remark(heading, fault.code, fault.message, fault.hint))
            return None

    def say(self, remark: Remark) -> None:
        place = self.table.place(self.raw.number, self.position.get(remark.heading))
        problem = Problem(place, remark.code, remark.message, remark.hint, remark.severity)
        self.problems.append(problem)
