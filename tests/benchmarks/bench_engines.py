"""10,600 communes × all parts: ours against the engines a user might pick instead.

Every side is checked to give the same totals before it is timed. The base is hand-written
numpy for this one decision: the same comparisons, no outcomes, no blanks. Engines come with
`pip install -e '.[bench]'`; one that is not installed is named and left out. CPU time, the
least of several runs. Prints; fails on nothing.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator

import engines_by_column
import engines_by_row
import numpy as np
from bench_batch import ROWS, least, numpy_floor, random_columns
from engine_terms import named_columns, records, terms
from sizes import sizes

import criteria
from scoring.batch.columns import Columns
from scoring.batch.scorer import BatchScorer
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset

AIMS = {
    "phuhop, points only": "aim: at most 2 × the floor",
    "phuhop, outcomes, intervals, conditions, verdict": "aim: at most 4 × the floor",
    "zen-engine, one expression a part": "aim: at least 100 × phuhop",
}

Side = tuple[str, float | None, str]
"""Name, seconds for all rows (``None``: left out), and what to know about them."""


def main() -> None:
    size = sizes(__doc__, rows=(ROWS, 20), times=(7, 1))
    ruleset = load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")
    columns = random_columns(ruleset, size.rows)
    expected = numpy_floor(ruleset, columns)()
    found = [
        *_ours(ruleset, columns, size.times),
        *_others(ruleset, columns, expected, size.times),
    ]
    floor = found[0][1] or 1
    whole = found[2][1] or 1
    print(f"{size.rows} communes × {len(list(ruleset.parts))} parts, CPU time")
    print(f"{'ms':>12}  {'× floor':>9}  {'× phuhop':>9}  (phuhop: its whole result)")
    for name, seconds, note in found:
        if seconds is None:
            print(f"{'–':>12}  {'–':>9}  {'–':>9}  {name}: {note}")
            continue
        text = "; ".join(filter(None, (name, note, AIMS.get(name, ""))))
        print(f"{seconds * 1000:12.2f}  {seconds / floor:9.2f}  {seconds / whole:9.2f}  {text}")


def _ours(ruleset: Ruleset, columns: Columns, times: int) -> Iterator[Side]:
    floor = numpy_floor(ruleset, columns)
    scorer = BatchScorer(ruleset)
    parts = [part for _, compiled in scorer.criteria for part in compiled]
    assert np.array_equal(floor(), scorer.score(columns).minimum)
    yield "numpy by hand, points only (the floor)", least(floor, times), ""
    points = least(lambda: sum(p.score(columns).points for p in parts), times)
    yield "phuhop, points only", points, ""
    name = "phuhop, outcomes, intervals, conditions, verdict"
    yield name, least(lambda: scorer.score(columns), times), ""


def _others(ruleset: Ruleset, columns: Columns, expected: np.ndarray, times: int) -> Iterator[Side]:
    listed, named, rows = list(terms(ruleset)), named_columns(columns), records(columns)
    for name, (module, prepare) in engines_by_column.ENGINES.items():
        if importlib.util.find_spec(module) is None:
            yield name, None, "not installed"
            continue
        score = prepare(listed, named)
        yield name, least(score, min(times, 5)), _differences(score(), expected)
    for name, (module, compiled, most) in engines_by_row.ENGINES.items():
        if importlib.util.find_spec(module) is None:
            yield name, None, "not installed"
            continue
        some = rows[:most]
        seconds, totals = _by_row(compiled(listed), some)
        note = "" if len(some) == len(rows) else f"{most} rows, scaled up"
        differ = _differences(totals, expected[: len(some)])
        yield name, seconds * len(rows) / len(some), "; ".join(filter(None, (note, differ)))


def _by_row(score: Callable[[dict], int], rows: list[dict]) -> tuple[float, np.ndarray]:
    totals = np.array([int(score(row)) for row in rows])
    return least(lambda: [score(row) for row in rows], 2), totals


def _differences(totals: np.ndarray, expected: np.ndarray) -> str:
    wrong = int((np.asarray(totals) != expected).sum())
    return f"{wrong} TOTALS DIFFER" if wrong else ""


if __name__ == "__main__":
    main()
