"""``phuhop score TABLE -o FILE``: many communes over columns, into one table of results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.writing import write_bytes
from reports.results_table import Value, headings, rows
from reports.table_files import WRITERS
from scoring.batch import BatchScorer
from scoring.batch_columns import columns_of

if TYPE_CHECKING:
    from scoring.intake import Entry
    from scoring.ruleset import Ruleset


def write_results(entries: Sequence[Entry], path: Path) -> None:
    """Score *entries* by ruleset and write them, in their order, as the ending of *path* says.

    Raises ``ProblemsFound`` when the file cannot be written.
    """
    rulesets: dict[str, Ruleset] = {entry.ruleset.id: entry.ruleset for entry in entries}
    write = WRITERS[path.suffix.lower()]
    write_bytes(path, write(headings(list(rulesets.values())), _in_order(entries, rulesets)))


def _in_order(entries: Sequence[Entry], rulesets: dict[str, Ruleset]) -> Iterator[dict[str, Value]]:
    scored = {}
    for name, ruleset in rulesets.items():
        own = [entry.assessment for entry in entries if entry.ruleset.id == name]
        scored[name] = rows(BatchScorer(ruleset).score(columns_of(ruleset, own)))
    for entry in entries:
        yield next(scored[entry.ruleset.id])
