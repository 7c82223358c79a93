"""``phuhop registry``: the register of dossiers over time."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from phuhop.cli.messages import exit_for, tell
from phuhop.cli.options import FILE, ruleset_options
from phuhop.cli.register.options import (
    OPTIONS,
    acting,
    actor_option,
    common,
    database_option,
    json_option,
    opened,
    print_json,
    usage_told,
    year_option,
)


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
    from phuhop.cli.register.text import event_line
    from registry.store.database import connect
    from registry.views.plain_json import plain_event
    from registry.workflow.due_dates import SHIPPED as DEADLINES
    from registry.workflow.settings import create
    from registry.workflow.workflow import SHIPPED as WORKFLOW

    with usage_told():
        actor = acting(who)
        rules, days = _texts(workflow or WORKFLOW, deadlines or DEADLINES)
        database = connect(address)
        event = create(database, actor, rules or "", days or "")
        database.close()
    if as_json:
        print_json(plain_event(event))
    else:
        click.echo(f"{database.name}: {event_line(event)}")


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
    from phuhop.cli.register.text import event_line
    from registry.views.plain_json import plain_event
    from registry.workflow.settings import configure as configure_register

    if workflow is None and deadlines is None:
        raise click.UsageError("nêu --workflow hoặc --deadlines")
    with opened(address) as database:
        rules, days = _texts(workflow, deadlines)
        event = configure_register(database, acting(who), rules, days)
    if as_json:
        print_json(plain_event(event))
    else:
        click.echo(event_line(event))


def _texts(workflow: Path | None, deadlines: Path | None) -> tuple[str | None, str | None]:
    """Read the files; their faults are told under their own names, with lines."""
    from registry.workflow.due_dates import deadlines_of
    from registry.workflow.workflow import load_workflow
    from scoring.base.problems import file_name
    from scoring.formats.yaml_files import text_of

    rules = None if workflow is None else load_workflow(workflow)
    days = None if deadlines is None else text_of(deadlines)
    if deadlines is not None and days is not None:
        deadlines_of(days, file_name(deadlines), None if rules is None else rules[0])
    return (None if rules is None else rules[1]), days


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
    from phuhop.cli.progress import is_counted, with_progress
    from phuhop.usecases.province.expected_communes import expected_communes
    from phuhop.usecases.register.importing import Importing, files_of

    with opened(address) as database:
        files, problems = files_of(paths)
        expected, warnings = expected_communes(table, province)
        problems += warnings
        importing = Importing(database, acting(who), ruleset, as_of, draft=draft, expected=expected)
        # On one terminal, thousands of lines would tear the progress bar; the count is told.
        is_quiet = is_counted(files) and sys.stdout.isatty()
        for path in with_progress(files, "Nhập hồ sơ"):
            for line in importing.file(path):
                if as_json:
                    print_json(line.plain)
                elif not is_quiet:
                    click.echo(str(line))
        problems += importing.problems
    click.echo(importing.summary(len(files)), err=True)
    tell(problems)
    exit_for(problems)


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
    from phuhop.cli.register.text import list_lines
    from phuhop.usecases.register.listing import dossier_list
    from registry.views.listing import Wanted
    from registry.views.plain_json import plain_listed

    with opened(address) as database:
        found = dossier_list(database, Wanted(year, state, commune), most, after)
    if as_json:
        print_json(plain_listed(row, found.documents.get(row.key)) for row in found.rows)
    else:
        click.echo("\n".join(list_lines(found)))


@registry.command(options_metavar=OPTIONS, short_help="Xem một hồ sơ và lịch sử của nó.")
@click.argument("name", metavar="MÃ_XÃ/NĂM")
@common(database_option, json_option)
def show(name: str, address: str, as_json: bool) -> None:  # noqa: FBT001
    """Xem một hồ sơ: các bản đã nộp, minh chứng còn thiếu, thẩm định, quyết định, ai làm gì."""
    from phuhop.cli.register.text import history_lines
    from registry.views.evidence_overview import evidence_overview
    from registry.views.listing import Wanted, history
    from registry.views.plain_json import plain_history

    with opened(address) as database, database.reading() as connection:
        found = history(connection, name)
        key = found.key
        documents = evidence_overview(connection, Wanted(key.year, commune=key.commune))[key]
    if as_json:
        print_json(plain_history(found, documents))
    else:
        click.echo("\n".join(history_lines(found, documents)))


def _add_commands() -> None:
    from phuhop.cli.register.appraise import appraise
    from phuhop.cli.register.doctor import doctor
    from phuhop.cli.register.documents import documents
    from phuhop.cli.register.extract import extract
    from phuhop.cli.register.figures import figures
    from phuhop.cli.register.keeping import audit, backup, export, restore, upgrade
    from phuhop.cli.register.remind import remind
    from phuhop.cli.register.steps import decide, step_commands

    reading, keeping = (
        (documents, extract, remind, export, figures),
        (audit, backup, restore, upgrade, doctor),
    )
    for command in (*step_commands(), appraise, decide, *reading, *keeping):
        registry.add_command(command)


_add_commands()
