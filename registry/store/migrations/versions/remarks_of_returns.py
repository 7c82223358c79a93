"""What a return asks for, and what is answered with the next version.

What is hashed stays as it is: no row is written anew.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from registry.store.redaction_guards import Guarded, statements
from registry.store.triggers import guard_statements

revision = "4"
down_revision = "3"
branch_labels = None
depends_on = None

_REMARKS = Guarded("remarks", ("dossier", "number", "seq", "place", "text"), ("dossier", "number"))
_ANSWERS = Guarded(
    "remark_answers",
    ("dossier", "number", "seq", "version", "text"),
    ("dossier", "number", "seq"),
)
_MESSAGE = "chi ghi them, khong sua, khong xoa"


def upgrade() -> None:
    """Make both tables with their guards; a text gives way only to a redaction."""
    _make(
        _REMARKS,
        {"place", "text"},
        sa.ForeignKeyConstraint(["dossier"], ["dossiers.id"]),
        sa.ForeignKeyConstraint(["seq"], ["events.seq"]),
    )
    op.create_index("ix_remarks_seq", "remarks", ["seq"])
    _make(
        _ANSWERS,
        {"text"},
        sa.ForeignKeyConstraint(["dossier", "number"], ["remarks.dossier", "remarks.number"]),
        sa.ForeignKeyConstraint(["seq"], ["events.seq"]),
    )
    connection = op.get_bind()
    dialect = connection.dialect.name
    for statement in guard_statements(dialect, {t.name: (t.key,) for t in (_REMARKS, _ANSWERS)}):
        op.execute(statement)
    schema = ""
    if dialect == "postgresql":
        schema = str(connection.exec_driver_sql("SELECT current_schema()").scalar_one())
    for table in (_REMARKS, _ANSWERS):
        on = "" if dialect == "sqlite" else f" ON {table.name}"
        connection.exec_driver_sql(f"DROP TRIGGER {table.name}_no_update{on}")
        for kind in ("delete", "truncate") if dialect == "postgresql" else ():
            op.execute(f"ALTER TABLE {table.name} ENABLE ALWAYS TRIGGER {table.name}_no_{kind}")
    for statement in statements(dialect, (_REMARKS, _ANSWERS), _MESSAGE, schema):
        op.execute(statement)


def _make(table: Guarded, texts: set[str], *keys: sa.Constraint) -> None:
    columns: list[sa.Column[Any]] = [
        sa.Column(name, sa.Text if name in texts else sa.Integer, nullable=False)
        for name in table.columns
    ]
    op.create_table(
        table.name,
        *columns,
        sa.PrimaryKeyConstraint(*table.key),
        *keys,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
