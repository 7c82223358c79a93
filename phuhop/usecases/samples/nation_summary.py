"""What came of an invented nation, in lines that each say that it is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from scoring.base.levels import Level
from scoring.base.quantities import vietnamese
from scoring.batch.scorer import MET, NOT_MET, BatchResult
from scoring.engine.explanation import level_words
from scoring.simulation.model import Published
from scoring.simulation.places import SIMULATED, Nation


@dataclass(frozen=True, slots=True)
class Shares:
    """The two shares that are calibrated: recognised of all, blamed of those that failed."""

    recognised: Fraction
    blamed: Fraction


def shares(result: BatchResult, published: Published) -> Shares:
    """Return the two shares; a criterion is failed where it cannot be met any more."""
    is_recognised = result.verdict == MET
    is_blamed = np.zeros(len(is_recognised), np.bool_)
    for criterion in result.criteria:
        if criterion.number in published.blamed:
            is_blamed |= criterion.finding == NOT_MET
    failed = int((~is_recognised).sum())
    return Shares(
        Fraction(int(is_recognised.sum()), max(1, len(is_recognised))),
        Fraction(int((is_blamed & ~is_recognised).sum()), max(1, failed)),
    )


def summary(nation: Nation, result: BatchResult, published: Published, seed: int) -> list[str]:
    """Return the lines of the summary: totals, groups, criteria, calibration."""
    return [f"{SIMULATED} · {line}" for line in _lines(nation, result, published, seed)]


def _lines(nation: Nation, result: BatchResult, published: Published, seed: int) -> Iterator[str]:
    all_units, scored = nation.columns.size, result.columns.size
    register = nation.register
    year = int(nation.columns.years[0])
    yield (
        f"{vietnamese(all_units)} đơn vị hư cấu, số đơn vị và loại như sổ "
        f"{register.valid_from:%d/%m/%Y}; năm {year}, hạt giống {seed}"
    )
    level = tuple(Level)[int(result.level.min())]
    yield f"chấm theo {result.ruleset.document.number}; mức tin cậy thấp nhất: {level_words(level)}"
    if all_units > scored:
        yield f"{all_units - scored} đơn vị thuộc loại mà văn bản không có ngưỡng: không chấm"
    for row, threshold in enumerate(result.ruleset.recognition.thresholds):
        own = result.threshold == row
        met = int((own & (result.verdict == MET)).sum())
        yield (
            f"ngưỡng {vietnamese(threshold.points)}: {_of(met, int(own.sum()))} đạt · "
            f"{threshold.group}"
        )
    for criterion, columns in zip(result.ruleset.criteria, result.criteria, strict=True):
        failed = int((columns.finding == NOT_MET).sum())
        yield f"tiêu chí {criterion.number}: {_of(failed, scored)} không đạt · {criterion.name}"
    found = shares(result, published)
    blamed = ", ".join(map(str, published.blamed))
    yield (
        f"được công nhận: {_percent(found.recognised)}; đã công bố: "
        f"{_percent(Fraction(published.recognised, published.assessed))} · {published.source}"
    )
    failed = published.assessed - published.recognised
    yield (
        f"trong số không đạt, trượt tiêu chí {blamed}: {_percent(found.blamed)}; đã công bố: "
        f"{_percent(Fraction(published.failed_by_blamed, failed))}"
    )


def _of(some: int, whole: int) -> str:
    share = f" ({_percent(Fraction(some, whole))})" if whole else ""
    return f"{vietnamese(some)}/{vietnamese(whole)}{share}"


def _percent(share: Fraction) -> str:
    return f"{vietnamese(Fraction(round(share * 1000), 10))}%"
