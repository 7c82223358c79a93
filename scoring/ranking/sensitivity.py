"""What rank and verdict would be, had the assumed numbers been others: many seeded trials.

Each trial scores all communes under one ruleset of ``assumed_numbers`` with the vector scorer
and ranks them again. The same seed gives the same trials.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.batch.columns import Ints, columns_of
from scoring.batch.scorer import MET, BatchResult, BatchScorer
from scoring.engine.assessment import Assessment
from scoring.ranking.assumed_numbers import Assumed, Limits, assumed, perturbed, step_of
from scoring.ranking.ranking import Ranking, Scope
from scoring.ranking.tie_break import ByCriterion, ByPart, TieBreak
from scoring.results.rows import ResultRow
from scoring.rules.ruleset import Ruleset

_NO_LIST = -1


@dataclass(frozen=True, slots=True)
class Trial:
    """The best and worst rank of one commune over all trials, and how often it met all."""

    best: Mapping[Scope, int]
    worst: Mapping[Scope, int]
    met: int


@dataclass(frozen=True, slots=True)
class Trials:
    """The trials and everything that is needed to make them again."""

    by_code: Mapping[str, Trial]
    draws: int
    seed: int
    limits: Limits
    assumed: Assumed
    step: Fraction


def rank_trials(  # noqa: PLR0913 -- each is a parameter that is printed
    ranking: Ranking,
    ruleset: Ruleset,
    assessments: Mapping[str, Assessment],
    *,
    limits: Limits,
    draws: int,
    seed: int,
) -> Trials:
    """Rank the communes of *ranking* again under *draws* other rulesets.

    *assessments* are the figures by code of commune. Communes without a rank stay out, as in
    the ranking itself. Raises ``ProblemsFound`` when the figures of a ranked commune are
    missing or do not give its total under *ruleset*; ``OverflowError``, ``TooLarge`` as the
    vector scorer does.
    """
    rows = [one.row for one in ranking.ranked]
    _check_given(rows, assessments, ruleset)
    columns = columns_of(ruleset, [assessments[row.code] for row in rows])
    lists = {scope: _lists(rows, scope) for scope in Scope}
    base = BatchScorer(ruleset).score(columns)
    _check_same(rows, base)
    best = {scope: np.full(len(rows), len(rows) + 1, np.int64) for scope in Scope}
    worst = {scope: np.zeros(len(rows), np.int64) for scope in Scope}
    met = np.zeros(len(rows), np.int64)
    random = np.random.default_rng(seed)
    for draw in range(draws + 1):
        result = base
        if draw:
            result = BatchScorer(perturbed(ruleset, limits, random)).score(columns)
            met += result.verdict == MET
        keys = _keys(result, ranking.tie_break)
        for scope, own in lists.items():
            ranks = _ranks(own, keys)
            np.minimum(best[scope], ranks, out=best[scope])
            np.maximum(worst[scope], ranks, out=worst[scope])
    by_code = {
        row.code: Trial(
            {s: int(best[s][at]) for s in Scope if lists[s][at] != _NO_LIST},
            {s: int(worst[s][at]) for s in Scope if lists[s][at] != _NO_LIST},
            int(met[at]),
        )
        for at, row in enumerate(rows)
    }
    return Trials(by_code, draws, seed, limits, assumed(ruleset), step_of(ruleset))


def _lists(rows: Sequence[ResultRow], scope: Scope) -> Ints:
    numbers: dict[tuple[str, ...] | None, int] = {None: _NO_LIST}
    return np.array(
        [numbers.setdefault(scope.key(row), len(numbers) - 1) for row in rows], np.int64
    )


def _keys(result: BatchResult, tie_break: TieBreak | None) -> list[NDArray[Any]]:
    """Return what is ranked by, the total first; higher is better."""
    keys: list[NDArray[Any]] = [result.minimum]
    by_number = {criterion.number: criterion for criterion in result.criteria}
    by_code = {code.lower(): part for code, part in result.parts.items()}
    for one in tie_break.order if tie_break else ():
        match one:
            case ByCriterion():
                keys.append(by_number[one.criterion].minimum)
            case ByPart():
                keys.append(by_code[one.part.lower()].points)
            case _:
                keys.append((result.verdict == MET).astype(np.int64))
    return keys


def _ranks(lists: Ints, keys: Sequence[NDArray[Any]]) -> Ints:
    """Return competition ranks within each list: 1, 2, 2, 4."""
    order = np.lexsort([*(-key for key in reversed(keys)), lists])
    own = lists[order]
    is_first = np.ones(len(order), np.bool_)
    is_first[1:] = own[1:] != own[:-1]
    starts = np.maximum.accumulate(np.where(is_first, np.arange(len(order)), 0))
    is_new = is_first.copy()
    for key in keys:
        is_new[1:] |= key[order][1:] != key[order][:-1]
    first = np.maximum.accumulate(np.where(is_new, np.arange(len(order)), 0))
    ranks = np.empty(len(order), np.int64)
    ranks[order] = first - starts + 1
    return ranks


def _check_given(
    rows: Sequence[ResultRow], assessments: Mapping[str, Assessment], ruleset: Ruleset
) -> None:
    problems = [
        Problem(row.place, "thieu-so-lieu", f"bảng số liệu không có xã {row.code} năm {row.year}")
        for row in rows
        if row.code not in assessments
    ]
    if rows and rows[0].ruleset.sha256 != ruleset.sha256:
        message = (
            f"kết quả chấm theo {rows[0].ruleset.id} (mã băm {rows[0].ruleset.sha256[:8]}…), bộ "
            f"tiêu chí đang dùng có mã băm {ruleset.sha256[:8]}…"
        )
        hint = "chọn đúng tệp bộ tiêu chí đã chấm"
        problems.append(Problem(Place(rows[0].place.file), "khac-bo-tieu-chi", message, hint))
    _told(problems)


def _check_same(rows: Sequence[ResultRow], base: BatchResult) -> None:
    _told(
        [
            Problem(
                row.place,
                "khac-so-lieu",
                f"tổng điểm xã {row.code} tính từ bảng số liệu khác tổng trong bảng kết quả",
                "chấm lại bảng số liệu, hoặc đưa đúng bảng đã chấm",
            )
            for at, row in enumerate(rows)
            if base.points(base.minimum[at]) != row.total.minimum
        ]
    )


def _told(problems: Sequence[Problem]) -> None:
    if problems:
        raise ProblemsFound(problems)
