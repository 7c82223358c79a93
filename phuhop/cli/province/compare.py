"""``phuhop compare``: the same figures under two or more rulesets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop import __version__
from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE
from phuhop.cli.progress import TERMINAL
from phuhop.files.writing import write_bytes
from phuhop.usecases.reading import read
from phuhop.usecases.rulesets import named_ruleset

if TYPE_CHECKING:
    from scoring.base.problems import Problem
    from scoring.batch.ruleset_comparison import Side
    from scoring.rules.ruleset import Ruleset

_ENDINGS = (".csv", ".xlsx", ".parquet", ".json")
_FEWEST = 2


@click.command(
    options_metavar="[TÙY CHỌN]", short_help="So cùng số liệu theo hai hay nhiều bộ tiêu chí."
)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="BẢNG...")
@click.option(
    "--ruleset",
    "names",
    multiple=True,
    metavar="MÃ",
    help="Mã bộ tiêu chí hoặc tệp YAML (dự thảo là một bản sao); nêu từ hai lần, bộ đầu làm gốc.",
)
@click.option(
    "-o", "--output", type=FILE, metavar="TỆP", help="Ghi bảng .csv, .xlsx, .parquet hoặc .json."
)
def compare(files: tuple[Path, ...], names: tuple[str, ...], output: Path | None) -> None:
    """So cùng số liệu theo nhiều bộ tiêu chí: xã nào được, mất công nhận, qua phần nào.

    BẢNG là bảng số liệu hoặc biểu tự đánh giá. Số liệu mà một bộ cần nhưng bảng không có được
    nêu ra, không đoán.
    """
    from reports.rules.comparison_text import comparison_text
    from reports.rules.comparison_words import labels
    from scoring.batch.ruleset_comparison import compare as compare_sides

    if len(names) < _FEWEST:
        raise click.UsageError("nêu --ruleset từ hai lần, ví dụ --ruleset A --ruleset B")
    if output is not None and output.suffix.lower() not in _ENDINGS:
        raise click.UsageError(f"-o: tên tệp phải có đuôi {', '.join(_ENDINGS)}")
    with told_to_the_user():
        rulesets = [named_ruleset(name) for name in names]
        if len({ruleset.sha256 for ruleset in rulesets}) < len(rulesets):
            raise click.UsageError("--ruleset: cùng một bộ tiêu chí nêu hai lần")
        sides, problems = _sides(files, rulesets)
        called = labels(rulesets)
        comparisons = [compare_sides(sides[0], other) for other in sides[1:]]
        if output is None:
            for comparison, label in zip(comparisons, called[1:], strict=True):
                click.echo(comparison_text(comparison, called[0], label))
        else:
            from reports.rules.comparison_table import (
                comparison_headings,
                comparison_json,
                comparison_rows,
            )
            from reports.tables.writing import WRITERS
            from reports.wording.stamp import Stamp

            ending = output.suffix.lower()
            if ending == ".json":
                content = comparison_json(sides, comparisons, called, Stamp(__version__))
            else:
                rows = comparison_rows(sides, comparisons, called)
                content = WRITERS[ending](comparison_headings(called), rows)
            write_bytes(output, content)
            click.echo(f"{output.as_posix()}: {len(sides[0].rows)} xã")
    tell(problems)
    exit_for(problems)


def _sides(files: Sequence[Path], rulesets: Sequence[Ruleset]) -> tuple[list[Side], list[Problem]]:
    """Score the files under each ruleset; a column that any of them knows is no strange one."""
    from scoring.batch.ruleset_comparison import side
    from scoring.intake.columns import columns_of

    known = {heading for ruleset in rulesets for heading in columns_of(ruleset).headings}
    sides: list[Side] = []
    problems: list[Problem] = []
    for ruleset in rulesets:

        def always(_year: int, one: Ruleset = ruleset) -> Ruleset:
            return one

        intake = read(files, None, None, choose=always, watcher=TERMINAL)
        problems += [
            problem
            for problem in intake.problems
            if not (problem.code == "cot-la" and problem.place.heading in known)
        ]
        sides.append(side(ruleset, [entry.assessment for entry in intake.entries]))
    return sides, problems
