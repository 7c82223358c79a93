"""What the commands of ``phuhop registry`` share: the database, who acts, how errors are told."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from phuhop.cli.messages import told_to_the_user
from phuhop.cli.options import FILE, YEAR

if TYPE_CHECKING:
    from registry.store.chain import Actor
    from registry.store.database import Database

DEFAULT = "so-dang-ky.db"

database_option = click.option(
    "--db",
    "address",
    envvar="PHUHOP_DATABASE_URL",
    default=DEFAULT,
    metavar="TỆP|URL",
    help=f"Sổ: tệp SQLite, hoặc postgresql://… (mặc định: PHUHOP_DATABASE_URL, rồi {DEFAULT}).",
)
actor_option = click.option(
    "--as",
    "who",
    envvar="PHUHOP_AS",
    required=True,
    metavar='"HỌ TÊN:VAI TRÒ"',
    help='Ai làm, trong vai trò nào, ví dụ "Trần Thị Mơ:thẩm định" (hoặc đặt PHUHOP_AS).',
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="In JSON, mỗi dòng một đối tượng."
)
year_option = click.option("--year", type=YEAR, metavar="NĂM", help="Chỉ các hồ sơ của năm này.")


def choice_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what chooses dossiers: names, or a list, a state, a year, a verdict."""
    put = common(
        click.argument("keys", nargs=-1, metavar="[MÃ_XÃ/NĂM...]"),
        click.option(
            "--list",
            "table",
            type=FILE,
            metavar="TỆP",
            help="Danh sách hồ sơ, mỗi dòng một MÃ_XÃ/NĂM.",
        ),
        click.option("--state", metavar="TRẠNG_THÁI", help="Mọi hồ sơ ở trạng thái này."),
        year_option,
        click.option(
            "--verdict",
            metavar="KẾT_LUẬN",
            help="Chỉ hồ sơ có kết luận thẩm định này: đạt, không đạt, chưa kết luận được.",
        ),
    )
    chosen: Callable[..., Any] = put(command)
    return chosen


@contextmanager
def opened(address: str) -> Iterator[Database]:
    """Give the register at *address*, which must be there; faults and wrong usage are told."""
    from phuhop.usecases.register.opening import opened_register

    with told_to_the_user(), opened_register(address) as database:
        yield database


def acting(who: str) -> Actor:
    """Return who acts now: the only place where the register's commands ask the clock."""
    from datetime import datetime

    from phuhop.usecases.register.opening import acting as acting_as

    def clock() -> str:
        return datetime.now().astimezone().isoformat(timespec="seconds")

    with told_to_the_user():
        return acting_as(who, clock)


def print_json(values: Iterable[Any] | dict[str, Any]) -> None:
    """Print one object a line."""
    for value in [values] if isinstance(values, dict) else values:
        click.echo(json.dumps(value, ensure_ascii=False))


def common(*options: Callable[..., Any]) -> Callable[..., Any]:
    """Put several options on a command, in the order given."""

    def put(command: Callable[..., Any]) -> Callable[..., Any]:
        return functools.reduce(lambda done, option: option(done), reversed(options), command)

    return put
