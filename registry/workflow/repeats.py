"""Acts that can be asked for twice: what was done already is answered, what is too late is told.

A caller says what they saw of a dossier. With what they ask for, by its hash, that is the key of
the act: the event holds it, so that the same call after a crash, or from two callers at once,
finds the event that the first one made.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from registry.store.canonical_json import sha256_of
from registry.store.chain import Actor, Event, first_after
from registry.workflow.standing import Standing
from reports.wording.vietnamese import short_date
from scoring.base.problems import Place, Problem, ProblemsFound


@dataclass(frozen=True, slots=True)
class Seen:
    """What a caller had before them: the version that counts, the number of the last link.

    Both are 0 where there was no dossier yet. Of the register's settings there are no versions.
    """

    version: int
    step: int


NOTHING = Seen(0, 0)
"""What is seen of a dossier that is not there yet."""


def seen_of(standing: Standing | None) -> Seen:
    """Return what a page that shows a dossier hands back with the act."""
    return NOTHING if standing is None else Seen(standing.submission, standing.seq)


@dataclass(frozen=True, slots=True)
class Asked:
    """An act with its key: what its caller saw, and the SHA-256 of who asks for what."""

    seen: Seen
    sha256: str

    @property
    def plain(self) -> dict[str, object]:
        """The key as the event holds it."""
        return {"version": self.seen.version, "step": self.seen.step, "sha256": self.sha256}


def asked_for(seen: Seen | None, actor: Actor, what: Mapping[str, object]) -> Asked | None:
    """Return the act with its key; ``None`` where the caller does not say what they saw.

    Another person who asks for the same does not repeat it.
    """
    if seen is None:
        return None
    who = {"person": actor.person, "role": actor.role, "account": actor.account}
    return Asked(seen, sha256_of({**what, **who}))


def done_already(
    connection: Connection,
    asked: Asked | None,
    now: Seen,
    dossier: str | None,
    steps: Collection[str] | None = None,
) -> Event | None:
    """Return the event that this very call made before; ``None`` where it is still to be done.

    *now* is what a caller would see at this moment, *steps* which links count (default: all).
    Only inside ``Database.writing``. Raises ``ProblemsFound`` when the caller saw anything
    else than what is there now.
    """
    if asked is None or asked.seen == now:
        return None
    event = first_after(connection, asked.seen.step, dossier, steps)
    if event is not None and event.detail.get("asked") == asked.plain:
        return event
    place = Place(dossier or "thiết lập của sổ")
    hint = "chưa ghi gì; mở lại để xem hiện nay, rồi mới làm"
    if event is None:
        message = f"người làm xem bản {asked.seen.version}, mắt xích {asked.seen.step}; "
        message += f"sổ đang ở bản {now.version}, mắt xích {now.step}"
    else:
        at = datetime.fromisoformat(event.at)
        message = f"sau lúc mở ra xem đã có bước «{event.step}» của {event.person}, "
        message += f"{at:%H:%M} {short_date(at.date())} (mắt xích {event.seq})"
    raise ProblemsFound([Problem(place, "da-khac-luc-xem", message, hint)])
