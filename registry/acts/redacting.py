"""Taking out what must not stay: a text or a file gives way to its hash, an event says why.

The chain still holds: of a text its hash was hashed, not its letters. What was hashed before
that was so is vouched for by the event itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, bindparam, insert, select, update

from registry.acts.appraising import veiled_appraisal
from registry.acts.free_texts import Cell, FreeText, Spot, cells, free_texts, without
from registry.acts.submission import content_document
from registry.store.chain import Actor, Event, EventContent, append, first_after, walk
from registry.store.database import Database
from registry.store.dossier_keys import Key, find
from registry.store.schema import (
    appraisals,
    decisions,
    evidence,
    files,
    redactions,
    remark_answers,
    remarks,
    submissions,
)
from registry.store.sqlite_files import fold_log
from registry.store.veil import veiled_sha256
from registry.store.words import meant
from registry.workflow.settings import check_keeper, settings_of
from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem, ProblemsFound, shown

REDACT = "che nội dung"
"""The step of the event; it is the register's, for a file may belong to several dossiers."""

SHORTEST_HANDLE = 8


def texts_of(database: Database, name: str) -> list[FreeText]:
    """Return what people wrote about a dossier, and its files.

    Raises ``WrongKey`` and ``ProblemsFound`` as ``keys.find`` does.
    """
    with database.reading() as connection:
        return free_texts(connection, *find(connection, name))


def redact(
    database: Database, name: str, handles: Sequence[str], actor: Actor, reason: str | None
) -> Event:
    """Take texts and files out of a dossier, wherever they stand in it.

    *handles* are the first characters of their SHA-256. The same call again is answered with
    the event that did it. Raises ``WrongKey``, ``LookupError`` and ``ProblemsFound`` as
    ``acts.act`` does.
    """
    with database.writing() as connection:
        actor = actor.now
        workflow = settings_of(connection).workflow
        role = workflow.role(actor.role)
        number, key = find(connection, name)
        check_keeper(workflow, actor, REDACT)
        said = _reason(key, reason)
        known = free_texts(connection, number, key)
        done = _done_already(connection, key, handles)
        if done is not None:
            return done
        chosen = [_chosen(key, known, handle) for handle in handles or [""]]
        changes = [*_changes(connection, number, key, chosen)]
        detail = {
            "dossier": str(key),
            "sha256": [one.sha256 for one in chosen],
            "spots": [[spot.place, spot.entry, spot.field] for spot, *_ in changes],
            "veiled": _veiled(connection, key, changes),
        }
        agency = role.agency_on(actor.day)
        event = append(connection, actor, EventContent(REDACT, agency, reason=said, detail=detail))
        for spot, cell, stored in changes:
            _put(connection, event.seq, spot, cell, stored)
    if database.path is not None:
        fold_log(database.path)
    return event


def _reason(key: Key, reason: str | None) -> str:
    said = meant(reason)
    if said is None:
        message = "phải nêu lý do che"
        raise ProblemsFound([Problem(Place(str(key)), "chua-du-dieu-kien", message)])
    private = private_problem(Place(str(key)), said, is_sensitive=True)
    if private is not None:
        raise ProblemsFound([private])
    return said


def _done_already(connection: Connection, key: Key, handles: Sequence[str]) -> Event | None:
    """Return the event that took out all of this, where one did."""
    for event in redacting_events(connection):
        taken = event.detail.get("sha256", [])
        if (
            event.detail.get("dossier") == str(key)
            and handles
            and all(
                len(handle) >= SHORTEST_HANDLE and any(sha.startswith(handle) for sha in taken)
                for handle in handles
            )
        ):
            return event
    return None


def redacting_events(connection: Connection) -> list[Event]:
    """Return the events that took something out, in order."""
    return [*walk(connection, step=REDACT)]


def _chosen(key: Key, known: Sequence[FreeText], handle: str) -> FreeText:
    fitting = [one for one in known if one.sha256.startswith(handle.lower())]
    if len(fitting) == 1 and len(handle) >= SHORTEST_HANDLE:
        return fitting[0]
    message = f"hồ sơ không có lời văn hay tệp nào mang mã {shown(handle)}"
    if fitting:
        message = f"mã {shown(handle)} chưa đủ để chỉ một lời văn hay một tệp"
    raise ProblemsFound([Problem(Place(str(key)), "khong-co-loi", message, _HINT)])


