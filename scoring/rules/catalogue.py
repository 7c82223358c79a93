"""Which rulesets there are, and which one is in force on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from scoring.base.problems import Place, Problem, ProblemsFound, file_name, nearest, shown
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset

CASES_SUFFIX = ".cases.yaml"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The rulesets of one folder, in the order of their first day of force."""

    rulesets: tuple[Ruleset, ...]

    def get(self, ruleset_id: str) -> Ruleset:
        """Return the ruleset of this id; raises ``LookupError`` with a Vietnamese message."""
        for ruleset in self.rulesets:
            if ruleset.id == ruleset_id:
                return ruleset
        known = [ruleset.id for ruleset in self.rulesets]
        hint = nearest(ruleset_id, known) or f"các bộ đang có: {', '.join(known)}"
        raise LookupError(f"không có bộ tiêu chí {shown(ruleset_id)}; {hint}")

    def in_force_on(self, day: date) -> Ruleset | None:
        """Return the ruleset in force on *day*, ``None`` before the first decision."""
        for ruleset in self.rulesets:
            if ruleset.document.is_in_force(day):
                return ruleset
        return None

    def for_year(self, year: int) -> Ruleset | None:
        """Return the ruleset in force on the last day of an assessment year."""
        return self.in_force_on(date(year, 12, 31))


def ruleset_files(folder: Path) -> list[Path]:
    """Return the ruleset files of a folder, cases left out, in the order of their names."""
    return [path for path in sorted(folder.glob("*.yaml")) if not path.name.endswith(CASES_SUFFIX)]


def catalogue(folder: Path) -> Catalogue:
    """Load every ruleset of *folder*; raises ``ProblemsFound`` with the faults of all files."""
    files = ruleset_files(folder)
    rulesets: list[Ruleset] = []
    problems: list[Problem] = []
    for path in files:
        try:
            rulesets.append(load(path))
        except ProblemsFound as found:
            problems += found.problems
    if not problems:
        problems = days_of_force(rulesets, folder)
    if problems:
        raise ProblemsFound(problems)
    return Catalogue(tuple(sorted(rulesets, key=lambda r: r.document.in_force_from)))


def days_of_force(rulesets: Iterable[Ruleset], folder: Path) -> list[Problem]:
    """Check that each day since the first decision has exactly one ruleset in force."""
    problems: list[Problem] = []
    ordered = sorted(rulesets, key=lambda ruleset: ruleset.document.in_force_from)
    for earlier, later in pairwise(ordered):
        ends, starts = earlier.document.in_force_until, later.document.in_force_from
        place = Place(f"{file_name(folder)}/{later.id}.yaml")
        if ends is None or ends > starts:
            until = "chưa ghi ngày hết hiệu lực" if ends is None else f"còn đến {_before(ends)}"
            message = f"từ ngày {starts:%d/%m/%Y} trùng hiệu lực với bộ «{earlier.id}» ({until})"
            hint = f"ghi «hết hiệu lực từ: {starts}» trong tệp {earlier.id}.yaml"
            problems.append(Problem(place, "trung-hieu-luc", message, hint))
        elif ends < starts:
            message = f"từ {ends:%d/%m/%Y} đến {_before(starts)} không có bộ tiêu chí nào hiệu lực"
            problems.append(Problem(place, "ho-hieu-luc", message))
    return problems


def _before(day: date) -> str:
    return f"{day - timedelta(days=1):%d/%m/%Y}"
