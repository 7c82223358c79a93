"""``phuhop rank``: results to ranks, with how firm they are and how they changed."""

from __future__ import annotations

from pathlib import Path

import click

from phuhop.cli.messages import exit_for, tell
from phuhop.cli.options import FILE, OPTIONS, TABLES_AND_JSON, output_file, today
from phuhop.cli.progress import TERMINAL
from phuhop.cli.province.results_options import (
    expected_option,
    one_source,
    perhaps_opened,
    province_option,
    register_option,
    state_option,
)
from phuhop.files.writing import write_bytes

_LISTS = {"chung": "ALL", "nhom": "GROUP", "tinh": "PROVINCE", "tinh-nhom": "PROVINCE_GROUP"}
_LISTS["huyen"] = "DISTRICT"
_DRAWS = 200


@click.command(options_metavar=OPTIONS, short_help="Xếp hạng xã từ bảng kết quả.")
@click.argument("files", nargs=-1, type=FILE, metavar="[KẾT_QUẢ...]")
@register_option
@state_option
@expected_option
@province_option
@output_file(TABLES_AND_JSON, "Ghi bảng .csv, .xlsx, .parquet hoặc .json.")
@click.option(
    "--by",
    "scope",
    type=click.Choice([*_LISTS]),
    default="chung",
    metavar="|".join(_LISTS),
    help="In hạng trong danh sách nào (mặc định: chung). Tệp -o có đủ mọi danh sách.",
)
@click.option("--year", type=int, metavar="NĂM", help="Năm cần xếp hạng (mặc định: năm mới nhất).")
@click.option(
    "--previous",
    multiple=True,
    type=FILE,
    metavar="KẾT_QUẢ",
    help="Kết quả năm trước, để so hạng; năm trước cũng có thể nằm ngay trong KẾT_QUẢ.",
)
@click.option(
    "--tie-break",
    "tie_break",
    type=FILE,
    metavar="TỆP",
    help="Quy tắc xét khi bằng điểm, tệp YAML (mặc định: bằng điểm thì đồng hạng).",
)
@click.option(
    "--data",
    multiple=True,
    type=FILE,
    metavar="BẢNG",
    help="Bảng số liệu đã chấm ra KẾT_QUẢ: xếp lại nhiều lần với con số giả định khác.",
)
@click.option("--ruleset", metavar="MÃ", help="Bộ tiêu chí của --data, khi không phải bộ đi kèm.")
@click.option(
    "--draws",
    type=click.IntRange(1, 10_000),
    default=_DRAWS,
    metavar="SỐ",
    help=f"Số lần thử của --data (mặc định: {_DRAWS}).",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    metavar="SỐ",
    help="Hạt giống của --data: cùng số thì cùng kết quả (mặc định: 1).",
)
@click.option(
    "--points-limit",
    type=click.IntRange(0, 90),
    default=20,
    metavar="PHẦN_TRĂM",
    help="Điểm giả định xê dịch nhiều nhất bao nhiêu phần trăm (mặc định: 20).",
)
@click.option(
    "--edges-limit",
    type=click.IntRange(0, 49),
    default=25,
    metavar="PHẦN_TRĂM",
    help="Ranh giới giả định xê dịch nhiều nhất bao nhiêu phần trăm khoảng cách (mặc định: 25).",
)
def rank(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    address: str | None,
    state: str | None,
    expected: Path | None,
    province: str | None,
    output: Path | None,
    scope: str,
    year: int | None,
    previous: tuple[Path, ...],
    tie_break: Path | None,
    data: tuple[Path, ...],
    ruleset: str | None,
    draws: int,
    seed: int,
    points_limit: int,
    edges_limit: int,
) -> None:
    """Xếp hạng các xã theo tổng điểm chưa làm tròn; bằng điểm thì đồng hạng. Không công bố.

    KẾT_QUẢ là bảng của phuhop registry export hoặc phuhop score -o (.csv, .xlsx, .parquet), hoặc
    tệp .jsonl của phuhop score --json; --db lấy thẳng từ sổ. Xã còn thiếu số liệu, hoặc chưa thẩm
    định khi bảng có cột tinh_trang, để riêng kèm lý do và khoảng hạng có thể có.
    """
    from phuhop.usecases.province.ranking import TrialsAsked, ranked
    from phuhop.usecases.province.results import Expected, Source

    one_source(files, address, state)
    trials = None
    if data:
        trials = TrialsAsked(data, ruleset, points_limit, edges_limit, draws, seed, today())
    with perhaps_opened(address) as database:
        found = ranked(
            Source((*files, *previous), database, state=state),
            Expected(expected, province),
            year=year,
            tie_break=tie_break,
            trials=trials,
            watcher=TERMINAL,
        )
        if output is None:
            for text in found.texts(_LISTS[scope]):
                click.echo(text)
        elif found.reports:
            write_bytes(output, found.table(output.suffix.lower()))
            click.echo(f"{output.as_posix()}: {found.communes} xã")
    tell(found.problems)
    exit_for(found.problems)
