"""Reading the register: the list of dossiers, and everything about one of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, tuple_

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
from registry.workflow.standing import Standing, from_row, standing_of
from registry.workflow.steps import Offer, legal_steps, position_of, unlocked
from scoring.engine.score_sheet import Finding

_HELD = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which dossiers a list is about; ``None`` is any.

    ``communes`` and ``states`` are several at once: those of a grant, those of a desk.
    """

    year: int | None = None
    state: str | None = None
    commune: str | None = None
    communes: Collection[str] | None = None
    states: Collection[str] | None = None
    verdict: Finding | None = None
    """That of the appraisal which counts."""
    counting_verdict: Finding | None = None
    """That of the appraisal which counts, or of the version where there is none."""
    threshold: int | None = None
    """Points that the group of the commune has to reach."""

    @property
    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        """What a row of ``dossiers`` joined to ``states`` fulfils."""
        asked = (
            (dossiers.c.year, self.year),
            (states.c.state, self.state),
            (dossiers.c.commune, self.commune),
        )
        found = [column == value for column, value in asked if value is not None]
        several = ((dossiers.c.commune, self.communes), (states.c.state, self.states))
        found += [column.in_(sorted(values)) for column, values in several if values is not None]
        # As ``canonical_json.kept`` writes it; inside a name its quotes would be escaped.
        if self.verdict is not None:
            found.append(_appraised(f'"verdict":"{self.verdict.name}"'))
        if self.counting_verdict is not None:
            said = f'"verdict":"{self.counting_verdict.name}"'
            reported = and_(states.c.appraisal.is_(None), _submitted(said))
            found.append(or_(_appraised(said), reported))
        if self.threshold is not None:
            found.append(_submitted(f'"threshold":{self.threshold},'))
        return tuple(found)

    @property
    def names_states(self) -> tuple[str, ...]:
        """The states that are asked for by name."""
        return (*(self.states or ()), *(() if self.state is None else (self.state,)))


def _appraised(said: str) -> ColumnElement[bool]:
    """Return whether the summary of the appraisal that counts says so."""
    sheet = appraisals.alias()
    return exists().where(
        sheet.c.dossier == states.c.dossier,
        sheet.c.version == states.c.appraisal,
        sheet.c.summary.contains(said, autoescape=True),
    )


def _submitted(said: str) -> ColumnElement[bool]:
    """Return whether the summary of the version that counts says so."""
    sheet = submissions.alias()
    return exists().where(
        sheet.c.dossier == states.c.dossier,
        sheet.c.version == states.c.submission,
        sheet.c.summary.contains(said, autoescape=True),
    )


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list: at most so many lines, behind the dossier that stood last before."""

    most: int
    after: Key | None = None


@dataclass(frozen=True, slots=True)
class ListedDossier:
    """One line of the list: the key, where it stands, self and verified summaries."""

    key: Key
    standing: Standing
    claimed: Mapping[str, Any]
    verified: Mapping[str, Any] | None
    decided: Mapping[str, Any] | None = None
    """The decision that counts: ``outcome``, ``number``, ``day`` and what else it says."""


def listed(
    connection: Connection, wanted: Wanted | None = None, page: Page | None = None
) -> Iterator[ListedDossier]:
    """Yield the dossiers by commune, year and ruleset; cancelled ones only when asked for.

    The database filters and pages: no row is read that is not yielded. Raises ``LookupError``
    for a state the workflow does not have.
    """
    query = _query().where(*_kept(connection, wanted or Wanted()))
    if page is not None:
        query = query.limit(page.most)
    if page is not None and page.after is not None:
        last = page.after
        query = query.where(tuple_(*_ORDER) > tuple_(last.commune, last.year, last.ruleset))
    rows = connection.execute(query.execution_options(yield_per=_HELD))
    for row in rows.mappings():
        verified, decided = row["verified"], row["decided"]
        yield ListedDossier(
            Key(row["commune"], row["year"], row["ruleset"]),
            from_row({**row, "state": row["state"]}),
            json.loads(row["claimed"]),
            None if verified is None else json.loads(verified),
            None if decided is None else json.loads(decided),
        )


def counted(connection: Connection, wanted: Wanted | None = None) -> dict[str, int]:
    """Return how many dossiers *wanted* there are in each state, in the workflow's order.

    Raises as ``listed`` does.
    """
    query = (
        select(states.c.state, func.count())
        .join(dossiers, dossiers.c.id == states.c.dossier)
        .where(*_kept(connection, wanted or Wanted()))
        .group_by(states.c.state)
    )
    found = {row[0]: int(row[1]) for row in connection.execute(query)}
    order = [state.name for state in settings_of(connection).workflow.states]
    return {name: found[name] for name in order if name in found}


def _kept(connection: Connection, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    workflow = settings_of(connection).workflow
    for name in wanted.names_states:
        workflow.state(name)
    yield from wanted.conditions
    if not wanted.names_states:
        yield states.c.state.not_in(workflow.cancelled)


_ORDER = (dossiers.c.commune, dossiers.c.year, dossiers.c.ruleset)


VERSION_THAT_COUNTS = and_(
    submissions.c.dossier == states.c.dossier, submissions.c.version == states.c.submission
)
APPRAISAL_THAT_COUNTS = and_(
    appraisals.c.dossier == states.c.dossier, appraisals.c.version == states.c.appraisal
)
"""How a row of ``states`` is joined to what counts of its dossier."""


def _query() -> Select[Any]:
    made = and_(decisions.c.dossier == states.c.dossier, decisions.c.version == states.c.decision)
    return (
        select(
            dossiers.c.commune,
            dossiers.c.year,
            dossiers.c.ruleset,
            states,
            submissions.c.summary.label("claimed"),
            appraisals.c.summary.label("verified"),
            decisions.c.content.label("decided"),
        )
        .join(states, states.c.dossier == dossiers.c.id)
        .join(submissions, VERSION_THAT_COUNTS)
        .join(appraisals, APPRAISAL_THAT_COUNTS, isouter=True)
        .join(decisions, made, isouter=True)
        .order_by(*_ORDER)
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
        .order_by(*_ORDER)
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
