"""Columns cut into partitions, and the results of the partitions as one result.

Cutting copies no figures (slices are views); joining copies each array once. The joined
result has the arrays that scoring all rows at once gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scoring.batch.columns import Answers, Column, Columns
from scoring.batch.part_columns import LookedUp, PartColumns, Summed
from scoring.batch.scorer import BatchResult, CriterionColumns


def rows_of(columns: Columns, rows: slice | NDArray[np.bool_]) -> Columns:
    """Return some rows: a slice as views, a mask as copies."""
    if isinstance(rows, slice):
        communes, years = columns.communes[rows], columns.years[rows]
    else:
        kept = np.flatnonzero(rows).tolist()
        communes = [columns.communes[row] for row in kept]
        years = [columns.years[row] for row in kept]
    return Columns(
        communes=communes,
        years=years,
        kind=columns.kind[rows],
        areas=columns.areas[rows],
        city=columns.city[rows],
        figures=_cut(columns.figures, rows),
        previous=_cut(columns.previous, rows),
        answers={
            code: Answers(answers.yes[rows], answers.given[rows])
            for code, answers in columns.answers.items()
        },
    )


def _cut(figures: Mapping[str, Column], rows: slice | NDArray[np.bool_]) -> dict[str, Column]:
    return {code: Column(c.values[rows], c.given[rows]) for code, c in figures.items()}


def partitions(columns: Columns, size: int) -> Iterator[Columns]:
    """Yield the rows in partitions of at most *size* rows, in their order; none for no rows."""
    for start in range(0, columns.size, size):
        yield rows_of(columns, slice(start, start + size))


def light(result: BatchResult) -> BatchResult:
    """Return *result* as a worker sends it: no rows of the table, a byte for each state.

    ``joined`` gives it back its columns; until then only the arrays may be asked for.
    """
    columns = replace(result.columns, communes=(), years=(), figures={}, previous={}, answers={})
    parts = {
        code: _repeated(part, part.state.astype(np.int8)) if isinstance(part, LookedUp) else part
        for code, part in result.parts.items()
    }
    return replace(result, columns=columns, parts=parts)


def _repeated(part: LookedUp, state: NDArray[np.integer]) -> LookedUp:
    # The states of a part mean the same in every partition; what was looked up stays behind.
    meanings = part._meanings  # noqa: SLF001
    return LookedUp(part.code, state, meanings)  # type: ignore[arg-type]  # any integers will do


def joined(columns: Columns, results: Sequence[BatchResult]) -> BatchResult:
    """Return the results of the partitions of *columns*, in order, as the result of all rows."""
    first = results[0]
    return BatchResult(
        ruleset=first.ruleset,
        columns=columns,
        scale=first.scale,
        parts={code: _part([result.parts[code] for result in results]) for code in first.parts},
        criteria=tuple(
            _criterion([result.criteria[row] for result in results])
            for row in range(len(first.criteria))
        ),
        minimum=np.concatenate([result.minimum for result in results]),
        maximum=np.concatenate([result.maximum for result in results]),
        is_scored=np.concatenate([result.is_scored for result in results]),
        threshold=np.concatenate([result.threshold for result in results]),
        finding_criteria=np.concatenate([result.finding_criteria for result in results]),
        finding_threshold=np.concatenate([result.finding_threshold for result in results]),
        verdict=np.concatenate([result.verdict for result in results]),
        base_level=np.concatenate([result.base_level for result in results]),
    )


def _criterion(found: Sequence[CriterionColumns]) -> CriterionColumns:
    return CriterionColumns(
        found[0].number,
        minimum=np.concatenate([criterion.minimum for criterion in found]),
        maximum=np.concatenate([criterion.maximum for criterion in found]),
        finding=np.concatenate([criterion.finding for criterion in found]),
        is_scored=np.concatenate([criterion.is_scored for criterion in found]),
    )


def _part(found: Sequence[PartColumns]) -> PartColumns:
    first = found[0]
    if isinstance(first, LookedUp):
        states = [part.state for part in found if isinstance(part, LookedUp)]
        return _repeated(first, np.concatenate(states).astype(np.intp))
    maximum = np.concatenate([part.maximum for part in found])
    minimum = np.concatenate([part.minimum for part in found])
    is_all_scored = all(part.is_all_scored for part in found)
    return Summed(
        first.code,
        outcome=np.concatenate([part.outcome for part in found]),
        points=np.concatenate([part.points for part in found]),
        minimum=minimum,
        maximum=minimum if is_all_scored else maximum,
        weakest_level=min(part.weakest_level for part in found),
        is_all_scored=is_all_scored,
    )
