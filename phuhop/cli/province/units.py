"""``phuhop units``: find a unit, check a table against the register, recompute mergers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

import criteria
from phuhop.cli.messages import FAULTS, exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, Day, ruleset_options
from phuhop.usecases.rulesets import choose_ruleset
from scoring.base.communes import FIRST_INVENTED_CODE

if TYPE_CHECKING:
    from scoring.units.mergers import Merged
    from scoring.units.registers import Register, Units

_OPTIONS = "[TÙY CHỌN]"
_TABLES = click.argument("files", nargs=-1, required=True, type=FILE, metavar="BẢNG...")
_ON = click.option(
    "--on", "day", type=Day(), metavar="NGÀY", help="Theo sổ của ngày này, ví dụ 30/06/2025."
)
_REGISTERS = click.option(
    "--units",
    "folder",
    type=FILE,
    metavar="THƯ_MỤC",
    help="Thư mục sổ khác, có registers.yaml (mặc định: sổ đi kèm phần mềm).",
)


@click.group(options_metavar=_OPTIONS, subcommand_metavar="LỆNH [THAM SỐ]...")
def units() -> None:
    """Tra, kiểm tra và quy đổi đơn vị hành chính cấp xã.

    Một mã chỉ có nghĩa cùng với ngày: trước 01/07/2025 phần lớn mã hiện nay mang tên khác.
    """


@units.command(options_metavar=_OPTIONS, short_help="Tra một đơn vị theo mã hoặc tên.")
@click.argument("words", nargs=-1, required=True, metavar="TÊN|MÃ...")
@_ON
@_REGISTERS
def find(words: tuple[str, ...], day: date | None, folder: Path | None) -> None:
    """Tra một đơn vị theo mã hoặc tên; không nêu ngày thì tra trong mọi sổ, sổ mới trước.

    Thêm huyện, tỉnh sau dấu phẩy khi nhiều nơi trùng tên: phuhop units find Tân Tiến, Bắc Ninh
    """
    from reports.units.text import hit_lines
    from scoring.units.search import find as look_up

    query = " ".join(words)
    with told_to_the_user():
        known = _load(folder)
    registers = _registers(known, day)
    found = look_up(query, registers)
    for hit in found.exact:
        _print(hit_lines(hit, known, day or _today()))
    if found.exact and found.near:
        lost = "mã đã mất số 0 ở đầu" if query.strip().isdigit() else "tên gõ thiếu dấu"
        click.echo(f"\nNếu «{query}» là {lost}:", err=True)
    elif not found.exact:
        what = "gần giống:" if found.near else "kiểm tra lại cách viết, hoặc bỏ --on"
        click.echo(f"Không có «{query}» trong {_names(registers)}; {what}", err=True)
    for hit in found.near:
        _print(hit_lines(hit, known, day or _today()))
    if not found.exact:
        raise SystemExit(FAULTS)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


@units.command(options_metavar=_OPTIONS, short_help="So mã, tên, loại, tỉnh của bảng với sổ.")
@_TABLES
@_ON
@_REGISTERS
def check(files: tuple[Path, ...], day: date | None, folder: Path | None) -> None:
    """So mã, tên, loại, huyện, tỉnh của từng dòng với sổ; không chấm điểm.

    Không nêu ngày thì mỗi dòng được so với sổ của ngày 31/12 năm đánh giá.
    """
    from scoring.units.table_check import check_tables

    with told_to_the_user():
        known = _load(folder)
    if day is not None:
        _registers(known, day)
    checked = check_tables(files, known, day, today=_today())
    tell(checked.problems, to_stderr=False)
    compared = checked.compared - checked.invented
    told = f"Đã so {compared} dòng với sổ"
    if checked.invented:
        first = FIRST_INVENTED_CODE
        told += f"; {checked.invented} dòng có mã hư cấu (từ {first}), không có trong sổ nào"
    click.echo(f"{told}.")
    exit_for(checked.problems)


@units.command(options_metavar=_OPTIONS, short_help="Cộng số liệu xã cũ thành đơn vị mới.")
@_TABLES
@click.option(
    "-o",
    "--output",
    required=True,
    type=FILE,
    metavar="BẢNG_MỚI",
    help="Bảng mới, .csv hoặc .xlsx; nguồn của từng đơn vị ghi ở tệp .nguon.csv bên cạnh.",
)
@ruleset_options
@_REGISTERS
def convert(
    files: tuple[Path, ...],
    output: Path,
    ruleset: str | None,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Tính lại số liệu của đơn vị mới từ bảng của các xã cũ nhập trọn vẹn vào nó.

    Chỉ cộng số đếm, không bao giờ cộng hay chia trung bình điểm. Đơn vị có nguồn bị chia, chưa rõ
    hoặc không có trong bảng thì không được ghi vào bảng mới mà được báo ra.
    """
    from scoring.intake.reading import read_tables
    from scoring.units.mergers import merge

    trail = output.with_name(f"{output.stem}.nguon.csv")
    _refuse_output(files, output, trail)
    with told_to_the_user():
        known = _load(folder)
        if known.conversion is None:
            raise click.UsageError("sổ này không có bảng quy đổi")
        intake = read_tables(files, choose_ruleset(ruleset, as_of), this_year=_today().year)
        merged = merge(intake.entries, known)
        for path in _write(merged, output, trail):
            click.echo(path.as_posix())
    click.echo(_summary(merged))
    problems = (*intake.problems, *merged.problems)
    tell(problems)
    exit_for(problems)


