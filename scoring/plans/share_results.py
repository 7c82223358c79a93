"""A target against the year it can be held to: how many are recognised, how many more it needs.

Numbers of units are those of ``scoring.recognition``: recognised is by decision only. Who
waits for a decision or has sent nothing may still be recognised: a share is then an interval.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.base.place_names import same_place
from scoring.engine.score_sheet import Finding
from scoring.plans.share_targets import Target
from scoring.recognition.communes import CommuneYear, State
from scoring.recognition.counting import Count, count_of
from scoring.recognition.everybody import Everybody
from scoring.recognition.places import province_key


@dataclass(frozen=True, slots=True)
class TargetResult:
    """A target against the results of its year, or of the latest year before.

    ``count`` is of the units the target is for, ``qualified`` of how many of them the score
    alone says «đạt»; ``everybody`` are all units of that year. Both are ``None`` where there
    are no results of the place in that year or before.
    """

    target: Target
    everybody: Everybody | None
    count: Count | None
    qualified: int = 0

    @property
    def most(self) -> int:
        """How many may be recognised at most."""
        return self.count.total - self.count.states[State.REFUSED] if self.count else 0

    @property
    def goal(self) -> int:
        """How many units the target asks for."""
        return self.target.needed_of(self.count.total) if self.count else 0

    @property
    def needed(self) -> tuple[int, int]:
        """How many more are needed: at least (if all open ones are recognised), and at most."""
        if self.count is None:
            return 0, 0
        return max(self.goal - self.most, 0), max(self.goal - self.count.recognised, 0)

    @property
    def reached(self) -> Finding:
        """Whether the target is reached; nothing can be said while nothing is decided."""
        least, most = self.needed
        if self.count is None or not self.count.is_decided or (most and not least):
            return Finding.CANNOT_SAY
        return Finding.NOT_MET if least else Finding.MET

    @property
    def is_part(self) -> bool:
        """Whether a target for the whole country is held against some provinces only."""
        return self.target.is_national and self.everybody is not None


def result_of(target: Target, years: Iterable[Everybody]) -> TargetResult:
    """Return *target* against the latest of *years*, not after its own, that has its place."""
    sent = [
        (year.year, year, own)
        for year in years
        for own in (units_of(target, year.communes),)
        if year.year <= target.year and any(one.result is not None for one in own)
    ]
    if not sent:
        return TargetResult(target, None, None)
    _, year, own = max(sent, key=lambda found: found[0])
    qualified = sum(one.result is not None and one.result.verdict is Finding.MET for one in own)
    return TargetResult(target, year, count_of(own), qualified)


def units_of(target: Target, communes: Iterable[CommuneYear]) -> tuple[CommuneYear, ...]:
    """Return those of *communes* that the target is for.

    Of a unit that sent nothing no threshold group is known: it is in none.
    """
    return tuple(one for one in communes if _lies_in(one, target))


def _lies_in(one: CommuneYear, target: Target) -> bool:
    if target.group is not None and (one.result is None or one.result.group != target.group):
        return False
    if target.is_national:
        return True
    if one.province is None or province_key(one.province) != province_key(target.place):
        return False
    return target.district is None or (
        one.district is not None and same_place(one.district, target.district)
    )
