"""``phuhop rules``: what rulesets there are, their faults, and sheets to read and compare."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS, Day, output_file, today
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
@output_file(
    (".xlsx", ".html", ".htm"),
    "Phiếu .xlsx để ghi, hoặc .html để in (mặc định: cả hai, tên doi-chieu-MÃ).",
)
def review(ruleset: str, output: Path | None) -> None:
    """Ghi phiếu đối chiếu với văn bản gốc: mỗi con số một ô trống để xác nhận."""
    with told_to_the_user():
        targets = usecase.write_review(ruleset, output)
    for target in targets:
        click.echo(target.as_posix())


@rules.command(options_metavar=OPTIONS)
@click.argument("worksheet", type=FILE, metavar="PHIẾU")
@click.option("--by", required=True, metavar="HỌ_TÊN", help="Người đã đối chiếu.")
@click.option("--on", "day", required=True, type=Day(), metavar="NGÀY", help="Ngày đã đối chiếu.")
@click.option(
    "--copy", metavar="BẢN", help="Bản văn bản gốc đã dùng (mặc định: như ghi ở đầu phiếu)."
)
@click.option("--ruleset", metavar="MÃ", help="Mã hoặc tệp YAML, khi không phải bộ đi kèm.")
@output_file((".yaml", ".yml"), "Tệp YAML mới (mặc định: MÃ.yaml ở thư mục này).")
def confirm(  # noqa: PLR0913, PLR0917 -- one parameter an option
    worksheet: Path,
    by: str,
    day: date,
    copy: str | None,
    ruleset: str | None,
    output: Path | None,
) -> None:
    """Đọc phiếu đối chiếu đã ghi, viết bộ tiêu chí MỚI với các con số đã xác nhận.

    Không bao giờ ghi lên tệp cũ. Chú thích và thứ tự của tệp được giữ nguyên. Phiếu mâu thuẫn
    (tổng không khớp, thang điểm chồng nhau…) thì báo từng ô và không ghi gì.
    """
    from phuhop.usecases.confirming import ConfirmWish, confirm_worksheet

    wish = ConfirmWish(worksheet, by, day, copy, ruleset, output, today())
    with told_to_the_user():
        made = confirm_worksheet(wish)
    click.echo(made.path.as_posix())
    for line in made.lines:
        click.echo(line, err=True)
    tell(made.problems)


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
