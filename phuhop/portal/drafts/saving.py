"""Saving a field: nothing is overwritten that its overwriter had not been shown.

A field carries the revision it was saved at. Whoever saves says which one was on the page; if
the field has moved on since, both values go back to the person and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from phuhop.portal.drafts.models import Draft, DraftChange, DraftField, DraftState

LONGEST_VALUE = 4_000


@dataclass(frozen=True, slots=True)
class Typed:
    """What a page sends of one field: the text, and the revision the page was showing.

    ``sent`` are texts that the page sent before and never got an answer for: where one of them
    stands there now, its own writer overwrites it.
    """

    field: str
    value: str
    seen: int
    sent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else saved another value meanwhile; nothing of ours was written."""

    field: str
    mine: str
    theirs: str
    their_account: str
    their_revision: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save: the draft's revision now, and the fields where two people differ."""

    revision: int
    conflicts: tuple[Conflict, ...]


class DraftIsClosed(Exception):  # noqa: N818 -- it names what was found
    """The draft was handed in, or is being handed in; nothing was written."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Where a kind of draft is kept: its rows with ``revision`` and ``state``, fields, history."""

    drafts: Any
    fields: Any
    changes: Any


COMMUNES = Tables(Draft, DraftField, DraftChange)


def save(
    draft_id: int, typed: Sequence[Typed], account: str, at: datetime, tables: Tables = COMMUNES
) -> Saved:
    """Save what was *typed*, all of it or, of fields in conflict, none.

    A repeated request finds its own value there and changes nothing. Raises ``DraftIsClosed``.
    """
    with transaction.atomic():
        # This row orders the writers of one draft; a save of others does not wait for it.
        opened = tables.drafts.objects.filter(pk=draft_id, state=DraftState.OPEN)
        if not opened.update(revision=F("revision") + 1):
            raise DraftIsClosed
        revision = tables.drafts.objects.values_list("revision", flat=True).get(pk=draft_id)
        conflicts = []
        for one in typed:
            found = _save(tables, draft_id, one, (revision, account, at))
            if found is not None:
                conflicts.append(found)
    return Saved(revision, tuple(conflicts))


def _save(
    tables: Tables, draft_id: int, one: Typed, by: tuple[int, str, datetime]
) -> Conflict | None:
    revision, account, at = by
    new = {"value": one.value, "revision": revision, "account": account, "at": at}
    rows = tables.fields.objects.filter(draft_id=draft_id, field=one.field)
    present = rows.first()
    if present is None:
        if not one.value:
            return None
        tables.fields.objects.create(draft_id=draft_id, field=one.field, **new)
    elif present.value == one.value:
        return None
    elif present.revision != one.seen and not _is_own(present, one, account):
        return Conflict(
            one.field, one.value, present.value, present.account, present.revision, present.at
        )
    else:
        rows.update(**new)
    tables.changes.objects.create(draft_id=draft_id, field=one.field, **new)
    return None


def _is_own(present: DraftField, one: Typed, account: str) -> bool:
    return present.account == account and present.value in one.sent


def values_of(draft: Draft) -> dict[str, DraftField]:
    """Return the present fields of *draft* by their ids."""
    return {row.field: row for row in draft.fields.all()}


def texts_of(fields: Mapping[str, DraftField]) -> dict[str, str]:
    """Return the texts of *fields* that are not blank."""
    return {id_: row.value for id_, row in fields.items() if row.value}
