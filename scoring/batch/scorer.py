"""The same rules over columns: a ruleset compiled once, then run over any number of rows.

The reference is ``scoring.engine.scorer``; ``tests/scoring/batch/test_batch.py`` proves that both
give the same outcomes, points, intervals, conditions, verdicts and levels. Sentences are made on
demand, for one row, by the reference itself.

A verifier's rulings exist only in the reference: they belong to one dossier, and columns of
figures have no place for them. Nothing scored here may have any.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from scoring.batch.columns import AREAS, KINDS, UNKNOWN_CITY, Bools, Codes, Columns, Ints
from scoring.batch.part_columns import SCORED, PartColumns, TooLarge
from scoring.batch.parts import CompiledPart, compiled
from scoring.engine.score_sheet import Finding, ScoreSheet
from scoring.engine.scorer import score
from scoring.rules.ruleset import Recognition, Ruleset
from scoring.rules.threshold_groups import groups_of

__all__ = ["BatchResult", "BatchScorer", "CriterionColumns", "TooLarge"]

FINDINGS: tuple[Finding, ...] = tuple(Finding)
MET, NOT_MET, CANNOT_SAY = range(3)
NO_GROUP = -1


@dataclass(frozen=True, slots=True)
class CriterionColumns:
    """A criterion in every row: its interval, its finding, whether all parts are scored."""

    number: int
    minimum: Ints
    maximum: Ints
    finding: Codes
    is_scored: Bools


@dataclass(frozen=True)
class BatchResult:
    """What came of every row. Points are whole numbers of one *scale*-th of a point.

    ``finding_*`` and ``verdict`` index ``FINDINGS``; ``threshold`` is the row of the
    ruleset's thresholds.
    """

    ruleset: Ruleset
    columns: Columns
    scale: int
    parts: Mapping[str, PartColumns]
    criteria: tuple[CriterionColumns, ...]
    minimum: Ints
    maximum: Ints
    is_scored: Bools
    threshold: Codes
    finding_criteria: Codes
    finding_threshold: Codes
    verdict: Codes
    base_level: Codes
    """The weakest level of the numbers that every row uses: conditions and threshold."""

    @cached_property
    def level(self) -> Codes:
        """The strength of the weakest number used in each row."""
        level = self.base_level.copy()
        for part in self.parts.values():
            if part.weakest_level < int(level.max(initial=0)):
                np.minimum(level, part.level, out=level)
        return level

    def points(self, scaled: int) -> Fraction:
        """Return scaled points as points."""
        return Fraction(int(scaled), self.scale)

    def sheet(self, row: int) -> ScoreSheet:
        """Return one row's score sheet, from which every sentence can be made."""
        return score(self.ruleset, self.columns.assessment(row))


