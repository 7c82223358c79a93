"""What a register goes by: its workflow and its deadlines, kept in it by the hash of their text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, insert, select

from registry.store.chain import Actor, Event, EventContent, append
from registry.store.database import Database, migrate, revision_of
from registry.store.schema import events, texts
from registry.store.sqlite_files import new_file, use_write_ahead_log
from registry.workflow.due_dates import Deadlines, deadlines_of
from registry.workflow.workflow import Workflow, workflow_of
from scoring.base.canonical import sha256_of_text
from scoring.base.problems import Place, Problem, ProblemsFound

WORKFLOW, DEADLINES, RULESET = "workflow", "deadlines", "ruleset"
INIT, CONFIGURE = "lập sổ", "đổi thiết lập"


@dataclass(frozen=True, slots=True)
class Settings:
    """The workflow and the deadlines that count now."""

    workflow: Workflow
    deadlines: Deadlines


def create(database: Database, actor: Actor, workflow: str, deadlines: str) -> Event:
    """Make a new register whose first event says by whom, when, under which settings.

    *workflow* and *deadlines* are the texts of their files. Raises ``ProblemsFound`` when
    there is a register already, ``LookupError`` for a role the workflow does not have.
    """
    with new_file(database.path), database.writing() as connection:
        if revision_of(connection) is not None:
            place = Place(database.name)
            message, hint = "ở đây đã có sổ", "sổ không bao giờ bị ghi đè; chọn chỗ khác"
            raise ProblemsFound([Problem(place, "da-co-so", message, hint)])
        migrate(connection)
        event = _set(connection, actor.now, INIT, workflow, deadlines)
    if database.path is not None:
        use_write_ahead_log(database.path)
    return event


def configure(
    database: Database, actor: Actor, workflow: str | None, deadlines: str | None
) -> Event:
    """Change workflow or deadlines from now on; what was done before stays as it was.

    Raises ``ProblemsFound`` when the role may not, or when a dossier stands in a state that
    the new workflow does not have.
    """
    from registry.store.schema import states

    with database.writing() as connection:
        actor, now = actor.now, _current(connection)
        _check_keeper(workflow_of(_text(connection, now[WORKFLOW]), WORKFLOW), actor)
        new = workflow if workflow is not None else _text(connection, now[WORKFLOW])
        known = {state.name for state in workflow_of(new, WORKFLOW).states}
        used = connection.execute(select(states.c.state).distinct().order_by(states.c.state))
        lost = [name for name in used.scalars() if name not in known]
        if lost:
            message = f"quy trình mới không có trạng thái đang dùng: {', '.join(lost)}"
            raise ProblemsFound([Problem(Place(WORKFLOW), "mat-trang-thai", message)])
        kept = deadlines if deadlines is not None else _text(connection, now[DEADLINES])
        return _set(connection, actor, CONFIGURE, new, kept)


def settings_of(connection: Connection) -> Settings:
    """Return what the register goes by now."""
    now = _current(connection)
    workflow = _workflow(_text(connection, now[WORKFLOW]))
    return Settings(workflow, _deadlines(_text(connection, now[DEADLINES])))


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


def _set(connection: Connection, actor: Actor, step: str, workflow: str, deadlines: str) -> Event:
    read = workflow_of(workflow, WORKFLOW)
    deadlines_of(deadlines, DEADLINES, read)
    _check_keeper(read, actor)
    detail = {
        WORKFLOW: keep_text(connection, WORKFLOW, read.name, workflow),
        DEADLINES: keep_text(connection, DEADLINES, "thời hạn", deadlines),
    }
    agency = read.role(actor.role).agency_on(actor.day)
    return append(connection, actor, EventContent(step, agency, detail=detail))


def _check_keeper(workflow: Workflow, actor: Actor) -> None:
    if workflow.role(actor.role).name != workflow.keeper:
        message = f"vai trò «{actor.role}» không được lập sổ, đổi thiết lập"
        hint = f"việc này của: {workflow.keeper}"
        raise ProblemsFound([Problem(Place("--as"), "sai-vai-tro", message, hint)])


def _current(connection: Connection) -> dict[str, str]:
    import json

    query = select(events.c.detail).where(events.c.dossier.is_(None))
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
