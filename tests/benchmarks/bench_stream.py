"""``phuhop score TABLE -o RESULTS`` from 10³ to 10⁶ rows (10⁷ on request): time and peak memory.

Rows are those of the invented nation, repeated under new codes: 100,000 codes a year from 1990
on, so that 10⁷ rows are a hundred years. Three things are unlike the command: the decision is
made to be in force in all those years, no clock warns of years to come, and the input is
written before anything is measured, by another process. Each size is read, checked, scored and
written in a process of its own; memory is the most that process ever held. Prints; fails on
nothing. ``--largest 7`` goes on to 10⁷.
"""

from __future__ import annotations

import dataclasses
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from sizes import sizes

FROM = 3
CODES, FIRST_YEAR = 100_000, 1990
WRITTEN_AT_A_TIME = 100_000


def main(largest: int) -> None:
    print("rows read, checked, scored, written: CPU time; ratios to 10× fewer rows")
    heads = ("rows", "in → out", "MB in", "MB out", "CPU s", "µs/row", "peak MB", "ratio")
    print(("{:>10}  {:>9}" + "  {:>8}" * 6).format(*heads))
    before: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        for exponent in range(FROM, largest + 1):
            for kind in ("parquet", "csv"):
                table, results = Path(name) / f"in.{kind}", Path(name) / f"out.{kind}"
                run("write", 10**exponent, table)
                told = run("measure", 10**exponent, table, results)
                seconds, peak = map(float, told.split())
                ratio = f"{peak / before[kind]:.2f}" if kind in before else ""
                before[kind] = peak
                sizes = [f"{p.stat().st_size / 1e6:.1f}" for p in (table, results)]
                print(
                    f"{10**exponent:>10}  {kind:>9}  {sizes[0]:>8}  {sizes[1]:>8}  {seconds:8.1f}"
                    f"  {seconds / 10**exponent * 1e6:8.1f}  {peak:8.1f}  {ratio:>8}",
                    flush=True,
                )
                table.unlink()
                results.unlink()


def run(what: str, rows: int, *paths: Path) -> str:
    """Do *what* with *rows* rows in a process of its own; return what it prints."""
    command = [sys.executable, __file__, what, str(rows), *map(str, paths)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def write(rows: int, path: Path) -> None:
    """Write a table of *rows* rows, some at a time."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv
    import pyarrow.parquet as pq

    from phuhop.usecases.samples.nation import run_nation

    with tempfile.TemporaryDirectory() as name:
        run_nation(Path(name), year=2024)
        nation = pq.read_table(Path(name) / "so-lieu-mo-phong.parquet")
    nation = nation.filter(pc.not_equal(nation["loai"], "đặc khu"))
    fields = [
        pa.field(f.name, pa.int64() if pa.types.is_floating(f.type) else f.type)
        for f in nation.schema
    ]
    nation = nation.cast(pa.schema(fields)).combine_chunks()
    names = nation.column_names
    if path.suffix == ".parquet":
        writer = pq.ParquetWriter(path, nation.schema)
    else:
        options = pyarrow.csv.WriteOptions(delimiter=";", quoting_style="needed")
        writer = pyarrow.csv.CSVWriter(path, nation.schema, write_options=options)
    with writer:
        for start in range(0, rows, WRITTEN_AT_A_TIME):
            at = np.arange(start, min(start + WRITTEN_AT_A_TIME, rows))
            some = nation.take(pa.array(at % nation.num_rows))
            codes = pa.array([f"{code:05}" for code in (at % CODES).tolist()])
            some = some.set_column(names.index("ma_xa"), "ma_xa", codes)
            years = pa.array(FIRST_YEAR + at // CODES)
            some = some.set_column(names.index("nam"), "nam", years)
            writer.write_table(some)


def always():  # noqa: ANN201
    """Return what gives the decision for every year, as if it had been in force in all."""
    import criteria
    from scoring.rules.loading import load

    ruleset = load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")
    document = dataclasses.replace(ruleset.document, in_force_from=date(FIRST_YEAR, 1, 1))
    years = dict.fromkeys(range(FIRST_YEAR, 2101), dataclasses.replace(ruleset, document=document))
    return years.get


def measure(rows: int, table: Path, results: Path) -> None:
    """Print CPU seconds and megabytes at the peak."""
    from phuhop.usecases.problem_log import ProblemLog
    from phuhop.usecases.reading import completed
    from phuhop.usecases.score_table import ResultsFile
    from scoring.intake.steps import Reading

    reading = Reading([table], always(), complete=completed)
    with ProblemLog() as log, ResultsFile(results, reading) as file:
        for step in reading.steps(file.work):
            log.add(step.file, step.problems)
            if step.made is not None:
                file.write(step.made, step.good)
    assert file.written == rows
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    started = time.perf_counter()
    match sys.argv[1:]:
        case ["write", rows, path]:
            write(int(rows), Path(path))
        case ["measure", rows, table, results]:
            measure(int(rows), Path(table), Path(results))
        case _:
            main(sizes(__doc__, largest=(6, 3)).largest)
            print(f"{time.perf_counter() - started:.0f} s in all")
