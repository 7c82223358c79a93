"""Where a verifier's command reads from: files, or the register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from phuhop.cli.progress import TERMINAL
from phuhop.cli.register.options import common, opened, year_option

if TYPE_CHECKING:
    from scoring.appraisal.comparison import AppraisalComparison
    from scoring.base.problems import Problem


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


def of_register(
    address: str, state: str | None, year: int | None
) -> tuple[list[AppraisalComparison], list[Problem]]:
    """Return the comparisons of the register's dossiers that have an appraisal."""
    from phuhop.usecases.register.bulk import Choice
    from phuhop.usecases.register.casework import comparisons

    with opened(address) as database:
        return comparisons(database, Choice(state=state, year=year), TERMINAL)


def one_of_register(address: str, key: str) -> tuple[AppraisalComparison, list[Problem]]:
    """Return the comparison of one dossier; one without an appraisal is wrong usage."""
    from phuhop.usecases.register.bulk import Choice
    from phuhop.usecases.register.casework import comparisons
    from scoring.base.problems import ProblemsFound

    with opened(address) as database:
        found, problems = comparisons(database, Choice((key,)))
        if problems:
            raise ProblemsFound(problems)
    if not found:
        raise click.UsageError(f"hồ sơ {key} chưa có bản thẩm định nào")
    return found[0], problems
