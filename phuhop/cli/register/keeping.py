"""Keeping the register: reminders, the table of results, audit, backup, restore."""

from __future__ import annotations

from pathlib import Path

import click

from phuhop.cli.messages import FAULTS, exit_for, tell, told, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS, TABLES, output_file
from phuhop.cli.register.options import (
    common,
    database_option,
    json_option,
    opened,
    print_json,
    year_option,
)


@click.command(
    options_metavar=OPTIONS, short_help="Ghi bảng kết quả có tình trạng, quyết định, niêm phong."
)
@common(database_option, json_option, year_option)
@output_file(TABLES, f"Bảng {', '.join(TABLES)}.", metavar="BẢNG", required=True)
def export(address: str, as_json: bool, year: int | None, output: Path) -> None:  # noqa: FBT001
    """Ghi bảng kết quả có cột tinh_trang và quyết định; hồ sơ đã thẩm định mang điểm thẩm định.

    Bên cạnh bảng là tệp niêm phong (.niem-phong.json): bảng bị sửa sau khi xuất thì các lệnh đọc
    nó đều nhận ra. Sổ mà phép kiểm tra thấy lỗi thì không xuất.
    """
    from phuhop.usecases.register.results import export_table

    with opened(address) as database:
        found = export_table(database, output, year)
    if as_json:
        file = {"file": found.table.as_posix(), "seal": found.seal.as_posix()}
        print_json({**file, "rows": found.rows, "left_out": [*found.left_out]})
        return
    click.echo(f"{found.table.as_posix()}: {found.rows} hồ sơ; niêm phong {found.seal.name}")
    if found.left_out:
        named = ", ".join(found.left_out)
        click.echo(f"Không vào bảng vì còn là bản nháp: {named}", err=True)


@click.command(options_metavar=OPTIONS, short_help="Kiểm tra chuỗi và nội dung của sổ.")
@common(database_option, json_option)
@click.option(
    "--head",
    "printed",
    metavar="SỐ:BĂM",
    help="Mắt xích in trên một văn bản; kiểm tra nó còn trong chuỗi.",
)
def audit(address: str, as_json: bool, printed: str | None) -> None:  # noqa: FBT001
    """Kiểm tra chuỗi từ mắt xích đầu, nội dung từng bản, và trạng thái theo sự kiện.

    Mắt xích bị cắt ở cuối thì trong sổ không để lại dấu: đối chiếu với đầu chuỗi đã in (--head).
    """
    from phuhop.usecases.register.keeping import audit as audit_register

    with opened(address) as database:
        found = audit_register(database, printed)
    if as_json:
        print_json(found.json())
    else:
        for problem in found.problems:
            click.echo(told(problem), err=True)
        click.echo("\n".join(found.lines()))
        if printed is None:
            click.echo("So đầu chuỗi này với bản in gần nhất: mắt xích mất ở cuối không tự lộ ra.")
    if not found.is_sound:
        raise SystemExit(FAULTS)


@click.command(options_metavar=OPTIONS)
@common(database_option, json_option)
def upgrade(address: str, as_json: bool) -> None:  # noqa: FBT001
    """Đưa sổ của bản phần mềm cũ lên bản này; chuỗi giữ nguyên. Nên sao lưu trước."""
    from phuhop.usecases.register.keeping import upgrade as upgrade_register

    with told_to_the_user():
        done = upgrade_register(address)
    if as_json:
        print_json({"database": done.database, "from": done.before, "to": done.now})
    elif done.before == done.now:
        click.echo(f"{done.database}: đã là phiên bản {done.now}, không thay đổi gì")
    else:
        click.echo(f"{done.database}: từ phiên bản {done.before} lên {done.now}")


@click.command(options_metavar=OPTIONS, short_help="Sao lưu sổ thành một tệp mới.")
@click.argument("target", type=FILE, metavar="TỆP")
@common(database_option, json_option)
def backup(target: Path, address: str, as_json: bool) -> None:  # noqa: FBT001
    """Sao lưu sổ thành một tệp mới, trong lúc người khác vẫn làm việc.

    Bản sao lưu khôi phục được sang SQLite lẫn PostgreSQL.
    """
    from phuhop.usecases.register.keeping import back_up

    with opened(address) as database:
        head = back_up(database, target)
    if as_json:
        print_json({"file": target.as_posix(), "head": head})
    else:
        click.echo(f"{target.as_posix()}: đầu chuỗi {head}")


@click.command(options_metavar=OPTIONS, short_help="Khôi phục bản sao lưu vào một sổ mới.")
@click.argument("source", type=FILE, metavar="TỆP")
@common(database_option, json_option)
def restore(source: Path, address: str, as_json: bool) -> None:  # noqa: FBT001
    """Khôi phục bản sao lưu vào một sổ mới; không bao giờ ghi đè sổ đã có."""
    from phuhop.usecases.register.keeping import restore as restore_register

    with told_to_the_user():
        found = restore_register(source, address)
    tell(found.problems)
    if as_json:
        print_json({"database": found.database, "head": found.head})
    else:
        click.echo(
            f"{found.database}: đã khôi phục {found.events} mắt xích, đầu chuỗi {found.head}"
        )
    exit_for(found.problems)
