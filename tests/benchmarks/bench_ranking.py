"""Ranking and advice for 10,600 communes: CPU seconds, and ratios against a naive way.

The communes are those of `phuhop demo --nation`. The naive way ranks by comparing every total
with every other and seeks routes with the reference scorer, one commune at a time; it runs on a
sample in this same process, is checked to agree and scaled up (ranking by the square of the
rows). Prints; fails on nothing but a disagreement. `--communes` says how many.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from bench_batch import random_columns
from sizes import sizes

import criteria
from reports.tables.writing import to_csv
from scoring.advice.many import advise_many
from scoring.advice.routes import advise
from scoring.advice.summary import summary
from scoring.batch.columns import Columns, columns_of
from scoring.batch.scorer import BatchScorer
from scoring.engine.scorer import score
from scoring.ranking.assumed_numbers import Limits
from scoring.ranking.intervals import rank_intervals
from scoring.ranking.ranking import Scope, rankings
from scoring.ranking.sensitivity import rank_trials
from scoring.results.reading import read_results
from scoring.results.table_writing import headings, rows
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from scoring.simulation.model import PARAMETERS, load_model
from scoring.simulation.places import invent
from scoring.units.loading import load_units

COMMUNES = 10_600
AIM_SECONDS = 10

T = TypeVar("T")


def nation(ruleset: Ruleset, communes: int) -> Columns:
    """Return invented communes, calibrated to published shares; a second draw fills up."""
    model = load_model(PARAMETERS, ruleset)
    units = load_units(criteria.UNITS)
    draws = [
        invent(model, ruleset, units, year=2024, seed=seed).known_to(ruleset) for seed in (1, 2)
    ]
    found = [draw.assessment(row) for draw in draws for row in range(draw.size)][:communes]
    return columns_of(
        ruleset,
        [
            replace(one, commune=replace(one.commune, code=f"{80_001 + at:05}"))
            for at, one in enumerate(found)
        ],
    )


def main() -> None:
    size = sizes(__doc__, communes=(COMMUNES, 40), sample=(400, 5), draws=(20, 1))
    communes = size.communes
    ruleset = load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")
    columns = nation(ruleset, communes)
    result = BatchScorer(ruleset).score(columns)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ket-qua.csv"
        path.write_bytes(to_csv(headings([ruleset]), rows(result)))
        results, reading = _timed(lambda: read_results([path]))
    assert communes == len(results.rows)
    (ranking,), ranked = _timed(lambda: rankings(results.rows))
    _, intervals = _timed(lambda: rank_intervals(ranking))
    advices, advising = _timed(lambda: list(advise_many(result)))
    _, summing = _timed(lambda: summary(result, advices, range(communes)))

    sample = results.rows[: size.sample]
    (small,) = rankings(sample)
    naive_ranks, naive_ranking = _timed(
        lambda: {
            row.code: 1 + sum(o.total.minimum > row.total.minimum for o in sample)
            for row in sample
            if row.total.points is not None
        }
    )
    assert naive_ranks == {one.row.code: one.standings[Scope.ALL].rank for one in small.ranked}
    naive_advices, naive_advising = _timed(
        lambda: [
            advise(ruleset, score(ruleset, columns.assessment(row))) for row in range(size.sample)
        ]
    )
    assert naive_advices == advices[: size.sample]

    times = communes / size.sample
    total = ranked + intervals + advising + summing
    print(f"{communes:,} communes, {len(ranking.ranked):,} ranked, {len(ranking.apart):,} apart")
    print(f"reading the results table   {reading:6.2f} s CPU")
    print(f"ranks in five lists         {ranked:6.2f} s CPU", end="")
    print(f"   naive, one list: {naive_ranking * times**2:.1f} s")
    print(f"rank intervals              {intervals:6.2f} s CPU")
    print(f"advice for every commune    {advising:6.2f} s CPU", end="")
    print(f"   naive: {naive_advising * times:.1f} s")
    print(f"the summary                 {summing:6.2f} s CPU")
    print(f"ranking and advice          {total:6.2f} s CPU (aim: under {AIM_SECONDS})")
    naive = naive_ranking * times**2 + naive_advising * times
    print(f"ratio to the naive way      {naive / total:.0f}")

    # Figures that agree with nothing: every commune lacks a little of almost everything.
    worst = BatchScorer(ruleset).score(random_columns(ruleset, size.sample))
    _, worst_advising = _timed(lambda: list(advise_many(worst)))
    print(f"advice where all lack much  {worst_advising * times:6.2f} s CPU (scaled up)")

    if ranking.ranked:
        assessments = {
            columns.communes[row].code: columns.assessment(row) for row in range(communes)
        }
        _, trials = _timed(
            lambda: rank_trials(
                ranking, ruleset, assessments, limits=Limits(), draws=size.draws, seed=1
            )
        )
        print(f"{size.draws} trials of assumed numbers {trials:6.2f} s CPU")


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


if __name__ == "__main__":
    main()
