"""``phuhop registry figures``: what the verifiers found, as a table that every command reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from phuhop.cli.messages import exit_for, tell
from phuhop.cli.options import OPTIONS, TABLES, output_file
from phuhop.cli.progress import TERMINAL
from phuhop.cli.register.options import (
    choice_options,
    common,
    database_option,
    json_option,
    opened,
    print_json,
)


@click.command(options_metavar=OPTIONS, short_help="Ghi bảng số liệu đã xác minh.")
@common(choice_options, database_option, json_option)
@output_file(
    TABLES,
    "Bảng .csv, .xlsx hoặc .parquet; phuhop score, advise đọc được.",
    metavar="BẢNG",
    required=True,
)
def figures(address: str, as_json: bool, output: Path, **choice: Any) -> None:  # noqa: FBT001
    """Ghi bảng số liệu đã xác minh của các hồ sơ có bản thẩm định (mặc định: tất cả).

    Số người thẩm định không sửa thì là số xã báo cáo; số không chứng minh được thì để trống.
    """
    from phuhop.files.writing import write_bytes
    from phuhop.usecases.register.bulk import Choice
    from phuhop.usecases.register.casework import figures as figures_of

    with opened(address) as database:
        content, rows, problems = figures_of(database, Choice(**choice), output, TERMINAL)
        write_bytes(output, content)
    if as_json:
        print_json({"file": output.as_posix(), "rows": rows})
    else:
        click.echo(f"{output.as_posix()}: {rows} hồ sơ đã thẩm định")
    tell(problems)
    exit_for(problems)
