"""``phuhop watch``: a dossier beside every form of a folder, and the scripts to drop a form on."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from phuhop.cli.hints import in_commands
from phuhop.cli.messages import FAULTS, tell, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS, today
from phuhop.usecases.problems import ProblemsFound


@click.command(options_metavar=OPTIONS)
@click.argument("paths", nargs=-1, type=FILE, metavar="[THƯ_MỤC|BIỂU]...")
@click.option("--once", is_flag=True, help="Xem một lần rồi thôi.")
@click.option(
    "--every",
    type=click.IntRange(1, 3600),
    default=5,
    show_default="5",
    metavar="GIÂY",
    help="Bao lâu xem lại một lần.",
)
@click.option(
    "--install",
    type=FILE,
    metavar="THƯ_MỤC",
    help="Ghi cham-diem.bat (Windows) và cham-diem.sh vào đây: thả biểu lên là có hồ sơ bên cạnh.",
)
def watch(paths: tuple[Path, ...], once: bool, every: int, install: Path | None) -> None:  # noqa: FBT001
    """Trông một thư mục: biểu nào mới hoặc vừa lưu thì lập hồ sơ ngay bên cạnh.

    Hồ sơ của «bieu.xlsx» ở thư mục «bieu – hồ sơ»; lỗi ghi thành tệp chữ trong đó. Tệp đã sửa
    tay được giữ lại. Biểu đang mở trong Excel thì chờ đóng. Dừng bằng Ctrl+C.
    """
    from phuhop.usecases.commune.drop_scripts import install_scripts
    from phuhop.usecases.commune.watched_folder import look_once

    if install is None and not paths:
        raise click.UsageError("nêu thư mục để trông, hoặc --install THƯ_MỤC")
    if install is not None:
        with told_to_the_user():
            for path in install_scripts(install, sys.executable):
                click.echo(path.as_posix())
    has_faults = False
    while paths:
        try:
            for done in look_once(paths, today(), in_commands):
                for made in filter(None, (done.made, done.faults)):
                    click.echo(made.as_posix())
                has_faults |= done.made is None
        except ProblemsFound as found:
            tell(found.problems)
            has_faults = True
        if once or not any(path.is_dir() for path in paths):
            break
        time.sleep(every)
    if has_faults:
        raise SystemExit(FAULTS)