def _refuse_output(files: tuple[Path, ...], output: Path, trail: Path) -> None:
    if output.suffix.lower() not in {".csv", ".xlsx"}:
        raise click.UsageError(f"bảng mới phải là .csv hoặc .xlsx, không phải «{output.name}»")
    if {output.resolve(), trail.resolve()} & {path.resolve() for path in files}:
        raise click.UsageError("bảng mới trùng với bảng đưa vào; chọn tên khác")


def _write(merged: Merged, output: Path, trail: Path) -> list[Path]:
    from phuhop.files.writing import write_bytes
    from reports.units.tables import as_csv, as_xlsx, merged_table, trail_table

    written: list[Path] = []
    # A table of headings alone would look like a result.
    if merged.written:
        table = merged_table(merged)
        is_workbook = output.suffix.lower() == ".xlsx"
        write_bytes(output, as_xlsx(table) if is_workbook else as_csv(table))
        written.append(output)
    if merged.units:
        write_bytes(trail, as_csv(trail_table(merged)))
        written.append(trail)
    return written


def _summary(merged: Merged) -> str:
    from scoring.units.mergers import MergerStatus

    counts = [
        (sum(unit.status is status for unit in merged.units), status.value)
        for status in MergerStatus
    ]
    listed = "; ".join(f"{number} {words}" for number, words in counts)
    return f"{len(merged.units)} đơn vị mới: {listed}."


def _load(folder: Path | None) -> Units:
    from scoring.units.loading import load_units

    return load_units(criteria.UNITS if folder is None else folder)


def _registers(known: Units, day: date | None) -> tuple[Register, ...]:
    if day is None:
        return tuple(reversed(known.registers))
    register = known.on(day)
    if register is None:
        earliest = min(one.valid_from for one in known.registers)
        raise click.UsageError(
            f"không có sổ cho ngày {day:%d/%m/%Y}; sổ sớm nhất từ {earliest:%d/%m/%Y}"
        )
    return (register,)


def _names(registers: tuple[Register, ...]) -> str:
    listed = " và ".join(f"{register.valid_from:%d/%m/%Y}" for register in registers)
    return f"sổ {listed}"


def _today() -> date:
    return date.today()  # noqa: DTZ011 -- the officer's own calendar
