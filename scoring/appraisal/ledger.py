"""The ledger of disagreements: what verifying changed, over many communes.

It counts, it does not judge: a figure that was verified lower may have been counted in
another way, or its paper may still come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.appraisal.comparison import (
    AppraisalComparison,
    CriterionComparison,
    Direction,
    PartComparison,
)
from scoring.engine.score_sheet import Finding
from scoring.engine.what_if import NOTHING, PointSpan


@dataclass(frozen=True, slots=True)
class Tally:
    """One criterion or part over all communes of one ruleset.

    ``difference`` is the sum of verified minus self-assessed points, ``higher`` and ``lower``
    the sums of those differences alone that put the self-assessment higher or lower for
    certain. ``changing`` counts communes whose verdict depends on this difference.
    """

    code: str
    name: str
    max_points: Fraction
    directions: Mapping[Direction, int]
    difference: PointSpan
    higher: PointSpan
    lower: PointSpan
    changing: int
    reasons: Mapping[str, int]
    """How often each reason was given; empty for a criterion of several parts."""

    @property
    def count(self) -> int:
        """The number of communes."""
        return sum(self.directions.values())


@dataclass(frozen=True, slots=True)
class CriterionTally:
    """A criterion with its parts."""

    number: int
    whole: Tally
    parts: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All communes appraised under one ruleset, in the order of their codes and years."""

    ruleset_id: str
    ruleset_number: str
    communes: tuple[AppraisalComparison, ...]
    criteria: tuple[CriterionTally, ...]
    verdicts: Mapping[tuple[Finding, Finding], int]
    """Self-assessed verdict and verified verdict → number of communes."""

    @property
    def changed(self) -> int:
        """The number of communes whose verdict is another one after verifying."""
        return sum(number for (was, now), number in self.verdicts.items() if was is not now)


def ledgers(comparisons: Iterable[AppraisalComparison]) -> tuple[Ledger, ...]:
    """Return one ledger for each ruleset, by its id; the order of the input changes nothing."""
    by_ruleset: dict[tuple[str, str], list[AppraisalComparison]] = {}
    for one in comparisons:
        used = one.appraised.verified.ruleset
        by_ruleset.setdefault((used.id, used.sha256), []).append(one)
    return tuple(_ledger(by_ruleset[key]) for key in sorted(by_ruleset))


def _ledger(comparisons: list[AppraisalComparison]) -> Ledger:
    ordered = sorted(comparisons, key=lambda one: (one.commune.code, one.appraised.assessment.year))
    used = ordered[0].appraised.verified.ruleset
    columns = zip(*(one.criteria for one in ordered), strict=True)
    verdicts = Counter(
        (one.appraised.claimed.verdict, one.appraised.verified.verdict) for one in ordered
    )
    return Ledger(
        used.id, used.number, tuple(ordered), tuple(map(_criterion, columns)), dict(verdicts)
    )


def _criterion(rows: tuple[CriterionComparison, ...]) -> CriterionTally:
    first = rows[0].claimed
    whole = _tally(str(first.number), first.name, first.max_points, rows)
    columns = zip(*(row.parts for row in rows), strict=True)
    parts = tuple(
        _tally(
            column[0].code,
            column[0].name or first.name,
            column[0].claimed.max_points,
            column,
            Counter(row.finding.reason for row in column if row.finding.reason is not None),
        )
        for column in columns
    )
    return CriterionTally(first.number, whole, parts)


def _tally(
    code: str,
    name: str,
    max_points: Fraction,
    rows: tuple[PartComparison, ...] | tuple[CriterionComparison, ...],
    reasons: Mapping[str, int] | None = None,
) -> Tally:
    def total(*directions: Direction) -> PointSpan:
        spans = (row.difference for row in rows if row.direction in directions)
        return sum(spans, NOTHING)

    return Tally(
        code=code,
        name=name,
        max_points=max_points,
        directions=dict(Counter(row.direction for row in rows)),
        difference=total(*Direction),
        higher=total(Direction.CLAIMED_HIGHER),
        lower=total(Direction.CLAIMED_LOWER),
        changing=sum(not row.effect.is_none for row in rows),
        reasons=dict(sorted((reasons or {}).items())),
    )
