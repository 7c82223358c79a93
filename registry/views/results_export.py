"""The table of results of a register: status and decision beside each row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, select

from registry.store.chain import Head, head_of
from registry.store.schema import dossiers, submissions
from registry.views.listing import Wanted
from registry.views.stored_results import StoredResult, stored_results
from registry.workflow.kept_rulesets import kept_ruleset
from scoring.base.problems import Place
from scoring.results.columns import DECISION, STATUS, YEAR, cells_of
from scoring.results.json_reading import row_of_result
from scoring.results.rows import ResultRow
from scoring.results.table_writing import TEXT, Heading, Value, headings


@dataclass(frozen=True, slots=True)
class Exported:
    """All dossiers that were handed in: as a table, and as rows read back from it.

    ``left_out`` names the drafts, ``head`` is that of the register at that moment.
    """

    headings: tuple[Heading, ...]
    table: tuple[dict[str, Value], ...]
    rows: tuple[ResultRow, ...]
    left_out: tuple[str, ...]
    head: Head


def export(connection: Connection, wanted: Wanted | None = None) -> Exported:
    """Return the dossiers *wanted* by commune and year; drafts are left out and named.

    Raises ``LookupError`` for a state the workflow does not have, and ``ProblemsFound`` for a
    stored result that is not one.
    """
    wanted = wanted or Wanted()
    head = head_of(connection)
    table: list[dict[str, Value]] = []
    rows: list[ResultRow] = []
    left_out: list[str] = []
    for one in stored_results(connection, wanted):
        if one.status is None:
            left_out.append(one.key.short)
            continue
        row = _row(one)
        rows.append(row)
        table.append(cells_of(row))
    return Exported(_headings(connection, wanted), tuple(table), tuple(rows), tuple(left_out), head)


def result_rows(connection: Connection, wanted: Wanted) -> tuple[ResultRow, ...]:
    """Return the rows of ``export`` alone; raises as it does."""
    return tuple(_row(one) for one in stored_results(connection, wanted) if one.status is not None)


@lru_cache(maxsize=1_024)
def _row(one: StoredResult) -> ResultRow:
    """Read one stored result: what is stored never changes, and an act adds one of thousands."""
    return row_of_result(one.result, Place(str(one.key)), one.status, one.decision)


def _headings(connection: Connection, wanted: Wanted) -> tuple[Heading, ...]:
    used = (
        select(dossiers.c.ruleset, submissions.c.ruleset_sha256)
        .join(submissions, submissions.c.dossier == dossiers.c.id)
        .distinct()
        .order_by(dossiers.c.ruleset, submissions.c.ruleset_sha256)
    )
    if wanted.year is not None:
        used = used.where(dossiers.c.year == wanted.year)
    rulesets = [
        kept_ruleset(connection, row.ruleset, row.ruleset_sha256)
        for row in connection.execute(used).all()
    ]
    columns = list(headings(rulesets))
    at = [h.name for h in columns].index(YEAR) + 1
    columns[at:at] = [Heading(name, TEXT) for name in (STATUS, *DECISION)]
    return tuple(columns)
