"""Which years and communes a register has dossiers of."""

from __future__ import annotations

from sqlalchemy import Connection, select

from registry.store.schema import dossiers


def years_in_register(connection: Connection) -> list[int]:
    """Return the years, the earliest first."""
    query = select(dossiers.c.year).distinct().order_by(dossiers.c.year)
    return [*connection.execute(query).scalars()]


def communes_in_register(connection: Connection) -> frozenset[str]:
    """Return the codes of the communes, of every year and state."""
    return frozenset(connection.execute(select(dossiers.c.commune).distinct()).scalars())
