"""``phuhop registry extract``: a version's files out of the register."""

from __future__ import annotations

from pathlib import Path

import click

from phuhop.cli.options import FILE
from phuhop.cli.register.options import (
    OPTIONS,
    common,
    database_option,
    json_option,
    opened,
    print_json,
)


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
    from phuhop.files.writing import check_empty, write_bytes
    from registry.views.extraction import extracted

    with opened(address) as database, database.reading() as connection:
        check_empty(output)
        for path, content in extracted(connection, name, version):
            target = output / path
            write_bytes(target, content, below=output, private=True)
            if as_json:
                print_json({"file": target.as_posix(), "size": len(content)})
            else:
                click.echo(target.as_posix())
