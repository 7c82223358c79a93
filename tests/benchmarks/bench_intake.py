"""From a table to sentences, commune by commune: what reading, scoring and explaining cost.

The table is an invented nation's. CPU time for all its communes; explanations are made for a
few and scaled up, for nobody reads ten thousand at once. Prints; fails on nothing.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench_batch import least

import criteria
from phuhop.usecases.samples.nation import figure_headings, figure_rows, run_nation
from reports.tables.writing import to_csv, to_parquet
from scoring.batch.columns import columns_of
from scoring.batch.scorer import BatchScorer
from scoring.engine.explanation import explain
from scoring.intake.reading import read_tables
from scoring.results.table_writing import headings, rows
from scoring.rules.loading import load

YEAR = 2024
EXPLAINED = 200


def main() -> None:
    ruleset = load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run_nation(folder, year=YEAR)
        tables = {"CSV": folder / "so-lieu-mo-phong.csv"}
        tables["Parquet"] = tables["CSV"].with_suffix(".parquet")
        reading = {
            f"intake: {kind}, every cell checked": least(
                lambda path=path: read_tables([path], lambda _year: ruleset), 2
            )
            for kind, path in tables.items()
        }
        entries = read_tables([tables["Parquet"]], lambda _year: ruleset).entries
    assessments = [entry.assessment for entry in entries]
    columns = columns_of(ruleset, assessments)
    scorer = BatchScorer(ruleset)
    result = scorer.score(columns)
    size = len(assessments)
    scale = size / EXPLAINED
    steps = {
        "vector scorer: the whole result": least(lambda: scorer.score(columns)),
        "assessments to columns": least(lambda: columns_of(ruleset, assessments), 3),
        **reading,
        "results as a CSV table": least(lambda: to_csv(headings([ruleset]), rows(result)), 2),
        "results as Parquet": least(lambda: to_parquet(headings([ruleset]), rows(result)), 2),
        "figures as a CSV table": least(
            lambda: to_csv(figure_headings(ruleset), figure_rows(columns)), 2
        ),
        f"score sheets by the reference ({EXPLAINED}, scaled up)": scale
        * least(lambda: [result.sheet(row) for row in range(EXPLAINED)], 2),
        f"score sheets with every sentence ({EXPLAINED}, scaled up)": scale
        * least(lambda: [explain(result.sheet(row)) for row in range(EXPLAINED)], 2),
    }
    base = next(iter(steps.values()))
    print(f"{size} communes × {len(list(ruleset.parts))} parts, CPU time")
    for step, seconds in steps.items():
        print(f"{seconds * 1000:10.1f} ms  {seconds / base:9.1f} ×  {step}")


if __name__ == "__main__":
    main()
