"""Triggers that refuse to change or delete what was written, on both engines.

They stop mistakes and casual tampering. Somebody with the rights of the owner can drop them;
the chain of hashes is what then shows the change, and the audit names a missing trigger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, Table, UniqueConstraint, text

from registry.store.redaction_guards import FIELDS, Guarded, function_body, sqlite_trigger
from registry.store.schema import APPEND_ONLY

_MESSAGE = "chi ghi them, khong sua, khong xoa"
_FUNCTION = "phuhop_append_only"
_BODY = f" BEGIN RAISE EXCEPTION '{_MESSAGE}: %', TG_TABLE_NAME; END "

_STATEMENT_BEFORE = {"update": 2 + 16, "delete": 2 + 8, "truncate": 2 + 32}
"""``pg_trigger.tgtype``: bit 2 is BEFORE, without bit 1 for each statement."""
_ROW_BEFORE_UPDATE = 1 + 2 + 16


def guard_statements(dialect: str, tables: Mapping[str, Sequence[Sequence[str]]]) -> Iterator[str]:
    """Yield the statements that make the triggers, for ``sqlite`` or ``postgresql``.

    *tables* maps names to the columns of each of their unique keys: a migration says its own,
    so that what it made stays what it made.
    """
    if dialect == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$${_BODY}$$"
        )
    for name, keys in tables.items():
        yield from _sqlite(name, keys) if dialect == "sqlite" else _postgresql(name)


def guard_names(dialect: str) -> frozenset[str]:
    """Return the names of all triggers there must be."""
    kinds = ("update", "delete", "replace" if dialect == "sqlite" else "truncate")
    return frozenset(f"{table.name}_no_{kind}" for table in APPEND_ONLY for kind in kinds)


def _redactable() -> Iterator[Guarded]:
    for table in APPEND_ONLY:
        if table.name in FIELDS:
            key = [column.name for column in table.primary_key]
            yield Guarded(table.name, [column.name for column in table.columns], key)


def missing_guards(connection: Connection) -> list[str]:
    """Return the names of triggers that are not there, switched off or hollowed out, sorted."""
    dialect = connection.dialect.name
    found = _whole_sqlite(connection) if dialect == "sqlite" else _whole_postgresql(connection)
    return sorted(guard_names(dialect) - set(found))


def _whole_sqlite(connection: Connection) -> Iterator[str]:
    """Yield the names of triggers that say what ours say."""
    made = {
        statement for table in APPEND_ONLY for statement in _sqlite(table.name, _unique_keys(table))
    }
    for table in _redactable():
        # The guard that refuses every update would refuse a redaction too: it is another one.
        made -= {one for one in made if one.startswith(f"CREATE TRIGGER {table.name}_no_update ")}
        made.add(sqlite_trigger(table, _MESSAGE))
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    return (row.name for row in connection.execute(text(query)) if row.sql in made)


def _whole_postgresql(connection: Connection) -> Iterator[str]:
    """Yield the names of triggers that do what ours do, on any column."""
    schema = str(connection.execute(text("SELECT current_schema()")).scalar_one())
    bodies = {table.name: function_body(table, _MESSAGE, schema) for table in _redactable()}
    query = (
        "SELECT t.tgname, t.tgtype, c.relname, p.prosrc FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
        # One that fires on replicas only is none.
        "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL "
        "AND t.tgattr = ''"
    )
    for row in connection.execute(text(query)):
        table, _, kind = row.tgname.rpartition("_no_")
        right = _STATEMENT_BEFORE.get(kind), _BODY
        if kind == "update" and table in bodies:
            right = _ROW_BEFORE_UPDATE, bodies[table]
        if (table, *right) == (row.relname, row.tgtype, row.prosrc):
            yield row.tgname


def _unique_keys(table: Table) -> list[list[str]]:
    """Return the columns of every key that no two rows may share, the primary one first."""
    others = [
        [column.name for column in constraint.columns]
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    return [[column.name for column in table.primary_key], *others]


def _sqlite(name: str, keys: Sequence[Sequence[str]]) -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}: {name}'); END"
    for kind in ("update", "delete"):
        yield f"CREATE TRIGGER {name}_no_{kind} BEFORE {kind.upper()} ON {name} {refuse}"
    # INSERT OR REPLACE deletes the old row of any unique key without asking the trigger above.
    there = " OR ".join(_exists(name, key) for key in keys)
    yield f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name} WHEN {there} {refuse}"


def _exists(name: str, key: Sequence[str]) -> str:
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    return f"EXISTS (SELECT 1 FROM {name} WHERE {same})"  # noqa: S608 # nosec B608 -- our names


def _postgresql(name: str) -> Iterator[str]:
    for kind in ("update", "delete", "truncate"):
        yield (
            f"CREATE TRIGGER {name}_no_{kind} BEFORE {kind.upper()} ON {name} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
        )
