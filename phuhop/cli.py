"""The command line. A command reads, calls the library once, and writes.

Commands import what they need when they run: ``phuhop score`` on one commune must not pay
for documents.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop import __version__
from phuhop.choosing import choose_ruleset, ruleset_options
from phuhop.telling import exit_for, tell, told_to_the_user

if TYPE_CHECKING:
    from scoring.intake import Intake

_OPTIONS = "[TÙY CHỌN]"
_FILES = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="TỆP..."
)
_TABLES = (".csv", ".xlsx", ".parquet")
_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(
    context_settings=_HELP, options_metavar=_OPTIONS, subcommand_metavar="LỆNH [THAM SỐ]..."
)
@click.version_option(__version__, "--version", prog_name="phuhop")
def phuhop() -> None:
    """Chấm điểm xã, phường, thị trấn phù hợp với trẻ em, giải thích từng tiêu chí.

    Kết quả là tự đánh giá theo số liệu đã nhập. Bảng điểm chưa đối chiếu với văn bản gốc:
    mỗi con số mang mức tin cậy của nó.
    """


@phuhop.command(options_metavar=_OPTIONS)
@_FILES
@ruleset_options
def check(files: tuple[Path, ...], ruleset: str | None, as_of: date | None) -> None:
    """Tìm lỗi và cảnh báo trong bảng số liệu, không chấm điểm.

    TỆP là bảng CSV, XLSX hoặc Parquet, mỗi dòng một xã.
    """
    with told_to_the_user():
        intake = _read(files, ruleset, as_of)
    tell(intake.problems, to_stderr=False)
    if not intake.problems:
        click.echo(f"Không có lỗi: {len(intake.entries)} xã.")
    exit_for(intake.problems)


@phuhop.command(options_metavar=_OPTIONS)
@_FILES
@ruleset_options
@click.option("--json", "as_json", is_flag=True, help="In JSON Lines: mỗi dòng một kết quả.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="TỆP",
    help="Ghi kết quả thành một bảng .csv, .xlsx hoặc .parquet, mỗi dòng một xã.",
)
def score(
    files: tuple[Path, ...],
    ruleset: str | None,
    as_of: date | None,
    as_json: bool,  # noqa: FBT001 -- click passes flags by name
    output: Path | None,
) -> None:
    """Chấm điểm: điểm, điều kiện, kết luận và lý do của từng tiêu chí.

    Dòng có lỗi không được chấm; các dòng khác vẫn được chấm và in ra.
    """
    if output is not None and output.suffix.lower() not in _TABLES:
        raise click.UsageError(f"-o: tên tệp phải có đuôi {', '.join(_TABLES)}")
    with told_to_the_user():
        intake = _read(files, ruleset, as_of)
        if output is None:
            _print_results(intake, as_json=as_json)
        elif intake.entries:
            from phuhop.results import write_results

            write_results(intake.entries, output)
            click.echo(f"{output.as_posix()}: {len(intake.entries)} xã")
    tell(intake.problems)
    exit_for(intake.problems)


def _print_results(intake: Intake, *, as_json: bool) -> None:
    from reports.stamp import Stamp
    from reports.to_json import to_json
    from reports.to_text import to_text
    from scoring.scorer import score as score_one

    stamp = Stamp(__version__)
    render = to_json if as_json else to_text
    for entry in intake.entries:
        click.echo(render(score_one(entry.ruleset, entry.assessment), stamp))


@phuhop.command(options_metavar=_OPTIONS)
@_FILES
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Thư mục để ghi hồ sơ; mỗi xã một thư mục con.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["html", "docx"]),
    metavar="html|docx",
    help="Dạng tài liệu, dùng được nhiều lần (mặc định: cả hai).",
)
@ruleset_options
def dossier(
    files: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    ruleset: str | None,
    as_of: date | None,
) -> None:
    """Lập hồ sơ của từng xã: ho-so.html và ho-so.docx."""
    from phuhop.dossiers import write_dossiers
    from phuhop.progress import with_progress

    with told_to_the_user():
        intake = _read(files, ruleset, as_of)
        entries = with_progress(intake.entries, "Lập hồ sơ")
        for path in write_dossiers(entries, output, formats):
            click.echo(path.as_posix())
    tell(intake.problems)
    exit_for(intake.problems)


@phuhop.command(
    options_metavar=_OPTIONS, short_help="Ghi số liệu, kết quả và hồ sơ mẫu: lệnh đầu tiên."
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Thư mục để ghi số liệu mẫu, kết quả và hồ sơ.",
)
def demo(output: Path) -> None:
    """Ghi số liệu mẫu, chấm điểm và lập hồ sơ mẫu: lệnh đầu tiên cho người mới."""
    from phuhop.demo import run_demo

    with told_to_the_user():
        click.echo(run_demo(output))


@phuhop.command(options_metavar=_OPTIONS)
@_FILES
@ruleset_options
def advise(files: tuple[Path, ...], ruleset: str | None, as_of: date | None) -> None:
    """Tìm đường ngắn nhất tới đủ điều kiện: thêm mấy trẻ em, mấy nội dung, ở phần nào."""
    from reports.advice_text import advice_text
    from scoring.advice import advise as advise_one
    from scoring.scorer import score as score_one

    with told_to_the_user():
        intake = _read(files, ruleset, as_of)
    for entry in intake.entries:
        sheet = score_one(entry.ruleset, entry.assessment)
        click.echo(advice_text(sheet, advise_one(entry.ruleset, sheet)))
    tell(intake.problems)
    exit_for(intake.problems)


def _read(files: tuple[Path, ...], ruleset: str | None, as_of: date | None) -> Intake:
    from scoring.intake import read_tables

    # The clock only warns of a year that has not come yet; no result depends on it.
    this_year = date.today().year  # noqa: DTZ011 -- the officer's own calendar
    return read_tables(files, choose_ruleset(ruleset, as_of), this_year=this_year)


def _add_rules() -> None:
    from phuhop.rules import rules
    from phuhop.units import units

    phuhop.add_command(rules)
    phuhop.add_command(units)


_add_rules()
