"""The best and the worst rank that a commune may still get while figures are missing.

Totals are intervals; each may end anywhere in its own. The best rank of a commune is the one
it has with its most points and everybody else's least, the worst the other way round. Both
are exact for intervals that are independent of each other
(``tests/scoring/ranking/test_ranking.py`` enumerates); what a part may bring is bounded by
``scoring.engine.part_scorer``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.ranking.ranking import Ranking, Scope, SortValue, members_of, scale_of


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The best and the worst rank among *of* communes, those without a rank included."""

    best: int
    worst: int
    of: int


Intervals = Mapping[str, Mapping[Scope, RankInterval]]
"""Code of the commune → list → its interval."""


def rank_intervals(ranking: Ranking) -> Intervals:
    """Return the rank interval of every commune of *ranking*, ranked or apart.

    A commune that is only not appraised counts with the total it gives itself. Where a rule
    for equal totals is in force, a total that may still become equal counts both ways.
    """
    rows = ranking.rows
    tie_break = ranking.tie_break
    scale = scale_of(rows)
    keys: list[SortValue] = [()] * len(rows) if tie_break is None else tie_break.keys(rows)
    found: dict[str, dict[Scope, RankInterval]] = {row.code: {} for row in rows}
    spans = [
        _Span(int(row.total.minimum * scale), int(row.total.maximum * scale), key)
        for row, key in zip(rows, keys, strict=True)
    ]
    for scope in Scope:
        for members in members_of(rows, scope).values():
            own = [spans[at] for at in members]
            for at, interval in zip(members, _intervals(own, tie_break is not None), strict=True):
                found[rows[at].code][scope] = interval
    return found


@dataclass(frozen=True, slots=True)
class _Span:
    least: int
    most: int
    key: SortValue

    @property
    def is_open(self) -> bool:
        return self.least != self.most


def _intervals(spans: Sequence[_Span], breaks_ties: bool) -> list[RankInterval]:  # noqa: FBT001
    closed = sorted((span.least, span.key) for span in spans if not span.is_open)
    totals = [total for total, _ in closed]
    least = sorted(span.least for span in spans if span.is_open)
    most = sorted(span.most for span in spans if span.is_open)
    # Whether an equal total may come in front: only where a rule tells equal totals apart.
    reaching = bisect_left if breaks_ties else bisect_right
    intervals = []
    for span in spans:
        if span.is_open:
            before = len(totals) - bisect_right(totals, span.most)
            perhaps = len(totals) - reaching(totals, span.least)
        else:
            before = len(closed) - bisect_right(closed, (span.least, span.key))
            perhaps = before
        best = before + len(least) - bisect_right(least, span.most)
        worst = perhaps + len(most) - reaching(most, span.least) - span.is_open
        intervals.append(RankInterval(best + 1, worst + 1, len(spans)))
    return intervals
