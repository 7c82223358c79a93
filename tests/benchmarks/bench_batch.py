"""10,600 communes × all parts: the vector scorer against what one might use instead.

All sides run in this one process and are checked to give the same points. The floor is
hand-written numpy for this one decision: the same comparisons, no outcomes, no blanks.
Prints milliseconds and ratios; fails on nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction

import numpy as np
from sizes import sizes

import criteria
from scoring.base.communes import Commune, CommuneKind
from scoring.batch.columns import KINDS, Answers, Column, Columns
from scoring.batch.scorer import BatchScorer
from scoring.engine.scorer import score
from scoring.rules.indicators import Count
from scoring.rules.kinds.against_previous import AgainstPrevious
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.kinds.item_sum import ItemSum
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset

ROWS = 10_600


def main() -> None:
    size = sizes(__doc__, rows=(ROWS, 20), reference=(300, 5), times=(7, 1))
    ruleset = load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")
    columns = random_columns(ruleset, size.rows)
    scorer = BatchScorer(ruleset)
    parts = [part for _, compiled in scorer.criteria for part in compiled]
    floor = numpy_floor(ruleset, columns)
    ours = scorer.score(columns)
    assert np.array_equal(floor(), ours.minimum), "the floor and the scorer disagree"

    def reference() -> None:
        for row in range(size.reference):
            sheet = score(ruleset, columns.assessment(row))
            assert sheet.total.minimum == ours.points(ours.minimum[row])

    sides: dict[str, tuple[Callable[[], object], float]] = {
        "numpy by hand, points only (the floor)": (floor, 1),
        "vector scorer, points only": (lambda: sum(p.score(columns).points for p in parts), 1),
        "vector scorer, all outcomes, intervals, conditions, verdict": (
            lambda: scorer.score(columns),
            1,
        ),
        "reference scorer": (reference, size.rows / size.reference),
    }
    base = None
    print(f"{size.rows} communes × {len(parts)} parts")
    for name, (run, factor) in sides.items():
        milliseconds = least(run, size.times) * factor * 1000
        base = base or milliseconds
        print(f"{milliseconds:10.2f} ms  {milliseconds / base:9.2f} ×  {name}")


def least(run: Callable[[], object], times: int = 7) -> float:
    """Return the least CPU seconds of several runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return min(found)


def random_columns(ruleset: Ruleset, rows: int, seed: int = 2024) -> Columns:
    """Return complete invented rows in which every numerator is within its denominator."""
    random = np.random.default_rng(seed)
    given = np.ones(rows, np.bool_)
    figures: dict[str, Column] = {}

    def count(code: str) -> np.ndarray:
        if code not in figures:
            limit = ruleset.figures[code].not_exceeding
            top = count(limit) if limit else np.full(rows, 3_000)
            values = np.maximum(1, (top * random.beta(8, 1, rows)).astype(np.int64))
            figures[code] = Column(values, given)
        return figures[code].values

    for code in ruleset.figures:
        count(code)
    communes = [Commune("99001", "Xã Mẫu", CommuneKind.COMMUNE, centrally_run_city=False)] * rows
    return Columns(
        communes=communes,
        years=[2024] * rows,
        kind=np.full(rows, KINDS.index(CommuneKind.COMMUNE), np.int8),
        areas=np.zeros(rows, np.int8),
        city=np.zeros(rows, np.int8),
        figures=figures,
        previous={
            code: Column(random.permutation(figures[code].values), given)
            for code in ruleset.compared_figures
        },
        answers={code: Answers(random.random(rows) > 0.2, given) for code in ruleset.items},
    )


def numpy_floor(ruleset: Ruleset, columns: Columns) -> Callable[[], np.ndarray]:
    """Return plain numpy for exactly this ruleset: comparisons and sums, nothing else."""
    steps: list[Callable[[], np.ndarray]] = []
    for _, part in ruleset.parts:
        match part:
            case ItemSum():
                pairs = [(columns.answers[i.code].yes, int(i.points or 0)) for i in part.items]
                steps.append(lambda pairs=pairs: sum(yes * points for yes, points in pairs))
            case BandScale():
                steps.append(_by_hand(part, columns))
            case AgainstPrevious():
                top, bottom = part.indicator.numerator, part.indicator.denominator
                now, before = columns.figures, columns.previous
                points = [int(p or 0) for p in part.points_by_trend]
                arrays = (now[top], now[bottom], before[top], before[bottom])
                steps.append(lambda a=[c.values for c in arrays], p=points: _trend(a, p))
    return lambda: sum(step() for step in steps)


def _by_hand(part: BandScale, columns: Columns) -> Callable[[], np.ndarray]:
    bands = sorted(part.bands, key=lambda band: band.at_least or Fraction(-1), reverse=True)
    if isinstance(part.indicator, Count):
        top, bottom, multiplier = columns.figures[part.indicator.figure].values, 1, 1
    else:
        top = columns.figures[part.indicator.numerator].values
        bottom = columns.figures[part.indicator.denominator].values
        multiplier = part.indicator.multiplier

    def run() -> np.ndarray:
        value = top * multiplier
        points = np.full(len(top), int(bands[-1].points or 0))
        for band in bands[-2::-1]:
            points = np.where(
                value >= int(band.at_least or 0) * bottom, int(band.points or 0), points
            )
        return points

    return run


def _trend(arrays: list[np.ndarray], points: list[int]) -> np.ndarray:
    cases, children, cases_before, children_before = arrays
    now, before = cases * children_before, cases_before * children
    unequal = np.where(now < before, points[1], points[3])
    return np.where(cases == 0, points[0], np.where(now == before, points[2], unequal))


if __name__ == "__main__":
    main()
