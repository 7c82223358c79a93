"""Communes that sent nothing: who is expected, and who has no dossier of the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from registry.store.schema import dossiers, states
from registry.workflow.due_dates import Due
from registry.workflow.settings import settings_of


@dataclass(frozen=True, slots=True)
class Absent:
    """A commune of which the register has no dossier of the year, not even a draft.

    ``due`` is what a draft would still have to do, ``days_left`` negative when it is late; both
    are ``None`` where no day is set for the year.
    """

    commune: str
    name: str
    year: int
    due: Due | None
    days_left: int | None


def absent(
    connection: Connection, expected: Mapping[str, str], year: int, today: date
) -> list[Absent]:
    """Return those of *expected* (names by code) that sent nothing for *year*, by code."""
    settings = settings_of(connection)
    due = settings.deadlines.due_by_day(year, settings.workflow.drafts)
    left = None if due is None else (due.day - today).days
    query = (
        select(dossiers.c.commune)
        .join(states, states.c.dossier == dossiers.c.id)
        .where(dossiers.c.year == year, states.c.state.not_in(settings.workflow.cancelled))
    )
    there = set(connection.execute(query).scalars())
    return [
        Absent(code, name, year, due, left)
        for code, name in sorted(expected.items())
        if code not in there
    ]
