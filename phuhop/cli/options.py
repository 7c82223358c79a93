"""Parameters that several commands share."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from phuhop.usecases.engines import DASK, NUMPY

FILE = click.Path(path_type=Path, readable=False)
"""A file or folder. Whether it can be read or written is told where that is tried, as a fault
of that file alone; click would stop at the first one, and call it wrong usage."""


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only in newer click
    """A day written as ``2024-11-30`` or ``30/11/2024``."""

    name = "ngày"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; a wrong one is wrong usage."""
        if isinstance(value, date):
            return value
        try:
            if "/" in value:
                day, month, year = (int(piece) for piece in value.split("/"))
                return date(year, month, day)
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} không phải là ngày; viết ngày như 2024-11-30", param, ctx)


def ruleset_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--ruleset`` and ``--as-of`` to a command."""
    command = click.option(
        "--as-of",
        "as_of",
        type=Day(),
        metavar="NGÀY",
        help="Dùng bộ tiêu chí có hiệu lực vào ngày này (mặc định: 31/12 của năm đánh giá).",
    )(command)
    return click.option(
        "--ruleset",
        "ruleset",
        metavar="MÃ",
        help="Mã bộ tiêu chí (xem: phuhop rules list), hoặc đường dẫn tới một tệp YAML.",
    )(command)


def chosen_codes(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of ``all`` or ``01,03`` in the set's order.

    Raises ``click.UsageError`` for a code the set does not have.

    >>> chosen_codes("03, 1", ("01", "02", "03"))
    ('01', '03')
    """
    if text.strip() == "all":
        return known
    asked = [piece.strip().zfill(2) for piece in text.split(",") if piece.strip()]
    strange = [code for code in asked if code not in known]
    if strange or not asked:
        named = f"không có văn bản «{strange[0]}»" if strange else "chưa nêu văn bản nào"
        raise click.UsageError(f"{named}; các mã: {', '.join(known)}, hoặc all")
    return tuple(code for code in known if code in asked)


def engine_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--engine`` and ``--scheduler`` to a command that writes a table of results."""
    command = click.option(
        "--scheduler",
        metavar="ĐỊA_CHỈ",
        help="Bộ điều phối Dask đang chạy, ví dụ tcp://10.0.0.5:8786 (mặc định: hai tiến trình "
        "trên máy này).",
    )(command)
    return click.option(
        "--engine",
        type=click.Choice([NUMPY, DASK]),
        default=NUMPY,
        metavar="numpy|dask",
        help="Nơi đọc và chấm khi có -o: máy này (mặc định), hoặc cụm máy Dask; xem "
        "docs/developers/scale.md.",
    )(command)


def check_engine(engine: str, scheduler: str | None, *, has_table: bool) -> None:
    """Refuse options that would do nothing; raises ``click.UsageError``."""
    if engine == DASK and not has_table:
        raise click.UsageError("--engine dask cần có -o: chỉ bảng kết quả mới chấm trên cụm máy")
    if scheduler is not None and engine != DASK:
        raise click.UsageError("--scheduler chỉ dùng cùng với --engine dask")
