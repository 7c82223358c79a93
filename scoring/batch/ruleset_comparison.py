"""The same figures under two rulesets: who gains recognition, who loses it, through what.

Two parts are the same when they have the same code and read the same figures or items; the
others belong to one ruleset alone. A figure that a ruleset needs and the data lack is never
guessed: the parts that read it stay open, and how many communes lack it is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.base.communes import Commune
from scoring.base.levels import Level
from scoring.batch.columns import columns_of
from scoring.batch.part_columns import SCORED
from scoring.batch.scorer import FINDINGS, BatchResult, BatchScorer
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Finding
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import PREVIOUS, Ruleset

Key = tuple[str, int]
"""Code of the commune and year."""


@dataclass(frozen=True)
class Side:
    """All communes under one ruleset."""

    ruleset: Ruleset
    result: BatchResult
    rows: Mapping[Key, int]
    lacking: Mapping[str, int]
    """Figure, ``figure__ky_truoc`` or item that the rules read → communes without it."""

    @property
    def level(self) -> Level:
        """The weakest level that any row used."""
        found = self.result.level
        return tuple(Level)[int(found.min())] if len(found) else self.ruleset.level

    def verdict(self, row: int) -> Finding:
        """Return a row's verdict."""
        found: Finding = FINDINGS[int(self.result.verdict[row])]
        return found

    def total(self, row: int) -> tuple[Fraction, Fraction]:
        """Return the least and the most a row's total may be."""
        result = self.result
        return result.points(result.minimum[row]), result.points(result.maximum[row])

    def threshold(self, row: int) -> Fraction:
        """Return the total that a row must reach."""
        return self.ruleset.recognition.thresholds[int(self.result.threshold[row])].points

    def lost(self, row: int) -> tuple[int, ...]:
        """Return the criteria that are at the disqualifying points for certain."""
        return tuple(
            c.number
            for c in self.result.criteria
            if FINDINGS[int(c.finding[row])] is Finding.NOT_MET
        )


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part that both rulesets have, with other points."""

    code: str
    before: Fraction
    after: Fraction


@dataclass(frozen=True, slots=True)
class CommuneChange:
    """A commune whose verdict is another; why is what the second ruleset says of it."""

    commune: Commune
    year: int
    before: Finding
    after: Finding
    total_before: tuple[Fraction, Fraction]
    total_after: tuple[Fraction, Fraction]
    threshold_before: Fraction
    threshold_after: Fraction
    lost_before: tuple[int, ...]
    lost_after: tuple[int, ...]
    parts: tuple[PartChange, ...]

    @property
    def gains(self) -> bool:
        """Whether the commune meets the standard only under the second ruleset."""
        return self.after is Finding.MET

    @property
    def loses(self) -> bool:
        """Whether it meets the standard only under the first."""
        return self.before is Finding.MET and self.after is Finding.NOT_MET

    @property
    def was_below(self) -> bool:
        """Whether the total could not reach the first ruleset's threshold."""
        return self.total_before[1] < self.threshold_before

    @property
    def is_below(self) -> bool:
        """Whether the total cannot reach the second ruleset's threshold."""
        return self.total_after[1] < self.threshold_after


@dataclass(frozen=True)
class RulesetComparison:
    """One ruleset against another over the communes that both could score."""

    before: Side
    after: Side
    communes: int
    verdicts: Mapping[tuple[Finding, Finding], int]
    higher: int
    lower: int
    equal: int
    open: int
    """Communes whose total is not certain under both, so that it is not compared."""
    shift: Fraction
    """The mean change of the certain totals; 0 where there is none."""
    changes: tuple[CommuneChange, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    """Codes of parts that the other ruleset does not have or counts from other figures."""

    def count(self, *, before: Finding | None = None, after: Finding | None = None) -> int:
        """Return how many communes have these verdicts."""
        return sum(
            count
            for (one, other), count in self.verdicts.items()
            if before in {None, one} and after in {None, other}
        )


def side(ruleset: Ruleset, assessments: Sequence[Assessment]) -> Side:
    """Score *assessments* under *ruleset*; raises what the vector scorer raises."""
    columns = columns_of(ruleset, assessments)
    result = BatchScorer(ruleset).score(columns)
    read = {
        **{code: column.given for code, column in columns.figures.items()},
        **{f"{code}{PREVIOUS}": column.given for code, column in columns.previous.items()},
        **{code: answers.given for code, answers in columns.answers.items()},
    }
    lacking = {code: int((~given).sum()) for code, given in read.items() if not given.all()}
    rows = {(a.commune.code, a.year): row for row, a in enumerate(assessments)}
    return Side(ruleset, result, rows, lacking)


def compare(before: Side, after: Side) -> RulesetComparison:
    """Compare two sides over the communes and years that stand in both."""
    keys = [key for key in before.rows if key in after.rows]
    pairs = [(before.rows[key], after.rows[key]) for key in keys]
    shared, only_before, only_after = _parts(before.ruleset, after.ruleset)
    verdicts = Counter((before.verdict(one), after.verdict(other)) for one, other in pairs)
    differences = list(_differences(before, after, pairs))
    return RulesetComparison(
        before=before,
        after=after,
        communes=len(keys),
        verdicts=verdicts,
        higher=sum(one > 0 for one in differences),
        lower=sum(one < 0 for one in differences),
        equal=sum(one == 0 for one in differences),
        open=len(keys) - len(differences),
        shift=sum(differences, Fraction(0)) / (len(differences) or 1),
        changes=tuple(_changes(before, after, pairs, shared)),
        only_before=only_before,
        only_after=only_after,
    )


def _differences(before: Side, after: Side, pairs: Sequence[tuple[int, int]]) -> Iterator[Fraction]:
    for one, other in pairs:
        if before.result.is_scored[one] and after.result.is_scored[other]:
            yield after.total(other)[0] - before.total(one)[0]


def _parts(
    before: Ruleset, after: Ruleset
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the codes of the parts of both, of the first alone, of the second alone."""
    one = {part.code: _reads(part) for _, part in before.parts}
    other = {part.code: _reads(part) for _, part in after.parts}
    shared = tuple(code for code, reads in one.items() if other.get(code) == reads)
    return (
        shared,
        tuple(code for code in one if code not in shared),
        tuple(code for code in other if code not in shared),
    )


def _reads(part: Part) -> tuple[str, ...]:
    return (*(item.code for item in part.items), *part.figures)


def _changes(
    before: Side, after: Side, pairs: Sequence[tuple[int, int]], shared: Sequence[str]
) -> Iterator[CommuneChange]:
    for one, other in pairs:
        if before.verdict(one) is after.verdict(other):
            continue
        columns = before.result.columns
        yield CommuneChange(
            commune=columns.communes[one],
            year=int(columns.years[one]),
            before=before.verdict(one),
            after=after.verdict(other),
            total_before=before.total(one),
            total_after=after.total(other),
            threshold_before=before.threshold(one),
            threshold_after=after.threshold(other),
            lost_before=before.lost(one),
            lost_after=after.lost(other),
            parts=tuple(_part_changes(before, after, (one, other), shared)),
        )


def _part_changes(
    before: Side, after: Side, rows: tuple[int, int], shared: Sequence[str]
) -> Iterator[PartChange]:
    for code in shared:
        one, other = before.result.parts[code], after.result.parts[code]
        if one.outcome[rows[0]] == SCORED and other.outcome[rows[1]] == SCORED:
            then = before.result.points(one.points[rows[0]])
            now = after.result.points(other.points[rows[1]])
            if then != now:
                yield PartChange(code, then, now)
