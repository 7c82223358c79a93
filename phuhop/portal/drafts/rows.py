"""The rows that every save reads and writes, in plain SQL that both engines speak.

Django puts such a statement together anew each time it is asked: with these a save takes a third
less CPU. What few people ask, and whatever changes tables, is Django's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, models

_FIELDS = "SELECT field, value, revision, account FROM {table} WHERE draft_id = %s"
_OVERWRITE = (
    "UPDATE {table} SET value = %s, revision = %s, account = %s, at = %s"
    " WHERE draft_id = %s AND field = %s"
)
_INSERT = (
    "INSERT INTO {table} (draft_id, field, value, revision, account, at)"
    " VALUES (%s, %s, %s, %s, %s, %s)"
)
_COUNT_UP = "UPDATE {table} SET revision = %s WHERE id = %s"
_NEWEST = "SELECT * FROM {table} WHERE commune = %s AND year = %s ORDER BY id DESC LIMIT 1"


class FieldRow(NamedTuple):
    """The present text of one field of a draft: by whom, at which revision of the draft."""

    field: str
    value: str
    revision: int
    account: str


@dataclass(frozen=True, slots=True)
class Tables:
    """Where a kind of draft is kept: its rows with ``revision`` and ``state``, fields, history."""

    drafts: Any
    fields: Any
    changes: Any


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one draft, by its key."""

    tables: Tables
    draft: int

    def fields(self) -> dict[str, FieldRow]:
        """Return the present fields by their ids."""
        return fields_of(self.tables.fields, self.draft)

    def overwrite(self, row: FieldRow, at: datetime) -> None:
        """Put *row* in the place of what stands in its field."""
        given = [row.value, row.revision, row.account, _moment(at), self.draft, row.field]
        _do(_OVERWRITE, self.tables.fields, given)

    def add(self, row: FieldRow, at: datetime) -> None:
        """Put *row* where no field of this id is yet."""
        self._insert(self.tables.fields, row, at)

    def note(self, row: FieldRow, at: datetime) -> None:
        """Put *row* at the end of the history."""
        self._insert(self.tables.changes, row, at)

    def count_up(self, revision: int) -> None:
        """Let the draft be at *revision*."""
        _do(_COUNT_UP, self.tables.drafts, [revision, self.draft])

    def _insert(self, table: type[models.Model], row: FieldRow, at: datetime) -> None:
        _do(_INSERT, table, [self.draft, *row, _moment(at)])


def fields_of(fields: type[models.Model], draft: int) -> dict[str, FieldRow]:
    """Return the present fields of the draft with key *draft* by their ids."""
    with connection.cursor() as cursor:
        cursor.execute(_of(_FIELDS, fields), [draft])
        return {row[0]: FieldRow(*row) for row in cursor.fetchall()}


def newest_of(drafts: type[models.Model], commune: str, year: int, *, is_locked: bool) -> Any:
    """Return the newest draft of a commune and year; ``None`` where there is none.

    A locked one is this transaction's until its end; SQLite has one writer at a time anyhow.
    """
    lock = " FOR UPDATE" if is_locked and connection.features.has_select_for_update else ""
    asked = _of(_NEWEST, drafts) + lock
    return next(iter(drafts._default_manager.raw(asked, [commune, year])), None)  # noqa: SLF001


def texts_of(fields: Mapping[str, FieldRow]) -> dict[str, str]:
    """Return the texts of *fields* that are not blank."""
    return {id_: row.value for id_, row in fields.items() if row.value}


def _do(statement: str, table: type[models.Model], given: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_of(statement, table), given)


def _of(statement: str, table: type[models.Model]) -> str:
    """Return a statement about the table of a model."""
    return statement.format(table=table._meta.db_table)  # noqa: SLF001 -- Django's documented name


def _moment(at: datetime) -> Any:
    """Return *at* as the engine keeps it: SQLite has no type of its own for it."""
    return connection.ops.adapt_datetimefield_value(at)
