"""From a table to sentences, commune by commune: what reading, scoring and explaining cost.

The table is an invented nation's. CPU time for all its communes; explanations are made for a
few and scaled up, for nobody reads ten thousand at once. Prints; fails on nothing.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench_batch import least
from nation import invented, write_tables
from sizes import sizes

import criteria
from phuhop.usecases.samples.nation import figure_headings, figure_rows
from reports.tables.writing import to_csv, to_parquet
from scoring.batch.columns import columns_of
from scoring.batch.scorer import BatchScorer
from scoring.engine.explanation import explain
from scoring.intake.reading import read_tables
from scoring.results.table_writing import headings, rows
from scoring.rules.loading import load


def main() -> None:
    told = sizes(__doc__, communes=(20_000, 20), explained=(200, 2), times=(2, 1))
    times = told.times
    ruleset = load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")
    with tempfile.TemporaryDirectory() as name:
        tables = write_tables(ruleset, invented(ruleset, 2024, told.communes), Path(name))
        reading = {
            f"intake: {kind}, every cell checked": least(
                lambda path=path: read_tables([path], lambda _year: ruleset), times
            )
            for kind, path in tables.items()
        }
        entries = read_tables([tables["Parquet"]], lambda _year: ruleset).entries
    assessments = [entry.assessment for entry in entries]
    assert entries, "nothing was read"
    columns = columns_of(ruleset, assessments)
    scorer = BatchScorer(ruleset)
    result = scorer.score(columns)
    size = len(assessments)
    scale = size / told.explained
    steps = {
        "vector scorer: the whole result": least(lambda: scorer.score(columns), 3 * times),
        "assessments to columns": least(lambda: columns_of(ruleset, assessments), times),
        **reading,
        "results as a CSV table": least(lambda: to_csv(headings([ruleset]), rows(result)), times),
        "results as Parquet": least(lambda: to_parquet(headings([ruleset]), rows(result)), times),
        "figures as a CSV table": least(
            lambda: to_csv(figure_headings(ruleset), figure_rows(columns)), times
        ),
        f"score sheets by the reference ({told.explained}, scaled up)": scale
        * least(lambda: [result.sheet(row) for row in range(told.explained)], times),
        f"score sheets with every sentence ({told.explained}, scaled up)": scale
        * least(lambda: [explain(result.sheet(row)) for row in range(told.explained)], times),
    }
    base = next(iter(steps.values()))
    print(f"{size} communes × {len(list(ruleset.parts))} parts, CPU time")
    for step, seconds in steps.items():
        print(f"{seconds * 1000:10.1f} ms  {seconds / base:9.1f} ×  {step}")


if __name__ == "__main__":
    main()
