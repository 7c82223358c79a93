"""Registers to which somebody who may add rows adds well-hashed ones, as no command would."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from registry.acts.acts import open_case
from registry.acts.submission import summary_of
from registry.acts.submitting import fingerprints
from registry.keeping.audit import audit
from registry.store.canonical_json import canonical, kept, sha256_of
from registry.store.chain import EventContent, append
from registry.store.database import Database
from registry.store.schema import appraisals, decisions, submissions
from registry.workflow.settings import keep_text
from registry.workflow.standing import after, keep
from tests.support.registries import (
    FULL,
    KEY,
    appraise,
    by,
    hand_in,
    new_register,
    said,
    step,
    version,
    with_figures,
)


def told(database: Database) -> list[str]:
    """Return what the audit says of a register that is not sound."""
    found = audit(database)
    assert not found.is_sound
    return said(found.problems)


def slip_in(
    connection: Connection, role: str, step_name: str, command: str, to: str, **more: Any
) -> None:
    """Add a link and a state as the program would, without asking whether it may be."""
    case = open_case(connection, KEY)
    workflow = case.settings.workflow
    actor = by(role, more.pop("at", "2024-11-30T08:00:00+07:00"))
    reason, locked = more.pop("reason", None), more.pop("locked", case.there.locked)
    detail = {"workflow": workflow.sha256, "command": command, "locked": locked, **more}
    agency = workflow.role(role).agency_on(actor.day)
    content = EventContent(step_name, agency, FULL, case.there.state, to, reason, detail)
    event = append(connection, actor, content)
    keep(connection, case.number, after(case.standing, event))


def add_decision(connection: Connection, appraisal: int, **changes: Any) -> Mapping[str, Any]:
    """Add a row of a decision; return what an event says of it."""
    content = {
        "outcome": "công nhận",
        "number": "15/QĐ-UBND",
        "day": "2024-11-30",
        "signer": "Lê Văn Đồi",
        "reason": None,
        "verdict": "MET",
        "level": "giả định",
        **changes,
    }
    row = {"dossier": 1, "version": 1, "appraisal": appraisal, "sha256": sha256_of(content)}
    connection.execute(insert(decisions).values(**row, content=canonical(content)))
    return {name: row[name] for name in ("version", "sha256", "appraisal")}


def add_appraisal(
    connection: Connection, content: Any, result: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Add a row of an appraisal; return what an event says of it."""
    row = {
        "version": 1,
        "submission": 1,
        "sha256": sha256_of(content),
        "source": "tham-dinh.json",
    }
    rest = {"result": kept(result), "summary": kept(summary_of(result))}
    connection.execute(
        insert(appraisals).values(**row, dossier=1, content=canonical(content), **rest)
    )
    return {**row, "result_sha256": sha256_of(result)}


def appraised(address: str, **figures: int) -> Database:
    """Return a register whose one dossier is appraised."""
    database = new_register(address)
    hand_in(database, version(with_figures(**figures)))
    step(database, "start", "thẩm định")
    appraise(database)
    return database


def begun(address: str, **figures: int) -> Database:
    """Return a register whose one dossier is being appraised."""
    database = new_register(address)
    hand_in(database, version(with_figures(**figures)))
    step(database, "start", "thẩm định")
    return database


def stored(connection: Connection) -> dict[str, Any]:
    """Return the result of the only version."""
    return dict(json.loads(connection.execute(select(submissions.c.result)).scalar_one()))


def add_version(connection: Connection, submission: Any, number: int, dossier: int = 1) -> Any:
    """Add a row of a version; return what an event says of it."""
    keep_text(connection, "ruleset", submission.ruleset_id, submission.ruleset_text)
    connection.execute(
        insert(submissions).values(
            dossier=dossier,
            version=number,
            sha256=submission.sha256,
            ruleset_sha256=submission.ruleset_sha256,
            assessment=canonical(submission.assessment.document()),
            result=kept(submission.result),
            summary=kept(summary_of(submission.result)),
            documents=canonical({}),
            source=submission.source,
        )
    )
    return {"version": number, **fingerprints(submission)}
