"""``phuhop registry remind``: what is due, who sent nothing, what is missing; messages to send."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from phuhop.cli.messages import tell
from phuhop.cli.options import FILE, OPTIONS, Day, today
from phuhop.cli.register.options import (
    common,
    database_option,
    json_option,
    opened,
    print_json,
    year_option,
)


@click.command(options_metavar=OPTIONS)
@common(database_option, json_option, year_option)
@click.option("--on", "day", type=Day(), metavar="NGÀY", help="Tính đến ngày này (mặc định: nay).")
@click.option("--all", "everything", is_flag=True, help="Cả những việc chưa đến lúc nhắc.")
@click.option(
    "--expected",
    "table",
    type=FILE,
    metavar="BẢNG|THƯ_MỤC",
    help="Bảng có ma_xa, ten_xa, hoặc thư mục biểu: nêu cả những xã chưa gửi gì (cần --year).",
)
@click.option(
    "--province",
    metavar="TỈNH",
    help="Như --expected, với các xã của tỉnh này trong sổ đơn vị hành chính (cần --year).",
)
@click.option(
    "--missing-evidence",
    is_flag=True,
    help="Nêu cả tài liệu chưa có tệp, chưa có số, ngày, của hồ sơ chưa quyết định.",
)
@click.option(
    "--messages",
    type=FILE,
    metavar="TỆP",
    help="Ghi lời nhắc gửi từng xã: .txt để chép vào thư, Zalo; .xlsx, .csv để trộn thư.",
)
@click.option(
    "--contacts",
    type=FILE,
    metavar="BẢNG",
    help="Bảng có ma_xa, thu_dien_tu, dien_thoai: điền nơi gửi vào lời nhắc.",
)
def remind(  # noqa: PLR0913, PLR0917 -- one parameter an option
    address: str,
    as_json: bool,  # noqa: FBT001 -- click passes flags by name
    year: int | None,
    day: date | None,
    everything: bool,  # noqa: FBT001
    table: Path | None,
    province: str | None,
    missing_evidence: bool,  # noqa: FBT001
    messages: Path | None,
    contacts: Path | None,
) -> None:
    """Nhắc việc: hồ sơ quá hạn, sắp đến hạn; xã chưa gửi gì; việc hằng năm của cơ quan."""
    from phuhop.files.writing import write_bytes
    from phuhop.usecases.register.messages import contacts_of, messages_of, written_messages
    from phuhop.usecases.register.reminding import ReminderWish, reminded

    if contacts is not None and messages is None:
        raise click.UsageError("--contacts cần --messages")
    wish = ReminderWish(year, everything, table, province, missing_evidence)
    with opened(address) as database:
        found = reminded(database, wish, day or today())
        if messages is not None:
            known = {} if contacts is None else contacts_of(contacts)
            listed = messages_of(found, known)
            write_bytes(messages, written_messages(listed, messages))
    if as_json:
        print_json(found.json())
    else:
        click.echo("\n\n".join("\n".join(block) for block in found.blocks()))
    if messages is not None:
        click.echo(f"{messages.as_posix()}: {len(listed)} lời nhắc", err=as_json)
    tell(found.problems)
