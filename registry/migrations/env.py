"""Alembic runs this file; the connection comes from ``registry.database``."""

from __future__ import annotations

from alembic import context

from registry.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
