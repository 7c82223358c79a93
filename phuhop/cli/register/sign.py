"""``phuhop registry key`` and ``sign``: an office's key, and signing with it."""

from __future__ import annotations

from pathlib import Path

import click

from phuhop.cli.messages import told_to_the_user
from phuhop.cli.options import FILE, OPTIONS
from phuhop.cli.register.options import (
    acting,
    actor_option,
    common,
    database_option,
    json_option,
    opened,
    print_json,
)

_PASSPHRASE = click.option(
    "--passphrase-file",
    "secret",
    type=FILE,
    metavar="TỆP",
    help="Tệp có mật khẩu của khóa ở dòng đầu; không nêu thì hỏi, gõ không hiện chữ.",
)


@click.group(options_metavar=OPTIONS, subcommand_metavar="LỆNH [THAM SỐ]...")
def key() -> None:
    """Khóa của cơ quan: tạo, cho sổ nhận, bỏ, liệt kê. Xem docs/can-bo/chu-ky.md."""


@key.command(options_metavar=OPTIONS)
@click.argument("path", type=FILE, metavar="TỆP")
@_PASSPHRASE
def new(path: Path, secret: Path | None) -> None:
    """Tạo khóa Ed25519: TỆP là khóa riêng có mật khẩu, TỆP.pub là khóa công khai."""
    from phuhop.usecases.register.signing import make_key

    with told_to_the_user():
        made = make_key(path, _passphrase(secret, is_new=True))
    click.echo("\n".join(made.lines()))


@key.command(options_metavar=OPTIONS)
@click.argument("public", type=FILE, metavar="TỆP.pub")
@click.option("--name", metavar="TÊN", help="Tên cơ quan giữ khóa.")
@common(database_option, actor_option, json_option)
def accept(public: Path, name: str | None, address: str, who: str, as_json: bool) -> None:  # noqa: FBT001
    """Cho sổ nhận khóa công khai của một cơ quan; so 16 chữ số của khóa với cơ quan đó trước."""
    from phuhop.usecases.register.signing import accept as accept_key

    with opened(address) as database:
        done = accept_key(database, public, name, acting(who))
    if as_json:
        print_json(done.json())
    else:
        click.echo("\n".join(done.lines()))


@key.command(options_metavar=OPTIONS)
@click.argument("public", metavar="KHÓA")
@click.option("--reason", metavar="LÝ_DO", help="Vì sao bỏ, ví dụ khóa bị lộ.")
@common(database_option, actor_option, json_option)
def drop(public: str, reason: str | None, address: str, who: str, as_json: bool) -> None:  # noqa: FBT001
    """Bỏ một khóa đã nhận (nêu các chữ số đầu của nó); chữ ký từ nay về sau là của khóa lạ."""
    from phuhop.usecases.register.signing import drop as drop_key

    with opened(address) as database:
        done = drop_key(database, public, reason, acting(who))
    if as_json:
        print_json(done.json())
    else:
        click.echo("\n".join(done.lines()))


@key.command("list", options_metavar=OPTIONS)
@common(database_option, json_option)
def list_(address: str, as_json: bool) -> None:  # noqa: FBT001
    """Liệt kê các khóa sổ đã nhận."""
    from phuhop.usecases.register.signing import keys

    with opened(address) as database:
        found = keys(database)
    if as_json:
        print_json({"key": one.public, "name": one.name, "since": one.since} for one in found)
        return
    for one in found:
        click.echo(f"{one.public}  {one.name}")
    if not found:
        click.echo("Sổ chưa nhận khóa nào.")


@click.command(options_metavar=OPTIONS, short_help="Ký đầu chuỗi của sổ, gói hoặc bảng.")
@click.argument("paths", nargs=-1, type=FILE, metavar="[TỆP...]")
@click.option("--key", "key_file", required=True, type=FILE, metavar="TỆP", help="Tệp khóa riêng.")
@_PASSPHRASE
@click.option("-o", "--output", type=FILE, metavar="TỆP", help="Ghi chữ ký đầu chuỗi ra tệp này.")
@common(database_option, actor_option)
def sign(  # noqa: PLR0913, PLR0917 -- one parameter an option
    paths: tuple[Path, ...],
    key_file: Path,
    secret: Path | None,
    output: Path | None,
    address: str,
    who: str,
) -> None:
    """Ký bằng khóa của cơ quan. Không nêu tệp: ký đầu chuỗi của sổ.

    Nêu gói .phuhop hay bảng đã xuất: ghi chữ ký bên cạnh, tên tệp thêm .chu-ky.json; gửi cả hai.
    """
    from phuhop.usecases.register.signing import open_key, sign_files, sign_register

    if paths and output is not None:
        raise click.UsageError("-o: chỉ khi ký đầu chuỗi; chữ ký của tệp nằm bên cạnh tệp")
    actor = acting(who)
    with told_to_the_user():
        private = open_key(key_file, _passphrase(secret))
        if paths:
            for written in sign_files(paths, private, actor.person, actor.at):
                click.echo(written.as_posix())
            return
    with opened(address) as database:
        done = sign_register(database, private, actor, output)
    click.echo("\n".join(done.lines()))


def _passphrase(secret: Path | None, *, is_new: bool = False) -> str:
    from phuhop.usecases.register.signing import passphrase_of

    if secret is not None:
        return passphrase_of(secret)
    asked: str = click.prompt("Mật khẩu của khóa", hide_input=True, confirmation_prompt=is_new)
    return asked
