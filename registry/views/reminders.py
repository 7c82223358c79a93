"""Who has to do what by when: the list for the office's Monday morning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from registry.store.dossier_keys import Key
from registry.views.listing import ListedDossier, Wanted, listed
from registry.workflow.due_dates import Due
from registry.workflow.settings import Settings, settings_of


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is due for one dossier; ``days_left`` is negative when it is late."""

    key: Key
    name: str
    state: str
    due: Due
    days_left: int
    is_communes: bool = False
    """Whether the commune has to act: it may hand in a version from this state."""


def reminders(
    connection: Connection, today: date, year: int | None = None, *, everything: bool = False
) -> Iterator[Reminder]:
    """Yield what is late or due within its time of notice, the most urgent first.

    With *everything* also what is not due for long.
    """
    rows = listed(connection, Wanted(year=year))
    yield from reminders_of(rows, settings_of(connection), today, everything=everything)


def reminders_of(
    rows: Iterable[ListedDossier], settings: Settings, today: date, *, everything: bool = False
) -> list[Reminder]:
    """Return the same of dossiers that were read already."""
    deadlines, workflow = settings.deadlines, settings.workflow
    found: list[Reminder] = []
    for row in rows:
        due = deadlines.due(row.key.year, row.standing)
        if due is None:
            continue
        left = (due.day - today).days
        if everything or left <= due.ahead:
            name = row.claimed["name"]
            state = row.standing.state
            is_communes = "import" in workflow.commands_from(state)
            found.append(Reminder(row.key, name, state, due, left, is_communes))
    return sorted(found, key=lambda reminder: (reminder.days_left, reminder.key))


@dataclass(frozen=True, slots=True)
class OfficeDuty:
    """What the office itself owes by a day; ``days_left`` is negative when it is late."""

    due: Due
    days_left: int


def office_duties(
    connection: Connection, today: date, year: int | None = None, *, everything: bool = False
) -> list[OfficeDuty]:
    """Return the yearly duties that are late or due within their time of notice, by day."""
    found = [
        OfficeDuty(due, (due.day - today).days)
        for due in settings_of(connection).deadlines.duties(today, year)
    ]
    return [one for one in found if everything or one.days_left <= one.due.ahead]
