"""The dossiers of a desk, light: where each stands and what it is by hash, to be put in order.

What a line shows of a dossier is read for the lines of one page alone.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from registry.store.dossier_keys import Key, WrongKey, find
from registry.store.schema import appraisals, dossiers, states, submissions
from registry.views.listing import APPRAISAL_THAT_COUNTS, VERSION_THAT_COUNTS, Wanted
from registry.workflow.standing import Standing, from_row
from scoring.base.problems import ProblemsFound


@dataclass(frozen=True, slots=True)
class WorkItem:
    """A dossier, where it stands, and the SHA-256 of the version that counts."""

    number: int
    key: Key
    standing: Standing
    sha256: str


@dataclass(frozen=True, slots=True)
class Summaries:
    """The few values of a dossier's results that a list shows."""

    claimed: Mapping[str, Any]
    verified: Mapping[str, Any] | None

    @property
    def counting(self) -> Mapping[str, Any]:
        """The verified ones where there are any."""
        return self.verified or self.claimed


def work_items(connection: Connection, wanted: Wanted) -> Iterator[WorkItem]:
    """Yield the dossiers *wanted* by commune, year and ruleset; the database filters."""
    query = (
        select(dossiers, states, submissions.c.sha256)
        .join(states, states.c.dossier == dossiers.c.id)
        .join(submissions, VERSION_THAT_COUNTS)
        .where(*wanted.conditions)
        .order_by(dossiers.c.commune, dossiers.c.year, dossiers.c.ruleset)
    )
    for row in connection.execute(query).mappings():
        key = Key(row["commune"], row["year"], row["ruleset"])
        yield WorkItem(row["id"], key, from_row(dict(row)), row["sha256"])


def summaries_of(connection: Connection, numbers: Collection[int]) -> dict[int, Summaries]:
    """Return what lists show of the dossiers of these numbers."""
    query = (
        select(
            states.c.dossier,
            submissions.c.summary.label("claimed"),
            appraisals.c.summary.label("verified"),
        )
        .join(submissions, VERSION_THAT_COUNTS)
        .join(appraisals, APPRAISAL_THAT_COUNTS, isouter=True)
        .where(states.c.dossier.in_(sorted(numbers)))
    )
    return {
        row.dossier: Summaries(
            json.loads(row.claimed), None if row.verified is None else json.loads(row.verified)
        )
        for row in connection.execute(query)
    }


def called(connection: Connection, names: Iterable[str]) -> dict[str, str]:
    """Return how people call dossiers, by their full names: «Xã Trăng Non (99001/2026)».

    One that the register does not have is left out.
    """
    numbers: dict[str, tuple[int, Key]] = {}
    for name in names:
        with suppress(WrongKey, ProblemsFound):
            numbers[name] = find(connection, name)
    said = summaries_of(connection, [number for number, _ in numbers.values()])
    return {
        name: f"{said[number].claimed['name']} ({key.short})"
        for name, (number, key) in numbers.items()
    }
