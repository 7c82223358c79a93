"""When a cluster pays: one process against two local workers, rows sent or made over there.

The nation of one year is scored again and again: as a table that is cut up and sent to the
workers, and as scenarios that the workers draw themselves and answer with a few numbers.
The least of two runs; on a busy machine only the CPU time tells anything. Prints; fails on
nothing.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from bench_growth import repeated
from sizes import sizes

import criteria
from scoring.batch.dask_engine import cluster, mapped, score_partitions
from scoring.batch.scorer import MET, BatchScorer
from scoring.rules.loading import load
from scoring.simulation.figures import simulate
from scoring.simulation.model import PARAMETERS, load_model
from scoring.simulation.places import invent, nameless, skeleton_of
from scoring.units.loading import load_units

if TYPE_CHECKING:
    from distributed import Client


def main() -> None:
    size = sizes(
        __doc__, rows=(10**6, 100), years=(10, 1), scenarios=(12, 2), tasks=(100, 1), times=(2, 1)
    )
    if importlib.util.find_spec("distributed") is None:
        print("Dask is not installed: pip install -e '.[dask]'")
        return
    ruleset = load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")
    units = load_units(criteria.UNITS)
    model = load_model(PARAMETERS, ruleset)
    columns = repeated(invent(model, ruleset, units, year=2024, seed=1).columns, size.rows)
    scorer = BatchScorer(ruleset)
    skeleton = skeleton_of(units, 2024)
    seeds = range(size.scenarios)

    def scenario(number: int) -> list[float]:
        shares = []
        for year in range(size.years):
            seed = number * size.years + year
            drawn = nameless(skeleton, simulate(model, ruleset, skeleton, seed))
            shares.append(float((scorer.score(drawn).verdict == MET).mean()))
        return shares

    start = time.perf_counter()
    with cluster() as client:
        client.wait_for_workers(2, timeout=60)
        print(f"two local workers, started in {time.perf_counter() - start:.1f} s")
        one = scorer.score(columns)
        two = score_partitions(client, ruleset, columns)
        assert np.array_equal(one.verdict, two.verdict), "the cluster gives something else"
        assert [scenario(s) for s in seeds] == mapped(client, scenario, seeds)
        print(f"{'wall ms':>10}  {'CPU ms':>10}  (of this process and the workers)")
        work: dict[str, Callable[[], object]] = {
            f"{size.rows} rows here": lambda: scorer.score(columns),
            f"{size.rows} rows sent to two workers": lambda: score_partitions(
                client, ruleset, columns
            ),
            f"{size.scenarios} scenarios of {size.years} years, drawn and scored here": lambda: [
                scenario(s) for s in seeds
            ],
            f"{size.scenarios} scenarios of {size.years} years on two workers": lambda: mapped(
                client, scenario, seeds
            ),
            f"{size.tasks} tasks that do nothing": lambda: mapped(client, abs, range(size.tasks)),
        }
        for name, run in work.items():
            wall, cpu = min(_measured(run, client) for _ in range(size.times))
            print(f"{wall * 1000:10.0f}  {cpu * 1000:10.0f}  {name}")


def _measured(run: Callable[[], object], client: Client) -> tuple[float, float]:
    start, before = time.perf_counter(), _cpu_seconds(client)
    run()
    return time.perf_counter() - start, _cpu_seconds(client) - before


def _cpu_seconds(client: Client) -> float:
    return time.process_time() + sum(client.run(time.process_time).values())


if __name__ == "__main__":
    main()
