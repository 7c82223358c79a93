"""``demo --nation``: its options, read without importing the generator."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from phuhop.cli.progress import TERMINAL

FIRST_YEAR, LAST_YEAR = 2019, 2099
"""Years the shipped decision may be asked about."""


def nation_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--nation``, ``--year`` and ``--seed``."""
    for option in (
        click.option(
            "--seed",
            type=click.IntRange(min=0),
            metavar="SỐ",
            help="Hạt giống của --nation: cùng số thì cùng số liệu.",
        ),
        click.option(
            "--year",
            type=click.IntRange(FIRST_YEAR, LAST_YEAR),
            metavar="NĂM",
            help="Năm của --nation: từ 2025 là 3.321 đơn vị, trước đó là 10.035 xã cũ.",
        ),
        click.option(
            "--nation",
            is_flag=True,
            help="SỐ LIỆU MÔ PHỎNG của một nước hư cấu: bảng số liệu và kết quả, không có hồ sơ.",
        ),
    ):
        command = option(command)
    return command


def run(output: Path, *, nation: bool, year: int | None, seed: int | None) -> str:
    """Write the samples, or the nation; raises ``click.UsageError`` for options without it."""
    if nation:
        from phuhop.usecases.samples.nation import run_nation

        return run_nation(output, year=year, seed=seed)
    if year is not None or seed is not None:
        raise click.UsageError("--year và --seed chỉ dùng cùng với --nation")
    from phuhop.usecases.samples.demo import run_demo

    return run_demo(output, TERMINAL)
