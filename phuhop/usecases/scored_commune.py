"""Each commune's result, in words or as the published object, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop import __version__
from phuhop.usecases.problem_log import ProblemLog
from phuhop.usecases.score_table import each_commune
from phuhop.usecases.watching import NOBODY, Watcher

if TYPE_CHECKING:
    from scoring.engine.score_sheet import ScoreSheet
    from scoring.intake.reading import Entry


@dataclass(frozen=True, slots=True)
class Scored:
    """One commune's result and the ways to say it."""

    sheet: ScoreSheet

    def text(self) -> str:
        """Return the result as plain text: points, conditions, verdict, reasons."""
        from reports.dossier.plain_text import to_text
        from reports.wording.stamp import Stamp

        return to_text(self.sheet, Stamp(__version__))

    def json(self) -> str:
        """Return the result as one line, the object ``phuhop.result/1``."""
        from scoring.results.json_writing import to_json

        return to_json(self.sheet, __version__)


def score_each(  # noqa: PLR0913 -- those of the command
    paths: Sequence[Path],
    log: ProblemLog,
    take: Callable[[Scored], None],
    *,
    ruleset: str | None,
    as_of: date | None,
    today: date | None = None,
    watcher: Watcher = NOBODY,
) -> int:
    """Give the result of each commune of files and folders to *take*; return how many.

    *log* gets every problem. Raises as ``each_commune`` does.
    """
    from scoring.engine.scorer import score

    def scored(entries: Sequence[Entry]) -> None:
        for entry in entries:
            take(Scored(score(entry.ruleset, entry.assessment)))

    return each_commune(
        paths, log, scored, ruleset=ruleset, as_of=as_of, today=today, watcher=watcher
    )
