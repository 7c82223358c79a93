"""The routes of very many communes: the vector scorer says who needs one and which parts open.

The reference scores only the parts that have not all their points, of the communes that need
a route; the search is the one of ``scoring.advice.routes``. Conditions come first there and here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from scoring.advice.routes import Advice, CommuneStanding, advice_from, check_independent
from scoring.batch.part_columns import SCORED
from scoring.batch.scorer import BatchResult
from scoring.engine.assessment import Assessment
from scoring.engine.part_scorer import score_part
from scoring.engine.score_sheet import PartScore
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Criterion

_NOTHING_OPEN = Advice(is_needed=False, routes=(), open_parts=())


@dataclass(frozen=True, slots=True)
class _Part:
    """One part over all rows: which have all its points, which are scored at all."""

    criterion: Criterion
    part: Part
    is_full: Sequence[bool]
    is_scored: Sequence[bool]


def advise_many(result: BatchResult) -> Iterator[Advice]:
    """Yield the advice for each row of *result*, in its order, as ``advise`` gives it.

    Raises ``AdviceUnavailable`` for a ruleset in which two parts move the same figure.
    """
    ruleset, scale = result.ruleset, result.scale
    check_independent(ruleset)
    floor = int(ruleset.recognition.disqualifying_points * scale)
    goals = np.array([int(t.points * scale) for t in ruleset.recognition.thresholds], np.int64)
    goal = goals[result.threshold]
    needs = goal > result.minimum
    for criterion in result.criteria:
        needs |= criterion.minimum <= floor
    parts = [_part(c, part, result) for c, part in ruleset.parts]
    columns = [
        needs.tolist(),
        result.is_scored.tolist(),
        result.minimum.tolist(),
        goal.tolist(),
    ]
    minima = [criterion.minimum.tolist() for criterion in result.criteria]
    for row, (is_needed, is_closed, total, wanted) in enumerate(zip(*columns, strict=True)):
        open_parts = () if is_closed else tuple(p.part.code for p in parts if not p.is_scored[row])
        if not is_needed:
            yield _NOTHING_OPEN if is_closed else Advice(False, (), open_parts)  # noqa: FBT003
            continue
        least = Fraction(total, scale)
        standing = CommuneStanding(
            total=least,
            need=max(Fraction(wanted, scale) - least, Fraction(0)),
            criteria=_criteria(row, parts, minima, result),
            open_parts=open_parts,
            counts=_counts(row, result),
        )
        yield advice_from(ruleset, standing)


def _counts(row: int, result: BatchResult) -> dict[str, int]:
    read = {code for _, part in result.ruleset.parts for code in part.figures}
    figures = result.columns.assessment(row).figures
    return {code: value for code, value in figures.items() if code in read and value is not None}


def _part(criterion: Criterion, part: Part, result: BatchResult) -> _Part:
    column = result.parts[part.code]
    is_scored = column.outcome == SCORED
    is_full = is_scored & (column.points == int(part.max_points * result.scale))
    return _Part(criterion, part, is_full.tolist(), is_scored.tolist())


def _criteria(
    row: int, parts: Sequence[_Part], minima: Sequence[Sequence[int]], result: BatchResult
) -> tuple[tuple[Fraction, tuple[PartScore | None, ...]], ...]:
    ruleset = result.ruleset
    assessment: Assessment | None = None
    found: list[tuple[Fraction, tuple[PartScore | None, ...]]] = []
    remaining = iter(parts)
    for criterion, minimum in zip(ruleset.criteria, minima, strict=True):
        scored: list[PartScore | None] = []
        for _ in criterion.parts:
            part = next(remaining)
            if part.is_full[row]:
                scored.append(None)
                continue
            assessment = assessment or result.columns.assessment(row)
            scored.append(score_part(part.part, criterion.citation, ruleset.figures, assessment))
        found.append((Fraction(minimum[row], result.scale), tuple(scored)))
    return tuple(found)
