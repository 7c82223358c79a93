"""Reading the register: the list of dossiers, and everything about one of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from registry.store.chain import Event, Head, head_of, walk
from registry.store.dossier_keys import Key, find
from registry.store.schema import (
    appraisals,
    decisions,
    dossiers,
    evidence,
    files,
    states,
    submissions,
)
from registry.workflow.settings import settings_of
from registry.workflow.standing import Standing, from_row, standing_of
from registry.workflow.steps import next_steps

_HELD = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which dossiers a list is about; ``None`` is any."""

    year: int | None = None
    state: str | None = None
    commune: str | None = None

    @property
    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        """What a row of ``dossiers`` joined to ``states`` fulfils."""
        asked = (
            (dossiers.c.year, self.year),
            (states.c.state, self.state),
            (dossiers.c.commune, self.commune),
        )
        return tuple(column == value for column, value in asked if value is not None)


@dataclass(frozen=True, slots=True)
class ListedDossier:
    """One line of the list: the key, where it stands, self and verified summaries."""

    key: Key
    standing: Standing
    claimed: Mapping[str, Any]
    verified: Mapping[str, Any] | None


def listed(connection: Connection, wanted: Wanted | None = None) -> Iterator[ListedDossier]:
    """Yield the dossiers by commune, year and ruleset; cancelled ones only when asked for.

    Raises ``LookupError`` for a state the workflow does not have.
    """
    wanted = wanted or Wanted()
    workflow = settings_of(connection).workflow
    query = _query(wanted)
    if wanted.state is not None:
        workflow.state(wanted.state)
    else:
        query = query.where(states.c.state.not_in(workflow.cancelled))
    rows = connection.execute(query.execution_options(yield_per=_HELD))
    for row in rows.mappings():
        verified = row["verified"]
        yield ListedDossier(
            Key(row["commune"], row["year"], row["ruleset"]),
            from_row({**row, "state": row["state"]}),
            json.loads(row["claimed"]),
            None if verified is None else json.loads(verified),
        )


def _query(wanted: Wanted) -> Select[Any]:
    current = and_(
        submissions.c.dossier == states.c.dossier, submissions.c.version == states.c.submission
    )
    last = and_(
        appraisals.c.dossier == states.c.dossier, appraisals.c.version == states.c.appraisal
    )
    return (
        select(
            dossiers.c.commune,
            dossiers.c.year,
            dossiers.c.ruleset,
            states,
            submissions.c.summary.label("claimed"),
            appraisals.c.summary.label("verified"),
        )
        .join(states, states.c.dossier == dossiers.c.id)
        .join(submissions, current)
        .join(appraisals, last, isouter=True)
        .where(*wanted.conditions)
        .order_by(dossiers.c.commune, dossiers.c.year, dossiers.c.ruleset)
    )


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a dossier: number, content hash, file it came in, summary, its evidence."""

    version: int
    sha256: str
    source: str
    package_sha256: str | None
    summary: Mapping[str, Any]
    evidence: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class History:
    """Everything the register knows of one dossier, and the chain's head at that moment."""

    key: Key
    standing: Standing
    versions: tuple[Version, ...]
    appraisals: tuple[Mapping[str, Any], ...]
    decisions: tuple[Mapping[str, Any], ...]
    events: tuple[Event, ...]
    head: Head
    next_steps: str


def history(connection: Connection, name: str) -> History:
    """Return one dossier from its first version to its last event.

    Raises ``WrongKey`` and ``ProblemsFound`` as ``keys.find`` does.
    """
    number, key = find(connection, name)
    standing = standing_of(connection, number)
    if standing is None:
        # A dossier and its standing are written together; the audit names what is lost.
        raise ValueError(str(key))
    return History(
        key=key,
        standing=standing,
        versions=tuple(_versions(connection, number)),
        appraisals=tuple(_appraisals(connection, number)),
        decisions=tuple(_decisions(connection, number)),
        events=tuple(walk(connection, str(key))),
        head=head_of(connection),
        next_steps=next_steps(
            settings_of(connection).workflow, standing.state, locked=standing.locked
        ),
    )


def _versions(connection: Connection, number: int) -> Iterator[Version]:
    columns = submissions.c
    query = select(
        columns.version, columns.sha256, columns.source, columns.package_sha256, columns.summary
    ).where(columns.dossier == number)
    for row in connection.execute(query.order_by(columns.version)):
        yield Version(
            row.version,
            row.sha256,
            row.source,
            row.package_sha256,
            json.loads(row.summary),
            tuple(_evidence(connection, number, row.version)),
        )


def _evidence(connection: Connection, number: int, version: int) -> Iterator[dict[str, Any]]:
    query = (
        select(evidence.c.name, evidence.c.proofs, evidence.c.sha256, files.c.size)
        .join(files, files.c.sha256 == evidence.c.sha256)
        .where(evidence.c.dossier == number, evidence.c.version == version)
    )
    for row in connection.execute(query.order_by(evidence.c.position)):
        yield {
            "name": row.name,
            "proofs": json.loads(row.proofs),
            "sha256": row.sha256,
            "size": row.size,
        }


def _appraisals(connection: Connection, number: int) -> Iterator[dict[str, Any]]:
    query = select(appraisals).where(appraisals.c.dossier == number)
    for row in connection.execute(query.order_by(appraisals.c.version)):
        yield {
            "version": row.version,
            "submission": row.submission,
            "sha256": row.sha256,
            "source": row.source,
            "summary": json.loads(row.summary),
            "content": json.loads(row.content),
        }


def _decisions(connection: Connection, number: int) -> Iterator[dict[str, Any]]:
    query = select(decisions).where(decisions.c.dossier == number)
    for row in connection.execute(query.order_by(decisions.c.version)):
        content = json.loads(row.content)
        yield {"version": row.version, "appraisal": row.appraisal, "sha256": row.sha256, **content}
