"""From files to versions for the register: packages, forms, tables; one bad file stops no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import criteria
from phuhop import __version__
from phuhop.usecases.commune.packages import remarks, trusted_package, trusted_rulesets
from phuhop.usecases.reading import completed, year_of
from phuhop.usecases.rulesets import Choose, choose_ruleset
from registry.acts.submission import Submission, submission_of, submission_of_package
from registry.package.package import SUFFIX
from reports.wording.stamp import Stamp
from scoring.base.problems import Problem
from scoring.intake.reading import read_tables

if TYPE_CHECKING:
    from scoring.rules.ruleset import Ruleset


@dataclass(slots=True)
class DossierReader:
    """Reads one file after the other; what it found wrong so far stands in ``problems``."""

    ruleset: str | None
    as_of: date | None
    accepted: frozenset[str] = frozenset()
    """SHA-256 of rulesets that the register holds already."""
    today: date | None = None
    problems: list[Problem] = field(default_factory=list)
    _choose: Choose = field(init=False)
    _known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Read the rules once for thousands of files; raises as ``choose_ruleset`` does."""
        self._choose = choose_ruleset(self.ruleset, self.as_of)
        self._known = self.accepted | trusted_rulesets(self.ruleset).keys()

    def versions(self, path: Path) -> Iterator[Submission]:
        """Yield the versions in a file.

        Raises ``ProblemsFound`` when a package is refused; what is wrong with a form or a
        table is added to ``problems``.
        """
        if path.suffix.lower() == SUFFIX:
            yield self._package(path)
            return
        this_year = year_of(self.today)
        intake = read_tables([path], self._choose, this_year=this_year, complete=completed)
        self.problems += intake.problems
        for entry in intake.entries:
            text = _text_of(entry.ruleset, self.ruleset)
            yield submission_of(entry, text, Stamp(__version__))

    def _package(self, path: Path) -> Submission:
        package = trusted_package(path, self._known)
        submission = submission_of_package(package, Stamp(__version__))
        self.problems += remarks(package)
        return submission


@cache
def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _text_of(ruleset: Ruleset, named: str | None) -> str:
    """Return the text a ruleset was read from: the user's file, or the shipped one."""
    if named is not None and named.endswith((".yaml", ".yml")):
        return _text(Path(named))
    return _text(criteria.DECISIONS / f"{ruleset.id}.yaml")
