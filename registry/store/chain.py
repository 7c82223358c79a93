"""The chain of events: who did what, each link holding the hash of the one before it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from registry.store.canonical_json import canonical
from registry.store.schema import events
from registry.store.veil import mark
from registry.store.words import meant
from scoring.base.canonical import sha256_of_text
from scoring.base.problems import shown

BEGINNING = "0" * 64
"""What stands before the first link."""

_HELD = 500
"""Rows in memory at a time when the chain is walked."""


class WrongActor(ValueError):  # noqa: N818 -- it names what was given
    """The text names no person and role."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A named person in a named role, at a moment that the face tells (ISO 8601 with zone).

    Whoever waits for the lock acts when it is theirs: *clock* is asked again then.
    """

    person: str
    role: str
    at: str
    clock: Callable[[], str] | None = field(default=None, compare=False, repr=False)
    account: str | None = None
    """The account that a face knows the person by: names repeat."""

    @property
    def now(self) -> Actor:
        """The same person at this moment. Only inside ``Database.writing``."""
        return self if self.clock is None else replace(self, at=self.clock())

    @property
    def day(self) -> date:
        """The day of the act, where the clock hangs."""
        return datetime.fromisoformat(self.at).date()


def actor_of(text: str, at: str, clock: Callable[[], str] | None = None) -> Actor:
    """Return the actor of ``Họ tên:vai trò``; raises ``WrongActor``.

    >>> actor_of("Trần Thị Mơ: thẩm định", "2024-11-30T08:00:00+07:00").role
    'thẩm định'
    """
    # Some keyboards and systems write «ẩ» as three characters; a role is found in either.
    composed = unicodedata.normalize("NFC", text)
    before, colon, behind = composed.rpartition(":")
    person, role = meant(before), meant(behind)
    if not colon or not person or not role:
        message = f"{shown(text)} thiếu họ tên hoặc vai trò"
        raise WrongActor(f'{message}; viết "Họ tên:vai trò", ví dụ "Trần Thị Mơ:thẩm định"')
    return Actor(person, role, at, clock)


@dataclass(frozen=True, slots=True)
class Event:
    """One link. ``dossier`` is ``None`` for what concerns the register itself."""

    seq: int
    at: str
    person: str
    role: str
    agency: str
    step: str
    dossier: str | None
    before: str | None
    after: str | None
    reason: str | None
    detail: Mapping[str, Any]
    previous: str
    hash: str

    @property
    def body(self) -> dict[str, object]:
        """Everything that is hashed."""
        names = [name for name in self.__dataclass_fields__ if name != "hash"]
        return {name: getattr(self, name) for name in names}

    @property
    def true_hash(self) -> str:
        """The hash the link should have, by what it says; of its reason only the hash counts."""
        reason = None if self.reason is None else mark(self.reason)
        return sha256_of_text(canonical({**self.body, "reason": reason}))

    @property
    def is_whole(self) -> bool:
        """Whether the link says what was hashed: as today, or as before reasons were veiled."""
        return self.hash in {self.true_hash, sha256_of_text(canonical(self.body))}


@dataclass(frozen=True, slots=True)
class Head:
    """The last link: its number (0 where there is none) and hash."""

    seq: int
    hash: str

    def __str__(self) -> str:
        """Return ``41:5f2c…`` in full, as a document prints it."""
        return f"{self.seq}:{self.hash}"


def head_of(connection: Connection) -> Head:
    """Return the chain's last link."""
    query = select(events.c.seq, events.c.hash).order_by(events.c.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return Head(row.seq, row.hash) if row is not None else Head(0, BEGINNING)


@dataclass(frozen=True, slots=True)
class EventContent:
    """What an event says besides who, when and its place in the chain."""

    step: str
    agency: str
    dossier: str | None = None
    before: str | None = None
    after: str | None = None
    reason: str | None = None
    detail: Mapping[str, Any] | None = None


def append(connection: Connection, actor: Actor, what: EventContent) -> Event:
    """Add the next link. Only inside ``Database.writing``: nobody else adds one meanwhile."""
    head = head_of(connection)
    account = {} if actor.account is None else {"account": actor.account}
    open_link = Event(
        seq=head.seq + 1,
        at=actor.at,
        person=actor.person,
        role=actor.role,
        agency=what.agency,
        step=what.step,
        dossier=what.dossier,
        before=what.before,
        after=what.after,
        reason=what.reason,
        # As it will be read again: a tuple is a list, a fraction a text.
        detail=json.loads(canonical({**(what.detail or {}), **account})),
        previous=head.hash,
        hash="",
    )
    row = {**open_link.body, "detail": canonical(open_link.detail), "hash": open_link.true_hash}
    connection.execute(insert(events).values(row))
    return event_of(row)


def walk(
    connection: Connection, dossier: str | None = None, *, step: str | None = None
) -> Iterator[Event]:
    """Yield the links in order, all or those of one dossier, few in memory at a time.

    With *step* those links about the register itself that are this step.
    """
    query = select(events).order_by(events.c.seq)
    if dossier is not None:
        query = query.where(events.c.dossier == dossier)
    if step is not None:
        query = query.where(events.c.dossier.is_(None), events.c.step == step)
    rows = connection.execute(query.execution_options(yield_per=_HELD))
    for row in rows.mappings():
        yield event_of(row)


def first_after(
    connection: Connection, seq: int, dossier: str | None, steps: Collection[str] | None = None
) -> Event | None:
    """Return the first link behind *seq* about a dossier, or about the register itself.

    With *steps* only a link of these.
    """
    query = select(events).where(events.c.seq > seq, events.c.dossier.is_not_distinct_from(dossier))
    if steps is not None:
        query = query.where(events.c.step.in_(steps))
    row = connection.execute(query.order_by(events.c.seq).limit(1)).mappings().first()
    return None if row is None else event_of(row)


def event_of(row: Mapping[Any, Any] | RowMapping) -> Event:
    """Return the link that a row of ``events`` is."""
    values = dict(row)
    return Event(**{**values, "detail": _detail(values["detail"])})


def _detail(text: str) -> Mapping[str, Any]:
    """Return what stands in ``detail``; what somebody made unreadable is left to the audit."""
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"?": text}