class BatchScorer:
    """A ruleset compiled to column operations."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Compile *ruleset*; raises ``TooLarge`` when its numbers leave exact 64 bits."""
        self.ruleset = ruleset
        recognition = ruleset.recognition
        self.scale = _scale(ruleset)
        self.criteria: list[tuple[int, list[CompiledPart]]] = [
            (criterion.number, [compiled(part, self.scale) for part in criterion.parts])
            for criterion in ruleset.criteria
        ]
        self.floor = int(recognition.disqualifying_points * self.scale)
        self.threshold_points = np.array(
            [int(threshold.points * self.scale) for threshold in recognition.thresholds], np.int64
        )
        self.threshold_levels = np.array(
            [recognition.level_of(threshold).strength for threshold in recognition.thresholds],
            np.int8,
        )
        self.groups = group_table(recognition)
        self.base_level = min(
            level.strength
            for level in (
                recognition.total_level,
                recognition.all_criteria_level,
                recognition.no_zero_level,
            )
        )

    def score(self, columns: Columns) -> BatchResult:
        """Score every row.

        Raises ``ValueError`` when a row's commune falls in no threshold group, as the
        reference does.
        """
        threshold = self.groups[columns.kind, columns.areas, columns.city]
        if (threshold == NO_GROUP).any():
            row = int(np.argmax(threshold == NO_GROUP))
            message = f"no threshold group for row {row}"
            raise ValueError(message)
        parts: dict[str, PartColumns] = {}
        criteria: list[CriterionColumns] = []
        minimum = np.zeros(columns.size, np.int64)
        maximum = np.zeros(columns.size, np.int64)
        for number, compiled_parts in self.criteria:
            scored = [part.score(columns) for part in compiled_parts]
            parts.update((part.code, part) for part in scored)
            criterion = self._criterion(number, scored)
            minimum += criterion.minimum
            maximum += criterion.maximum
            criteria.append(criterion)
        finding_criteria = _all_of([criterion.finding for criterion in criteria], columns.size)
        goal = self.threshold_points[threshold]
        finding_threshold = _finding(minimum >= goal, maximum < goal)
        verdict = _all_of([finding_criteria, finding_threshold], columns.size)
        return BatchResult(
            ruleset=self.ruleset,
            columns=columns,
            scale=self.scale,
            parts=parts,
            criteria=tuple(criteria),
            minimum=minimum,
            maximum=maximum,
            is_scored=np.logical_and.reduce([c.is_scored for c in criteria]),
            threshold=threshold,
            finding_criteria=finding_criteria,
            finding_threshold=finding_threshold,
            verdict=verdict,
            base_level=np.minimum(self.threshold_levels, self.base_level).take(threshold),
        )

    def _criterion(self, number: int, parts: list[PartColumns]) -> CriterionColumns:
        minimum, maximum = parts[0].minimum, parts[0].maximum
        is_closed = minimum is maximum
        for part in parts[1:]:
            is_closed = is_closed and part.minimum is part.maximum
            minimum = minimum + part.minimum
            maximum = minimum if is_closed else maximum + part.maximum
        if all(part.is_all_scored for part in parts):
            is_scored = np.ones(len(minimum), np.bool_)
        else:
            is_scored = np.logical_and.reduce([part.outcome == SCORED for part in parts])
        finding = _finding(minimum > self.floor, maximum <= self.floor)
        return CriterionColumns(number, minimum, maximum, finding, is_scored)


def _finding(is_met: Bools, is_lost: Bools) -> Codes:
    # MET 0, NOT_MET 1, CANNOT_SAY 2: the two masks exclude each other.
    finding = np.full(len(is_met), CANNOT_SAY, np.int8)
    finding -= is_lost.view(np.int8)
    finding -= is_met.view(np.int8) * np.int8(CANNOT_SAY)
    return finding


def _all_of(findings: list[Codes], size: int) -> Codes:
    """NOT_MET when any is, MET when all are, else CANNOT_SAY."""
    is_lost = np.zeros(size, np.bool_)
    is_open = np.zeros(size, np.bool_)
    for finding in findings:
        is_lost |= finding == NOT_MET
        is_open |= finding == CANNOT_SAY
    return _finding(~(is_lost | is_open), is_lost)


def group_table(recognition: Recognition) -> Codes:
    """Return the threshold row by kind, area bits and city (-1 is the last: not given).

    ``NO_GROUP`` where there is none, or where it depends on the type of the province and that
    is not given.
    """
    groups = np.full((len(KINDS), 1 << len(AREAS), 3), NO_GROUP, np.int8)
    positions = {id(threshold): row for row, threshold in enumerate(recognition.thresholds)}
    for kind_row, kind in enumerate(KINDS):
        if kind.value not in recognition.kinds:
            continue
        for bits in range(1 << len(AREAS)):
            areas = tuple(area.value for bit, area in enumerate(AREAS) if bits >> bit & 1)
            for code, city in ((1, True), (0, False), (UNKNOWN_CITY, None)):
                found = groups_of(recognition, kind.value, areas, city)
                if len(found) == 1:
                    groups[kind_row, bits, code] = positions[id(found[0])]
    return groups


def _scale(ruleset: Ruleset) -> int:
    """Return the least number that makes every number of points whole."""
    recognition = ruleset.recognition
    numbers = [
        recognition.total_points,
        recognition.disqualifying_points,
        *(threshold.points for threshold in recognition.thresholds),
        *(points for _, part in ruleset.parts for points in part.all_points),
    ]
    return math.lcm(*(number.denominator for number in numbers))
