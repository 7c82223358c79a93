"""``phuhop targets``: the share of communes recognised against targets."""

from __future__ import annotations

from pathlib import Path

import click

from phuhop import __version__
from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE
from phuhop.cli.province.results_options import (
    expected_option,
    one_source,
    perhaps_opened,
    province_option,
    register_option,
    year_option,
)
from phuhop.files.own_work import write_new
from phuhop.files.writing import write_bytes

_ENDINGS = (".csv", ".xlsx", ".parquet", ".json")
_BY = {"tinh": "tỉnh", "huyen": "huyện", "nhom": "nhóm ngưỡng", "nam": "năm"}


@click.command(options_metavar="[TÙY CHỌN]", short_help="So tỷ lệ xã được công nhận với chỉ tiêu.")
@click.argument("files", nargs=-1, type=FILE, metavar="[KẾT_QUẢ...]")
@register_option
@year_option
@expected_option
@province_option
@click.option(
    "--plan",
    type=FILE,
    metavar="TỆP",
    help="Bảng chỉ tiêu YAML (mặc định: chỉ tiêu quốc gia và của các tỉnh đã đọc được).",
)
@click.option(
    "--sample", type=FILE, metavar="TỆP", help="Ghi một bảng chỉ tiêu mẫu để điền của mình."
)
@click.option(
    "--by",
    type=click.Choice([*_BY]),
    default="tinh",
    metavar="|".join(_BY),
    help="In thêm số đơn vị theo năm và tỉnh, huyện, nhóm ngưỡng (mặc định: tinh).",
)
@click.option(
    "-o", "--output", type=FILE, metavar="TỆP", help="Ghi bảng .csv, .xlsx, .parquet hoặc .json."
)
def targets(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    address: str | None,
    year: int | None,
    expected: Path | None,
    province: str | None,
    plan: Path | None,
    sample: Path | None,
    by: str,
    output: Path | None,
) -> None:
    """So tỷ lệ xã được công nhận với chỉ tiêu từng năm: bao nhiêu phần trăm, còn thiếu mấy xã.

    KẾT_QUẢ là bảng của phuhop registry export, nhiều năm trong một hay nhiều tệp; --db lấy thẳng
    từ sổ. Chỉ đếm xã có quyết định công nhận; bảng không có niêm phong của sổ là tự chấm. Tổng số
    là mọi đơn vị cấp xã ngày 31/12, kể cả đơn vị chưa gửi gì.
    """
    if sample is not None:
        _write_sample(sample)
        return
    if output is not None and output.suffix.lower() not in _ENDINGS:
        raise click.UsageError(f"-o: tên tệp phải có đuôi {', '.join(_ENDINGS)}")
    one_source(files, address)
    from phuhop.usecases.province.results import Expected, Source
    from phuhop.usecases.province.targets import targets_of
    from reports.ranking.targets_text import shares_text, targets_text

    with perhaps_opened(address) as database:
        source = Source(files, database, year)
        found = targets_of(source, Expected(expected, province), plan)
        rows, years = found.place.rows, found.place.years
        if output is None:
            click.echo(targets_text(rows, years, found.place.rearranged, found.plan, found.results))
            title = f"Số đơn vị theo năm{'' if by == 'nam' else f' và {_BY[by]}'}:"
            click.echo(shares_text(title, found.shares(by)))
        else:
            from reports.ranking.targets_table import TARGETS_HEADINGS, target_rows, targets_json
            from reports.tables.writing import WRITERS
            from reports.wording.stamp import Stamp

            ending = output.suffix.lower()
            content = (
                targets_json(found.plan, found.results, Stamp(__version__))
                if ending == ".json"
                else WRITERS[ending](TARGETS_HEADINGS, target_rows(found.results))
            )
            write_bytes(output, content)
            click.echo(f"{output.as_posix()}: {len(found.results)} chỉ tiêu")
    tell(found.problems)
    exit_for(found.problems)


def _write_sample(path: Path) -> None:
    from phuhop.usecases.province.targets import sample_plan

    with told_to_the_user():
        write_new(path, sample_plan())
    click.echo(path.as_posix())
