"""One dossier from its first version to its last event: everything the register knows of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from registry.acts.acts import facts_of
from registry.store.chain import Event, Head, head_of, walk
from registry.store.dossier_keys import Key, find
from registry.store.schema import (
    appraisals,
    decisions,
    dossiers,
    events,
    evidence,
    files,
    states,
    submissions,
)
from registry.views.remarks import RemarkSaid, remarks_of
from registry.workflow.settings import settings_of
from registry.workflow.standing import Standing, standing_of
from registry.workflow.steps import Offer, legal_steps, position_of, unlocked


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
    received: tuple[Key, ...]
    """The dossiers of communes that became this one, transferred to it."""
    offers: tuple[Offer, ...]
    """The steps that lead on from here, with what each lacks: what is said with it, above all."""
    remarks: tuple[RemarkSaid, ...] = ()


def history(connection: Connection, name: str) -> History:
    """Return one dossier from its first version to its last event.

    Raises ``WrongKey`` and ``ProblemsFound`` as ``keys.find`` does.
    """
    number, key = find(connection, name)
    standing = standing_of(connection, number)
    if standing is None:
        # A dossier and its standing are written together; the audit names what is lost.
        raise ValueError(str(key))
    position = position_of(str(key), standing, facts_of(connection, number, standing))
    return History(
        key=key,
        standing=standing,
        versions=tuple(_versions(connection, number)),
        appraisals=tuple(_appraisals(connection, number)),
        decisions=tuple(_decisions(connection, number)),
        events=tuple(walk(connection, str(key))),
        head=head_of(connection),
        received=tuple(received_by(connection, key)),
        offers=unlocked(legal_steps(settings_of(connection).workflow, position)),
        remarks=remarks_of(connection, str(key)),
    )


def received_by(connection: Connection, key: Key) -> Iterator[Key]:
    """Yield the dossiers of the same year that were transferred to a commune, and still are."""
    moved = settings_of(connection).workflow.transferred
    query = (
        select(dossiers, events.c.detail)
        .join(states, states.c.dossier == dossiers.c.id)
        .join(events, events.c.seq == states.c.seq)
        .where(dossiers.c.year == key.year, states.c.state.in_(sorted(moved)))
        .order_by(dossiers.c.commune, dossiers.c.year, dossiers.c.ruleset)
    )
    for row in connection.execute(query).all():
        if json.loads(row.detail).get("transferred_to") == key.commune:
            yield Key(row.commune, row.year, row.ruleset)


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
