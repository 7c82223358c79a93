"""Where to look first, over files or over what a register holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phuhop import __version__
from phuhop.usecases.watching import NOBODY, Watcher
from phuhop.usecases.wrong_use import WrongUse

if TYPE_CHECKING:
    from registry.store.database import Database
    from scoring.base.problems import Problem
    from scoring.focus.focus import Focus
    from scoring.intake.reading import Entry


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

    @property
    def rows(self) -> int:
        """How many communes are in the order."""
        return 0 if self.focus is None else len(self.focus.communes)

    def text(self, most: int | None, details: Sequence[str]) -> str:
        """Return the first *most* communes as text, those of *details* in full."""
        from reports.appraisal.focus_text import focus_text

        return "" if self.focus is None else focus_text(self.focus, most, details)

    def json(self) -> dict[str, Any]:
        """Return the whole order as a plain object."""
        from reports.appraisal.focus_text import as_focus
        from reports.wording.stamp import Stamp

        return {} if self.focus is None else as_focus(self.focus, Stamp(__version__))

    def table(self, ending: str) -> bytes | None:
        """Return the order as a table with *ending*, ``.xlsx`` or ``.csv``; ``None`` of no rows."""
        from reports.appraisal.focus_table import FOCUS_HEADINGS, focus_rows
        from reports.tables.writing import WRITERS

        if self.focus is None:
            return None
        return WRITERS[ending](FOCUS_HEADINGS, [*focus_rows(self.focus)])


def focused(  # noqa: PLR0913 -- those of the command
    files: Sequence[Path],
    database: Database | None,
    sampling: Sampling,
    *,
    ruleset: str | None = None,
    as_of: date | None = None,
    details: Sequence[str] = (),
    today: date | None = None,
    watcher: Watcher = NOBODY,
) -> Focused:
    """Order the communes of *files*, or of an opened register.

    Raises ``WrongUse`` for both or neither, and for a code of *details* that is not there.
    """
    from scoring.focus.focus import focus

    if bool(files) == (database is not None):
        raise WrongUse("files", "nêu biểu, bảng, gói; hoặc sổ hồ sơ (một trong hai)")
    entries, problems = (
        _of_files(files, ruleset, as_of, today, watcher)
        if database is None
        else (_of_register(database), ())
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
    files: Sequence[Path],
    ruleset: str | None,
    as_of: date | None,
    today: date | None,
    watcher: Watcher,
) -> tuple[Sequence[Entry], tuple[Problem, ...]]:
    from phuhop.usecases.reading import read

    intake = read(files, ruleset, as_of, packages=True, today=today, watcher=watcher)
    return intake.entries, intake.problems


def _of_register(database: Database) -> list[Entry]:
    from registry.views.kept_entries import kept_entries

    with database.reading() as connection:
        return [entry for _, entry in kept_entries(connection)]
