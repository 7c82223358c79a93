"""The first schema: dossiers, versions, evidence, appraisals, decisions, the chain of events.

Written out, not taken from ``registry.store.schema``: what this version made stays what it made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from registry.store.triggers import guard_statements

revision = "1"
down_revision = None
branch_labels = None
depends_on = None

_VERSIONED = ("dossier", "version")
_GUARDED = {
    "texts": ("sha256",),
    "files": ("sha256",),
    "dossiers": ("id",),
    "submissions": _VERSIONED,
    "evidence": (*_VERSIONED, "position"),
    "appraisals": _VERSIONED,
    "decisions": _VERSIONED,
    "events": ("seq",),
}


def _column(name: str, kind: type[sa.types.TypeEngine[Any]] = sa.Text) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _optional(name: str, kind: type[sa.types.TypeEngine[Any]] = sa.Text) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def _whole(*names: str) -> Iterator[sa.Column[Any]]:
    return (_column(name, sa.Integer) for name in names)


def _words(*names: str) -> Iterator[sa.Column[Any]]:
    return (_column(name) for name in names)


def upgrade() -> None:
    """Make every table, index and trigger."""
    _contents()
    _versions()
    _chain()
    guarded = {name: (key,) for name, key in _GUARDED.items()}
    for statement in guard_statements(op.get_bind().dialect.name, guarded):
        op.execute(statement)


def _make(name: str, *items: sa.Column[Any] | sa.Constraint) -> None:
    op.create_table(name, *items, sqlite_strict=True)


def _contents() -> None:
    _make("texts", *_words("sha256", "kind", "name", "content"), sa.PrimaryKeyConstraint("sha256"))
    _make(
        "files",
        _column("sha256"),
        _column("size", sa.Integer),
        _column("content", sa.LargeBinary),
        sa.PrimaryKeyConstraint("sha256"),
    )
    _make(
        "dossiers",
        # A plain INTEGER key is SQLite's own row number; the register counts for itself.
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        _column("commune"),
        _column("year", sa.Integer),
        _column("ruleset"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("commune", "year", "ruleset"),
    )


def _versions() -> None:
    _make(
        "submissions",
        *_whole("dossier", "version"),
        *_words("sha256", "ruleset_sha256", "assessment", "result", "summary"),
        _optional("office"),
        _optional("notes"),
        _column("documents"),
        _optional("package_sha256"),
        _column("source"),
        sa.PrimaryKeyConstraint("dossier", "version"),
        sa.ForeignKeyConstraint(["dossier"], ["dossiers.id"]),
        sa.ForeignKeyConstraint(["ruleset_sha256"], ["texts.sha256"]),
    )
    op.create_index("ix_submissions_sha256", "submissions", ["sha256"])
    op.create_index("ix_submissions_package_sha256", "submissions", ["package_sha256"])
    _make(
        "evidence",
        *_whole("dossier", "version", "position"),
        *_words("name", "proofs", "sha256"),
        sa.PrimaryKeyConstraint("dossier", "version", "position"),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"]),
        sa.ForeignKeyConstraint(
            ["dossier", "version"], ["submissions.dossier", "submissions.version"]
        ),
    )
    _make(
        "appraisals",
        *_whole("dossier", "version", "submission"),
        *_words("sha256", "content", "result", "summary", "source"),
        sa.PrimaryKeyConstraint("dossier", "version"),
        sa.ForeignKeyConstraint(
            ["dossier", "submission"], ["submissions.dossier", "submissions.version"]
        ),
    )
    _make(
        "decisions",
        *_whole("dossier", "version", "appraisal"),
        *_words("sha256", "content"),
        sa.PrimaryKeyConstraint("dossier", "version"),
        sa.ForeignKeyConstraint(
            ["dossier", "appraisal"], ["appraisals.dossier", "appraisals.version"]
        ),
    )


def _chain() -> None:
    _make(
        "events",
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
        *_words("at", "person", "role", "agency", "step"),
        *(_optional(name) for name in ("dossier", "before", "after", "reason")),
        *_words("detail", "previous", "hash"),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("hash"),
    )
    op.create_index("ix_events_dossier", "events", ["dossier"])
    _make(
        "states",
        sa.Column("dossier", sa.Integer, nullable=False, autoincrement=False),
        _column("state"),
        *_whole("locked", "submission"),
        _optional("appraisal", sa.Integer),
        _optional("decision", sa.Integer),
        _column("since"),
        _optional("due"),
        _column("seq", sa.Integer),
        sa.PrimaryKeyConstraint("dossier"),
        sa.ForeignKeyConstraint(["dossier"], ["dossiers.id"]),
    )
    op.create_index("ix_states_state", "states", ["state"])
