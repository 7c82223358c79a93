"""What a register goes by: its workflow and its deadlines, kept in it by the hash of their text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, func, insert, select

from registry.store.chain import Actor, Event, EventContent, append, first_after
from registry.store.database import Database, migrate, revision_of
from registry.store.schema import events, texts
from registry.store.sqlite_files import new_file, use_write_ahead_log
from registry.workflow.due_dates import Deadlines, deadlines_of
from registry.workflow.repeats import Asked, Seen, asked_for, done_already
from registry.workflow.workflow import Workflow, workflow_of
from scoring.base.canonical import sha256_of_text
from scoring.base.problems import Place, Problem, ProblemsFound

WORKFLOW, DEADLINES, RULESET = "workflow", "deadlines", "ruleset"
INIT, CONFIGURE = "lập sổ", "đổi thiết lập"
SETTINGS = (INIT, CONFIGURE)
"""The steps whose events say what the register goes by; others may stand between them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The workflow and the deadlines that count now."""

    workflow: Workflow
    deadlines: Deadlines


def create(
    database: Database, actor: Actor, workflow: str, deadlines: str, *, seen: Seen | None = None
) -> Event:
    """Make a new register whose first event says by whom, when, under which settings.

    *workflow* and *deadlines* are the texts of their files. With *seen* (``NOTHING``) the same
    call again gives the same event. Raises ``ProblemsFound`` when
    there is a register already, ``LookupError`` for a role the workflow does not have.
    """
    asked = asked_for(seen, actor, _said(INIT, workflow, deadlines))
    with new_file(database.path), database.writing() as connection:
        if revision_of(connection) is not None:
            first = first_after(connection, 0, None)
            if asked is not None and first is not None and first.detail.get("asked") == asked.plain:
                return first
            place = Place(database.name)
            message, hint = "ở đây đã có sổ", "sổ không bao giờ bị ghi đè; chọn chỗ khác"
            raise ProblemsFound([Problem(place, "da-co-so", message, hint)])
        migrate(connection)
        event = _set(connection, actor.now, INIT, workflow, deadlines, asked)
    if database.path is not None:
        use_write_ahead_log(database.path)
    return event


def configure(
    database: Database,
    actor: Actor,
    workflow: str | None,
    deadlines: str | None,
    *,
    seen: Seen | None = None,
) -> Event:
    """Change workflow or deadlines from now on; what was done before stays as it was.

    With *seen* (``settings_seen``) the same call again gives the same event, and a call that
    saw other settings than the present ones is refused.

    Raises ``ProblemsFound`` when the role may not, or when a dossier stands in a state that
    the new workflow does not have.
    """
    from registry.store.schema import states

    with database.writing() as connection:
        actor, now = actor.now, _current(connection)
        asked = asked_for(seen, actor, _said(CONFIGURE, workflow, deadlines))
        done = done_already(connection, asked, settings_seen(connection), None, SETTINGS)
        if done is not None:
            return done
        check_keeper(workflow_of(_text(connection, now[WORKFLOW]), WORKFLOW), actor)
        new = workflow if workflow is not None else _text(connection, now[WORKFLOW])
        known = {state.name for state in workflow_of(new, WORKFLOW).states}
        used = connection.execute(select(states.c.state).distinct().order_by(states.c.state))
        lost = [name for name in used.scalars() if name not in known]
        if lost:
            message = f"quy trình mới không có trạng thái đang dùng: {', '.join(lost)}"
            raise ProblemsFound([Problem(Place(WORKFLOW), "mat-trang-thai", message)])
        kept = deadlines if deadlines is not None else _text(connection, now[DEADLINES])
        return _set(connection, actor, CONFIGURE, new, kept, asked)


def settings_of(connection: Connection) -> Settings:
    """Return what the register goes by now."""
    now = _current(connection)
    workflow = _workflow(_text(connection, now[WORKFLOW]))
    return Settings(workflow, _deadlines(_text(connection, now[DEADLINES])))


def texts_now(connection: Connection) -> tuple[str, str]:
    """Return the texts of the workflow and of the deadlines that the register goes by now."""
    now = _current(connection)
    return _text(connection, now[WORKFLOW]), _text(connection, now[DEADLINES])


def keep_text(connection: Connection, kind: str, name: str, content: str) -> str:
    """Keep a text once; return its SHA-256."""
    sha256 = sha256_of_text(content)
    known = connection.execute(select(texts.c.sha256).where(texts.c.sha256 == sha256)).first()
    if known is None:
        row = {"sha256": sha256, "kind": kind, "name": name, "content": content}
        connection.execute(insert(texts).values(row))
    return sha256


def known_rulesets(connection: Connection) -> frozenset[str]:
    """Return the SHA-256 of every ruleset a version was ever taken in under."""
    query = select(texts.c.sha256).where(texts.c.kind == RULESET)
    return frozenset(connection.execute(query).scalars())


def settings_seen(connection: Connection) -> Seen:
    """Return what a page that shows the settings hands back with their change."""
    query = select(func.max(events.c.seq)).where(*_OWN)
    return Seen(0, connection.execute(query).scalar() or 0)


def _said(step: str, workflow: str | None, deadlines: str | None) -> dict[str, object]:
    given = {WORKFLOW: workflow, DEADLINES: deadlines}
    hashes = {kind: None if text is None else sha256_of_text(text) for kind, text in given.items()}
    return {"command": step, **hashes}


def _set(  # noqa: PLR0913, PLR0917 -- one parameter is the key of the act
    connection: Connection,
    actor: Actor,
    step: str,
    workflow: str,
    deadlines: str,
    asked: Asked | None,
) -> Event:
    read = workflow_of(workflow, WORKFLOW)
    deadlines_of(deadlines, DEADLINES, read)
    check_keeper(read, actor)
    detail: dict[str, object] = {
        WORKFLOW: keep_text(connection, WORKFLOW, read.name, workflow),
        DEADLINES: keep_text(connection, DEADLINES, "thời hạn", deadlines),
    }
    if asked is not None:
        detail["asked"] = asked.plain
    agency = read.role(actor.role).agency_on(actor.day)
    return append(connection, actor, EventContent(step, agency, detail=detail))


def check_keeper(workflow: Workflow, actor: Actor, what: str = "lập sổ, đổi thiết lập") -> None:
    """Raise ``ProblemsFound`` for a role that does not keep the register; *what* it wants."""
    if workflow.role(actor.role).name != workflow.keeper:
        message = f"vai trò «{actor.role}» không được {what}"
        hint = f"việc này của: {workflow.keeper}"
        raise ProblemsFound(
            [Problem(Place(f"{actor.person}:{actor.role}"), "sai-vai-tro", message, hint)]
        )


_OWN = (events.c.dossier.is_(None), events.c.step.in_(SETTINGS))
"""Which links are about the settings."""


def _current(connection: Connection) -> dict[str, str]:
    import json

    query = select(events.c.detail).where(*_OWN)
    row = connection.execute(query.order_by(events.c.seq.desc()).limit(1)).scalar_one()
    return dict(json.loads(row))


def _text(connection: Connection, sha256: str) -> str:
    query = select(texts.c.content).where(texts.c.sha256 == sha256)
    return str(connection.execute(query).scalar_one())


# A register of a whole nation is imported under one workflow; it is read once.
@lru_cache(maxsize=8)
def _workflow(text: str) -> Workflow:
    return workflow_of(text, WORKFLOW)


@lru_cache(maxsize=8)
def _deadlines(text: str) -> Deadlines:
    return deadlines_of(text, DEADLINES, None)
