"""When more processes pay: one, two on this machine, two Dask workers; the same bytes from all.

A CSV table of invented communes (``bench_stream``) is read, checked, scored and written.
Each way reads the table once in this process, to find out what single rows cannot know; then
partitions of it are read, scored and made into lines wherever the work is done. On a busy
machine only the CPU time tells anything. Prints; fails on nothing. ``--rows
1000000`` for a million.
"""

from __future__ import annotations

import importlib.util
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from bench_stream import always, run
from sizes import sizes

from phuhop.usecases.engines import MODULES
from phuhop.usecases.processes import mapped_to_processes
from phuhop.usecases.reading import completed
from phuhop.usecases.score_table import ResultsFile
from scoring.batch.dask_engine import cluster, mapped
from scoring.intake.steps import Reading

WORKERS = 2


def main(rows: int) -> None:
    ways = ["one process", "two processes"]
    if importlib.util.find_spec("distributed") is None:
        print("Dask is not installed: pip install -e '.[dask]'")
    else:
        ways.append("two Dask workers")
    print(f"{rows} rows read, checked, scored, written; wall without the cluster's start")
    print(f"{'wall s':>8}  {'faster':>8}  {'CPU s':>8}")
    with tempfile.TemporaryDirectory() as name:
        table = Path(name) / "in.csv"
        run("write", rows, table)
        base, expected = None, None
        for way in ways:
            results = Path(name) / "out.csv"
            command = [sys.executable, __file__, way, str(table), str(results)]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            wall, cpu = map(float, told.split())
            base = base or wall
            expected = expected or results.read_bytes()
            assert expected == results.read_bytes(), "not the same bytes"
            print(f"{wall:8.1f}  {base / wall:6.2f} ×  {cpu:8.1f}  {way}", flush=True)


def measure(way: str, table: Path, results: Path) -> None:
    """Print seconds on the clock, and CPU seconds of all processes."""
    with cluster(workers=WORKERS, modules=MODULES) if "Dask" in way else nullcontext() as client:
        started = time.perf_counter()
        others = None
        if client is not None:
            client.wait_for_workers(WORKERS, timeout=60)
            started = time.perf_counter()

            def others(work, pieces):  # noqa: ANN202
                return mapped(client, work, pieces)

        elif way != "one process":
            others = mapped_to_processes(WORKERS)
        reading = Reading([table], always(), complete=completed, most_kept=0)
        with ResultsFile(results, reading) as file:
            for step in reading.steps(file.work, others):
                if step.made is not None:
                    file.write(step.made, step.good)
        wall = time.perf_counter() - started
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(wall, sum(one.ru_utime + one.ru_stime for one in used))


if __name__ == "__main__":
    match sys.argv[1:]:
        case [way, table, results]:
            measure(way, Path(table), Path(results))
        case _:
            main(sizes(__doc__, rows=(100_000, 100)).rows)
