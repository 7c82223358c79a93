"""What happened to dossiers since a link of the chain: for notices, and for what follows of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from registry.store.chain import Event, Head, event_of
from registry.store.dossier_keys import Key, full_key
from registry.store.schema import dossiers, events, states, submissions
from registry.workflow.settings import settings_of

_CODE = 5


@dataclass(frozen=True, slots=True)
class Happening:
    """One act on a dossier: what it was, whose dossier, called what today.

    ``command`` is what the act is to the program; ``None`` for a step that the workflow of today
    no longer has.
    """

    event: Event
    key: Key
    name: str
    command: str | None

    @property
    def account(self) -> str | None:
        """The account that acted, where a face told it."""
        found = self.event.detail.get("account")
        return found if isinstance(found, str) else None


def happenings(
    connection: Connection,
    after: int = 0,
    communes: Collection[str] | None = None,
    most: int | None = None,
) -> list[Happening]:
    """Return the acts behind link *after* on the dossiers of *communes*, the newest first.

    At most so many; ``None`` of *communes* is every one.
    """
    query = select(events).where(events.c.dossier.is_not(None), events.c.seq > after)
    if communes is not None:
        query = query.where(func.substr(events.c.dossier, 1, _CODE).in_(sorted(communes)))
    query = query.order_by(events.c.seq.desc()).limit(most)
    found = [event_of(row) for row in connection.execute(query).mappings()]
    keys = {event.seq: full_key(str(event.dossier)) for event in found}
    names = dict(_names(connection, keys.values()))
    commands = {step.name: step.command for step in settings_of(connection).workflow.steps}
    return [
        Happening(event, key, names.get(key, key.commune), commands.get(event.step))
        for event in found
        if (key := keys[event.seq])
    ]


def _names(connection: Connection, keys: Collection[Key]) -> Iterator[tuple[Key, str]]:
    """Yield what each dossier's unit is called by its current version."""
    current = and_(
        submissions.c.dossier == states.c.dossier, submissions.c.version == states.c.submission
    )
    columns = (dossiers.c.commune, dossiers.c.year, dossiers.c.ruleset)
    query = (
        select(*columns, submissions.c.summary)
        .join(states, states.c.dossier == dossiers.c.id)
        .join(submissions, current)
        .where(
            dossiers.c.commune.in_({key.commune for key in keys}),
            dossiers.c.year.in_({key.year for key in keys}),
        )
    )
    for row in connection.execute(query):
        yield Key(row.commune, row.year, row.ruleset), json.loads(row.summary)["name"]


def link_at(connection: Connection, seq: int) -> Head | None:
    """Return the link of this number, ``None`` where the chain has none."""
    row = connection.execute(select(events.c.seq, events.c.hash).where(events.c.seq == seq)).first()
    return None if row is None else Head(row.seq, row.hash)
