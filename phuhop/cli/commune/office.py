"""``phuhop office``: who issues a paper."""

from __future__ import annotations

from pathlib import Path

import click

from phuhop.cli.messages import told_to_the_user
from phuhop.cli.options import FILE, OPTIONS

_DEFAULT = "co-quan.yaml"


@click.group(options_metavar=OPTIONS, subcommand_metavar="LỆNH [THAM SỐ]...")
def office() -> None:
    """Thông tin cơ quan in ở đầu và cuối văn bản."""


@office.command(options_metavar=OPTIONS)
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="TỆP",
    default=Path(_DEFAULT),
    help=f"Tệp YAML để ghi (mặc định: {_DEFAULT}).",
)
def init(output: Path) -> None:
    """Ghi tệp mẫu có chú thích để điền thông tin cơ quan."""
    from phuhop.usecases.commune.offices import write_sample

    with told_to_the_user():
        write_sample(output)
    click.echo(output.as_posix())
