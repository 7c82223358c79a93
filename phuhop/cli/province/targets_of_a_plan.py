"""What ``phuhop targets --plan`` prints and writes: a plan held to a year, or its form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.files.own_work import write_new
from phuhop.files.writing import write_bytes

if TYPE_CHECKING:
    from phuhop.usecases.duties.plan_tracking import TrackingWish


def track_plan(wish: TrackingWish, output: Path | None) -> None:
    """Print the plan held to its year, or write it as a table or JSON."""
    from phuhop.usecases.duties.plan_tracking import track

    found = track(wish)
    if output is None:
        click.echo(found.text(), nl=False)
    else:
        write_bytes(output, found.table(output.suffix.lower()))
        click.echo(f"{output.as_posix()}: {len(found.whole)} chỉ tiêu, năm {found.year}")
    tell(found.problems)
    exit_for(found.problems)


def write_form(path: Path, plan: str | None, year: int | None, units: Sequence[str]) -> None:
    """Write the form that collects the typed values of a plan."""
    if plan is None or year is None:
        raise click.UsageError("--form cần --plan và --year")
    if path.suffix.lower() != ".xlsx":
        raise click.UsageError("--form: tên tệp phải có đuôi .xlsx")
    from phuhop.usecases.duties.plan_forms import plan_form

    with told_to_the_user():
        made = plan_form(plan, year, units)
        write_new(path, made.content)
    click.echo(f"{path.as_posix()}: {made.units} đơn vị; điền xong đọc lại bằng --typed")
    tell(made.problems)
