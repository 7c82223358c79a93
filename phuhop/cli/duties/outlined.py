"""``phuhop report council``, ``year``, ``figures``: what a place reports of its children."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import (
    FILE,
    OFFICE_SAMPLE,
    OPTIONS,
    TABLES,
    office_option,
    output_file,
    today,
)
from phuhop.cli.province.results_options import (
    expected_option,
    one_source,
    perhaps_opened,
    province_option,
    register_option,
    up_to_option,
)
from phuhop.files.own_work import write_new
from phuhop.files.writing import write_bytes


def place_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add what says which place: results, register, figures, list of units, province, year."""
    options = (
        click.argument("files", nargs=-1, type=FILE, metavar="[KẾT_QUẢ...]"),
        register_option,
        click.option(
            "--figures",
            type=FILE,
            multiple=True,
            metavar="BẢNG",
            help="Số liệu các xã (bảng, biểu, thư mục), cả năm trước; với --db thì lấy từ sổ.",
        ),
        expected_option,
        province_option,
        up_to_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def _report_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the files of the office's own."""
    options = (
        click.option("--commune", metavar="MÃ", help="Báo cáo của một xã (mã 5 chữ số)."),
        click.option(
            "--plan",
            metavar="MÃ|TỆP",
            help="Kế hoạch có chỉ tiêu phải theo dõi (như phuhop targets).",
        ),
        click.option(
            "--typed",
            type=FILE,
            multiple=True,
            metavar="BẢNG",
            help="Số nhập tay của kế hoạch, trong biểu do phuhop targets --form ghi.",
        ),
        click.option(
            "--text",
            type=FILE,
            metavar="TỆP",
            help="Phần chữ do cơ quan viết (.xlsx hoặc .yaml, xem --sample-text).",
        ),
        click.option(
            "--sample-text",
            type=FILE,
            metavar="TỆP",
            help="Ghi tệp .xlsx hoặc .yaml để viết phần chữ.",
        ),
        office_option(f"in trên báo cáo {OFFICE_SAMPLE}"),
        click.option(
            "--ruleset", metavar="MÃ", help="Bộ tiêu chí đã dùng (mặc định: theo số liệu)."
        ),
        click.option(
            "-o", "--output", type=FILE, metavar="THƯ_MỤC", help="Thư mục để ghi báo cáo."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command(
    "council", options_metavar=OPTIONS, short_help="Báo cáo Hội đồng nhân dân về quyền trẻ em."
)
@place_options
@_report_options
def council(**given: Any) -> None:
    """Lập báo cáo Hội đồng nhân dân cùng cấp (Luật Trẻ em Điều 90 khoản 3), của tỉnh hoặc một xã.

    Số liệu thật theo từng quyền, có năm trước; khó khăn, nhiệm vụ soạn từ số liệu; phần chữ do cơ
    quan viết, chưa viết thì để dòng chấm.
    """
    _make("council", given)


@click.command(
    "year", options_metavar=OPTIONS, short_help="Báo cáo kết quả thực hiện kế hoạch năm (01/12)."
)
@place_options
@_report_options
def year_result(**given: Any) -> None:
    """Lập báo cáo kết quả thực hiện kế hoạch năm, gửi trước 01/12: nhiệm vụ, chỉ tiêu, công nhận.

    Báo cáo đầy đủ, lưu hành nội bộ, không công bố.
    """
    _make("year", given)


def _make(report: str, given: dict[str, Any]) -> None:
    from phuhop.usecases.duties.outlined_report import (
        OutlinedFiles,
        OutlinedWish,
        outlined_report,
        texts_to_write,
    )

    sample: Path | None = given["sample_text"]
    if sample is not None:
        with told_to_the_user():
            write_new(sample, texts_to_write(report, sample.suffix.lower()))
        click.echo(sample.as_posix())
        return
    output: Path | None = given["output"]
    if output is None:
        raise click.UsageError("cần -o THƯ_MỤC")
    with perhaps_opened(address_of(given)) as database:
        wish = OutlinedWish(
            report,
            place_of_options(given, database),
            given["year"],
            given["commune"],
            OutlinedFiles(
                given["plan"], given["typed"], given["text"], given["office"], given["ruleset"]
            ),
        )
        made = outlined_report(wish)
        for name, content in made.documents.items():
            write_new(output / name, content)
    tell(made.problems)
    named = ", ".join(made.documents)
    click.echo(f"{output.as_posix()}: {named}; {made.place}, năm {made.year}; không công bố")
    exit_for(made.problems)


def address_of(given: dict[str, Any]) -> str | None:
    """Return the register's address; raises ``click.UsageError`` without any source."""
    address: str | None = given["address"]
    if (given["files"] and address is not None) or not (
        given["files"] or given["figures"] or address is not None
    ):
        one_source(given["files"], address)
    return address


def place_of_options(given: dict[str, Any], database: Any) -> Any:
    """Return the place that the options name."""
    from phuhop.usecases.duties.place_years import PlaceWish
    from phuhop.usecases.province.results import Expected, Source

    return PlaceWish(
        Source(given["files"], database),
        given["figures"],
        Expected(given["expected"], given["province"]),
        today(),
    )


@click.command(
    "figures", options_metavar=OPTIONS, short_help="Số liệu thật của địa bàn, cộng từ các xã."
)
@place_options
@output_file(TABLES, "Ghi bảng .csv, .xlsx hoặc .parquet.")
def figures(**given: Any) -> None:
    """In các chỉ số của địa bàn theo số liệu thật: tổng chia cho tổng, mấy xã có số, năm trước.

    Có số đếm nhỏ về trẻ em: lưu hành nội bộ, không công bố.
    """
    from phuhop.usecases.duties.figures_of_place import figures_of_place

    output: Path | None = given["output"]
    with perhaps_opened(address_of(given)) as database:
        found = figures_of_place(place_of_options(given, database), given["year"])
        if output is None:
            click.echo(found.text(), nl=False)
        else:
            write_bytes(output, found.table(output.suffix.lower()))
            click.echo(f"{output.as_posix()}: năm {found.year}; không công bố")
    tell(found.problems)
    exit_for(found.problems)
