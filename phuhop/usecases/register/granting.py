"""Rights as the register records them: given, taken back, standing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from registry.acts.granting import GrantGiven, end_grant, give_grant, standing_grants

if TYPE_CHECKING:
    from registry.store.chain import Actor
    from registry.store.database import Database

__all__ = ["GrantGiven", "grants_in_the_register", "record_grant", "record_revocation"]


def record_grant(database: Database, grant: GrantGiven, actor: Actor) -> int:
    """Record a grant; return the number of its event, by which it is taken back.

    The same grant again, while it stands, has the same number. Raises ``LookupError`` for an
    unknown role, ``ProblemsFound`` for another actor than the register's keeper.
    """
    return give_grant(database, grant, actor).seq


def record_revocation(
    database: Database, grant: int, actor: Actor, reason: str | None = None
) -> int:
    """Record that the grant of event number *grant* is taken back; return the number of that.

    Again it is answered as the first time. Raises as ``record_grant``, and where no event of
    this number gave a grant.
    """
    return end_grant(database, grant, actor, reason).seq


def grants_in_the_register(database: Database) -> Mapping[int, GrantGiven]:
    """Return the grants that nobody took back, by the number of their event; some may be over."""
    with database.reading() as connection:
        return standing_grants(connection)
