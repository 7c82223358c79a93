"""Where a dossier stands: what its events come to, one after the other.

The same function writes the table ``states`` and replays the chain in the audit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from registry.store.chain import Event
from registry.store.schema import states


@dataclass(frozen=True, slots=True)
class Standing:
    """State, lock, and the versions that count now; ``seq`` is the last event's number."""

    state: str
    locked: bool
    submission: int
    appraisal: int | None
    decision: int | None
    since: str
    due: str | None
    seq: int


def after(standing: Standing | None, event: Event) -> Standing:
    """Return where the dossier stands after *event*; ``None`` is before the first one.

    A new version makes the appraisal and decision of the old one history. Raises
    ``KeyError`` or ``ValueError`` for an event that cannot follow.
    """
    detail = event.detail
    if event.after is None:
        raise ValueError(event.seq)
    if standing is None:
        return Standing(
            state=event.after,
            locked=bool(detail["locked"]),
            submission=detail["submission"]["version"],
            appraisal=None,
            decision=None,
            since=event.at,
            due=None,
            seq=event.seq,
        )
    if event.before != standing.state:
        raise ValueError(event.before)
    changes: dict[str, Any] = {"state": event.after, "seq": event.seq}
    changes["locked"] = bool(detail["locked"])
    if "submission" in detail:
        changes |= {"submission": detail["submission"]["version"]}
        changes |= {"appraisal": None, "decision": None}
    if "appraisal" in detail:
        changes |= {"appraisal": detail["appraisal"]["version"], "decision": None}
    if "decision" in detail:
        changes["decision"] = detail["decision"]["version"]
    if detail.get("drops_decision"):
        changes["decision"] = None
    if event.after != event.before:
        changes |= {"since": event.at, "due": None}
    if "due" in detail:
        changes["due"] = detail["due"]
    return replace(standing, **changes)


def standing_of(connection: Connection, dossier: int) -> Standing | None:
    """Return what the table says of a dossier."""
    row = connection.execute(select(states).where(states.c.dossier == dossier)).mappings().first()
    return None if row is None else from_row(dict(row))


def from_row(row: dict[str, Any]) -> Standing:
    """Return the standing of a row of ``states``."""
    values = {name: row[name] for name in Standing.__dataclass_fields__}
    return Standing(**{**values, "locked": bool(row["locked"])})


def keep(connection: Connection, dossier: int, standing: Standing) -> None:
    """Write where a dossier stands now."""
    connection.execute(delete(states).where(states.c.dossier == dossier))
    values = {name: getattr(standing, name) for name in Standing.__dataclass_fields__}
    row = {**values, "dossier": dossier, "locked": int(standing.locked)}
    connection.execute(insert(states).values(row))
