"""``phuhop registry``: the register of dossiers over time."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from phuhop.cli.hints import offers_in_commands
from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS, ruleset_options, today
from phuhop.cli.progress import TERMINAL
from phuhop.cli.register.options import (
    acting,
    actor_option,
    common,
    database_option,
    json_option,
    opened,
    print_json,
    year_option,
)

if TYPE_CHECKING:
    from phuhop.usecases.register.importing import ImportLine


@click.group(options_metavar=OPTIONS, subcommand_metavar="LỆNH [THAM SỐ]...")
def registry() -> None:
    """Sổ hồ sơ: nộp, thẩm định, quyết định, nhật ký không sửa được.

    Hồ sơ gọi tên bằng MÃ_XÃ/NĂM, ví dụ 99001/2024. Mỗi bước ghi người làm (--as), không bao giờ
    bị sửa hay xóa, và nối với bước trước bằng SHA-256.
    """


def _file_options(command: Any) -> Any:
    command = click.option(
        "--deadlines", type=FILE, metavar="TỆP", help="Thời hạn riêng (mẫu: thoi-han.yaml)."
    )(command)
    return click.option(
        "--workflow", type=FILE, metavar="TỆP", help="Quy trình riêng (mẫu: quy-trinh.yaml)."
    )(command)


@registry.command(options_metavar=OPTIONS)
@common(database_option, actor_option, json_option)
@_file_options
def init(
    address: str,
    who: str,
    as_json: bool,  # noqa: FBT001 -- click passes flags by name
    workflow: Path | None,
    deadlines: Path | None,
) -> None:
    """Lập sổ mới; không bao giờ ghi đè sổ đã có."""
    from phuhop.usecases.register.keeping import begin

    with told_to_the_user():
        made = begin(address, acting(who), workflow, deadlines)
    if as_json:
        print_json(made.json())
    else:
        click.echo(f"{made.database}: {made.line()}")


@registry.command(options_metavar=OPTIONS, short_help="Đổi quy trình hoặc thời hạn.")
@common(database_option, actor_option, json_option)
@_file_options
def configure(
    address: str,
    who: str,
    as_json: bool,  # noqa: FBT001
    workflow: Path | None,
    deadlines: Path | None,
) -> None:
    """Đổi quy trình hoặc thời hạn từ nay về sau; những gì đã ghi giữ nguyên."""
    from phuhop.usecases.register.keeping import change_rules

    with opened(address) as database:
        made = change_rules(database, acting(who), workflow, deadlines)
    if as_json:
        print_json(made.json())
    else:
        click.echo(made.line())


@registry.command("import", options_metavar=OPTIONS, short_help="Nhập gói, biểu hoặc bảng.")
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="TỆP|THƯ_MỤC...")
@common(database_option, actor_option, json_option)
@click.option("--draft", is_flag=True, help="Lưu làm bản nháp, chưa nộp.")
@click.option(
    "--expected",
    "table",
    type=FILE,
    metavar="BẢNG|THƯ_MỤC",
    help="Bảng có ma_xa, ten_xa, hoặc thư mục biểu: chỉ nhận hồ sơ của những xã này.",
)
@click.option(
    "--province",
    metavar="TỈNH",
    help="Như --expected, với các xã của tỉnh này trong sổ đơn vị hành chính.",
)
@ruleset_options
def import_(  # noqa: PLR0913, PLR0917 -- one parameter an option
    paths: tuple[Path, ...],
    address: str,
    who: str,
    as_json: bool,  # noqa: FBT001
    draft: bool,  # noqa: FBT001
    table: Path | None,
    province: str | None,
    ruleset: str | None,
    as_of: date | None,
) -> None:
    """Nhập hồ sơ: gói .phuhop, biểu Excel của phuhop form, hoặc bảng nhiều xã.

    Nhập lại cùng một bản không thay đổi gì. Tệp có lỗi không chặn các tệp khác. Mã, tên, tỉnh
    được so với sổ đơn vị hành chính của năm đánh giá.
    """
    from phuhop.usecases.register.importing import ImportWish, import_files

    def tell_one(line: ImportLine) -> None:
        if as_json:
            print_json(line.plain)
        # On one terminal, thousands of lines would tear the progress bar; the count is told.
        elif not (TERMINAL.is_counting and sys.stdout.isatty()):
            click.echo(str(line))

    wish = ImportWish(paths, ruleset, as_of, draft, table, province, today())
    with opened(address) as database:
        done = import_files(database, wish, acting(who), tell_one, TERMINAL)
    click.echo(done.summary, err=True)
    tell(done.problems)
    exit_for(done.problems)


@registry.command("list", options_metavar=OPTIONS, short_help="Liệt kê hồ sơ.")
@common(database_option, json_option, year_option)
@click.option("--state", metavar="TRẠNG_THÁI", help="Chỉ hồ sơ ở trạng thái này.")
@click.option("--commune", metavar="MÃ_XÃ", help="Chỉ hồ sơ của xã này.")
@click.option(
    "--most", type=click.IntRange(1), metavar="SỐ", help="Nhiều nhất bấy nhiêu hồ sơ một lần."
)
@click.option("--after", metavar="MÃ_XÃ/NĂM", help="Tiếp sau hồ sơ này.")
def list_(  # noqa: PLR0913, PLR0917 -- one parameter an option
    address: str,
    as_json: bool,  # noqa: FBT001
    year: int | None,
    state: str | None,
    commune: str | None,
    most: int | None,
    after: str | None,
) -> None:
    """Liệt kê hồ sơ: trạng thái, bản hiện hành, minh chứng, điểm tự chấm và thẩm định."""
    from phuhop.usecases.register.listing import Wanted, dossier_list

    with opened(address) as database:
        found = dossier_list(database, Wanted(year, state, commune), most, after)
    if as_json:
        print_json(found.json())
    else:
        click.echo("\n".join(found.lines()))


@registry.command(options_metavar=OPTIONS, short_help="Xem một hồ sơ và lịch sử của nó.")
@click.argument("name", metavar="MÃ_XÃ/NĂM")
@common(database_option, json_option)
def show(name: str, address: str, as_json: bool) -> None:  # noqa: FBT001
    """Xem một hồ sơ: các bản đã nộp, minh chứng còn thiếu, thẩm định, quyết định, ai làm gì."""
    from phuhop.usecases.register.looking import show_dossier

    with opened(address) as database:
        found = show_dossier(database, name)
    steps = offers_in_commands(found.offers)
    if as_json:
        print_json(found.json(steps))
    else:
        click.echo("\n".join(found.lines(steps)))


def _add_commands() -> None:
    from phuhop.cli.register.appraise import appraise
    from phuhop.cli.register.doctor import doctor
    from phuhop.cli.register.documents import documents
    from phuhop.cli.register.extract import extract
    from phuhop.cli.register.figures import figures
    from phuhop.cli.register.keeping import audit, backup, export, restore, upgrade
    from phuhop.cli.register.redact import redact, texts
    from phuhop.cli.register.remind import remind
    from phuhop.cli.register.sign import key, sign
    from phuhop.cli.register.steps import decide, step_commands

    reading, keeping = (
        (documents, extract, remind, export, figures, texts, redact),
        (audit, backup, restore, upgrade, doctor, key, sign),
    )
    for command in (*step_commands(), appraise, decide, *reading, *keeping):
        registry.add_command(command)


_add_commands()
