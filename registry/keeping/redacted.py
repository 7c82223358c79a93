"""What was taken out of a register: by which event, and whether nothing else went with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, select

from registry.acts.free_texts import Spot
from registry.acts.redacting import redacting_events
from registry.keeping.content_audit import fault
from registry.store.canonical_json import sha256_of
from registry.store.chain import Event
from registry.store.schema import metadata, redactions
from registry.store.veil import is_mark, mark, veiled_sha256
from reports.wording.vietnamese import short_date
from scoring.base.problems import Place, Problem, Severity, shown

_FIELDS = {
    "submissions": ("notes",),
    "appraisals": ("content", "result"),
    "decisions": ("content",),
}
"""The columns that are hashed as the content of a version."""


@dataclass(slots=True)
class Redacted:
    """The spots that events say were taken out, and what vouches for the rest of their rows."""

    spots: dict[Spot, int] = field(default_factory=dict)
    """Each with the number of the last event about it."""
    veiled: dict[str, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def touches(self, place: str, entry: str, *fields: str) -> bool:
        """Whether a text of one of these fields was taken out."""
        return any(Spot(place, entry, name) in self.spots for name in fields)

    def holds(
        self,
        place: str,
        row: Mapping[str, Any],
        noted: Mapping[str, Any],
        content: object,
        whole: object | None,
    ) -> bool:
        """Whether the content of a version's row is what the chain says of it.

        Where a text was taken out, whether everything else is. *whole* is what the chain has
        veiled, ``None`` where a part of it is named already.
        """
        entry = f"{row['dossier']}/{row['version']}"
        is_touched = self.touches(place, entry, *_FIELDS[place]) or (
            place == "submissions" and self._touches_evidence(entry)
        )
        known = noted.get("veiled")
        if known is None and is_touched:
            # Of an event of an earlier program; the one that took the text out says it.
            known = self.veiled.get(f"{place} {entry}", "")
        if known is not None and whole is not None and veiled_sha256(whole) != known:
            return False
        own = row["sha256"] if is_touched else sha256_of(content)
        return bool(own == row["sha256"] == noted["sha256"])

    def _touches_evidence(self, entry: str) -> bool:
        return any(
            spot.place == "evidence" and spot.entry.startswith(f"{entry}/") for spot in self.spots
        )

    def same_name(self, at: tuple[str, str], found: str, noted: str) -> bool:
        """Whether the name of a file is the one that came, or was taken out."""
        is_known = not is_mark(found) or self.touches(*at, "source")
        return is_known and mark(found) == mark(noted)


def redacted_of(connection: Connection) -> Redacted:
    """Return what the chain says was taken out."""
    found = Redacted()
    for event in redacting_events(connection):
        found.events.append(event)
        try:
            spots = [Spot(*spot) for spot in event.detail["spots"]]
            veiled = dict(event.detail["veiled"])
        except (KeyError, TypeError, ValueError):
            # Named with the links: no command writes such an event.
            continue
        found.spots |= dict.fromkeys(spots, event.seq)
        # The first event about a row knew it whole.
        found.veiled = {**veiled, **found.veiled}
    return found


def redaction_problems(connection: Connection, redacted: Redacted) -> Iterator[Problem]:
    """Yield what was taken out, by whom and why; and what no event took out."""
    for event in redacted.events:
        yield _told(event)
    last: dict[Spot, str] = {}
    for row in connection.execute(select(redactions).order_by(redactions.c.seq)):
        spot = Spot(row.place, row.entry, row.field)
        if _said_by(redacted, row.seq, spot):
            last[spot] = row.content
        else:
            place = f"dòng che {row.place} {row.entry} {row.field}"
            yield fault(place, "dong-la", "không sự kiện nào ghi dòng này")
    for spot in sorted(redacted.spots, key=lambda one: (one.place, one.entry, one.field)):
        place = f"{spot.words} (che ở mắt xích {redacted.spots[spot]})"
        if spot not in last:
            yield fault(place, "mat-dong", "dòng ghi việc che đã mất")
        elif _now(connection, spot) not in {last[spot], last[spot].encode()}:
            yield fault(place, "noi-dung-bi-sua", "không còn như lúc che")


def _said_by(redacted: Redacted, seq: int, spot: Spot) -> bool:
    said = [event for event in redacted.events if event.seq == seq]
    wanted = [spot.place, spot.entry, spot.field]
    return bool(said) and wanted in list(said[0].detail.get("spots", []))


def _now(connection: Connection, spot: Spot) -> object:
    table = metadata.tables.get(spot.place)
    if table is None or spot.field not in table.c:
        return None
    keys = list(table.primary_key)
    values = spot.entry.split("/")
    if len(keys) != len(values):
        return None
    query = select(table.c[spot.field])
    for key, value in zip(keys, values, strict=True):
        if isinstance(key.type, Integer) and not value.isdecimal():
            return None
        query = query.where(key == (int(value) if isinstance(key.type, Integer) else value))
    found = connection.execute(query).scalar()
    return bytes(found) if spot.place == "files" and found is not None else found


def _told(event: Event) -> Problem:
    """Return the remark that something is no longer there."""
    try:
        spots = [Spot(*spot).words for spot in event.detail["spots"]]
        day = short_date(datetime.fromisoformat(event.at).date())
    except (KeyError, TypeError, ValueError):
        spots, day = ["?"], event.at
    words = ", ".join(dict.fromkeys(spots))
    message = f"{event.person} ({event.role}) đã che {words}, ngày {day}; lý do: "
    message += event.reason or "không ghi"
    about = event.detail.get("dossier", "?")
    place = Place(f"mắt xích {event.seq} ({event.step}, {shown(about)})")
    return Problem(place, "da-che", message, severity=Severity.WARNING)
