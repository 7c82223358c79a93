"""Where to look first, over files or over what a register holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.usecases.watching import NOBODY, Watcher
from phuhop.usecases.wrong_use import WrongUse

if TYPE_CHECKING:
    from scoring.base.problems import Problem
    from scoring.focus.focus import Focus
    from scoring.intake.reading import Entry

_TABLES = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class Sampling:
    """How many communes chance chooses, and by which seed."""

    size: int
    seed: str


@dataclass(frozen=True, slots=True)
class Focused:
    """The order in which to look, ``None`` where nothing could be read; what went wrong."""

    focus: Focus | None
    problems: tuple[Problem, ...]


def focused(  # noqa: PLR0913 -- those of the command
    files: Sequence[Path],
    address: str | None,
    sampling: Sampling,
    *,
    ruleset: str | None = None,
    as_of: date | None = None,
    details: Sequence[str] = (),
    watcher: Watcher = NOBODY,
) -> Focused:
    """Order the communes of *files*, or of the register at *address*.

    Raises ``WrongUse`` for both or neither, and for a code of *details* that is not there.
    """
    from scoring.focus.focus import focus

    if bool(files) == (address is not None):
        raise WrongUse("files", "nêu biểu, bảng, gói; hoặc sổ hồ sơ (một trong hai)")
    entries, problems = (
        _of_files(files, ruleset, as_of, watcher)
        if address is None
        else (_of_register(address), ())
    )
    if not entries:
        return Focused(None, problems)
    found = focus(
        entries,
        sample=sampling.size,
        seed=sampling.seed,
        progress=lambda cases: watcher.counted(cases, "Xem từng xã"),
    )
    there = {one.sheet.commune.code for one in found.communes}
    strange = [code for code in details if code not in there]
    if strange:
        message = f"không có xã «{strange[0]}» trong năm {found.year}"
        raise WrongUse("details", message)
    return Focused(found, problems)


def _of_files(
    files: Sequence[Path], ruleset: str | None, as_of: date | None, watcher: Watcher
) -> tuple[Sequence[Entry], tuple[Problem, ...]]:
    from phuhop.usecases.reading import read

    intake = read(files, ruleset, as_of, packages=True, watcher=watcher)
    return intake.entries, intake.problems


def _of_register(address: str) -> list[Entry]:
    from contextlib import closing

    from registry.store.database import open_register
    from registry.views.kept_entries import kept_entries

    with closing(open_register(address)) as database, database.reading() as connection:
        return [entry for _, entry in kept_entries(connection)]


def table_of(found: Focused, output: Path) -> str:
    """Write the order as a table; return its path and how many communes are in it."""
    from phuhop.files.writing import write_bytes
    from reports.appraisal.focus_table import FOCUS_HEADINGS, focus_rows
    from reports.tables.writing import WRITERS

    if output.suffix.lower() not in _TABLES:
        raise WrongUse("output", f"tên bảng phải có đuôi {', '.join(_TABLES)}")
    rows = [] if found.focus is None else [*focus_rows(found.focus)]
    if rows:
        write_bytes(output, WRITERS[output.suffix.lower()](FOCUS_HEADINGS, rows))
    return f"{output.as_posix()}: {len(rows)} xã"
