"""Who has to do what by when: the list for the office's Monday morning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from registry.store.dossier_keys import Key
from registry.views.listing import Wanted, listed
from registry.workflow.due_dates import Due
from registry.workflow.settings import settings_of


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is due for one dossier; ``days_left`` is negative when it is late."""

    key: Key
    name: str
    state: str
    due: Due
    days_left: int


def reminders(
    connection: Connection, today: date, year: int | None = None, *, everything: bool = False
) -> Iterator[Reminder]:
    """Yield what is late or due within its time of notice, the most urgent first.

    With *everything* also what is not due for long.
    """
    deadlines = settings_of(connection).deadlines
    found: list[Reminder] = []
    for row in listed(connection, Wanted(year=year)):
        due = deadlines.due(row.key.year, row.standing)
        if due is None:
            continue
        left = (due.day - today).days
        if everything or left <= due.ahead:
            name = row.claimed["name"]
            found.append(Reminder(row.key, name, row.standing.state, due, left))
    yield from sorted(found, key=lambda reminder: (reminder.days_left, reminder.key))
