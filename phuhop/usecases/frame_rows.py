"""Tables of communes for a program that holds them in memory: their points, or their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from phuhop.usecases.reading import read
from reports.tables.input_table import Cell, headings_of, row_of
from scoring.base.problems import Problem
from scoring.batch.columns import columns_of
from scoring.batch.scorer import BatchScorer
from scoring.intake.reading import Entry
from scoring.intake.rows.columns import IDENTITY
from scoring.results.table_writing import Heading, Value, columns, headings
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class FrameRows:
    """The results of the good rows of one table, and every problem of all its rows.

    ``numbers`` are the good rows' numbers in the table, from 1, in its order.
    """

    numbers: tuple[int, ...]
    headings: tuple[Heading, ...]
    rows: tuple[dict[str, Value], ...]
    problems: tuple[Problem, ...]

    def values(self, heading: Heading) -> list[Value]:
        """Return a column's cells, a blank as ``None``."""
        return [row.get(heading.name) for row in self.rows]


def scored(path: Path, ruleset: str | None, today: date) -> FrameRows:
    """Score the rows of the table at *path*, by *ruleset* or by that of each row's year.

    Raises ``WrongUse`` for an unknown ruleset. Never raises for what is in the table.
    """
    intake = read([path], ruleset, None, today=today)
    used = _rulesets(intake.entries)
    rows: dict[int, dict[str, Value]] = {}
    for one in used:
        of_it = [at for at, entry in enumerate(intake.entries) if entry.ruleset.id == one.id]
        result = BatchScorer(one).score(
            columns_of(one, [intake.entries[at].assessment for at in of_it])
        )
        found = columns(result)
        cells = zip(*(column.values() for column in found.values()), strict=True)
        rows |= {
            at: dict(zip(found, row, strict=True)) for at, row in zip(of_it, cells, strict=True)
        }
    return FrameRows(
        tuple(entry.place.line or 0 for entry in intake.entries),
        headings(used),
        tuple(rows[at] for at in sorted(rows)),
        intake.problems,
    )


@dataclass(frozen=True, slots=True)
class FigureRows:
    """What communes report, one row a commune and year; ``kinds`` are the columns' data types."""

    headings: tuple[str, ...]
    kinds: dict[str, str]
    cells: tuple[tuple[Cell, ...], ...]
    problems: tuple[Problem, ...]


def figures_in(paths: Sequence[Path], today: date) -> FigureRows:
    """Read tables, forms and folders. Never raises for what is in them."""
    intake = read(paths, None, None, today=today)
    used = _rulesets(intake.entries)
    names = tuple(heading.name for heading in headings_of(used))
    kinds = dict.fromkeys(names, "Int64") | dict.fromkeys(IDENTITY, "string") | {"nam": "Int64"}
    for one in used:
        kinds |= dict.fromkeys(one.items, "boolean")
    kinds["tp_truc_thuoc_tw"] = "boolean"
    rows = [row_of(entry.assessment) for entry in intake.entries]
    cells = tuple(tuple(row.get(name) for name in names) for row in rows)
    return FigureRows(names, kinds, cells, intake.problems)


def _rulesets(entries: Sequence[Entry]) -> list[Ruleset]:
    """Return the rulesets of *entries*, each once, in the order of the first row of each."""
    return list({entry.ruleset.id: entry.ruleset for entry in entries}.values())
