"""Where a verifier's command reads from: files, or the register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from phuhop.cli.register.options import common, year_option


def register_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--db``, ``--state``, ``--year``: a register instead of files."""
    put: Callable[..., Any] = common(
        click.option(
            "--db", "address", metavar="TỆP|URL", help="Lấy từ sổ hồ sơ này, thay cho tệp."
        ),
        click.option("--state", metavar="TRẠNG_THÁI", help="Với --db: chỉ hồ sơ ở trạng thái này."),
        year_option,
    )(command)
    return put


def check_source(
    files: Sequence[Path], address: str | None, state: str | None, year: int | None
) -> None:
    """Refuse both sources, none, and a choice of dossiers without a register."""
    if bool(files) == (address is not None):
        raise click.UsageError("nêu tệp, thư mục; hoặc sổ hồ sơ bằng --db (một trong hai)")
    if address is None and (state is not None or year is not None):
        raise click.UsageError("--state, --year cần --db")
