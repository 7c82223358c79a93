"""Walking the chain from its first link: what was changed, what is missing, what does not add up.

Rows cut off at the end leave no gap that could be seen from inside; a head printed on paper
shows them (``expected``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from registry.acts.submission import content_sha256, summary_of
from registry.keeping.content_audit import contents_that_differ, fault
from registry.store.canonical_json import sha256_of
from registry.store.chain import BEGINNING, Event, Head, walk
from registry.store.database import Database
from registry.store.dossier_keys import Key, full_key
from registry.store.schema import appraisals, decisions, dossiers, evidence, states, submissions
from registry.store.triggers import missing_guards
from registry.workflow.settings import DEADLINES, WORKFLOW
from registry.workflow.standing import Standing, after, from_row
from scoring.base.problems import Place, Problem, Severity, shown

_HELD = 20
"""Rows with contents in memory at a time."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found: the head it reached, how much it looked at, every problem."""

    head: Head
    events: int
    dossiers: int
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found but warnings."""
        return not any(problem.is_fault for problem in self.problems)


@dataclass(slots=True)
class _Seen:
    """What the chain says there must be."""

    head: Head = field(default_factory=lambda: Head(0, BEGINNING))
    standings: dict[Key, Standing] = field(default_factory=dict)
    submissions: dict[tuple[Key, int], Any] = field(default_factory=dict)
    appraisals: dict[tuple[Key, int], Any] = field(default_factory=dict)
    decisions: dict[tuple[Key, int], Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    last_at: str | None = None
    expected: Head | None = None


def audit(database: Database, expected: Head | None = None) -> Audit:
    """Check the whole register at one moment; *expected* is a head printed earlier.

    Never raises for what it finds: every finding is a problem that names link or row.
    """
    seen = _Seen(expected=expected)
    with database.reading() as connection:
        problems = [*_chain(connection, seen)]
        problems += _numbers(connection, seen)
        problems += [
            fault("bộ khóa", "mat-khoa-ghi-them", f"mất trigger bảo vệ {shown(name)}")
            for name in missing_guards(connection)
        ]
    return Audit(seen.head, seen.head.seq, len(seen.standings), tuple(problems))


def _chain(connection: Connection, seen: _Seen) -> Iterator[Problem]:
    broken = False
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
        yield from _replayed(event, seen)
    if seen.expected is not None:
        message = f"chuỗi không có mắt xích {seen.expected}"
        hint = "mắt xích ở cuối đã mất hoặc bị thay; so với bản sao lưu"
        yield Problem(Place("chuỗi sự kiện"), "mat-dau-chuoi", message, hint)


def _link(event: Event, seen: _Seen) -> Problem | None:
    name = _name(event)
    if event.seq != seen.head.seq + 1:
        message = f"sau mắt xích {seen.head.seq} là mắt xích {event.seq}: ở giữa đã bị xóa"
        return fault(name, "mat-mat-xich", message)
    if event.previous != seen.head.hash:
        return fault(name, "dut-chuoi", "không nối với mắt xích đứng trước")
    if event.hash != event.true_hash:
        message = f"nội dung đã bị sửa: băm lại được {event.true_hash[:12]}…"
        return fault(name, "mat-xich-bi-sua", f"{message}, ghi {event.hash[:12]}…")
    return None


def _clock(event: Event, seen: _Seen) -> Iterator[Problem]:
    earlier, seen.last_at = seen.last_at, event.at
    if earlier and _is_before(event.at, earlier):
        message = f"giờ ghi {event.at} trước giờ của mắt xích đứng trước ({earlier})"
        hint = "đồng hồ máy có lúc sai"
        yield Problem(Place(_name(event)), "gio-lui", message, hint, Severity.WARNING)


def _is_before(at: str, earlier: str) -> bool:
    try:
        return datetime.fromisoformat(at) < datetime.fromisoformat(earlier)
    except (TypeError, ValueError):
        # Such a time was put there by hand: the link's hash says so.
        return False


def _replayed(event: Event, seen: _Seen) -> Iterator[Problem]:
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
        if "decision" in event.detail:
            # The event does not say it: a decision rests on the appraisal that counted then.
            rests = {"appraisal": seen.standings[key].appraisal}
            decided = key, event.detail["decision"]["version"]
            seen.decisions[decided] = seen.decisions[decided] | rests
    except (KeyError, TypeError, ValueError):
        yield fault(_name(event), "mat-xich-trai-trinh-tu", "không thể đi sau các bước đã ghi")


def _numbers(connection: Connection, seen: _Seen) -> Iterator[Problem]:
    """Compare every other table with what the chain says."""
    query = select(dossiers)
    keys = {row.id: Key(row.commune, row.year, row.ruleset) for row in connection.execute(query)}
    yield from _states(connection, seen, keys)
    yield from _rows(connection, seen.submissions, submissions, keys, _submission)
    yield from _rows(connection, seen.appraisals, appraisals, keys, _appraisal)
    yield from _rows(connection, seen.decisions, decisions, keys, _decision)
    yield from contents_that_differ(connection, seen.texts)


def _states(connection: Connection, seen: _Seen, keys: dict[int, Key]) -> Iterator[Problem]:
    found: dict[Key, Standing] = {}
    for row in connection.execute(select(states)).mappings():
        key = keys.get(row["dossier"])
        if key is not None:
            found[key] = from_row(dict(row))
    for key in sorted({*found, *seen.standings, *keys.values()}):
        kept, replayed = found.get(key), seen.standings.get(key)
        if kept is None and replayed is None:
            yield fault(str(key), "dong-la", "không sự kiện nào ghi dòng này")
        if kept == replayed:
            continue
        words = [s.state if s is not None else "không có" for s in (kept, replayed)]
        message = f"bảng trạng thái ghi «{words[0]}», các sự kiện cho ra «{words[1]}»"
        if words[0] == words[1]:
            message = "bảng trạng thái khác với những gì các sự kiện cho ra"
        yield fault(str(key), "trang-thai-khac", message)


def _rows(
    connection: Connection,
    said: dict[tuple[Key, int], Any],
    table: Table,
    keys: dict[int, Key],
    differences: Any,
) -> Iterator[Problem]:
    """Compare each row's content with the hash in its event, both ways."""
    words = {"submissions": "phiên bản", "appraisals": "bản thẩm định", "decisions": "quyết định"}
    left = dict(said)
    query = select(table).order_by(table.c.dossier, table.c.version)
    rows = connection.execute(query.execution_options(yield_per=_HELD))
    for row in rows.mappings():
        key = keys.get(row["dossier"])
        place = f"{key or '?'}, {words[table.name]} {row['version']}"
        noted = None if key is None else left.pop((key, row["version"]), None)
        if key is None or noted is None:
            yield fault(place, "dong-la", "không sự kiện nào ghi dòng này")
            continue
        try:
            names = list(differences(connection, dict(row), key, noted))
        except (AttributeError, KeyError, TypeError, ValueError):
            # Not even readable any more.
            names = ["nội dung"]
        for name in names:
            yield fault(place, "noi-dung-bi-sua", f"«{name}» không khớp với chuỗi sự kiện")
    for key, version in sorted(left):
        yield fault(f"{key}, {words[table.name]} {version}", "mat-dong", "dòng đã mất")


