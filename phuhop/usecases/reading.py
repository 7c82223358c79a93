"""What every command that reads does first: files and folders to assessments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.usecases.rulesets import Choose, choose_ruleset
from phuhop.usecases.watching import NOBODY, Watcher

if TYPE_CHECKING:
    from scoring.intake.completion import Completed, Said
    from scoring.intake.reading import Intake
    from scoring.units.registers import Units


def read(  # noqa: PLR0913 -- those of the commands
    paths: Sequence[Path],
    ruleset: str | None,
    as_of: date | None,
    *,
    choose: Choose | None = None,
    packages: bool = False,
    output: Path | None = None,
    today: date | None = None,
    watcher: Watcher = NOBODY,
) -> Intake:
    """Read files and folders; one bad file never stops the others, *output* is not read.

    A year after that of *today* is warned of. With *packages*, hand-over packages are read too,
    each by the ruleset it brings. With a folder among *paths*, *watcher* hears at the end what
    came of it. Raises what ``choose_ruleset`` raises for a wrong id or day.
    """
    from scoring.intake.reading import read_tables

    chosen = choose or choose_ruleset(ruleset, as_of)
    if packages:
        return _read_packages_too(paths, chosen, ruleset, today, watcher)
    if any(path.is_dir() for path in paths):
        return _read_folders(paths, chosen, output, today, watcher)
    return read_tables(paths, chosen, this_year=year_of(today), complete=completed)


def _read_packages_too(
    paths: Sequence[Path],
    choose: Choose,
    ruleset: str | None,
    today: date | None,
    watcher: Watcher,
) -> Intake:
    from phuhop.files.folders import TABLES, files_in
    from registry.package.package import SUFFIX

    files, problems = files_in(paths, {*TABLES, SUFFIX})
    packed = [path for path in files if path.suffix.lower() == SUFFIX]
    if not packed:
        return read(paths, None, None, choose=choose, today=today, watcher=watcher)
    from phuhop.usecases.commune.packages import with_packages
    from scoring.base.problems import in_order
    from scoring.intake.reading import Intake, read_tables

    tables = [path for path in files if path not in set(packed)]
    found = read_tables(tables, choose, this_year=year_of(today), complete=completed)
    whole = with_packages(found, packed, ruleset)
    intake = Intake(whole.entries, tuple(in_order([*problems, *whole.problems])))
    if any(path.is_dir() for path in paths):
        _sum_up(files, intake, watcher)
    return intake


def year_of(today: date | None) -> int | None:
    """Return the year after which none has come yet: it is warned of, no result depends on it."""
    return None if today is None else today.year


@cache
def shipped_units() -> Units:
    """Return the registers that travel with the program, read once and only when asked."""
    import criteria
    from scoring.units.loading import load_units

    return load_units(criteria.UNITS)


def completed(said: Said, day: date) -> Completed:
    """Fill the blanks in what a table says of a commune from the shipped registers."""
    # A complete table never asks: only now is a register worth its start-up time.
    from scoring.units.completion import complete

    return complete(said, shipped_units(), day)


def _read_folders(
    paths: Sequence[Path],
    choose: Choose,
    output: Path | None,
    today: date | None,
    watcher: Watcher,
) -> Intake:
    from phuhop.files.folders import files_in
    from scoring.base.problems import in_order
    from scoring.intake.reading import Intake, read_tables

    files, problems = files_in(paths, output=output)
    found = read_tables(
        watcher.counted(files, "Đọc biểu"), choose, this_year=year_of(today), complete=completed
    )
    intake = Intake(found.entries, tuple(in_order([*problems, *found.problems])))
    _sum_up(files, intake, watcher)
    return intake


def _sum_up(files: Sequence[Path], intake: Intake, watcher: Watcher) -> None:
    from phuhop.files.folders import faults_by_file, summary

    watcher.at_the_end(lambda: summary(files, len(intake.entries), faults_by_file(intake.problems)))
