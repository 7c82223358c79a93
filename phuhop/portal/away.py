"""A database that does not answer just now: nobody's fault, and over again soon."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError
from sqlalchemy.exc import OperationalError as RegisterAway

from registry.store.failures import LOST
from scoring.base.problems import ProblemsFound


def is_away(error: BaseException | None) -> bool:
    """Whether it says that a database, the portal's or the register's, cannot be reached."""
    if isinstance(error, ProblemsFound):
        return any(one.code in LOST for one in error.problems)
    return isinstance(error, OperationalError | InterfaceError | RegisterAway)
