"""What a verifier found beside what was reported: one commune, many summed up, their papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phuhop import __version__
from phuhop.usecases.verifier.appraising import all_compared, compared
from phuhop.usecases.watching import NOBODY, Watcher
from phuhop.usecases.wrong_use import WrongUse
from reports.wording.stamp import Stamp
from scoring.base.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from registry.store.database import Database
    from scoring.appraisal.comparison import AppraisalComparison
    from scoring.appraisal.ledger import Ledger


@dataclass(frozen=True, slots=True)
class ComparedOne:
    """One self-assessment beside its appraisal, and every warning."""

    comparison: AppraisalComparison
    problems: tuple[Problem, ...]

    def text(self) -> str:
        """Return points, differences, reasons, and what they do to the verdict."""
        from reports.appraisal.comparison_text import comparison_text

        return comparison_text(self.comparison)

    def json(self) -> dict[str, Any]:
        """Return the same as a plain object."""
        from reports.appraisal.comparison_text import as_comparison

        return as_comparison(self.comparison, Stamp(__version__))


def compare_files(
    form: Path,
    appraisal: Path,
    ruleset: str | None,
    as_of: date | None,
    today: date | None = None,
) -> ComparedOne:
    """Compare a self-assessment with its appraisal; raises as ``compared`` does."""
    comparison, problems = compared(form, appraisal, ruleset, as_of, today)
    return ComparedOne(comparison, tuple(problems))


def compare_in_register(database: Database, key: str) -> ComparedOne:
    """Compare a dossier with the appraisal that counts.

    Raises ``WrongUse`` for one without an appraisal, ``ProblemsFound`` where there is no dossier.
    """
    from phuhop.usecases.register.bulk import Choice
    from phuhop.usecases.register.casework import comparisons

    found, problems = comparisons(database, Choice((key,)))
    if problems:
        raise ProblemsFound(problems)
    if not found:
        raise WrongUse("keys", f"hồ sơ {key} chưa có bản thẩm định nào")
    return ComparedOne(found[0], ())


@dataclass(frozen=True, slots=True)
class SummedUp:
    """The ledgers of many communes, one a ruleset, and every fault and warning."""

    ledgers: tuple[Ledger, ...]
    problems: tuple[Problem, ...]

    def text(self) -> str:
        """Return all ledgers as text; they are not none."""
        from reports.appraisal.ledger_text import ledger_text

        return ledger_text(self.ledgers)

    def json(self) -> list[dict[str, Any]]:
        """Return one plain object a ledger."""
        from reports.appraisal.ledger_text import as_ledger

        return [as_ledger(one, Stamp(__version__)) for one in self.ledgers]


def sum_up_files(
    files: Sequence[Path],
    ruleset: str | None,
    as_of: date | None,
    today: date | None = None,
    watcher: Watcher = NOBODY,
) -> SummedUp:
    """Sum up the pairs in files and folders; raises as ``all_compared`` does."""
    return _summed_up(*all_compared(files, ruleset, as_of, today, watcher))


def sum_up_register(
    database: Database, state: str | None, year: int | None, watcher: Watcher = NOBODY
) -> SummedUp:
    """Sum up the dossiers of a state or year that have an appraisal."""
    from phuhop.usecases.register.bulk import Choice
    from phuhop.usecases.register.casework import comparisons

    return _summed_up(*comparisons(database, Choice(state=state, year=year), watcher))


def _summed_up(found: Sequence[AppraisalComparison], problems: Sequence[Problem]) -> SummedUp:
    from scoring.appraisal.ledger import ledgers

    return SummedUp(tuple(ledgers(found)), tuple(problems))


@dataclass(frozen=True, slots=True)
class PapersWish:
    """The papers of which pairs, where to, in which formats, by whose letterhead.

    *head* is the head of a register's chain, printed where there is one.
    """

    files: Sequence[Path]
    output: Path
    formats: Sequence[str]
    office: Path | None = None
    head: str = ""
    ruleset: str | None = None
    as_of: date | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class PapersWritten:
    """How many files were written, and what was found on the way."""

    files: int
    problems: tuple[Problem, ...]


def write_papers(
    wish: PapersWish, take: Callable[[Path], None], watcher: Watcher = NOBODY
) -> PapersWritten:
    """Write the papers of each commune and of the lists; give each file to *take*.

    Raises ``ProblemsFound`` for a faulty letterhead and when a file cannot be written.
    """
    from phuhop.usecases.verifier.appraisal_papers import made, write
    from reports.appraisal.sets import numbered
    from reports.papers.office import EMPTY
    from reports.papers.office_file import load_office

    with ExitStack() as stack:
        converter = None
        if "pdf" in wish.formats:
            from phuhop.files.pdf import Converter

            converter = stack.enter_context(closing(Converter()))
        profile = EMPTY if wish.office is None else load_office(wish.office, numbered())
        found, problems = all_compared(wish.files, wish.ruleset, wish.as_of, wish.today, watcher)
        files = 0
        papers = made(found, profile, wish.head)
        for written in write(papers, wish.output, wish.formats, converter):
            problems += written.problems
            for path in written.paths:
                files += 1
                take(path)
    return PapersWritten(files, tuple(problems))
