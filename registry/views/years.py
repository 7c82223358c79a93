"""Which years a register has dossiers of."""

from __future__ import annotations

from sqlalchemy import Connection, select

from registry.store.schema import dossiers


def years_in_register(connection: Connection) -> list[int]:
    """Return the years, the earliest first."""
    query = select(dossiers.c.year).distinct().order_by(dossiers.c.year)
    return [*connection.execute(query).scalars()]
