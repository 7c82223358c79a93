"""Options of the commands that take results: files, or a register instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop.cli.messages import told_to_the_user
from phuhop.cli.options import FILE, YEAR

if TYPE_CHECKING:
    from registry.store.database import Database

register_option = click.option(
    "--db",
    "address",
    metavar="TỆP|URL",
    help="Lấy kết quả thẳng từ sổ đăng ký hồ sơ, thay cho tệp KẾT_QUẢ.",
)
state_option = click.option(
    "--state", metavar="TRẠNG_THÁI", help="Chỉ hồ sơ ở trạng thái này của sổ (cùng --db)."
)
year_option = click.option("--year", type=YEAR, metavar="NĂM", help="Chỉ kết quả của năm này.")
up_to_option = click.option(
    "--year",
    type=YEAR,
    metavar="NĂM",
    help="Năm cần lập, các năm trước để so (mặc định: năm mới nhất).",
)
expected_option = click.option(
    "--expected",
    type=FILE,
    metavar="BẢNG",
    help="Danh sách đơn vị phải gửi (cột ma_xa, ten_xa), khi sổ đơn vị hành chính không có.",
)
plan_option = click.option(
    "--plan",
    type=FILE,
    metavar="TỆP",
    help="Bảng chỉ tiêu YAML (mặc định: chỉ tiêu đã đọc được, như phuhop targets).",
)
used_ruleset_option = click.option(
    "--ruleset",
    metavar="MÃ",
    help="Mã bộ tiêu chí đã dùng để chấm, hoặc tệp YAML của nó (mặc định: theo kết quả).",
)
province_option = click.option(
    "--province",
    metavar="TỈNH",
    help="Chỉ tính các xã của tỉnh này; xã của tỉnh khác được nêu tên và bỏ ra.",
)


def one_source(files: Sequence[Path], address: str | None, state: str | None = None) -> None:
    """Raise ``click.UsageError`` unless there are either files or a register."""
    if files and address is not None:
        raise click.UsageError("chỉ dùng một trong hai: tệp KẾT_QUẢ hoặc --db")
    if not files and address is None:
        raise click.UsageError("cần tệp KẾT_QUẢ, hoặc --db SỔ")
    if state is not None and address is None:
        raise click.UsageError("--state chỉ dùng cùng với --db")


@contextmanager
def perhaps_opened(address: str | None) -> Iterator[Database | None]:
    """Give the register at *address*, or nothing; faults and wrong usage are told."""
    if address is None:
        with told_to_the_user():
            yield None
        return
    from phuhop.cli.register.options import opened

    with opened(address) as database:
        yield database
