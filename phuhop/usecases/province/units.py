"""Administrative units: one found, a table compared, old communes summed into new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import criteria
from phuhop.files.writing import told_of, write_bytes
from phuhop.usecases.rulesets import choose_ruleset
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.communes import FIRST_INVENTED_CODE
from scoring.base.problems import Problem

if TYPE_CHECKING:
    from scoring.units.mergers import Merged
    from scoring.units.registers import Register, Units

INVENTED = FIRST_INVENTED_CODE


@dataclass(frozen=True, slots=True)
class UnitsFound:
    """Lines about the units that fit, and about those that are like what was asked for."""

    exact: tuple[str, ...]
    near: tuple[str, ...]
    registers: tuple[date, ...]
    """The first days of the registers that were searched, the newest first."""


def find_units(query: str, folder: Path | None, day: date | None, today: date) -> UnitsFound:
    """Look a unit up by code or name: in the register of *day*, else in all.

    *folder* holds registers of one's own. Raises ``WrongUse`` for a day that no register has.
    """
    from reports.units.text import hit_lines
    from scoring.units.search import find

    known = _load(folder)
    registers = _registers(known, day)
    found = find(query, registers)

    exact, near = (
        tuple(line for hit in hits for line in hit_lines(hit, known, day or today))
        for hits in (found.exact, found.near)
    )
    return UnitsFound(exact, near, tuple(register.valid_from for register in registers))


@dataclass(frozen=True, slots=True)
class UnitsCompared:
    """How many rows were compared with a register, how many are invented, what differs."""

    compared: int
    invented: int
    problems: tuple[Problem, ...]


def compare_tables(
    files: Sequence[Path], folder: Path | None, day: date | None, today: date
) -> UnitsCompared:
    """Compare each row with the register of *day*, else of its year's last day."""
    from scoring.units.table_check import check_tables

    known = _load(folder)
    if day is not None:
        _registers(known, day)
    checked = check_tables(files, known, day, today=today)
    compared = checked.compared - checked.invented
    return UnitsCompared(compared, checked.invented, tuple(checked.problems))


@dataclass(frozen=True, slots=True)
class Converted:
    """Files that were written, how many new units came of it by status, what was found."""

    paths: tuple[Path, ...]
    units: int
    by_status: tuple[tuple[int, str], ...]
    problems: tuple[Problem, ...]


def convert_table(  # noqa: PLR0913 -- those of the command
    files: Sequence[Path],
    output: Path,
    *,
    ruleset: str | None,
    as_of: date | None,
    folder: Path | None,
    today: date,
) -> Converted:
    """Sum the counts of old communes into their new units, and write table and sources.

    Raises ``WrongUse`` when *output* is one of *files* or the registers know no conversion.
    """
    from scoring.intake.reading import read_tables
    from scoring.units.mergers import MergerStatus, merge

    trail = output.with_name(f"{output.stem}.nguon.csv")
    if output.suffix.lower() not in {".csv", ".xlsx"}:
        message = f"bảng mới phải là .csv hoặc .xlsx, không phải «{output.name}»"
        raise WrongUse("output", message)
    if {output.resolve(), trail.resolve()} & {path.resolve() for path in files}:
        raise WrongUse("output", "bảng mới trùng với bảng đưa vào; chọn tên khác")
    known = _load(folder)
    if known.conversion is None:
        raise WrongUse("folder", "sổ này không có bảng quy đổi")
    intake = read_tables(files, choose_ruleset(ruleset, as_of), this_year=today.year)
    merged = merge(intake.entries, known)
    counts = tuple(
        (sum(unit.status is status for unit in merged.units), status.value)
        for status in MergerStatus
    )
    problems = (*intake.problems, *merged.problems)
    return Converted(_write(merged, output, trail), len(merged.units), counts, problems)


def _write(merged: Merged, output: Path, trail: Path) -> tuple[Path, ...]:
    from reports.tables.input_table import to_xlsx
    from reports.tables.writing import to_csv
    from reports.units.tables import merged_table, trail_table

    written: list[Path] = []
    # A table of headings alone would look like a result.
    if merged.written:
        table = merged_table(merged)
        is_workbook = output.suffix.lower() == ".xlsx"
        with told_of(output):
            content = to_xlsx(*table, "Số liệu quy đổi", "") if is_workbook else to_csv(*table)
        write_bytes(output, content)
        written.append(output)
    if merged.units:
        write_bytes(trail, to_csv(*trail_table(merged)))
        written.append(trail)
    return tuple(written)


def _load(folder: Path | None) -> Units:
    from scoring.units.loading import load_units

    return load_units(criteria.UNITS if folder is None else folder)


def _registers(known: Units, day: date | None) -> tuple[Register, ...]:
    if day is None:
        return tuple(reversed(known.registers))
    register = known.on(day)
    if register is None:
        earliest = min(one.valid_from for one in known.registers)
        message = f"không có sổ cho ngày {day:%d/%m/%Y}; sổ sớm nhất từ {earliest:%d/%m/%Y}"
        raise WrongUse("day", message)
    return (register,)
