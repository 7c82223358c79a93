"""Keeping the register: reminders, the table of results, audit, backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop.cli.messages import FAULTS, exit_for, tell
from phuhop.cli.options import FILE
from phuhop.cli.register.options import (
    OPTIONS,
    common,
    database_option,
    json_option,
    opened,
    print_json,
    usage_told,
    year_option,
)

if TYPE_CHECKING:
    from registry.keeping.audit import Audit
    from registry.store.chain import Head

_TABLES = (".csv", ".xlsx", ".parquet")
_HASH_LENGTH = 64


@click.command(
    options_metavar=OPTIONS, short_help="Ghi bảng kết quả có tình trạng, quyết định, niêm phong."
)
@common(database_option, json_option, year_option)
@click.option(
    "-o", "--output", required=True, type=FILE, metavar="BẢNG", help=f"Bảng {', '.join(_TABLES)}."
)
def export(address: str, as_json: bool, year: int | None, output: Path) -> None:  # noqa: FBT001
    """Ghi bảng kết quả có cột tinh_trang và quyết định; hồ sơ đã thẩm định mang điểm thẩm định.

    Bên cạnh bảng là tệp niêm phong (.niem-phong.json): bảng bị sửa sau khi xuất thì các lệnh đọc
    nó đều nhận ra. Sổ mà phép kiểm tra thấy lỗi thì không xuất.
    """
    from phuhop.files.writing import write_bytes
    from phuhop.usecases.register.results import exported_table
    from registry.views.listing import Wanted
    from scoring.results.seal import seal_path

    if output.suffix.lower() not in _TABLES:
        raise click.UsageError(f"-o: tên tệp phải có đuôi {', '.join(_TABLES)}")
    with opened(address) as database:
        found = exported_table(database, output.suffix.lower(), Wanted(year))
        write_bytes(output, found.content)
        write_bytes(seal_path(output), found.seal)
    if as_json:
        left = list(found.left_out)
        seal = seal_path(output).as_posix()
        file = {"file": output.as_posix(), "seal": seal}
        print_json({**file, "rows": found.rows, "left_out": left})
        return
    click.echo(f"{output.as_posix()}: {found.rows} hồ sơ; niêm phong {seal_path(output).name}")
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
    from registry.keeping.audit import audit as audit_register

    expected = None if printed is None else _head(printed)
    with opened(address) as database:
        found = audit_register(database, expected)
    _tell_audit(found, as_json=as_json, printed=printed)
    if not found.is_sound:
        raise SystemExit(FAULTS)


def _tell_audit(found: Audit, *, as_json: bool, printed: str | None) -> None:
    from registry.views.plain_json import plain_audit

    if as_json:
        print_json(plain_audit(found))
        return
    # The order in which they were found: the first broken link comes first.
    for problem in found.problems:
        click.echo(str(problem), err=True)
    words = "Chuỗi liền mạch" if found.is_sound else "Chuỗi hoặc nội dung KHÔNG liền mạch"
    click.echo(f"{words}: {found.events} mắt xích, {found.dossiers} hồ sơ.")
    click.echo(f"Đầu chuỗi: {found.head}")
    if printed is None:
        click.echo("So đầu chuỗi này với bản in gần nhất: mắt xích mất ở cuối không tự lộ ra.")


def _head(text: str) -> Head:
    from registry.store.chain import Head

    number, colon, value = text.strip().partition(":")
    is_hash = len(value) == _HASH_LENGTH and not set(value) - set("0123456789abcdef")
    if not colon or not number.isdecimal() or not is_hash:
        raise click.UsageError("--head: viết SỐ:BĂM như in ở cuối hồ sơ, băm đủ 64 chữ số")
    return Head(int(number), value)


@click.command(options_metavar=OPTIONS)
@common(database_option, json_option)
def upgrade(address: str, as_json: bool) -> None:  # noqa: FBT001
    """Đưa sổ của bản phần mềm cũ lên bản này; chuỗi giữ nguyên. Nên sao lưu trước."""
    from registry.store.database import SCHEMA
    from registry.store.database import upgrade as upgrade_register

    with usage_told():
        database, had = upgrade_register(address)
        database.close()
    if as_json:
        print_json({"database": database.name, "from": had, "to": SCHEMA})
    elif had == SCHEMA:
        click.echo(f"{database.name}: đã là phiên bản {SCHEMA}, không thay đổi gì")
    else:
        click.echo(f"{database.name}: từ phiên bản {had} lên {SCHEMA}")


@click.command(options_metavar=OPTIONS, short_help="Sao lưu sổ thành một tệp mới.")
@click.argument("target", type=FILE, metavar="TỆP")
@common(database_option, json_option)
def backup(target: Path, address: str, as_json: bool) -> None:  # noqa: FBT001
    """Sao lưu sổ thành một tệp mới, trong lúc người khác vẫn làm việc.

    Bản sao lưu khôi phục được sang SQLite lẫn PostgreSQL.
    """
    from registry.keeping.backup import back_up

    with opened(address) as database:
        head = back_up(database, target)
    if as_json:
        print_json({"file": target.as_posix(), "head": str(head)})
    else:
        click.echo(f"{target.as_posix()}: đầu chuỗi {head}")


@click.command(options_metavar=OPTIONS, short_help="Khôi phục bản sao lưu vào một sổ mới.")
@click.argument("source", type=FILE, metavar="TỆP")
@common(database_option, json_option)
def restore(source: Path, address: str, as_json: bool) -> None:  # noqa: FBT001
    """Khôi phục bản sao lưu vào một sổ mới; không bao giờ ghi đè sổ đã có."""
    from registry.keeping.backup import restore as restore_register
    from registry.store.database import connect

    with usage_told():
        database = connect(address)
        found = restore_register(source, database)
        database.close()
    tell(found.problems)
    if as_json:
        print_json({"database": database.name, "head": str(found.head)})
    else:
        click.echo(f"{database.name}: đã khôi phục {found.events} mắt xích, đầu chuỗi {found.head}")
    exit_for(found.problems)
