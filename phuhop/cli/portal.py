"""``phuhop portal``: the portal and its register kept together."""

from __future__ import annotations

from pathlib import Path

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS
from phuhop.cli.serve import config_of_options, needs_the_portal, store_options


@click.group(options_metavar=OPTIONS, subcommand_metavar="LỆNH [THAM SỐ]...")
def portal() -> None:
    """Sao lưu, khôi phục cổng làm việc cùng sổ hồ sơ của nó."""


@portal.command(options_metavar=OPTIONS, short_help="Sao lưu cổng cùng sổ thành một tệp mới.")
@click.argument("target", type=FILE, metavar="TỆP")
@store_options
def backup(target: Path, home: Path, register: str | None, portal_db: str | None) -> None:
    """Sao lưu cổng cùng sổ thành một tệp mới, trong lúc mọi người vẫn làm việc.

    Có tài khoản, quyền, bản nháp, tệp minh chứng, việc đã giao; cất kín như cất sổ. Khôi phục được
    sang SQLite lẫn PostgreSQL. Không có phiên đăng nhập nào.
    """
    with needs_the_portal():
        from phuhop.portal.keeping import back_up
    with told_to_the_user():
        made = back_up(config_of_options(home, register, portal_db), target)
    click.echo(f"{target.as_posix()}: đầu chuỗi {made.head}; cổng {made.rows} dòng")
    click.echo(_not_covered(), err=True)


@portal.command(options_metavar=OPTIONS, short_help="Khôi phục bản sao thành cổng và sổ mới.")
@click.argument("source", type=FILE, metavar="TỆP")
@store_options
def restore(source: Path, home: Path, register: str | None, portal_db: str | None) -> None:
    """Khôi phục bản sao thành cổng và sổ mới; không ghi đè cổng hay sổ đã có.

    Sau đó không ai đang đăng nhập: mọi người vào lại bằng mật khẩu và mã của mình.
    """
    with needs_the_portal():
        from phuhop.portal.keeping import restore as restore_portal
    with told_to_the_user():
        found = restore_portal(config_of_options(home, register, portal_db), source)
    made = found.register
    tell(made.problems)
    click.echo(f"{made.database}: đã khôi phục {made.events} mắt xích, đầu chuỗi {made.head}")
    click.echo(f"Cổng: đã khôi phục {found.rows} dòng; không ai đang đăng nhập.")
    click.echo(_not_covered(), err=True)
    exit_for(made.problems)


def _not_covered() -> str:
    from phuhop.usecases.whole_backup import NOT_COVERED

    return NOT_COVERED
