"""What the register has of the year before: as verified where it was verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from phuhop import __version__
from registry.store.database import Database
from registry.store.dossier_keys import Key
from registry.views.case_file import case_file
from reports.wording.stamp import Stamp
from scoring.base.problems import ProblemsFound
from scoring.base.quantities import interval_words
from scoring.engine.score_sheet import ScoreSheet
from scoring.engine.scorer import score
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class LastYear:
    """Figures, answers and points of the year before; keys are codes and criterion numbers."""

    year: int
    is_verified: bool
    figures: Mapping[str, int]
    answers: Mapping[str, bool]
    total: str
    criteria: Mapping[int, str]

    @property
    def source(self) -> str:
        """Where the numbers come from, in words."""
        words = "đã thẩm định" if self.is_verified else "tự chấm"
        return f"hồ sơ năm {self.year} ({words})"


def last_year(database: Database, commune: str, year: int, ruleset: Ruleset) -> LastYear | None:
    """Return what the register has of the year before *year*; ``None`` where it has nothing."""
    key = Key(commune, year - 1, ruleset.id)
    try:
        with database.reading() as connection:
            case = case_file(connection, str(key), Stamp(__version__))
    except ProblemsFound:
        # Not there, or kept by rules that this program no longer takes: nothing to compare with.
        return None
    compared = case.comparison
    reported = case.reported
    if compared is None:
        sheet: ScoreSheet = score(reported.ruleset, reported.assessment)
        assessment = reported.assessment
    else:
        sheet = compared.appraised.verified
        assessment = compared.appraised.verified_assessment
    total = sheet.total
    return LastYear(
        key.year,
        compared is not None,
        assessment.figures,
        assessment.answers,
        interval_words(total.minimum, total.maximum),
        {c.number: interval_words(c.minimum, c.maximum) for c in sheet.criteria},
    )
