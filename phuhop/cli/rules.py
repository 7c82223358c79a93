"""``phuhop rules``: what rulesets there are, their faults, and sheets to read and compare."""

from __future__ import annotations

from pathlib import Path

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS, output_file, today
from phuhop.usecases import rules as usecase

_ID = click.argument("ruleset", metavar="MÃ")


@click.group(options_metavar=OPTIONS, subcommand_metavar="LỆNH [THAM SỐ]...")
def rules() -> None:
    """Xem, kiểm tra và đối chiếu các bộ tiêu chí."""


@rules.command("list", options_metavar=OPTIONS)
def list_() -> None:
    """Liệt kê các bộ tiêu chí, thời gian hiệu lực và mức tin cậy."""
    with told_to_the_user():
        for one in usecase.list_rulesets():
            until = one.in_force_until
            end = f"đến trước {until:%d/%m/%Y}" if until else "chưa thấy văn bản thay thế"
            click.echo(f"{one.id}  {one.number}: {one.title}")
            click.echo(
                f"  hiệu lực từ {one.in_force_from:%d/%m/%Y}, {end}; "
                f"rà soát ngày {one.still_in_force_on:%d/%m/%Y}"
            )
            click.echo(f"  mức tin cậy thấp nhất: {one.level}; SHA-256 {one.sha256[:16]}…")


@rules.command(options_metavar=OPTIONS)
@click.argument("files", nargs=-1, type=FILE, metavar="[TỆP]...")
def check(files: tuple[Path, ...]) -> None:
    """Kiểm tra tệp bộ tiêu chí và chạy các trường hợp kiểm chứng bên cạnh.

    Không nêu TỆP thì kiểm tra các bộ đi kèm phần mềm. Không có lỗi thì không in gì.
    """
    problems = usecase.ruleset_faults(files, today())
    tell(problems, to_stderr=False)
    exit_for(problems)


@rules.command(options_metavar=OPTIONS)
@_ID
@click.option("--boundaries", is_flag=True, help="In thêm bảng ranh giới của mọi thang điểm.")
def show(ruleset: str, boundaries: bool) -> None:  # noqa: FBT001 -- click passes flags by name
    """In bộ tiêu chí thành bảng dễ đọc."""
    with told_to_the_user():
        click.echo(usecase.ruleset_text(ruleset, has_boundaries=boundaries), nl=False)


@rules.command(options_metavar=OPTIONS)
@_ID
@output_file((".html", ".htm"), "Tệp HTML để ghi (mặc định: doi-chieu-MÃ.html).")
def review(ruleset: str, output: Path | None) -> None:
    """Ghi phiếu đối chiếu với văn bản gốc: mỗi con số một ô trống để xác nhận."""
    with told_to_the_user():
        target = usecase.write_review(ruleset, output)
    click.echo(target.as_posix())


@rules.command(options_metavar=OPTIONS)
@click.option(
    "--of",
    "which",
    type=click.Choice(usecase.SCHEMAS_OF),
    default=usecase.SCHEMAS_OF[0],
    metavar="|".join(usecase.SCHEMAS_OF),
    help="Của tệp nào (mặc định: bộ tiêu chí).",
)
def schema(which: str) -> None:
    """In JSON schema của tệp bộ tiêu chí, kế hoạch, để trình soạn thảo gợi ý khi gõ."""
    click.echo(usecase.schema(which), nl=False)
