"""``phuhop compare``: the same figures under two or more rulesets."""

from __future__ import annotations

from pathlib import Path

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS, TABLES_AND_JSON, output_file, today
from phuhop.cli.progress import TERMINAL
from phuhop.files.writing import write_bytes


@click.command(
    options_metavar=OPTIONS, short_help="So cùng số liệu theo hai hay nhiều bộ tiêu chí."
)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="BẢNG...")
@click.option(
    "--ruleset",
    "names",
    multiple=True,
    metavar="MÃ",
    help="Mã bộ tiêu chí hoặc tệp YAML (dự thảo là một bản sao); nêu từ hai lần, bộ đầu làm gốc.",
)
@output_file(TABLES_AND_JSON, "Ghi bảng .csv, .xlsx, .parquet hoặc .json.")
def compare(files: tuple[Path, ...], names: tuple[str, ...], output: Path | None) -> None:
    """So cùng số liệu theo nhiều bộ tiêu chí: xã nào được, mất công nhận, qua phần nào.

    BẢNG là bảng số liệu hoặc biểu tự đánh giá. Số liệu mà một bộ cần nhưng bảng không có được
    nêu ra, không đoán.
    """
    from phuhop.usecases.province.ruleset_comparison import FEWEST, compare_rulesets

    if len(names) < FEWEST:
        raise click.UsageError("nêu --ruleset từ hai lần, ví dụ --ruleset A --ruleset B")
    with told_to_the_user():
        compared = compare_rulesets(files, names, today(), TERMINAL)
        if output is None:
            for text in compared.texts():
                click.echo(text)
        else:
            write_bytes(output, compared.table(output.suffix.lower()))
            click.echo(f"{output.as_posix()}: {compared.communes} xã")
    tell(compared.problems)
    exit_for(compared.problems)
