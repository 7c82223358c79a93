"""Who verified a dossier, and since when: what its events come to beside its standing.

The same function serves the act and the audit, as ``standing.after`` does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from registry.store.chain import Event, walk
from registry.workflow.needs import name_of


@dataclass(frozen=True, slots=True)
class People:
    """When the version that counts came in, and who verified it since, by ``name_of``."""

    submitted_on: date | None = None
    appraisers: frozenset[str] = frozenset()


def people_after(people: People, event: Event) -> People:
    """Return what is known after *event*."""
    if "submission" in event.detail:
        return People(datetime.fromisoformat(event.at).date())
    if str(event.detail.get("command")).startswith("appraise"):
        return replace(people, appraisers=people.appraisers | {name_of(event.person)})
    return people


def people_of(connection: Connection, dossier: str) -> People:
    """Return what the events of one dossier come to."""
    people = People()
    for event in walk(connection, dossier):
        people = people_after(people, event)
    return people
