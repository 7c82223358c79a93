"""``phuhop rank``: results to ranks, with how firm they are and how they changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop import __version__
from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE
from phuhop.cli.progress import TERMINAL
from phuhop.files.writing import write_bytes
from phuhop.usecases.reading import read, shipped_units

if TYPE_CHECKING:
    from reports.ranking.model import RankingReport
    from scoring.ranking.assumed_numbers import Limits
    from scoring.ranking.ranking import Ranking
    from scoring.ranking.sensitivity import Trials

_ENDINGS = (".csv", ".xlsx", ".parquet", ".json")
_LISTS = {"chung": "ALL", "nhom": "GROUP", "tinh": "PROVINCE", "tinh-nhom": "PROVINCE_GROUP"}
_LISTS["huyen"] = "DISTRICT"
_DRAWS = 200


@click.command(options_metavar="[TÙY CHỌN]", short_help="Xếp hạng xã từ bảng kết quả.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="KẾT_QUẢ...")
@click.option(
    "-o", "--output", type=FILE, metavar="TỆP", help="Ghi bảng .csv, .xlsx, .parquet hoặc .json."
)
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
    """Xếp hạng các xã theo tổng điểm chưa làm tròn; bằng điểm thì đồng hạng.

    KẾT_QUẢ là bảng của phuhop score -o (.csv, .xlsx, .parquet) hoặc tệp .jsonl của phuhop score
    --json. Xã còn thiếu số liệu, hoặc chưa thẩm định khi bảng có cột tinh_trang, để riêng kèm lý
    do và khoảng hạng có thể có.
    """
    from reports.ranking.model import RankingReport
    from reports.ranking.text import ranking_text
    from scoring.ranking.assumed_numbers import Limits
    from scoring.ranking.changes import changes
    from scoring.ranking.intervals import rank_intervals
    from scoring.ranking.ranking import Scope, rankings
    from scoring.ranking.tie_break import load_tie_break
    from scoring.results.reading import read_results

    if output is not None and output.suffix.lower() not in _ENDINGS:
        raise click.UsageError(f"-o: tên tệp phải có đuôi {', '.join(_ENDINGS)}")
    limits = Limits(Fraction(points_limit, 100), Fraction(edges_limit, 100))
    with told_to_the_user():
        rule = None if tie_break is None else load_tie_break(tie_break)
        results = read_results([*files, *previous])
        found = rankings(results.rows, rule)
        wanted = [one for one in found if one.year == (year or found[0].year)]
        if year is not None and not wanted:
            raise click.UsageError(f"không có kết quả năm {year}")
        reports = [
            RankingReport(
                one,
                rank_intervals(one),
                changes(one, found, _same_register),
                _trials(one, data, ruleset, _Parameters(limits, draws, seed)) if data else None,
            )
            for one in wanted
        ]
        if output is None:
            for report in reports:
                click.echo(ranking_text(report, Scope[_LISTS[scope]]))
        elif reports:
            write_bytes(output, _content(reports, output.suffix.lower()))
            count = sum(len(report.rows) for report in reports)
            click.echo(f"{output.as_posix()}: {count} xã")
    tell(results.problems)
    exit_for(results.problems)


@dataclass(frozen=True, slots=True)
class _Parameters:
    limits: Limits
    draws: int
    seed: int


def _same_register(one: int, other: int) -> bool:
    units = shipped_units()
    return units.on(date(one, 12, 31)) is units.on(date(other, 12, 31))


def _trials(
    ranking: Ranking,
    data: Sequence[Path],
    ruleset: str | None,
    parameters: _Parameters,
) -> Trials:
    from phuhop.usecases.rulesets import choose_ruleset
    from scoring.base.problems import Place, Problem, ProblemsFound
    from scoring.ranking.sensitivity import rank_trials

    choose = choose_ruleset(ruleset, None)
    chosen = choose(ranking.year)
    intake = read(data, ruleset, None, choose=choose, watcher=TERMINAL)
    tell(problem for problem in intake.problems if problem.is_fault)
    if chosen is None:
        message = f"không có bộ tiêu chí nào có hiệu lực trong năm {ranking.year}"
        raise ProblemsFound([Problem(Place(data[0].as_posix()), "khong-co-bo-tieu-chi", message)])
    assessments = {
        entry.assessment.commune.code: entry.assessment
        for entry in intake.entries
        if entry.assessment.year == ranking.year
    }
    return rank_trials(
        ranking,
        chosen,
        assessments,
        limits=parameters.limits,
        draws=parameters.draws,
        seed=parameters.seed,
    )


def _content(reports: Sequence[RankingReport], ending: str) -> bytes:
    from reports.ranking.ranking_json import ranking_json
    from reports.ranking.table import ranking_headings, ranking_rows
    from reports.tables.writing import WRITERS
    from reports.wording.stamp import Stamp

    if ending == ".json":
        return ranking_json(reports, Stamp(__version__))
    rows = (row for report in reports for row in ranking_rows(report))
    return WRITERS[ending](ranking_headings(reports), rows)
