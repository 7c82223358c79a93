"""From 10³ to 10⁷ rows: time and peak memory of the vector scorer, each size in its own process.

Rows are those of the invented nation, repeated. Time is CPU time of one scoring; memory is the
most the process ever held, without what it held before there were rows. A size that would not
fit into the memory that is free now is named and left out. Prints; fails on nothing.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time

from sizes import sizes

BYTES_PER_ROW = 900
"""Generous: measured is less (docs/developers/scale.md)."""


def main(largest: int) -> None:
    print("rows × all parts, one process, one thread; ratios to the smallest size, per row")
    print(
        f"{'rows':>10}  {'ms':>10}  {'ns/row':>8}  {'ratio':>6}  {'columns MB':>10}  {'peak MB':>8}"
    )
    base = None
    for rows in [10**exponent for exponent in range(3, largest + 1)]:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        if rows * BYTES_PER_ROW > free:
            print(
                f"{rows:>10}  left out: {rows * BYTES_PER_ROW >> 20} MB needed, {free >> 20} free"
            )
            continue
        command = [sys.executable, __file__, "measure", str(rows)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds, columns, peak = map(float, told.split())
        each = seconds / rows * 1e9
        base = base or each
        print(
            f"{rows:>10}  {seconds * 1000:10.2f}  {each:8.1f}  {each / base:6.2f}  "
            f"{columns:10.1f}  {peak:8.1f}"
        )


def measure(rows: int) -> None:
    """Print CPU seconds, megabytes of the columns, megabytes at the peak."""
    from bench_batch import least

    import criteria
    from scoring.batch.scorer import BatchScorer
    from scoring.rules.loading import load
    from scoring.simulation.model import PARAMETERS, load_model
    from scoring.simulation.places import invent
    from scoring.units.loading import load_units

    ruleset = load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")
    model = load_model(PARAMETERS, ruleset)
    units = load_units(criteria.UNITS)
    nation = invent(model, ruleset, units, year=2024, seed=model.seed).columns
    scorer = BatchScorer(ruleset)
    scorer.score(nation)
    before = _peak()
    columns = repeated(nation, rows)
    held = _peak() - before
    seconds = least(lambda: scorer.score(columns), 7 if rows <= 10**6 else 2)
    print(seconds, held, _peak() - before)


def repeated(columns, rows):  # noqa: ANN201
    """Return *columns* repeated to *rows* rows, with copies of the figures."""
    from dataclasses import replace

    import numpy as np

    from scoring.batch.columns import Answers, Column

    def counts(some):  # noqa: ANN202
        return {
            code: Column(np.resize(c.values, rows), np.resize(c.given, rows))
            for code, c in some.items()
        }

    return replace(
        columns,
        communes=(),
        years=(),
        kind=np.resize(columns.kind, rows),
        areas=np.resize(columns.areas, rows),
        city=np.resize(columns.city, rows),
        figures=counts(columns.figures),
        previous=counts(columns.previous),
        answers={
            code: Answers(np.resize(a.yes, rows), np.resize(a.given, rows))
            for code, a in columns.answers.items()
        },
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    start = time.perf_counter()
    if sys.argv[1:2] == ["measure"]:
        measure(int(sys.argv[2]))
    else:
        main(sizes(__doc__, largest=(7, 3)).largest)
        print(f"{time.perf_counter() - start:.0f} s in all")
