"""``phuhop work``: what the portal does beside its pages."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click

from phuhop.cli.messages import told_to_the_user
from phuhop.cli.options import OPTIONS
from phuhop.cli.serve import config_of_options, names_option, needs_the_portal, store_options


@click.command(options_metavar=OPTIONS, short_help="Làm các việc chạy nền của cổng.")
@store_options
@names_option
@click.option("--once", is_flag=True, help="Làm hết việc đang chờ rồi thôi, không đợi việc mới.")
def work(
    *,
    home: Path,
    register: str | None,
    portal_db: str | None,
    names: tuple[str, ...],
    once: bool,
) -> None:
    """Làm việc chạy nền của cổng: lập văn bản cả tỉnh, PDF, báo cáo, bản công bố, sao lưu, gửi thư.

    Chạy cạnh phuhop serve, cùng thư mục và cùng sổ; chạy mấy tiến trình cũng được, mỗi việc làm một
    lần. Dừng giữa chừng thì lần chạy sau làm tiếp. Bấm Ctrl+C: làm xong việc đang làm rồi dừng.
    """
    with needs_the_portal():
        from phuhop.portal.working import work_until
    stopped = threading.Event()

    def stop(number: int, _frame: object) -> None:
        # The second time it ends at once; the job is found again by the next worker.
        stopped.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    with told_to_the_user():
        work_until(stopped, config_of_options(home, register, portal_db, names), once=once)
