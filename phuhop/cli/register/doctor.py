"""``phuhop registry doctor``: whether the register is in good order, and what to do."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from phuhop.cli.messages import FAULTS
from phuhop.cli.options import FILE
from phuhop.cli.register.options import (
    OPTIONS,
    common,
    database_option,
    json_option,
    print_json,
    usage_told,
)


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

    from registry.keeping.checkup import checkup

    with usage_told():
        found = checkup(address, datetime.now().astimezone(), backups)
    for check in found:
        if as_json:
            print_json(asdict(check))
            continue
        sign = {True: "✔", False: "✘", None: "·"}[check.is_well]
        click.echo(f"{sign} {check.name}: {check.found}")
        if check.is_well is not True and check.advice:
            click.echo(f"    → {check.advice}")
    if any(check.is_well is False for check in found):
        raise SystemExit(FAULTS)
