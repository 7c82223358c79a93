"""Everything that is told of one ranking: the ranks, how firm they are, how they changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.ranking.changes import Changes
from scoring.ranking.intervals import Intervals
from scoring.ranking.ranking import Ranking, Scope
from scoring.recognition.everybody import Everybody
from scoring.results.rows import ResultRow

if TYPE_CHECKING:
    from scoring.ranking.sensitivity import Trials

SLUGS: Mapping[Scope, str] = {
    Scope.ALL: "chung",
    Scope.GROUP: "nhom",
    Scope.PROVINCE: "tinh",
    Scope.PROVINCE_GROUP: "tinh-nhom",
    Scope.DISTRICT: "huyen",
}
"""What a list is called on the command line and, with «_», in the headings of a table."""


@dataclass(frozen=True, slots=True)
class RankingReport:
    """A ranking with its intervals, its changes and, where figures were given, its trials.

    ``everybody`` are all units of the year, ranked or not, those that sent nothing included.
    """

    ranking: Ranking
    intervals: Intervals
    changes: Changes
    everybody: Everybody
    trials: Trials | None = None

    @property
    def rows(self) -> tuple[ResultRow, ...]:
        """Every commune, ranked or apart."""
        return self.ranking.rows
