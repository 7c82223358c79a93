"""Worksheets for the verifier, to fill in: from files, or from the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.files.own_work import write_new
from phuhop.usecases.reading import read
from phuhop.usecases.watching import NOBODY, Watcher
from phuhop.usecases.wrong_use import WrongUse
from reports.dossier.evidence import NOTHING_ATTACHED
from reports.wording.file_names import folder_name
from reports.workbook.appraisal.beside import Beside, papers_of
from reports.workbook.appraisal.worksheet import appraisal_form
from scoring.base.problems import Problem, ProblemsFound
from scoring.engine.scorer import score

if TYPE_CHECKING:
    from registry.store.database import Database
    from scoring.intake.reading import Entry


@dataclass(frozen=True, slots=True)
class WorksheetWish:
    """Worksheets of which communes, where to; who verifies and when stands filled in.

    *state* and *year* choose dossiers of the opened register, *ruleset* and *as_of* the rules
    of files.
    """

    output: Path
    files: Sequence[Path] = ()
    database: Database | None = None
    state: str | None = None
    year: int | None = None
    verifier: str | None = None
    title: str | None = None
    day: date | None = None
    ruleset: str | None = None
    as_of: date | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Worksheets:
    """Worksheets that stand now, and what went wrong."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]


def write_worksheets(wish: WorksheetWish, watcher: Watcher = NOBODY) -> Worksheets:
    """Write a worksheet for each commune: into one file, or a folder when there are several.

    A worksheet that stands already and differs is left as it is and named. Raises ``WrongUse``
    where one file cannot hold them, or would stand in the place of what was read.
    """
    made, problems = _made(wish, Beside(wish.verifier, wish.title, wish.day), watcher)
    is_file = wish.output.suffix.lower() == ".xlsx"
    if is_file and len(made) > 1:
        raise WrongUse("output", f"có {len(made)} xã thì phải là thư mục")
    if wish.output.resolve() in {path.resolve() for path in wish.files}:
        raise WrongUse("output", "trùng với tệp đưa vào; đặt tên khác")
    paths = []
    for name, content in made:
        path = wish.output if is_file else wish.output / name
        try:
            write_new(path, content)
        except ProblemsFound as found:
            problems += found.problems
        else:
            paths.append(path)
    return Worksheets(tuple(paths), tuple(problems))


def _made(
    wish: WorksheetWish, known: Beside, watcher: Watcher
) -> tuple[Sequence[tuple[str, bytes]], list[Problem]]:
    if wish.database is None:
        intake = read(
            wish.files,
            wish.ruleset,
            wish.as_of,
            packages=True,
            today=wish.today,
            watcher=watcher,
        )
        work = watcher.counted(intake.entries, "Lập phiếu")
        return [*_of_entries(work, known)], [*intake.problems]
    from phuhop.usecases.register.bulk import Choice
    from phuhop.usecases.register.casework import worksheets

    choice = Choice(state=wish.state, year=wish.year)
    found = worksheets(wish.database, choice, known, watcher)
    return found.files, [*found.problems]


def _of_entries(entries: Iterable[Entry], known: Beside) -> Iterator[tuple[str, bytes]]:
    for entry in entries:
        sheet = score(entry.ruleset, entry.assessment)
        beside = replace(known, papers=papers_of(sheet, entry.form, NOTHING_ATTACHED))
        name = folder_name(entry.assessment.commune, entry.assessment.year)
        content = appraisal_form(entry.ruleset, entry.assessment, beside, sheet)
        yield f"tham-dinh-{name}.xlsx", content
