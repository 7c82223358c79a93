"""``phuhop targets``: a plan's targets against figures, decisions and typed values."""

from __future__ import annotations

from pathlib import Path

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS, TABLES_AND_JSON, output_file, today
from phuhop.cli.province.results_options import (
    expected_option,
    one_source,
    perhaps_opened,
    province_option,
    register_option,
    year_option,
)
from phuhop.cli.province.targets_of_a_plan import track_plan, write_form
from phuhop.files.own_work import write_new
from phuhop.files.writing import write_bytes

_BY = {
    "tinh": "tỉnh",
    "huyen": "huyện",
    "nhom": "nhóm ngưỡng",
    "nam": "năm",
    "cum": "cụm",
    "xa": "xã",
}


@click.command(options_metavar=OPTIONS, short_help="Theo dõi chỉ tiêu của kế hoạch về trẻ em.")
@click.argument("files", nargs=-1, type=FILE, metavar="[KẾT_QUẢ...]")
@register_option
@year_option
@expected_option
@province_option
@click.option(
    "--plan",
    metavar="MÃ|TỆP",
    help="Kế hoạch có sẵn (mã trong --list), hoặc tệp YAML của mình; không nêu thì chỉ so tỷ lệ xã "
    "được công nhận với mọi kế hoạch đã đọc được.",
)
@click.option(
    "--figures",
    type=FILE,
    multiple=True,
    metavar="BẢNG",
    help="Số liệu các xã (bảng, biểu, thư mục) để tính chỉ tiêu; với --db thì lấy từ sổ.",
)
@click.option(
    "--typed",
    type=FILE,
    multiple=True,
    metavar="BẢNG",
    help="Số nhập tay, trong biểu do --form ghi.",
)
@click.option("--list", "listed", is_flag=True, help="Liệt kê các kế hoạch có sẵn.")
@click.option("--sample", type=FILE, metavar="TỆP", help="Ghi một kế hoạch mẫu để điền của mình.")
@click.option(
    "--form",
    type=FILE,
    metavar="TỆP",
    help="Ghi biểu .xlsx để nhập số của --plan, năm --year; mỗi đơn vị của --units một dòng.",
)
@click.option(
    "--units",
    multiple=True,
    metavar="BẢNG|TÊN",
    help="Đơn vị phải nhập trong biểu: bảng có ma_xa, ten_xa, hoặc tên huyện, cụm (nhiều lần).",
)
@click.option(
    "--clusters", type=FILE, metavar="BẢNG", help="Bảng ma_xa, cum, để chia theo cụm (--by cum)."
)
@click.option(
    "--by",
    type=click.Choice([*_BY]),
    metavar="|".join(_BY),
    help="Chia theo nơi. Với --plan: tinh, huyen, cum, xa. Không có --plan: tinh (mặc định), "
    "huyen, nhom, nam.",
)
@output_file(TABLES_AND_JSON, "Ghi bảng .csv, .xlsx, .parquet hoặc .json.")
def targets(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    address: str | None,
    year: int | None,
    expected: Path | None,
    province: str | None,
    plan: str | None,
    figures: tuple[Path, ...],
    typed: tuple[Path, ...],
    listed: bool,  # noqa: FBT001 -- click passes flags by name
    sample: Path | None,
    form: Path | None,
    units: tuple[str, ...],
    clusters: Path | None,
    by: str | None,
    output: Path | None,
) -> None:
    """Theo dõi chỉ tiêu của một kế hoạch: thực hiện bao nhiêu, nguồn nào, đạt chưa, còn thiếu mấy.

    KẾT_QUẢ là bảng của phuhop registry export, nhiều năm trong một hay nhiều tệp; --db lấy thẳng
    từ sổ. Chỉ đếm xã có quyết định công nhận; bảng không có niêm phong của sổ là tự chấm. Tổng số
    là mọi đơn vị cấp xã ngày 31/12, kể cả đơn vị chưa gửi gì. Số liệu của nhiều xã thì cộng tử số,
    cộng mẫu số rồi mới chia. Không dùng để công bố.
    """
    from phuhop.usecases.duties.plan_tracking import is_plan_of_its_own

    if listed:
        from phuhop.usecases.duties.plan_tracking import listed_plans

        with told_to_the_user():
            click.echo(listed_plans(), nl=False)
        return
    if sample is not None:
        _write_sample(sample)
        return
    if form is not None:
        write_form(form, plan, year, units)
        return
    with told_to_the_user():
        is_own = is_plan_of_its_own(plan)
    if is_own and plan is not None:
        from phuhop.usecases.duties.place_years import PlaceWish
        from phuhop.usecases.duties.plan_tracking import TrackingWish
        from phuhop.usecases.province.results import Expected, Source

        if files and address is not None:
            one_source(files, address)
        with perhaps_opened(address) as database:
            place = PlaceWish(
                Source(files, database), figures, Expected(expected, province), today()
            )
            track_plan(TrackingWish(plan, place, typed, year, by, clusters), output)
        return
    if figures or typed or clusters is not None or by in {"cum", "xa"}:
        raise click.UsageError("--figures, --typed, --clusters, --by cum|xa cần --plan")
    one_source(files, address)
    by = by or "tinh"
    from phuhop.usecases.province.results import Expected, Source
    from phuhop.usecases.province.targets import targets_of

    with perhaps_opened(address) as database:
        source = Source(files, database, year)
        own = None if plan is None else Path(plan)
        found = targets_of(source, Expected(expected, province), own)
        if output is None:
            click.echo(found.text())
            title = f"Số đơn vị theo năm{'' if by == 'nam' else f' và {_BY[by]}'}:"
            click.echo(found.shares_text(title, by))
        else:
            write_bytes(output, found.table(output.suffix.lower()))
            click.echo(f"{output.as_posix()}: {len(found.results)} chỉ tiêu")
    tell(found.problems)
    exit_for(found.problems)


def _write_sample(path: Path) -> None:
    from phuhop.usecases.duties.plan_tracking import sample_plan

    with told_to_the_user():
        write_new(path, sample_plan())
    click.echo(path.as_posix())
