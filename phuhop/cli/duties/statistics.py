"""``phuhop report 604``: the forms of statistics on children."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from phuhop.cli.duties.outlined import address_of, place_of_options, place_options
from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, OFFICE_SAMPLE, OPTIONS, office_option
from phuhop.cli.province.results_options import perhaps_opened
from phuhop.files.own_work import write_new


@click.command(
    "604",
    options_metavar=OPTIONS,
    short_help="Biểu 604/TE-Sở và các biểu 601–603, Excel và Word.",
)
@place_options
@click.option(
    "--typed", type=FILE, multiple=True, metavar="TỆP", help="Bảng đã nhập cho biểu 601–603."
)
@click.option("--form", type=FILE, metavar="TỆP", help="Ghi bảng .xlsx để nhập biểu 601–603.")
@click.option(
    "--previous",
    type=FILE,
    metavar="TỆP",
    help="Biểu .xlsx năm trước do phần mềm ghi, để so (mặc định: kết quả năm trước nếu có).",
)
@office_option(OFFICE_SAMPLE)
@click.option("-o", "--output", type=FILE, metavar="THƯ_MỤC", help="Thư mục để ghi biểu.")
def statistics_forms(**given: Any) -> None:
    """Lập biểu 604/TE-Sở: tổng số xã phường, số phù hợp với trẻ em, tỷ lệ; gửi trước 15/01.

    Tổng số là mọi đơn vị cấp xã ngày 31/12, kể cả đơn vị chưa gửi gì; phù hợp chỉ tính theo quyết
    định. Biểu 601–603 từ bảng nhập tay (--form, --typed): nhập số đếm, tỷ lệ phần mềm tính.
    """
    from phuhop.usecases.duties.statistics import StatisticsWish, blank_grid, statistics

    form: Path | None = given["form"]
    output: Path | None = given["output"]
    if form is not None:
        if given["year"] is None or form.suffix.lower() != ".xlsx":
            raise click.UsageError("--form cần --year và tên tệp có đuôi .xlsx")
        with told_to_the_user():
            write_new(form, blank_grid(given["year"]))
        click.echo(form.as_posix())
        return
    if output is None:
        raise click.UsageError("cần -o THƯ_MỤC")
    with perhaps_opened(address_of(given)) as database:
        made = statistics(
            StatisticsWish(
                place_of_options(given, database),
                given["year"],
                given["typed"],
                given["previous"],
                given["office"],
            )
        )
        for name, content in made.documents.items():
            write_new(output / name, content)
    tell(made.problems)
    click.echo(f"{output.as_posix()}: {', '.join(made.documents)}; năm {made.year}")
    exit_for(made.problems)
