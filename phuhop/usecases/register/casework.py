"""What a verifier works with, straight from the register: worksheets, comparisons, figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop import __version__
from phuhop.usecases.register.bulk import Choice, chosen
from phuhop.usecases.watching import NOBODY, Watcher
from registry.store.dossier_keys import Key
from registry.views.case_file import CaseFile, case_file
from registry.views.listing import Wanted, listed
from registry.workflow.settings import settings_of
from reports.dossier.evidence import NOTHING_ATTACHED
from reports.wording.file_names import folder_name
from reports.wording.stamp import Stamp
from reports.workbook.appraisal.beside import Beside, LastYear, papers_of
from reports.workbook.appraisal.worksheet import appraisal_form
from scoring.base.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from registry.store.database import Database
    from scoring.appraisal.comparison import AppraisalComparison
    from scoring.engine.assessment import Assessment
    from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Made:
    """Files by name, in the order of the dossiers, and what could not be made."""

    files: tuple[tuple[str, bytes], ...]
    problems: tuple[Problem, ...]


def cases(
    database: Database, choice: Choice, watcher: Watcher = NOBODY
) -> tuple[list[CaseFile], list[Problem]]:
    """Return the chosen dossiers as they stand; without a choice all that were handed in.

    A fault of one withholds no other.
    """
    keys = (
        chosen(database, choice)
        if choice.keys or choice.table or choice.is_filter
        else _handed_in(database)
    )
    found: list[CaseFile] = []
    problems: list[Problem] = []
    with database.reading() as connection:
        for key in watcher.counted(keys, "Đọc sổ"):
            try:
                found.append(case_file(connection, key, Stamp(__version__)))
            except ProblemsFound as faults:
                problems += faults.problems
    return found, problems


def _handed_in(database: Database) -> list[str]:
    with database.reading() as connection:
        workflow = settings_of(connection).workflow
        rows = listed(connection, Wanted())
        return [str(row.key) for row in rows if workflow.state(row.standing.state).status]


def comparisons(
    database: Database, choice: Choice, watcher: Watcher = NOBODY
) -> tuple[list[AppraisalComparison], list[Problem]]:
    """Return the comparison of every chosen dossier that has an appraisal."""
    found, problems = cases(database, choice, watcher)
    return [case.comparison for case in found if case.comparison is not None], problems


def worksheets(
    database: Database, choice: Choice, verifier: Beside, watcher: Watcher = NOBODY
) -> Made:
    """Return a worksheet for each chosen dossier, *verifier* filled in.

    Beside each figure stand the commune's papers and, where the register has the year before,
    its figure: as verified, else as reported.
    """
    found, problems = cases(database, choice, watcher)
    with database.reading() as connection:
        files = tuple(_worksheet(connection, case, verifier) for case in found)
    return Made(files, tuple(problems))


def _worksheet(connection: Connection, case: CaseFile, verifier: Beside) -> tuple[str, bytes]:
    reported = case.reported
    sheet = reported.sheet
    papers = papers_of(sheet, reported.form, reported.attached or NOTHING_ATTACHED)
    beside = replace(verifier, papers=papers, last_year=_last_year(connection, case))
    commune = reported.assessment.commune
    name = f"tham-dinh-{folder_name(commune, reported.assessment.year)}.xlsx"
    return name, appraisal_form(reported.ruleset, reported.assessment, beside, sheet)


def _last_year(connection: Connection, case: CaseFile) -> LastYear | None:
    before = Key(case.key.commune, case.key.year - 1, case.key.ruleset)
    try:
        earlier = case_file(connection, str(before), Stamp(__version__))
    except ProblemsFound:
        # Not there, or kept by rules this program no longer takes: nothing to compare with.
        return None
    comparison = earlier.comparison
    found = (
        earlier.reported.assessment
        if comparison is None
        else comparison.appraised.verified_assessment
    )
    return LastYear(before.year, comparison is not None, found.figures, found.answers)


def figures(
    database: Database, choice: Choice, output: Path, watcher: Watcher = NOBODY
) -> tuple[bytes, int, list[Problem]]:
    """Return the verified figures as a table that every command reads, and how many rows.

    Dossiers without an appraisal are left out: nobody has verified them. *output* ends with
    .csv, .xlsx or .parquet.
    """
    from reports.tables.input_table import WRITERS, headings_of, row_of

    writer = WRITERS[output.suffix.lower()]
    found, problems = comparisons(database, choice, watcher)
    rows = [*_verified(found)]
    headings = headings_of([ruleset for ruleset, _ in rows])
    return writer(headings, [row_of(one) for _, one in rows]), len(rows), problems


def _verified(
    found: Sequence[AppraisalComparison],
) -> Iterator[tuple[Ruleset, Assessment]]:
    for one in found:
        yield one.appraised.ruleset, one.appraised.verified_assessment
