"""``phuhop targets``: the share of communes that meet the standard against targets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop import __version__
from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE
from phuhop.files.writing import write_bytes
from phuhop.usecases.reading import shipped_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.ranking.targets_text import ShareRow
    from scoring.ranking.target_shares import Shares
    from scoring.results.rows import ResultRow

_ENDINGS = (".csv", ".xlsx", ".parquet", ".json")
_BY = {"tinh": "tỉnh", "huyen": "huyện", "nhom": "nhóm ngưỡng", "nam": "năm"}


@click.command(options_metavar="[TÙY CHỌN]", short_help="So tỷ lệ xã đạt với chỉ tiêu.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="KẾT_QUẢ...")
@click.option(
    "--plan",
    type=FILE,
    metavar="TỆP",
    help="Bảng chỉ tiêu YAML (mặc định: chỉ tiêu quốc gia và của các tỉnh đã đọc được).",
)
@click.option(
    "--by",
    type=click.Choice([*_BY]),
    default="tinh",
    metavar="|".join(_BY),
    help="In thêm tỷ lệ theo năm và tỉnh, huyện, nhóm ngưỡng (mặc định: tinh).",
)
@click.option(
    "-o", "--output", type=FILE, metavar="TỆP", help="Ghi bảng .csv, .xlsx, .parquet hoặc .json."
)
def targets(files: tuple[Path, ...], plan: Path | None, by: str, output: Path | None) -> None:
    """So tỷ lệ xã đạt với chỉ tiêu từng năm: đạt bao nhiêu phần trăm, còn thiếu mấy xã.

    KẾT_QUẢ là bảng của phuhop score -o, nhiều năm trong một hay nhiều tệp. Có cột tinh_trang thì
    chỉ đếm xã được công nhận. Tổng số xã lấy theo sổ đơn vị hành chính của ngày 31/12, không được
    thì theo bảng, và nói rõ lấy ở đâu.
    """
    from reports.ranking.targets_text import shares_text, targets_text
    from scoring.ranking.target_shares import Shares
    from scoring.ranking.targets import SHIPPED, load_plan
    from scoring.results.reading import read_results

    if output is not None and output.suffix.lower() not in _ENDINGS:
        raise click.UsageError(f"-o: tên tệp phải có đuôi {', '.join(_ENDINGS)}")
    with told_to_the_user():
        wanted = load_plan(SHIPPED if plan is None else plan)
        results = read_results(files)
        shares = Shares(results.rows, shipped_units)
        measured = [shares.measure(target) for target in wanted.targets]
        if output is not None and results.rows:
            from reports.ranking.targets_table import TARGETS_HEADINGS, target_rows, targets_json
            from reports.tables.writing import WRITERS
            from reports.wording.stamp import Stamp

            ending = output.suffix.lower()
            content = (
                targets_json(shares, wanted, measured, Stamp(__version__))
                if ending == ".json"
                else WRITERS[ending](TARGETS_HEADINGS, target_rows(measured))
            )
            write_bytes(output, content)
            click.echo(f"{output.as_posix()}: {len(measured)} chỉ tiêu")
        elif results.rows:
            click.echo(targets_text(shares, wanted, measured))
            title = f"Tỷ lệ theo năm{'' if by == 'nam' else f' và {_BY[by]}'}, mẫu số theo bảng:"
            click.echo(shares_text(title, _by(shares, results.rows, by)))
    tell(results.problems)
    exit_for(results.problems)


def _by(shares: Shares, rows: Sequence[ResultRow], by: str) -> list[ShareRow]:
    together: dict[tuple[str, ...], list[ResultRow]] = {}
    for row in rows:
        unknown = "(không ghi)"
        place = {
            "nam": (),
            "tinh": (row.province or unknown,),
            "huyen": (row.province or unknown, row.district or unknown),
            "nhom": (row.group,),
        }[by]
        together.setdefault((str(row.year), *place), []).append(row)
    return [
        (labels, shares.share(found, None, int(labels[0]))) for labels, found in together.items()
    ]
