"""Results of many communes as one table: a row each, the same numbers as the JSON.

Columns: who and when · which rules, on which weakest level · threshold and total as an
interval · the three conditions and the verdict · then per criterion its interval and per
part its outcome, band and points. Points that are not scored are blank, never 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from scoring.base.communes import Commune
from scoring.base.levels import Level
from scoring.base.quantities import json_number
from scoring.batch.columns import Bools, Ints
from scoring.batch.part_columns import NO_BAND, OUTCOMES, SCORED, PartColumns
from scoring.batch.scorer import FINDINGS, BatchResult
from scoring.engine.explanation import level_words
from scoring.results import columns as known
from scoring.rules.ruleset import Ruleset

Value = str | int | float | None
T = TypeVar("T")

_LEVEL_WORDS = [level_words(level) for level in Level]
_FINDING_WORDS = [finding.value for finding in FINDINGS]
_OUTCOME_WORDS = [outcome.value for outcome in OUTCOMES]

TEXT, NUMBER, COUNT = "text", "number", "count"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's name and whether it holds text, numbers or only whole ones."""

    name: str
    kind: str


def headings(rulesets: Sequence[Ruleset]) -> tuple[Heading, ...]:
    """Return the columns for results under *rulesets*: shared ones, then criteria and parts."""
    found: dict[str, str] = dict.fromkeys(
        (*known.PLACE, known.YEAR, *known.RULES, known.THRESHOLD), TEXT
    )
    found.update(dict.fromkeys((known.YEAR, known.THRESHOLD, *known.TOTAL), NUMBER))
    found.update(dict.fromkeys(known.CONDITIONS, TEXT))
    for ruleset in rulesets:
        for criterion in ruleset.criteria:
            found.update(dict.fromkeys(known.of_criterion(criterion.number), NUMBER))
            for part in criterion.parts:
                found.update(zip(known.of_part(part.code), (TEXT, TEXT, NUMBER), strict=True))
    return tuple(Heading(name, kind) for name, kind in found.items())


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column of results: its different cells, and which of them each row has.

    Without ``at`` the cells are those of the rows themselves.
    """

    cells: Sequence[Value]
    at: NDArray[np.integer] | None = None

    def values(self) -> list[Value]:
        """Return the cell of each row."""
        return self.spread(self.cells)

    def spread(self, words: Sequence[T]) -> list[T]:
        """Return for each row the word that stands for its cell; *words* has one a cell."""
        if self.at is None:
            return list(words)
        return [words[at] for at in self.at.tolist()]


def rows(result: BatchResult) -> Iterator[dict[str, Value]]:
    """Yield one row for each commune of *result*, in its order."""
    found = columns(result)
    for cells in zip(*(column.values() for column in found.values()), strict=True):
        yield dict(zip(found, cells, strict=True))


def columns(result: BatchResult) -> dict[str, ResultColumn]:
    """Return the columns of *result* by name, a row for each commune in its order."""
    found = {**_communes(result.columns.communes, result.columns.years), **_whole(result)}
    for c in result.criteria:
        names = known.of_criterion(c.number)
        found |= _interval(result, names, c.minimum, c.maximum, c.is_scored)
    for code, part in result.parts.items():
        found |= _part(result, code, part)
    return found


def _communes(communes: Sequence[Commune], years: Sequence[int]) -> dict[str, ResultColumn]:
    rows = [known.place_cells(one, int(year)) for one, year in zip(communes, years, strict=True)]
    return {name: ResultColumn([row[name] for row in rows]) for name in (*known.PLACE, known.YEAR)}


def _whole(result: BatchResult) -> dict[str, ResultColumn]:
    ruleset = result.ruleset
    thresholds = ruleset.recognition.thresholds
    everywhere = np.zeros(result.columns.size, np.intp)
    by_criteria = ResultColumn(_FINDING_WORDS, result.finding_criteria)
    rules = (
        ResultColumn([ruleset.id], everywhere),
        ResultColumn([ruleset.sha256], everywhere),
        ResultColumn(_LEVEL_WORDS, result.level),
        ResultColumn([one.group for one in thresholds], result.threshold),
    )
    findings = (
        by_criteria,
        by_criteria,
        ResultColumn(_FINDING_WORDS, result.finding_threshold),
        ResultColumn(_FINDING_WORDS, result.verdict),
    )
    points = [json_number(one.points) for one in thresholds]
    return {
        **dict(zip(known.RULES, rules, strict=True)),
        known.THRESHOLD: ResultColumn(points, result.threshold),
        **_interval(result, known.TOTAL, result.minimum, result.maximum, result.is_scored),
        **dict(zip(known.CONDITIONS, findings, strict=True)),
    }


def _interval(
    result: BatchResult,
    names: tuple[str, str, str],
    minimum: Ints,
    maximum: Ints,
    is_scored: Bools,
) -> dict[str, ResultColumn]:
    least = _points(result, minimum)
    most = least if maximum is minimum else _points(result, maximum)
    return dict(zip(names, (_where(is_scored, least), least, most), strict=True))


def _where(is_scored: Bools, points: ResultColumn) -> ResultColumn:
    """Return *points* with blanks where they are not scored."""
    at = np.arange(len(is_scored)) if points.at is None else points.at
    return ResultColumn([*points.cells, None], np.where(is_scored, at, len(points.cells)))


def _points(result: BatchResult, scaled: Ints) -> ResultColumn:
    different, at = _different(scaled)
    return ResultColumn([json_number(result.points(value)) for value in different.tolist()], at)


_FEW = 1 << 16


def _different(values: Ints) -> tuple[Ints, NDArray[np.intp]]:
    """Return the different numbers, from 0 up, and where each row's stands among them."""
    largest = int(values.max(initial=0))
    if largest >= _FEW:
        return np.unique(values, return_inverse=True)
    # Few different numbers are found without sorting the rows.
    is_there = np.zeros(largest + 1, np.bool_)
    is_there[values] = True
    return np.flatnonzero(is_there), (np.cumsum(is_there) - 1)[values]


def _part(result: BatchResult, code: str, part: PartColumns) -> dict[str, ResultColumn]:
    labels = [*_labels(result.ruleset, code), None]
    # The row of no band is the last.
    band = np.where(part.band == NO_BAND, len(labels) - 1, part.band)
    points = _points(result, np.where(part.outcome == SCORED, part.points, 0))
    found = (
        ResultColumn(_OUTCOME_WORDS, part.outcome),
        ResultColumn(labels, band),
        _where(part.outcome == SCORED, points),
    )
    return dict(zip(known.of_part(code), found, strict=True))


def _labels(ruleset: Ruleset, code: str) -> list[str]:
    for _, part in ruleset.parts:
        if part.code == code:
            return [row.label for row in part.rows]
    raise KeyError(code)
