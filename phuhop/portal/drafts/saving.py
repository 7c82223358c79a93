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

from phuhop.portal.drafts.models import Draft, DraftChange, DraftField, DraftState
from phuhop.portal.drafts.rows import FieldRow, Rows, Tables, fields_of

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
    """What came of a save: the draft's revision now, and the fields where two people differ.

    ``fields`` are all the draft has in that moment, by their ids: whoever goes on with them need
    not ask again.
    """

    revision: int
    conflicts: tuple[Conflict, ...]
    fields: Mapping[str, FieldRow]


class DraftIsClosed(Exception):  # noqa: N818 -- it names what was found
    """The draft was handed in, or is being handed in; nothing was written."""


COMMUNES = Tables(Draft, DraftField, DraftChange)


def save(
    draft_id: int, typed: Sequence[Typed], account: str, at: datetime, tables: Tables = COMMUNES
) -> Saved:
    """Save what was *typed*, all of it or, of fields in conflict, none.

    A repeated request finds its own value there and changes nothing. Raises ``DraftIsClosed``.
    """
    with transaction.atomic():
        draft = tables.drafts.objects.select_for_update().get(pk=draft_id)
        return save_into(draft, typed, account, at, tables)


def save_into(
    draft: Any, typed: Sequence[Typed], account: str, at: datetime, tables: Tables = COMMUNES
) -> Saved:
    """Do the same with a *draft* that this transaction has locked.

    Its row orders the writers of one draft; a save of others does not wait for it. (SQLite has
    one writer at a time, from the beginning of a transaction on.)
    """
    if draft.state != DraftState.OPEN:
        raise DraftIsClosed
    rows = Rows(tables, draft.pk)
    fields = rows.fields()
    draft.revision += 1
    found = []
    for one in typed:
        row = FieldRow(one.field, one.value, draft.revision, account)
        found.append(_save(rows, fields, one, row, at))
    rows.count_up(draft.revision)
    return Saved(draft.revision, tuple(one for one in found if one is not None), fields)


def _save(
    rows: Rows, fields: dict[str, FieldRow], one: Typed, row: FieldRow, at: datetime
) -> Conflict | None:
    """Write *row* over what stands among *fields*, unless somebody else wrote there meanwhile."""
    present = fields.get(one.field)
    if present is None:
        if not one.value:
            return None
        rows.add(row, at)
    elif present.value == one.value:
        return None
    elif present.revision != one.seen and not _is_own(present, one, row.account):
        when = rows.tables.fields.objects.get(draft=rows.draft, field=one.field).at
        return Conflict(
            one.field, one.value, present.value, present.account, present.revision, when
        )
    else:
        rows.overwrite(row, at)
    fields[one.field] = row
    rows.note(row, at)
    return None


def _is_own(present: FieldRow, one: Typed, account: str) -> bool:
    return present.account == account and present.value in one.sent


def values_of(draft: Draft) -> dict[str, FieldRow]:
    """Return the present fields of *draft* by their ids."""
    return fields_of(DraftField, draft.pk)