def _submission(connection: Connection, row: dict[str, Any], key: Key, noted: Any) -> Iterator[str]:
    query = (
        select(evidence.c.name, evidence.c.sha256, evidence.c.proofs)
        .where(evidence.c.dossier == row["dossier"], evidence.c.version == row["version"])
        .order_by(evidence.c.position)
    )
    listed = [[e.name, e.sha256, json.loads(e.proofs)] for e in connection.execute(query)]
    notes = None if row["notes"] is None else json.loads(row["notes"])
    beside = {"office": row["office"], "notes": notes}
    content = content_sha256(
        json.loads(row["assessment"]), key.ruleset, row["ruleset_sha256"], beside, listed
    )
    if not content == row["sha256"] == noted["sha256"]:
        yield "nội dung"
    yield from _result(row, noted)
    if sha256_of(json.loads(row["documents"])) != noted["documents"]:
        yield "văn bản"
    for name in ("package_sha256", "source"):
        if row[name] != noted[name]:
            yield name


def _appraisal(_: Connection, row: dict[str, Any], __: Key, noted: Any) -> Iterator[str]:
    if not sha256_of(json.loads(row["content"])) == row["sha256"] == noted["sha256"]:
        yield "nội dung"
    yield from _result(row, noted)
    for name in ("submission", "source"):
        if row[name] != noted[name]:
            yield name


def _decision(_: Connection, row: dict[str, Any], __: Key, noted: Any) -> Iterator[str]:
    if not sha256_of(json.loads(row["content"])) == row["sha256"] == noted["sha256"]:
        yield "nội dung"
    if row["appraisal"] != noted["appraisal"]:
        yield "appraisal"


def _result(row: dict[str, Any], noted: Any) -> Iterator[str]:
    result = json.loads(row["result"])
    if sha256_of(result) != noted["result_sha256"]:
        yield "kết quả"
    elif json.loads(row["summary"]) != summary_of(result):
        yield "tóm tắt"


def _name(event: Event) -> str:
    about = event.dossier or "sổ"
    return f"mắt xích {event.seq} ({event.step}, {about})"
