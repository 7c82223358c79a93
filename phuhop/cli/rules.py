"""``phuhop rules``: what rulesets there are, their faults, and sheets to read and compare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

import criteria
from phuhop import __version__
from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE
from phuhop.usecases.rulesets import named_ruleset, shipped
from scoring.base.problems import Problem, ProblemsFound

_OPTIONS = "[TÙY CHỌN]"
_ID = click.argument("ruleset", metavar="MÃ")


@click.group(options_metavar=_OPTIONS, subcommand_metavar="LỆNH [THAM SỐ]...")
def rules() -> None:
    """Xem, kiểm tra và đối chiếu các bộ tiêu chí."""


@rules.command("list", options_metavar=_OPTIONS)
def list_() -> None:
    """Liệt kê các bộ tiêu chí, thời gian hiệu lực và mức tin cậy."""
    with told_to_the_user():
        for ruleset in shipped().rulesets:
            document = ruleset.document
            until = document.in_force_until
            end = f"đến trước {until:%d/%m/%Y}" if until else "chưa thấy văn bản thay thế"
            click.echo(f"{ruleset.id}  {document.number}: {document.title}")
            click.echo(
                f"  hiệu lực từ {document.in_force_from:%d/%m/%Y}, {end}; "
                f"rà soát ngày {document.still_in_force_on:%d/%m/%Y}"
            )
            click.echo(
                f"  mức tin cậy thấp nhất: {ruleset.level.value}; SHA-256 {ruleset.sha256[:16]}…"
            )


@rules.command(options_metavar=_OPTIONS)
@click.argument("files", nargs=-1, type=FILE, metavar="[TỆP]...")
def check(files: tuple[Path, ...]) -> None:
    """Kiểm tra tệp bộ tiêu chí và chạy các trường hợp kiểm chứng bên cạnh.

    Không nêu TỆP thì kiểm tra các bộ đi kèm phần mềm. Không có lỗi thì không in gì.
    """
    problems = [problem for path in files for problem in _faults(path)]
    if not files:
        problems = list(_shipped_faults())
    tell(problems, to_stderr=False)
    exit_for(problems)


def _shipped_faults() -> Iterable[Problem]:
    from scoring.rules.catalogue import ruleset_files

    found = [fault for path in ruleset_files(criteria.DECISIONS) for fault in _faults(path)]
    if found:
        return found
    try:
        shipped()
    except ProblemsFound as problems:
        return problems.problems
    return []


def _faults(path: Path) -> Iterable[Problem]:
    from scoring.engine.cases import cases_file, load_cases, run_cases
    from scoring.rules.loading import load

    try:
        # The officer's own calendar: only a check has a clock, no score depends on it.
        ruleset = load(path, today=date.today())  # noqa: DTZ011
        beside = cases_file(path)
        if not beside.exists():
            return []
        return run_cases(ruleset, load_cases(beside, ruleset))
    except ProblemsFound as found:
        return found.problems


@rules.command(options_metavar=_OPTIONS)
@_ID
@click.option("--boundaries", is_flag=True, help="In thêm bảng ranh giới của mọi thang điểm.")
def show(ruleset: str, boundaries: bool) -> None:  # noqa: FBT001 -- click passes flags by name
    """In bộ tiêu chí thành bảng dễ đọc."""
    from reports.rules.boundary_text import boundary_text
    from reports.rules.text import rules_text

    with told_to_the_user():
        chosen = named_ruleset(ruleset)
    click.echo(rules_text(chosen), nl=False)
    if boundaries:
        click.echo()
        click.echo(boundary_text(chosen), nl=False)


@rules.command(options_metavar=_OPTIONS)
@_ID
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="TỆP",
    help="Tệp HTML để ghi (mặc định: doi-chieu-MÃ.html).",
)
def review(ruleset: str, output: Path | None) -> None:
    """Ghi phiếu đối chiếu với văn bản gốc: mỗi con số một ô trống để xác nhận."""
    from phuhop.files.writing import write_bytes
    from reports.rules.review_sheet import review_html
    from reports.wording.stamp import Stamp

    if output is not None and output.suffix.lower() not in {".html", ".htm"}:
        raise click.UsageError("-o: phiếu đối chiếu là tệp .html")
    with told_to_the_user():
        chosen = named_ruleset(ruleset)
        target = output or Path(f"doi-chieu-{chosen.id}.html")
        write_bytes(target, review_html(chosen, Stamp(__version__)).encode())
    click.echo(target.as_posix())


@rules.command(options_metavar=_OPTIONS)
def schema() -> None:
    """In JSON schema của tệp bộ tiêu chí, để trình soạn thảo gợi ý khi gõ."""
    from scoring.rules.json_schema import schema_text

    click.echo(schema_text(), nl=False)
