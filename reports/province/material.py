"""What an internal report is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.advice.summary import Summary
from scoring.appraisal.ledger import Ledger
from scoring.plans.share_results import TargetResult
from scoring.recognition.everybody import Everybody
from scoring.results.rows import ResultRow
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Material:
    """All units of the years with results, the earliest first; what is known beside them.

    ``rearranged`` are years between which units were merged. ``advice`` sums up what units
    still lack, ``ledger`` what verifying changed; ``None`` where no figures or no appraisals
    were given. ``targets`` are those of the place.
    """

    years: Sequence[Everybody]
    rearranged: Sequence[tuple[int, int]]
    ruleset: Ruleset
    targets: Sequence[TargetResult] = ()
    advice: Summary | None = None
    ledger: Ledger | None = None

    @property
    def latest(self) -> Everybody:
        """The year of the report."""
        return self.years[-1]

    @property
    def rows(self) -> tuple[ResultRow, ...]:
        """The results of the year."""
        return tuple(one.result for one in self.latest.communes if one.result is not None)
