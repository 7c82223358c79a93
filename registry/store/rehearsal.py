"""A register in which everything is tried and nothing is kept: what would come of a step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from registry.store.database import Database


class _Undone(Exception):  # noqa: N818 -- nothing failed; the transaction is taken back
    pass


class Rehearsal(Database):
    """The same register; every transaction that writes is taken back at its end.

    A step tried here is judged by the very code that would record it.
    """

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction alone in the register, of which nothing is kept."""
        try:
            with Database.writing(self) as connection:
                yield connection
                _take_back()
        except _Undone:
            return


def _take_back() -> None:
    raise _Undone


def rehearsal_of(database: Database) -> Rehearsal:
    """Return *database* for trying things out; closing either closes both."""
    return Rehearsal(database.engine, database.name)
