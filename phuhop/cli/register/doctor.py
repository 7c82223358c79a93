"""``phuhop registry doctor``: whether the register is in good order, and what to do."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from phuhop.cli.hints import check_in_commands
from phuhop.cli.messages import FAULTS, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS
from phuhop.cli.register.options import common, database_option, json_option, print_json


@click.command(options_metavar=OPTIONS, short_help="Khám sổ: kết nối, quyền, khóa, đĩa, sao lưu.")
@common(database_option, json_option)
@click.option(
    "--backups", type=FILE, metavar="THƯ_MỤC", help="Nơi để bản sao lưu: xem bản mới nhất."
)
def doctor(address: str, as_json: bool, backups: Path | None) -> None:  # noqa: FBT001
    """Khám sổ: kết nối, bảng mã, quyền, khóa chống sửa, đĩa, đồng hồ, bản sao lưu gần nhất.

    Chỗ nào chưa ổn thì nói phải làm gì. Mật khẩu không bao giờ được in. Nội dung của sổ thì kiểm
    bằng phuhop registry audit.
    """
    from datetime import datetime

    from phuhop.usecases.register.keeping import examine

    with told_to_the_user():
        found = examine(address, datetime.now().astimezone(), backups)
    for check in map(check_in_commands, found.checks):
        if as_json:
            print_json(asdict(check))
            continue
        sign = {True: "✔", False: "✘", None: "·"}[check.is_well]
        click.echo(f"{sign} {check.name}: {check.found}")
        if check.is_well is not True and check.advice:
            click.echo(f"    → {check.advice}")
    if not found.is_well:
        raise SystemExit(FAULTS)
