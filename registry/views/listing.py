"""The list of dossiers: which are wanted, a page of them, how many are in each state."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, tuple_

from registry.store.dossier_keys import Key
from registry.store.schema import appraisals, decisions, dossiers, states, submissions
from registry.workflow.settings import settings_of
from registry.workflow.standing import Standing
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
    for commune, year, ruleset, claimed, verified, decided, state, locked, *rest in rows:
        yield ListedDossier(
            Key(commune, year, ruleset),
            Standing(state, bool(locked), *rest),
            json.loads(claimed),
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
            submissions.c.summary.label("claimed"),
            appraisals.c.summary.label("verified"),
            decisions.c.content.label("decided"),
            *(states.c[name] for name in Standing.__dataclass_fields__),
        )
        .join(states, states.c.dossier == dossiers.c.id)
        .join(submissions, VERSION_THAT_COUNTS)
        .join(appraisals, APPRAISAL_THAT_COUNTS, isouter=True)
        .join(decisions, made, isouter=True)
        .order_by(*_ORDER)
    )
