"""The line that the plan draws: what share is to be recognised, and how many units that needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from reports.province.targets import targets_for
from reports.wording.clean import clean
from scoring.engine.explanation import level_words
from scoring.plans.share_targets import Plan
from scoring.recognition.counting import Count


@dataclass(frozen=True, slots=True)
class Goal:
    """One target of the place that is published: so many per cent by the end of a year.

    ``needed`` units are so many; ``level`` tells how sure *document* was read.
    """

    place: str
    percent: Fraction
    year: int
    needed: int
    document: str
    level: str

    def missing(self, count: Count) -> int:
        """Return how many more units must be recognised; 0 where the goal is reached."""
        return max(0, self.needed - count.recognised)


def goals_of(plan: Plan, provinces: Iterable[str], year: int, units: int) -> tuple[Goal, ...]:
    """Return the goals of the place that are still ahead in *year*, the nearest first.

    Which those are, the public report says the same (``targets_for``).
    """
    places = tuple(dict.fromkeys(provinces))
    return tuple(
        Goal(
            clean(target.place),
            Fraction(target.percent),
            target.year,
            target.needed_of(units),
            clean(target.document),
            level_words(target.verified.as_level),
        )
        for target in sorted(targets_for(plan.targets, places, year), key=lambda one: one.year)
    )
