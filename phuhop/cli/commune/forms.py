"""Commands ``form`` and ``collect``: workbooks out to the communes, and back as one table."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import ruleset_options
from phuhop.cli.progress import TERMINAL

if TYPE_CHECKING:
    pass

_OPTIONS = "[TÙY CHỌN]"
_FORMATS = (".xlsx", ".csv", ".parquet")


@click.command(options_metavar=_OPTIONS, short_help="Ghi biểu tự đánh giá Excel.")
@click.option(
    "--year",
    required=True,
    type=click.IntRange(1990, 2100),
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
    type=click.Path(path_type=Path),
    metavar="TỆP",
    help="Danh mục đơn vị hành chính (bảng có ma_xa, ten_xa, loai …) để điền sẵn.",
)
@click.option(
    "--prefill",
    type=click.Path(path_type=Path),
    metavar="BẢNG",
    help="Bảng hoặc biểu cũ để điền sẵn: năm này điền đủ, năm trước điền vào cột kỳ trước.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="TỆP|THƯ_MỤC",
    help="Tệp .xlsx để ghi; thư mục khi điền sẵn cho nhiều xã.",
)
def form(  # noqa: PLR0913, PLR0917 -- click passes each option by name
    year: int,
    ruleset: str | None,
    commune: str | None,
    register: Path | None,
    prefill: Path | None,
    output: Path,
) -> None:
    """Ghi biểu tự đánh giá Excel: trống, hoặc điền sẵn từ danh mục, bảng hay biểu cũ.

    Biểu tự chấm điểm trong lúc gõ, dùng được khi không có mạng.
    """
    from phuhop.usecases.commune.forms import prefill_forms, write_form

    with told_to_the_user():
        if prefill is None:
            made = write_form(
                _file(output), year, ruleset=ruleset, commune=commune, register=register
            )
        else:
            made = prefill_forms(
                output, year, prefill, ruleset=ruleset, commune=commune, watcher=TERMINAL
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


@click.command(options_metavar=_OPTIONS, short_help="Gom nhiều biểu thành một bảng.")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="TỆP|THƯ_MỤC..."
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="BẢNG",
    help="Bảng để ghi: .xlsx, .csv hoặc .parquet.",
)
@ruleset_options
def collect(files: tuple[Path, ...], output: Path, ruleset: str | None, as_of: date | None) -> None:
    """Gom các biểu trong một thư mục thành một bảng, mỗi dòng một xã.

    Biểu có lỗi không vào bảng và được nêu tên; các biểu khác vẫn được gom.
    """
    from phuhop.files.writing import told_of, write_bytes
    from phuhop.usecases.reading import read
    from reports.tables.input_table import headings_of, row_of, to_csv, to_parquet, to_xlsx

    if output.suffix.lower() not in _FORMATS:
        raise click.UsageError(f"bảng phải có đuôi {', '.join(_FORMATS)}: {output.as_posix()}")
    with told_to_the_user():
        intake = read(files, ruleset, as_of, output=output, watcher=TERMINAL)
        entries = sorted(
            intake.entries,
            key=lambda entry: (entry.assessment.commune.code, entry.assessment.year),
        )
        used = {entry.ruleset.id: entry.ruleset for entry in entries}
        headings = headings_of(used.values())
        writer = {".csv": to_csv, ".xlsx": to_xlsx, ".parquet": to_parquet}[output.suffix.lower()]
        rows = (row_of(entry.assessment, headings) for entry in entries)
        if entries:
            with told_of(output):
                content = writer(headings, rows)
            write_bytes(output, content)
            click.echo(f"{output.as_posix()}: {len(entries)} xã")
    tell(intake.problems)
    exit_for(intake.problems)


def _file(output: Path) -> Path:
    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(f"tệp biểu phải có đuôi .xlsx: {output.as_posix()}")
    return output
