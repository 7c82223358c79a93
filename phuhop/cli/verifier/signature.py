"""``phuhop verify signature``: whose signature lies beside a file, known or not."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS
from phuhop.cli.register.options import opened


@click.command(options_metavar=OPTIONS)
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="TỆP...")
@click.option("--db", "address", metavar="TỆP|URL", help="Sổ biết các khóa, giữ đầu chuỗi đã ký.")
def signature(paths: tuple[Path, ...], address: str | None) -> None:
    """Chữ ký của gói, bảng, hoặc đầu chuỗi: ai ký, khóa đã biết hay chưa, tệp có bị sửa không."""
    from phuhop.usecases.register.signing import checked_each

    with told_to_the_user(), opened(address) if address else nullcontext() as database:
        found = checked_each(paths, database)
    for line in found.lines:
        click.echo(line)
    tell(found.problems)
    exit_for(found.problems)
