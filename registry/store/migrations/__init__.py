"""Alembic's folder: how a register of an older version becomes one of this version."""
