"""``phuhop registry texts``, ``redact``: what people wrote, and taking out what must go."""

from __future__ import annotations

import click

from phuhop.cli.options import OPTIONS
from phuhop.cli.register.options import (
    acting,
    actor_option,
    common,
    database_option,
    json_option,
    opened,
    print_json,
)

_NAME = click.argument("name", metavar="MÃ_XÃ/NĂM")


@click.command(options_metavar=OPTIONS, short_help="Liệt kê lời văn, tệp của một hồ sơ.")
@_NAME
@common(database_option, json_option)
def texts(name: str, address: str, as_json: bool) -> None:  # noqa: FBT001 -- click passes flags
    """Liệt kê lời văn và tệp minh chứng của một hồ sơ, mỗi thứ một mã để che khi phải che."""
    from phuhop.usecases.register.redacting import list_texts

    with opened(address) as database:
        found = list_texts(database, name)
    if as_json:
        print_json(found.json())
    else:
        click.echo("\n".join(found.lines()))


@click.command(options_metavar=OPTIONS, short_help="Che lời văn, tệp không được phép giữ.")
@_NAME
@click.argument("handles", nargs=-1, required=True, metavar="MÃ...")
@common(database_option, actor_option, json_option)
@click.option("--reason", metavar="LÝ_DO", help="Vì sao che; giữ mãi trong nhật ký.")
def redact(  # noqa: PLR0913, PLR0917 -- one parameter an option
    name: str,
    handles: tuple[str, ...],
    address: str,
    who: str,
    as_json: bool,  # noqa: FBT001
    reason: str | None,
) -> None:
    """Che lời văn hay tệp của một hồ sơ, ở mọi chỗ nó đứng; chỉ còn mã SHA-256 và lý do.

    MÃ là mã in ở phuhop registry texts. Không lấy lại được. Chuỗi vẫn liền mạch, phép kiểm tra
    nêu ai đã che gì, vì sao; bản sao lưu làm về sau không còn nội dung đó, bản đã làm từ trước thì
    phải xóa riêng.
    """
    from phuhop.usecases.register.redacting import redact_texts

    with opened(address) as database:
        done = redact_texts(database, name, handles, acting(who), reason)
    if as_json:
        print_json(done.json())
        return
    click.echo("\n".join(done.lines()))
    left = "Bản sao lưu làm trước lúc này còn giữ nội dung đã che: xóa hoặc cất riêng."
    click.echo(left, err=True)
