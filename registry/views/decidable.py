"""What waits for a decision, and who may not take it: whoever verified."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from registry.acts.deciding import named_appraisers
from registry.store.dossier_keys import Key
from registry.store.schema import appraisals, decisions, dossiers, states
from registry.views.listing import ListedDossier, Wanted, listed
from registry.workflow.needs import Facts
from registry.workflow.people import people_of
from registry.workflow.repeats import Seen, seen_of
from registry.workflow.settings import settings_of
from registry.workflow.workflow import RECOGNISE, REFUSE


@dataclass(frozen=True, slots=True)
class Decidable:
    """A dossier that waits for a decision, and why *person* may not take it, in words."""

    listed: ListedDossier
    seen: Seen
    appraisal: int
    barred: str


def decidable(
    connection: Connection, year: int, communes: Collection[str] | None, person: str
) -> Iterator[Decidable]:
    """Yield what waits for a decision, by commune; *person* is who would take it."""
    workflow = settings_of(connection).workflow
    waiting = {
        state.name
        for state in workflow.states
        if workflow.commands_from(state.name) & {RECOGNISE, REFUSE}
    }
    for row in listed(connection, Wanted(year, communes=communes, states=waiting)):
        if row.standing.appraisal is None:
            continue
        content = _content(connection, row.key, row.standing.appraisal)
        appraisers = people_of(connection, str(row.key)).appraisers | named_appraisers(content)
        who = Facts(actor=person, appraisers=appraisers).verifying_deciders
        barred = f"{who[0]} đã thẩm định hồ sơ này, không được quyết định" if who else ""
        yield Decidable(row, seen_of(row.standing), row.standing.appraisal, barred)


def _content(connection: Connection, key: Key, version: int) -> dict[str, Any]:
    query = select(appraisals.c.content).join(dossiers, dossiers.c.id == appraisals.c.dossier)
    own = _of(key)
    text = connection.execute(query.where(*own, appraisals.c.version == version)).scalar_one()
    return dict(json.loads(text))


def _of(key: Key) -> tuple[Any, ...]:
    return (
        dossiers.c.commune == key.commune,
        dossiers.c.year == key.year,
        dossiers.c.ruleset == key.ruleset,
    )


def appraisal_summary(connection: Connection, key: Key, version: int) -> dict[str, Any] | None:
    """Return the summary of a version of a dossier's appraisal, ``None`` where there is none."""
    query = select(appraisals.c.summary).join(dossiers, dossiers.c.id == appraisals.c.dossier)
    text = connection.execute(query.where(*_of(key), appraisals.c.version == version)).scalar()
    return None if text is None else dict(json.loads(text))


def current_appraisal(connection: Connection, key: Key) -> int | None:
    """Return the version of the appraisal that counts now."""
    query = select(states.c.appraisal).join(dossiers, dossiers.c.id == states.c.dossier)
    found: int | None = connection.execute(query.where(*_of(key))).scalar()
    return found


@dataclass(frozen=True, slots=True)
class DecidedDossier:
    """A dossier with the decision that counts: outcome, number, day as ISO 8601, signer."""

    key: Key
    name: str
    state: str
    content: dict[str, Any]

    @property
    def paper(self) -> tuple[str, str, str, str]:
        """What is the same for all dossiers of one paper."""
        said = self.content
        return said["outcome"], said["number"] or "", said["day"] or "", said["signer"] or ""


def decided(
    connection: Connection, year: int, communes: Collection[str] | None
) -> Iterator[DecidedDossier]:
    """Yield the dossiers of a year with a decision that counts, by commune."""
    for row in listed(connection, Wanted(year, communes=communes)):
        version = row.standing.decision
        if version is None:
            continue
        query = select(decisions.c.content).join(dossiers, dossiers.c.id == decisions.c.dossier)
        own = query.where(*_of(row.key), decisions.c.version == version)
        content = json.loads(connection.execute(own).scalar_one())
        yield DecidedDossier(row.key, row.claimed["name"], row.standing.state, content)
