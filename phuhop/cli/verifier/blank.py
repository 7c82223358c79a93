"""``phuhop verify blank``: worksheets for the verifier, from files or from the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, Day, ruleset_options
from phuhop.cli.progress import TERMINAL
from phuhop.cli.register.options import opened
from phuhop.cli.verifier.source import check_source, register_options

if TYPE_CHECKING:
    from reports.workbook.appraisal.beside import Beside
    from scoring.base.problems import Problem
    from scoring.intake.reading import Entry


@click.command(options_metavar="[TÙY CHỌN]")
@click.argument("files", nargs=-1, type=FILE, metavar="[BIỂU...]")
@click.option(
    "-o",
    "--output",
    required=True,
    type=FILE,
    metavar="TỆP|THƯ_MỤC",
    help="Tệp .xlsx để ghi; thư mục khi có nhiều xã.",
)
@register_options
@click.option("--verifier", metavar="HỌ_TÊN", help="Điền sẵn người thẩm định.")
@click.option("--title", metavar="CHỮ", help="Điền sẵn chức vụ, cơ quan.")
@click.option("--day", type=Day(), metavar="NGÀY", help="Điền sẵn ngày thẩm định.")
@ruleset_options
def blank(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    output: Path,
    address: str | None,
    state: str | None,
    year: int | None,
    verifier: str | None,
    title: str | None,
    day: date | None,
    ruleset: str | None,
    as_of: date | None,
) -> None:
    """Ghi phiếu thẩm định Excel: số tự chấm cạnh ô trống cho số đã xác minh, lý do, quyết định.

    Cạnh mỗi số có tài liệu của xã; lấy từ sổ (--db) thì có cả số năm trước, đã xác minh nếu có.
    """
    from phuhop.files.own_work import write_new
    from reports.workbook.appraisal.beside import Beside
    from scoring.base.problems import ProblemsFound

    check_source(files, address, state, year)
    known = Beside(verifier, title, day)
    if address is not None:
        made, problems = _of_register(address, state, year, known)
    else:
        made, problems = _of_files(files, ruleset, as_of, known)
    is_file = output.suffix.lower() == ".xlsx"
    if is_file and len(made) > 1:
        raise click.UsageError(f"có {len(made)} xã: -o phải là thư mục")
    if output.resolve() in {path.resolve() for path in files}:
        raise click.UsageError("-o trùng với tệp đưa vào; đặt tên khác")
    for name, content in made:
        path = output if is_file else output / name
        try:
            write_new(path, content)
        except ProblemsFound as found:
            problems += found.problems
        else:
            click.echo(path.as_posix())
    tell(problems)
    exit_for(problems)


def _of_register(
    address: str, state: str | None, year: int | None, known: Beside
) -> tuple[Sequence[tuple[str, bytes]], list[Problem]]:
    from phuhop.usecases.register.bulk import Choice
    from phuhop.usecases.register.casework import worksheets

    with opened(address) as database:
        made = worksheets(database, Choice(state=state, year=year), known, TERMINAL)
    return made.files, [*made.problems]


def _of_files(
    files: Sequence[Path], ruleset: str | None, as_of: date | None, known: Beside
) -> tuple[Sequence[tuple[str, bytes]], list[Problem]]:
    from phuhop.usecases.reading import read

    with told_to_the_user():
        intake = read(files, ruleset, as_of, packages=True, watcher=TERMINAL)
    work = TERMINAL.counted(intake.entries, "Lập phiếu")
    return [*_worksheets(work, known)], [*intake.problems]


def _worksheets(entries: Iterable[Entry], known: Beside) -> Iterator[tuple[str, bytes]]:
    from dataclasses import replace

    from reports.dossier.evidence import NOTHING_ATTACHED
    from reports.wording.file_names import folder_name
    from reports.workbook.appraisal.beside import papers_of
    from reports.workbook.appraisal.worksheet import appraisal_form
    from scoring.engine.scorer import score

    for entry in entries:
        sheet = score(entry.ruleset, entry.assessment)
        beside = replace(known, papers=papers_of(sheet, entry.form, NOTHING_ATTACHED))
        name = folder_name(entry.assessment.commune, entry.assessment.year)
        yield f"tham-dinh-{name}.xlsx", appraisal_form(entry.ruleset, entry.assessment, beside)
