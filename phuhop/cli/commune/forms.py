"""Commands ``form`` and ``collect``: workbooks out to the communes, and back as one table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from phuhop.cli.day_order import next_step, typed
from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS, YEAR, output_file, ruleset_options, today
from phuhop.cli.progress import TERMINAL

_COLLECTED = (".xlsx", ".csv", ".parquet")


@click.command(options_metavar=OPTIONS, short_help="Ghi biểu tự đánh giá Excel.")
@click.option(
    "--year",
    required=True,
    type=YEAR,
    metavar="NĂM",
    help="Năm đánh giá.",
)
@click.option("--ruleset", metavar="MÃ", help="Mã bộ tiêu chí, hoặc đường dẫn tới một tệp YAML.")
@click.option(
    "--commune",
    metavar="MÃ|TÊN",
    help="Xã của biểu: mã, hoặc tên trong sổ đơn vị hành chính («Mường Nhé»).",
)
@click.option(
    "--register",
    type=FILE,
    metavar="TỆP",
    help="Danh mục đơn vị hành chính (bảng có ma_xa, ten_xa, loai …) để điền sẵn.",
)
@click.option(
    "--prefill",
    type=FILE,
    metavar="BẢNG",
    help="Bảng hoặc biểu cũ để điền sẵn: năm này điền đủ, năm trước điền vào cột kỳ trước.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=FILE,
    metavar="TỆP|THƯ_MỤC",
    help="Tệp .xlsx để ghi; thư mục khi điền sẵn cho nhiều xã.",
)
@click.option(
    "--requests",
    "asking",
    type=FILE,
    metavar="THƯ_MỤC",
    help="Ghi thêm phiếu đề nghị cung cấp số liệu (Word), mỗi nơi một trang, vào thư mục này.",
)
def form(  # noqa: PLR0913, PLR0917 -- click passes each option by name
    year: int,
    ruleset: str | None,
    commune: str | None,
    register: Path | None,
    prefill: Path | None,
    output: Path,
    asking: Path | None,
) -> None:
    """Ghi biểu tự đánh giá Excel: trống, hoặc điền sẵn từ danh mục, bảng hay biểu cũ.

    Biểu tự chấm điểm trong lúc gõ, dùng được khi không có mạng.
    """
    from phuhop.usecases.commune.forms import prefill_forms, write_form

    if asking is not None and prefill is not None:
        raise click.UsageError("--requests không dùng cùng --prefill; chạy riêng cho từng xã")
    with told_to_the_user():
        if prefill is None:
            made = write_form(
                _file(output),
                year,
                ruleset=ruleset,
                commune=commune,
                register=register,
                asking=asking,
            )
        else:
            made = prefill_forms(
                output,
                year,
                prefill,
                ruleset=ruleset,
                commune=commune,
                today=today(),
                watcher=TERMINAL,
            )
    for path in made.paths:
        click.echo(path.as_posix())
    tell(made.problems)
    if not made.paths and not any(problem.is_fault for problem in made.problems):
        which = "" if commune is None else f" của xã {commune}"
        words = f"{prefill}: không có dòng nào{which} dùng được cho năm {year}"
        click.echo(words, err=True)
        raise SystemExit(1)
    exit_for(made.problems)
    place = typed(output)
    next_step(f"mở {place} bằng Excel, điền các ô vàng, lưu lại; rồi phuhop check {place}")


@click.command(options_metavar=OPTIONS, short_help="Gom nhiều biểu thành một bảng.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="TỆP|THƯ_MỤC...")
@output_file(_COLLECTED, "Bảng để ghi: .xlsx, .csv hoặc .parquet.", metavar="BẢNG", required=True)
@ruleset_options
def collect(files: tuple[Path, ...], output: Path, ruleset: str | None, as_of: date | None) -> None:
    """Gom các biểu trong một thư mục thành một bảng, mỗi dòng một xã.

    Biểu có lỗi không vào bảng và được nêu tên; các biểu khác vẫn được gom.
    """
    from phuhop.usecases.commune.forms import collect_forms

    with told_to_the_user():
        done = collect_forms(
            files, output, ruleset=ruleset, as_of=as_of, today=today(), watcher=TERMINAL
        )
        if done.rows:
            click.echo(f"{output.as_posix()}: {done.rows} xã")
    tell(done.problems)
    exit_for(done.problems)


def _file(output: Path) -> Path:
    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(f"tệp biểu phải có đuôi .xlsx: {output.as_posix()}")
    return output