_HINT = "xem các lời văn, tệp và mã của chúng trong danh sách của hồ sơ"

Change = tuple[Spot, Cell | None, str]
"""Where, which value, and what is stored there from now on; of a file there is no value."""


def _changes(
    connection: Connection, number: int, key: Key, chosen: Sequence[FreeText]
) -> Iterator[Change]:
    texts = frozenset(one.text for one in chosen if not one.is_file)
    for cell in cells(connection, number, key):
        left = without(cell.value, texts)
        if left != cell.value:
            yield cell.spot, cell, cell.column.stored(left)
    for one in chosen:
        if one.is_file:
            yield one.spots[0], None, ""


def _put(connection: Connection, seq: int, spot: Spot, cell: Cell | None, stored: str) -> None:
    row = {"seq": seq, "place": spot.place, "entry": spot.entry, "field": spot.field}
    connection.execute(insert(redactions).values(**row, content=stored))
    if cell is None:
        gone = update(files).where(files.c.sha256 == spot.entry).values(content=b"")
        connection.execute(gone)
        return
    table = cell.column.table
    same = and_(*(table.c[name] == bindparam(f"at_{name}") for name in cell.row))
    values = {f"at_{name}": value for name, value in cell.row.items()}
    changed = update(table).where(same).values({cell.column.name: stored})
    connection.execute(changed, values)


def _veiled(connection: Connection, key: Key, changes: Sequence[Change]) -> dict[str, str]:
    """Return of each version and link what its content comes to when every text is veiled.

    Events of today say it themselves; for those of an earlier program this is what is known.
    """
    found: dict[str, str] = {}
    for spot, cell, _ in changes:
        if cell is None:
            continue
        if spot.place == "events":
            seq = cell.row["seq"]
            link = first_after(connection, seq - 1, str(key))
            if link is not None:
                found[f"events {seq}"] = link.true_hash
            continue
        if spot.place in _VEILED_BY_THEIR_EVENT:
            continue
        at = cell.row["dossier"], cell.row["version"]
        place = "submissions" if spot.place == "evidence" else spot.place
        found[f"{place} {at[0]}/{at[1]}"] = _VEILED[place](connection, key, *at)
    return found


_VEILED_BY_THEIR_EVENT = frozenset({remarks.name, remark_answers.name})
"""Tables whose rows were never hashed but with their texts as hashes."""


def _veiled_submission(connection: Connection, key: Key, dossier: int, version: int) -> str:
    row = _row(connection, submissions, dossier, version)
    rows = connection.execute(
        select(evidence.c.name, evidence.c.sha256, evidence.c.proofs)
        .where(evidence.c.dossier == dossier, evidence.c.version == version)
        .order_by(evidence.c.position)
    )
    notes = None if row["notes"] is None else json.loads(row["notes"])
    return veiled_sha256(
        content_document(
            json.loads(row["assessment"]),
            key.ruleset,
            row["ruleset_sha256"],
            {"office": row["office"], "notes": notes},
            [[one.name, one.sha256, json.loads(one.proofs)] for one in rows],
        )
    )


def _veiled_appraisal(connection: Connection, _: Key, dossier: int, version: int) -> str:
    row = _row(connection, appraisals, dossier, version)
    return veiled_appraisal(json.loads(row["content"]), json.loads(row["result"]))


def _veiled_decision(connection: Connection, _: Key, dossier: int, version: int) -> str:
    return veiled_sha256(json.loads(_row(connection, decisions, dossier, version)["content"]))


_VEILED = {
    "submissions": _veiled_submission,
    "appraisals": _veiled_appraisal,
    "decisions": _veiled_decision,
}


def _row(connection: Connection, table: Any, dossier: int, version: int) -> Mapping[str, Any]:
    query = select(table).where(table.c.dossier == dossier, table.c.version == version)
    return dict(connection.execute(query).mappings().one())
