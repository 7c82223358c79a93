"""``phuhop serve``: the portal, over a register."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop.cli.messages import told_to_the_user
from phuhop.cli.options import FILE, OPTIONS

if TYPE_CHECKING:
    from phuhop.portal.config import Config


def store_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add what says where the portal keeps its things, and which register it serves."""
    options = (
        click.option(
            "--home",
            type=FILE,
            default="cong",
            metavar="THƯ_MỤC",
            help="Nơi cổng giữ tài khoản, bản nháp, khóa (mặc định: cong).",
        ),
        click.option(
            "--db",
            "register",
            envvar="PHUHOP_DATABASE_URL",
            metavar="TỆP|URL",
            help="Sổ hồ sơ: tệp SQLite hoặc postgresql://… "
            "(mặc định: so.db trong thư mục của cổng).",
        ),
        click.option(
            "--portal-db",
            envvar="PHUHOP_PORTAL_DATABASE_URL",
            metavar="URL",
            help="Cơ sở dữ liệu PostgreSQL riêng của cổng (mặc định: tệp cong.db trong thư mục).",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


names_option = click.option(
    "--name",
    "names",
    multiple=True,
    metavar="TÊN_MIỀN",
    help="Tên miền mà cán bộ mở, nêu được nhiều lần; máy chủ đứng trước giữ chứng thư TLS.",
)
"""How officers call the portal."""


@contextmanager
def needs_the_portal() -> Iterator[None]:
    """Say what is not installed where the portal's libraries are not."""
    try:
        yield
    except ModuleNotFoundError as error:
        message = f"chưa cài phần của cổng ({error.name}); chạy: pip install 'phuhop[portal]'"
        raise click.UsageError(message) from None


def config_of_options(
    home: Path,
    register: str | None,
    portal_db: str | None,
    names: tuple[str, ...] = (),
    *,
    trial: bool = False,
) -> Config:
    """Return the configuration that the options of ``store_options`` name."""
    from phuhop.portal.accounts.provider import sign_on_of
    from phuhop.portal.config import Config
    from phuhop.portal.drafts.scanner import scanner_of
    from phuhop.portal.mail import mail_of

    try:
        mail = mail_of(os.environ)
        sign_on = sign_on_of(os.environ)
        scanner = scanner_of(os.environ)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    found = Config(
        home,
        register or str(home / "so.db"),
        portal_db or None,
        is_plain=not names,
        is_relaxed=trial,
        is_trial=trial,
        mail=mail,
        sign_on=sign_on,
        scanner=scanner,
    )
    return replace(found, hosts=names) if names else found


@click.command(options_metavar=OPTIONS, short_help="Mở cổng làm việc trên trình duyệt.")
@store_options
@names_option
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="ĐỊA_CHỈ",
    help="Nghe ở địa chỉ này (mặc định: chỉ máy này).",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65_535),
    default=8080,
    metavar="SỐ",
    help="Số cổng mạng (mặc định: 8080).",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    metavar="SỐ",
    help="Số tiến trình (mặc định: 1; trên Windows luôn là 1).",
)
@click.option("--trial", is_flag=True, help="Chạy thử trên máy này với SỐ LIỆU MẪU.")
def serve(  # noqa: PLR0913 -- one parameter an option
    *,
    home: Path,
    register: str | None,
    portal_db: str | None,
    host: str,
    port: int,
    names: tuple[str, ...],
    workers: int,
    trial: bool,
) -> None:
    """Mở cổng: xã điền số liệu, thấy điểm và nộp hồ sơ trong trình duyệt; sổ hồ sơ giữ như cũ.

    Lần đầu, lệnh in ra một địa chỉ dùng một lần để quản trị đặt mật khẩu. Không nêu --name thì
    chỉ mở được trên chính máy này, không cần TLS.
    """
    with needs_the_portal():
        from phuhop.portal.serving import check_free, prepare
        from phuhop.portal.serving import serve as answer
    config = config_of_options(home, register, portal_db, names, trial=trial)
    with told_to_the_user():
        check_free(host, port)
        prepared = prepare(config)
    base = f"https://{names[0]}" if names else f"http://{host}:{port}"
    if prepared.first_path is not None:
        click.echo(f"Quản trị đặt mật khẩu ở đây, dùng một lần: {base}{prepared.first_path}")
    for who, path in prepared.samples:
        click.echo(f"{who}: {base}{path}")
    click.echo(f"Cổng mở ở {base}, bấm Ctrl+C để dừng.")
    answer(prepared, host, port, workers)
