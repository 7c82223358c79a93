"""Texts and files can be taken out by an event that says so; dossiers are found by their year.

What is hashed stays as it is: no row is written anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.store.redaction_guards import Guarded, statements
from registry.store.triggers import guard_statements

revision = "3"
down_revision = "2"
branch_labels = None
depends_on = None

_VERSIONED = ("dossier", "version")
_REDACTABLE = (
    Guarded(
        "submissions",
        (
            *(*_VERSIONED, "sha256", "ruleset_sha256", "assessment", "result", "summary"),
            *("office", "notes", "documents", "package_sha256", "source"),
        ),
        _VERSIONED,
    ),
    Guarded(
        "evidence",
        (*_VERSIONED, "position", "name", "proofs", "sha256"),
        (*_VERSIONED, "position"),
    ),
    Guarded(
        "appraisals",
        (*_VERSIONED, "submission", "sha256", "content", "result", "summary", "source"),
        _VERSIONED,
    ),
    Guarded("decisions", (*_VERSIONED, "appraisal", "sha256", "content"), _VERSIONED),
    Guarded(
        "events",
        (
            *("seq", "at", "person", "role", "agency", "step", "dossier", "before", "after"),
            *("reason", "detail", "previous", "hash"),
        ),
        ("seq",),
    ),
    Guarded("files", ("sha256", "size", "content"), ("sha256",)),
)
_MESSAGE = "chi ghi them, khong sua, khong xoa"


def upgrade() -> None:
    """Make the table of redactions and its guards; let the other guards know it."""
    connection = op.get_bind()
    dialect = connection.dialect.name
    op.create_table(
        "redactions",
        sa.Column("seq", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("place", "entry", "field")),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", "place", "entry", "field"),
        sa.ForeignKeyConstraint(["seq"], ["events.seq"]),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_dossiers_year", "dossiers", ["year"])
    keys = {"redactions": (("seq", "place", "entry", "field"),)}
    for statement in guard_statements(dialect, keys):
        op.execute(statement)
    schema = ""
    if dialect == "postgresql":
        schema = str(connection.exec_driver_sql("SELECT current_schema()").scalar_one())
        for kind in ("update", "delete", "truncate"):
            trigger = f"redactions_no_{kind}"
            op.execute(f"ALTER TABLE redactions ENABLE ALWAYS TRIGGER {trigger}")
    for table in _REDACTABLE:
        on = "" if dialect == "sqlite" else f" ON {table.name}"
        connection.exec_driver_sql(f"DROP TRIGGER {table.name}_no_update{on}")
    for statement in statements(dialect, _REDACTABLE, _MESSAGE, schema):
        op.execute(statement)
