"""``phuhop index``: an index of children's rights over communes, districts, clusters, provinces."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS, TABLES_AND_JSON, output_file
from phuhop.files.writing import write_bytes

_BY = ("xa", "huyen", "cum", "tinh")


@click.command(options_metavar=OPTIONS, short_help="Tính, xếp chỉ số thực hiện quyền trẻ em.")
@click.argument("files", nargs=-1, type=FILE, metavar="[TỆP...]")
@click.option(
    "--index", "index_file", type=FILE, metavar="TỆP", help="Bộ chỉ số của mình, tệp YAML."
)
@click.option(
    "--typed",
    type=FILE,
    multiple=True,
    metavar="BẢNG",
    help="Số nhập tay: cột noi, nam, nhom (nếu xếp theo nhóm) và mã chỉ số thành phần.",
)
@click.option(
    "--by",
    type=click.Choice(_BY),
    default="xa",
    metavar="|".join(_BY),
    help="Một nơi là một xã (mặc định), huyện, cụm hay tỉnh.",
)
@click.option("--clusters", type=FILE, metavar="BẢNG", help="Bảng ma_xa, cum, cho --by cum.")
@click.option(
    "--year",
    type=click.IntRange(1990, 2100),
    metavar="NĂM",
    help="Năm nào (mặc định: năm mới nhất có số liệu).",
)
@click.option(
    "--draws",
    type=click.IntRange(0, 10_000),
    default=0,
    metavar="SỐ",
    help="Thử lại bao nhiêu lần với trọng số giả định khác đi, để biết hạng chắc đến đâu.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    metavar="SỐ",
    help="Hạt giống của --draws: cùng số thì cùng kết quả (mặc định: 1).",
)
@click.option(
    "--weights-limit",
    type=click.IntRange(0, 90),
    default=25,
    metavar="PHẦN_TRĂM",
    help="Trọng số giả định xê dịch nhiều nhất bao nhiêu phần trăm (mặc định: 25).",
)
@output_file(TABLES_AND_JSON, "Ghi bảng .csv, .xlsx, .parquet hoặc .json.")
def index(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    index_file: Path | None,
    typed: tuple[Path, ...],
    by: str,
    clusters: Path | None,
    year: int | None,
    draws: int,
    seed: int,
    weights_limit: int,
    output: Path | None,
) -> None:
    """Tính chỉ số nhiều cấp của từng nơi, xếp hạng trong nhóm: để khuyến khích, không phê bình.

    TỆP là bảng, biểu, thư mục số liệu của các xã. Nơi nào thiếu một số thì chưa có chỉ số, không
    tính là 0. Trọng số, cách chuẩn hóa của bộ đi kèm là giả định. Chỉ dùng trong cơ quan.
    """
    if not files and not typed:
        raise click.UsageError("nêu số liệu các xã, hoặc --typed với số nhập tay")
    from phuhop.usecases.duties.children_index import IndexWish, index_of

    wish = IndexWish(
        files,
        typed,
        index_file,
        by,
        clusters,
        year,
        draws,
        seed,
        Fraction(weights_limit, 100),
    )
    with told_to_the_user():
        found = index_of(wish)
        if output is None:
            click.echo(found.text())
        else:
            write_bytes(output, found.table(output.suffix.lower()))
            click.echo(f"{output.as_posix()}: {len(found.report.computed.scores)} nơi")
    tell(found.problems)
    exit_for(found.problems)
