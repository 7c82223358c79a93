"""``phuhop verify blank``: worksheets for the verifier, from files or from the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from phuhop.cli.messages import exit_for, tell
from phuhop.cli.options import FILE, OPTIONS, Day, ruleset_options, today
from phuhop.cli.progress import TERMINAL
from phuhop.cli.province.results_options import perhaps_opened
from phuhop.cli.verifier.source import check_source, register_options


@click.command(options_metavar=OPTIONS)
@click.argument("files", nargs=-1, type=FILE, metavar="[BIỂU...]")
@click.option(
    "-o",
    "--output",
    required=True,
    type=FILE,
    metavar="TỆP|THƯ_MỤC",
    help="Tệp .xlsx để ghi; thư mục khi có nhiều xã.",
)
@register_options
@click.option("--verifier", metavar="HỌ_TÊN", help="Điền sẵn người thẩm định.")
@click.option("--title", metavar="CHỮ", help="Điền sẵn chức vụ, cơ quan.")
@click.option("--day", type=Day(), metavar="NGÀY", help="Điền sẵn ngày thẩm định.")
@ruleset_options
def blank(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    output: Path,
    address: str | None,
    state: str | None,
    year: int | None,
    verifier: str | None,
    title: str | None,
    day: date | None,
    ruleset: str | None,
    as_of: date | None,
) -> None:
    """Ghi phiếu thẩm định Excel: số tự chấm cạnh ô trống cho số đã xác minh, lý do, quyết định.

    Cạnh mỗi số có tài liệu của xã; lấy từ sổ (--db) thì có cả số năm trước, đã xác minh nếu có.
    """
    from phuhop.usecases.verifier.blank_worksheets import WorksheetWish, write_worksheets

    check_source(files, address, state, year)
    with perhaps_opened(address) as database:
        wish = WorksheetWish(
            output, files, database, state, year, verifier, title, day, ruleset, as_of, today()
        )
        made = write_worksheets(wish, TERMINAL)
    for path in made.paths:
        click.echo(path.as_posix())
    tell(made.problems)
    exit_for(made.problems)
