"""The same figures under two or more rulesets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from phuhop import __version__
from phuhop.usecases.reading import read
from phuhop.usecases.rulesets import named_ruleset
from phuhop.usecases.watching import NOBODY, Watcher
from phuhop.usecases.wrong_use import WrongUse
from reports.rules.comparison_table import comparison_headings, comparison_json, comparison_rows
from reports.rules.comparison_text import comparison_text
from reports.rules.comparison_words import labels
from reports.tables.writing import WRITERS
from reports.wording.stamp import Stamp
from scoring.base.problems import Problem
from scoring.batch.ruleset_comparison import RulesetComparison, Side, side
from scoring.batch.ruleset_comparison import compare as compare_sides
from scoring.intake.rows.columns import columns_of
from scoring.rules.ruleset import Ruleset

FEWEST = 2
JSON = ".json"
ENDINGS = (*WRITERS, JSON)


@dataclass(frozen=True, slots=True)
class Compared:
    """The first ruleset's side against each other side; what to call each ruleset."""

    sides: tuple[Side, ...]
    comparisons: tuple[RulesetComparison, ...]
    labels: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def communes(self) -> int:
        """How many communes were scored."""
        return len(self.sides[0].rows)

    def texts(self) -> list[str]:
        """Return each comparison as text for a terminal."""
        first, *others = self.labels
        return [
            comparison_text(comparison, first, label)
            for comparison, label in zip(self.comparisons, others, strict=True)
        ]

    def table(self, ending: str) -> bytes:
        """Return all comparisons as one file of a kind in ``ENDINGS``."""
        if ending == JSON:
            return comparison_json(self.sides, self.comparisons, self.labels, Stamp(__version__))
        rows = comparison_rows(self.sides, self.comparisons, self.labels)
        return WRITERS[ending](comparison_headings(self.labels), rows)


def compare_rulesets(
    files: Sequence[Path],
    names: Sequence[str],
    today: date | None = None,
    watcher: Watcher = NOBODY,
) -> Compared:
    """Score *files* under each of the rulesets *names*, the first of which is the base.

    Raises ``WrongUse`` for fewer than two rulesets or one named twice, ``ProblemsFound`` for
    faulty ruleset files.
    """
    if len(names) < FEWEST:
        raise WrongUse("ruleset", "nêu ít nhất hai bộ tiêu chí để so; bộ đầu làm gốc")
    rulesets = [named_ruleset(name) for name in names]
    if len({ruleset.sha256 for ruleset in rulesets}) < len(rulesets):
        raise WrongUse("ruleset", "cùng một bộ tiêu chí nêu hai lần")
    sides, problems = _sides(files, rulesets, today, watcher)
    return Compared(
        tuple(sides),
        tuple(compare_sides(sides[0], other) for other in sides[1:]),
        tuple(labels(rulesets)),
        tuple(problems),
    )


def _sides(
    files: Sequence[Path], rulesets: Sequence[Ruleset], today: date | None, watcher: Watcher
) -> tuple[list[Side], list[Problem]]:
    """Score the files under each ruleset; a column that any of them knows is no strange one."""
    known = {heading for ruleset in rulesets for heading in columns_of(ruleset).headings}
    sides: list[Side] = []
    problems: list[Problem] = []
    for ruleset in rulesets:

        def always(_year: int, one: Ruleset = ruleset) -> Ruleset:
            return one

        intake = read(files, None, None, choose=always, today=today, watcher=watcher)
        problems += [
            problem
            for problem in intake.problems
            if not (problem.code == "cot-la" and problem.place.heading in known)
        ]
        sides.append(side(ruleset, [entry.assessment for entry in intake.entries]))
    return sides, problems
