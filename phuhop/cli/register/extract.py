"""``phuhop registry extract``: a version's files out of the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop.cli.options import FILE, OPTIONS
from phuhop.cli.register.options import (
    common,
    database_option,
    json_option,
    opened,
    print_json,
)

if TYPE_CHECKING:
    from phuhop.usecases.register.looking import FileTakenOut


@click.command(options_metavar=OPTIONS, short_help="Lấy minh chứng và nội dung một bản ra tệp.")
@click.argument("name", metavar="MÃ_XÃ/NĂM")
@common(database_option, json_option)
@click.option(
    "--version", type=click.IntRange(1), metavar="SỐ", help="Bản nào (mặc định: hiện hành)."
)
@click.option("-o", "--output", required=True, type=FILE, metavar="THƯ_MỤC", help="Thư mục để ghi.")
def extract(
    name: str,
    address: str,
    as_json: bool,  # noqa: FBT001 -- click passes flags by name
    version: int | None,
    output: Path,
) -> None:
    """Lấy một bản ra khỏi sổ: biểu đã điền, bảng số liệu, minh chứng, kết quả, các bản thẩm định.

    Minh chứng mang tên gần như tên gốc; tệp nào chứng minh phần nào ghi ở danh-muc.csv trong cùng
    thư mục. Đóng gói lại được bằng phuhop pack.
    """
    from phuhop.usecases.register.looking import take_out

    def tell_one(file: FileTakenOut) -> None:
        if as_json:
            print_json({"file": file.path.as_posix(), "size": file.size})
        else:
            click.echo(file.path.as_posix())

    with opened(address) as database:
        take_out(database, name, version, output, tell_one)
