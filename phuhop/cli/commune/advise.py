"""``phuhop advise``: the way to recognition of one commune, or of a province summed up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from phuhop.cli.day_order import next_step, typed
from phuhop.cli.messages import exit_for, tell
from phuhop.cli.options import FILE, OPTIONS, TABLES, output_file, ruleset_options, today
from phuhop.cli.progress import TERMINAL
from phuhop.cli.province.results_options import (
    one_source,
    perhaps_opened,
    register_option,
    state_option,
    year_option,
)
from phuhop.files.writing import write_bytes


@click.command(
    options_metavar=OPTIONS, short_help="Tìm đường ngắn nhất tới đủ điều kiện công nhận."
)
@click.argument("files", nargs=-1, type=FILE, metavar="[TỆP...]")
@register_option
@year_option
@state_option
@ruleset_options
@click.option(
    "--summary",
    "is_summary",
    is_flag=True,
    help="Tổng hợp cả tỉnh: bao nhiêu xã còn mấy bước, vướng tiêu chí nào, cần thêm bao nhiêu.",
)
@output_file(TABLES, "Ghi đường rẻ nhất của từng xã thành bảng .csv, .xlsx hoặc .parquet.")
def advise(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    address: str | None,
    year: int | None,
    state: str | None,
    ruleset: str | None,
    as_of: date | None,
    is_summary: bool,  # noqa: FBT001 -- click passes flags by name
    output: Path | None,
) -> None:
    """Tìm đường ngắn nhất tới đủ điều kiện: thêm mấy trẻ em, mấy nội dung, ở phần nào.

    Điểm liệt trước, tổng điểm sau; không bao giờ bằng cách sửa mẫu số. Kèm cách khác cho từng
    bước, lần đánh giá tới và cơ quan phụ trách, theo nguồn đã đọc được. --db lấy số liệu của sổ:
    số đã thẩm định nếu có.
    """
    one_source(files, address, state)
    if address is None and year is not None:
        raise click.UsageError("--year chỉ dùng cùng với --db")
    from phuhop.usecases.commune.advice import AdviceWish, advice_table, advised

    with perhaps_opened(address) as database:
        wish = AdviceWish(files, database, year, state, ruleset, as_of, today())
        found = advised(wish, TERMINAL)
        if not is_summary and output is None:
            for text in found.texts():
                click.echo(text)
        else:
            groups = found.together()
            for line in (line for group in groups if is_summary for line in group.summary()):
                click.echo(line)
            if output is not None and groups:
                write_bytes(output, advice_table(groups, output.suffix.lower()))
                click.echo(f"{output.as_posix()}: {len(found.entries)} xã")
    tell(found.problems)
    exit_for(found.problems)
    if files and not is_summary:
        next_step(f"phuhop dossier {typed(files[0])} -o ho-so để lập hồ sơ")
