"""The links of the chain one after the other, and what they say there must be in every table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from registry.acts.remarks import ANSWERS, REMARKS
from registry.keeping.content_audit import fault
from registry.keeping.redacted import Redacted, redacted_of
from registry.keeping.signed import Signing
from registry.store.chain import BEGINNING, Event, Head, walk
from registry.store.dossier_keys import Key, full_key
from registry.store.veil import is_mark
from registry.workflow.settings import DEADLINES, WORKFLOW
from registry.workflow.standing import Standing, after
from scoring.base.problems import Place, Problem, Severity

Notes = dict[tuple[Key, int], Any]
"""What the events say of the versions of one table."""

Rows = dict[int, tuple[Key, Any]]
"""What the events say of the rows that came with them, by the number of the event."""


@dataclass(slots=True)
class Seen:
    """What the chain says there must be."""

    head: Head = field(default_factory=lambda: Head(0, BEGINNING))
    standings: dict[Key, Standing] = field(default_factory=dict)
    submissions: Notes = field(default_factory=dict)
    appraisals: Notes = field(default_factory=dict)
    decisions: Notes = field(default_factory=dict)
    remarks: Rows = field(default_factory=dict)
    answers: Rows = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    last_at: str | None = None
    expected: Head | None = None
    redacted: Redacted = field(default_factory=Redacted)
    signing: Signing = field(default_factory=Signing)
    has_accounts: bool = False
    """Whether people act by accounts, which whoever keeps them has elsewhere."""


def walked(connection: Connection, seen: Seen) -> Iterator[Problem]:
    """Yield what is wrong with the links themselves, and fill *seen*."""
    broken = False
    seen.redacted = redacted_of(connection)
    for event in walk(connection):
        # Behind the first broken link every other one is broken too: only it is named.
        if not broken:
            found = _link(event, seen)
            broken = found is not None
            if found is not None:
                yield found
        if seen.expected == Head(event.seq, event.hash):
            seen.expected = None
        yield from _clock(event, seen)
        seen.head = Head(event.seq, event.hash)
        seen.has_accounts = seen.has_accounts or "account" in event.detail
        yield from _replayed(event, seen)
    if seen.expected is not None:
        message = f"chuỗi không có mắt xích {seen.expected}"
        hint = "mắt xích ở cuối đã mất hoặc bị thay; so với bản sao lưu"
        yield Problem(Place("chuỗi sự kiện"), "mat-dau-chuoi", message, hint)


def _link(event: Event, seen: Seen) -> Problem | None:
    name = name_of(event)
    if event.seq != seen.head.seq + 1:
        message = f"sau mắt xích {seen.head.seq} là mắt xích {event.seq}: ở giữa đã bị xóa"
        return fault(name, "mat-mat-xich", message)
    if event.previous != seen.head.hash:
        return fault(name, "dut-chuoi", "không nối với mắt xích đứng trước")
    vouched = seen.redacted.veiled.get(f"events {event.seq}")
    if not event.is_whole and vouched != event.true_hash:
        message = f"nội dung đã bị sửa: băm lại được {event.true_hash[:12]}…"
        return fault(name, "mat-xich-bi-sua", f"{message}, ghi {event.hash[:12]}…")
    taken_out = seen.redacted.touches("events", str(event.seq), "reason")
    if event.reason is not None and is_mark(event.reason) and not taken_out:
        return fault(name, "mat-xich-bi-sua", "lý do bị che mà không sự kiện nào ghi việc che")
    return None


def _clock(event: Event, seen: Seen) -> Iterator[Problem]:
    earlier, seen.last_at = seen.last_at, event.at
    if earlier and _is_before(event.at, earlier):
        message = f"giờ ghi {event.at} trước giờ của mắt xích đứng trước ({earlier})"
        hint = "đồng hồ máy có lúc sai"
        yield Problem(Place(name_of(event)), "gio-lui", message, hint, Severity.WARNING)


def _is_before(at: str, earlier: str) -> bool:
    try:
        return datetime.fromisoformat(at) < datetime.fromisoformat(earlier)
    except (TypeError, ValueError):
        # Such a time was put there by hand: the link's hash says so.
        return False


def _replayed(event: Event, seen: Seen) -> Iterator[Problem]:
    """Take in what an event says there must be."""
    seen.texts |= {
        event.detail[kind]: kind for kind in (WORKFLOW, DEADLINES) if kind in event.detail
    }
    if event.dossier is None:
        return
    try:
        key = full_key(event.dossier)
        seen.standings[key] = after(seen.standings.get(key), event)
        for name in ("submissions", "appraisals", "decisions"):
            said = event.detail.get(name.removesuffix("s"))
            if said is not None:
                getattr(seen, name)[key, said["version"]] = said
        for name in (REMARKS, ANSWERS):
            if name in event.detail:
                getattr(seen, name)[event.seq] = key, event.detail[name]
        if "decision" in event.detail:
            # The event does not say it: a decision rests on the appraisal that counted then.
            rests = {"appraisal": seen.standings[key].appraisal}
            decided = key, event.detail["decision"]["version"]
            seen.decisions[decided] = seen.decisions[decided] | rests
    except (KeyError, TypeError, ValueError):
        yield fault(name_of(event), "mat-xich-trai-trinh-tu", "không thể đi sau các bước đã ghi")


def name_of(event: Event) -> str:
    """Return how an audit calls a link."""
    about = event.dossier or "sổ"
    return f"mắt xích {event.seq} ({event.step}, {about})"
