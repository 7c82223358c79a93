"""Parameters that several commands share."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from phuhop.usecases.engines import DASK, NUMPY

OPTIONS = "[TÙY CHỌN]"
"""How the help calls the options of a command."""
TABLES = (".csv", ".xlsx", ".parquet")
"""Endings of tables that are written."""
TABLES_AND_JSON = (*TABLES, ".json")
YEAR = click.IntRange(1990, 2100)
"""A year that figures may be of."""
FILE = click.Path(path_type=Path, readable=False)
"""A file or folder. Whether it can be read or written is told where that is tried, as a fault
of that file alone; click would stop at the first one, and call it wrong usage."""


def today() -> date:
    """Return the day of the officer's own calendar: the only clock of the commands."""
    return date.today()  # noqa: DTZ011


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


def output_file(endings: tuple[str, ...], help_: str, **more: Any) -> Callable[..., Any]:
    """Return the option ``-o`` for one file with one of *endings*; another is wrong usage."""

    def checked(_ctx: click.Context, _param: click.Parameter, path: Path | None) -> Path | None:
        if path is not None and path.suffix.lower() not in endings:
            raise click.UsageError(f"-o: tên tệp phải có đuôi {', '.join(endings)}")
        return path

    more = {"metavar": "TỆP", **more}
    return click.option("-o", "--output", type=FILE, help=help_, callback=checked, **more)


def office_option(of_whom: str) -> Callable[..., Any]:
    """Return ``--office`` for one file; *of_whom* says whose and on what it is printed."""
    return click.option(
        "--office",
        type=FILE,
        metavar="TỆP",
        help=f"Thông tin cơ quan {of_whom}.",
    )


OFFICE_SAMPLE = "(phuhop office init ghi tệp mẫu)"
offices_option = click.option(
    "--office",
    "offices",
    multiple=True,
    type=FILE,
    metavar="TỆP",
    help=f"Thông tin cơ quan {OFFICE_SAMPLE}; nhiều xã thì mỗi xã một tệp, hoặc một thư mục.",
)
"""``--office`` for the communes of a run, each with a file of its own."""


def documents_option(metavar: str, which: str) -> Callable[..., Any]:
    """Return ``--documents``, ``None`` for all papers; *which* says what the codes are of."""
    return click.option(
        "--documents",
        default="all",
        metavar=metavar,
        callback=lambda _ctx, _param, text: _codes(text),
        help=f"{which} (mặc định: tất cả).",
    )


def _codes(text: str) -> tuple[str, ...] | None:
    if text.strip() == "all":
        return None
    return tuple(piece.strip() for piece in text.split(",") if piece.strip())


def formats_option(*formats: str) -> Callable[..., Any]:
    """Return ``--format`` for kinds of papers; without any use, all but PDF."""
    usual = [name for name in formats if name != "pdf"]
    return click.option(
        "--format",
        "formats",
        multiple=True,
        type=click.Choice(formats),
        metavar="|".join(formats),
        callback=lambda _ctx, _param, chosen: _formats(chosen) or tuple(usual),
        help=f"Dạng tài liệu, dùng được nhiều lần (mặc định: {' và '.join(usual)}; "
        "pdf cần LibreOffice).",
    )


def _formats(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse PDF where nothing can make it, before anything is read."""
    if "pdf" in chosen:
        from phuhop.cli.hints import FAULTS, said
        from phuhop.files.pdf import ABSENT, ABSENT_CODE, soffice

        if soffice() is None:
            raise click.UsageError(said(ABSENT, FAULTS[ABSENT_CODE]))
    return chosen


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
