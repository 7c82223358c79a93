"""``phuhop score TABLE -o FILE``: many communes over columns, into one table of results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.writing import write_bytes
from reports.results_table import Value, headings, rows
from reports.table_files import WRITERS
from scoring.batch_columns import columns_of

if TYPE_CHECKING:
    from phuhop.engines import ScoreColumns
    from scoring.intake import Entry
    from scoring.ruleset import Ruleset


def write_results(entries: Sequence[Entry], path: Path, score: ScoreColumns) -> None:
    """Score *entries* by ruleset and write them, in their order, as the ending of *path* says.

    *score* is what ``phuhop.engines`` gives for the engine asked for.

    Raises ``ProblemsFound`` when the file cannot be written.
    """
    rulesets: dict[str, Ruleset] = {entry.ruleset.id: entry.ruleset for entry in entries}
    write = WRITERS[path.suffix.lower()]
    in_order = _in_order(entries, rulesets, score)
    write_bytes(path, write(headings(list(rulesets.values())), in_order))


def _in_order(
    entries: Sequence[Entry], rulesets: dict[str, Ruleset], score: ScoreColumns
) -> Iterator[dict[str, Value]]:
    scored = {}
    for name, ruleset in rulesets.items():
        own = [entry.assessment for entry in entries if entry.ruleset.id == name]
        scored[name] = rows(score(ruleset, columns_of(ruleset, own)))
    for entry in entries:
        yield next(scored[entry.ruleset.id])
