"""``phuhop verify focus``: where a verifier looks first, from files or from the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from phuhop.cli.messages import exit_for, tell
from phuhop.cli.options import FILE, OPTIONS, output_file, ruleset_options, today
from phuhop.cli.progress import TERMINAL
from phuhop.cli.province.results_options import perhaps_opened
from phuhop.cli.register.options import print_json
from phuhop.files.writing import write_bytes

_MOST_SHOWN = 20


@click.command(options_metavar=OPTIONS)
@click.argument("files", nargs=-1, type=FILE, metavar="[BIỂU...]")
@click.option(
    "--db",
    "address",
    metavar="TỆP|URL",
    help="Đọc thẳng từ sổ hồ sơ thay cho BIỂU: bản hiện hành của mọi hồ sơ đã nộp.",
)
@output_file(
    (".xlsx", ".csv"),
    "Ghi thành bảng .xlsx hoặc .csv, mỗi xã một dòng, thay cho in ra.",
    metavar="BẢNG",
)
@click.option(
    "--details",
    multiple=True,
    metavar="MÃ_XÃ",
    help="In đủ mọi phần, mọi cặp phần, số liệu nổi bật của xã này; dùng được nhiều lần.",
)
@click.option(
    "--sample",
    type=click.IntRange(0),
    default=0,
    metavar="SỐ",
    help="Chọn thêm ngẫu nhiên chừng này xã.",
)
@click.option(
    "--seed",
    metavar="CHỮ",
    help="Hạt giống của mẫu: cùng hạt giống thì cùng mẫu (mặc định: tự sinh và in ra).",
)
@click.option(
    "--top",
    type=click.IntRange(0),
    default=_MOST_SHOWN,
    metavar="SỐ",
    help=f"In chừng này xã đầu danh sách; 0 là tất cả (mặc định: {_MOST_SHOWN}).",
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@ruleset_options
def focus(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    address: str | None,
    output: Path | None,
    details: tuple[str, ...],
    sample: int,
    seed: str | None,
    top: int,
    as_json: bool,  # noqa: FBT001 -- click passes flags by name
    ruleset: str | None,
    as_of: date | None,
) -> None:
    """Nơi nên xem trước: phần quyết định kết luận, số liệu nổi bật, mẫu ngẫu nhiên lặp lại được.

    Mỗi xã một dòng, thay đổi nhỏ nhất làm đổi kết luận đứng trước. Nhiều năm của cùng xã được
    dùng để so với năm trước.
    """
    import secrets

    from phuhop.usecases.verifier.focusing import Sampling, focused

    if seed is not None and not sample:
        raise click.UsageError("--seed cần --sample")
    with perhaps_opened(address) as database:
        found = focused(
            files,
            database,
            Sampling(sample, seed or secrets.token_hex(4)),
            ruleset=ruleset,
            as_of=as_of,
            details=details,
            today=today(),
            watcher=TERMINAL,
        )
        if output is not None:
            content = found.table(output.suffix.lower())
            if content is not None:
                write_bytes(output, content)
            click.echo(f"{output.as_posix()}: {found.rows} xã")
    if found.focus is not None and as_json:
        print_json(found.json())
    elif found.focus is not None and (output is None or details):
        click.echo(found.text(top or None, details))
    tell(found.problems)
    exit_for(found.problems)
