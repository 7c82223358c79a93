"""``phuhop reuse``: figures for the new-rural and the civilised-urban office."""

from __future__ import annotations

from pathlib import Path

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS, TABLES, output_file
from phuhop.files.writing import write_bytes


@click.command(options_metavar=OPTIONS, short_help="Số liệu dùng lại cho nông thôn mới, đô thị.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="TỆP...")
@click.option(
    "--set",
    "sets",
    type=FILE,
    multiple=True,
    metavar="TỆP",
    help="Bộ tiêu chí khác của địa phương, tệp YAML, nêu được nhiều lần.",
)
@click.option(
    "--region", metavar="VÙNG", help="Vùng của các xã, ví dụ «Tây Nguyên»: mức khác theo vùng."
)
@click.option(
    "--year", type=click.IntRange(1990, 2100), metavar="NĂM", help="Năm nào (mặc định: mới nhất)."
)
@click.option(
    "--papers", type=FILE, metavar="THƯ_MỤC", help="Ghi cho mỗi xã một trang Word vào thư mục này."
)
@output_file(TABLES, "Ghi bảng .csv, .xlsx hoặc .parquet: mỗi xã, mỗi mục một dòng.")
def reuse(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    sets: tuple[Path, ...],
    region: str | None,
    year: int | None,
    papers: Path | None,
    output: Path | None,
) -> None:
    """Số liệu nào của xã chứng minh được mục nào của bộ tiêu chí nông thôn mới, đô thị văn minh.

    Mỗi mục nói số liệu, cho thấy gì, phạm vi và mức tin cậy; mục chưa đọc được thì ghi «chưa rõ».
    Không kết luận thay cơ quan xét bộ tiêu chí đó.
    """
    from phuhop.usecases.duties.crosswalk import ReuseWish
    from phuhop.usecases.duties.crosswalk import reuse as found_of

    with told_to_the_user():
        found = found_of(ReuseWish(files, sets, region, year))
        if output is not None:
            write_bytes(output, found.table(output.suffix.lower()))
            click.echo(f"{output.as_posix()}: {len(found.reports)} xã")
        if papers is not None:
            for path in found.write_papers(papers):
                click.echo(path.as_posix())
        if output is None and papers is None:
            click.echo(found.text(), nl=False)
    tell(found.problems)
    exit_for(found.problems)
