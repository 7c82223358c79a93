"""No way past the guards: each unique key has one, SQLite has no row numbers beside the keys.

What is hashed stays as it is: rows are copied, never written anew.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Connection

from registry.store.triggers import guard_statements

revision = "2"
down_revision = "1"
branch_labels = None
depends_on = None

_VERSIONED = ("dossier", "version")
_GUARDED = {
    "texts": (("sha256",),),
    "files": (("sha256",),),
    "dossiers": (("id",), ("commune", "year", "ruleset")),
    "submissions": (_VERSIONED,),
    "evidence": ((*_VERSIONED, "position"),),
    "appraisals": (_VERSIONED,),
    "decisions": (_VERSIONED,),
    "events": (("seq",), ("hash",)),
}


def upgrade() -> None:
    """Rebuild the tables of SQLite; make PostgreSQL's triggers fire for replicas too."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for name in (*_GUARDED, "states"):
            _rebuild(connection, name)
        for statement in guard_statements("sqlite", _GUARDED):
            connection.exec_driver_sql(statement)
        return
    for name in _GUARDED:
        for kind in ("update", "delete", "truncate"):
            trigger = f"{name}_no_{kind}"
            connection.exec_driver_sql(f"ALTER TABLE {name} ENABLE ALWAYS TRIGGER {trigger}")


def _rebuild(connection: Connection, name: str) -> None:
    """Make the table anew without row numbers; its triggers go with the old one."""
    query = "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL"
    found = connection.exec_driver_sql(query, (name,)).all()
    (made,) = (row.sql for row in found if row.type == "table")
    new = made.replace(f"CREATE TABLE {name} ", f"CREATE TABLE {name}_new ", 1)
    connection.exec_driver_sql(f"{new}, WITHOUT ROWID")
    copy = f"INSERT INTO {name}_new SELECT * FROM {name}"  # noqa: S608 # nosec B608 -- our names
    connection.exec_driver_sql(copy)
    connection.exec_driver_sql(f"DROP TABLE {name}")
    connection.exec_driver_sql(f"ALTER TABLE {name}_new RENAME TO {name}")
    for row in found:
        if row.type == "index":
            connection.exec_driver_sql(row.sql)
