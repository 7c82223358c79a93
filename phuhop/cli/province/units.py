"""``phuhop units``: find a unit, check a table against the register, recompute mergers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from phuhop.cli.messages import FAULTS, exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS, Day, ruleset_options, today

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


@click.group(options_metavar=OPTIONS, subcommand_metavar="LỆNH [THAM SỐ]...")
def units() -> None:
    """Tra, kiểm tra và quy đổi đơn vị hành chính cấp xã.

    Một mã chỉ có nghĩa cùng với ngày: trước 01/07/2025 phần lớn mã hiện nay mang tên khác.
    """


@units.command(options_metavar=OPTIONS, short_help="Tra một đơn vị theo mã hoặc tên.")
@click.argument("words", nargs=-1, required=True, metavar="TÊN|MÃ...")
@_ON
@_REGISTERS
def find(words: tuple[str, ...], day: date | None, folder: Path | None) -> None:
    """Tra một đơn vị theo mã hoặc tên; không nêu ngày thì tra trong mọi sổ, sổ mới trước.

    Thêm huyện, tỉnh sau dấu phẩy khi nhiều nơi trùng tên: phuhop units find Tân Tiến, Bắc Ninh
    """
    from phuhop.usecases.province import units as usecase

    query = " ".join(words)
    with told_to_the_user():
        found = usecase.find_units(query, folder, day, today())
    for line in found.exact:
        click.echo(line)
    if found.exact and found.near:
        lost = "mã đã mất số 0 ở đầu" if query.strip().isdigit() else "tên gõ thiếu dấu"
        click.echo(f"\nNếu «{query}» là {lost}:", err=True)
    elif not found.exact:
        what = "gần giống:" if found.near else "kiểm tra lại cách viết, hoặc bỏ --on"
        listed = " và ".join(f"{first:%d/%m/%Y}" for first in found.registers)
        click.echo(f"Không có «{query}» trong sổ {listed}; {what}", err=True)
    for line in found.near:
        click.echo(line)
    if not found.exact:
        raise SystemExit(FAULTS)


@units.command(options_metavar=OPTIONS, short_help="So mã, tên, loại, tỉnh của bảng với sổ.")
@_TABLES
@_ON
@_REGISTERS
def check(files: tuple[Path, ...], day: date | None, folder: Path | None) -> None:
    """So mã, tên, loại, huyện, tỉnh của từng dòng với sổ; không chấm điểm.

    Không nêu ngày thì mỗi dòng được so với sổ của ngày 31/12 năm đánh giá.
    """
    from phuhop.usecases.province import units as usecase

    with told_to_the_user():
        checked = usecase.compare_tables(files, folder, day, today())
    tell(checked.problems, to_stderr=False)
    told = f"Đã so {checked.compared} dòng với sổ"
    if checked.invented:
        first = usecase.INVENTED
        told += f"; {checked.invented} dòng có mã hư cấu (từ {first}), không có trong sổ nào"
    click.echo(f"{told}.")
    exit_for(checked.problems)


@units.command(options_metavar=OPTIONS, short_help="Cộng số liệu xã cũ thành đơn vị mới.")
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
    from phuhop.usecases.province import units as usecase

    with told_to_the_user():
        made = usecase.convert_table(
            files, output, ruleset=ruleset, as_of=as_of, folder=folder, today=today()
        )
    for path in made.paths:
        click.echo(path.as_posix())
    listed = "; ".join(f"{number} {words}" for number, words in made.by_status)
    click.echo(f"{made.units} đơn vị mới: {listed}.")
    tell(made.problems)
    exit_for(made.problems)
