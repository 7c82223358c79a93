"""Keys a register knows, and heads of its chain that were signed: each an event of its keeper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection

from registry.signing.keys import PrivateKey, short
from registry.signing.signatures import HEAD, Signature, signed
from registry.store.chain import Actor, Event, EventContent, append, head_of, walk
from registry.store.database import Database
from registry.store.words import meant
from registry.workflow.settings import check_keeper, settings_of
from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem, ProblemsFound

ACCEPT, DROP, SIGN = "nhận khóa", "bỏ khóa", "ký đầu chuỗi"
KEY_STEPS = (ACCEPT, DROP, SIGN)

_PLACE = Place("khóa")


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A public key with the name it was accepted under."""

    public: str
    name: str
    since: str


def known_keys(connection: Connection) -> dict[str, KnownKey]:
    """Return the keys that count now, by their hexadecimal."""
    found: dict[str, KnownKey] = {}
    acts = [*walk(connection, step=ACCEPT), *walk(connection, step=DROP)]
    for event in sorted(acts, key=lambda event: event.seq):
        found = keys_after(found, event)
    return found


def keys_after(known: Mapping[str, KnownKey], event: Event) -> dict[str, KnownKey]:
    """Return the keys that count after an event."""
    key = event.detail.get("key")
    if event.step == DROP:
        return {public: one for public, one in known.items() if public != key}
    if event.step == ACCEPT and isinstance(key, str):
        return {**known, key: KnownKey(key, str(event.detail.get("name")), event.at)}
    return dict(known)


def accept_key(database: Database, public: str, name: str | None, actor: Actor) -> Event:
    """Record that a key is known from now on, under a name; again changes nothing.

    Raises ``LookupError`` for an unknown role, ``ProblemsFound`` for another role than the
    keeper's and for a blank name.
    """
    said = meant(name)
    if said is None:
        raise ProblemsFound([Problem(_PLACE, "thieu-ten", "phải nêu tên cơ quan giữ khóa")])
    with database.writing() as connection:
        known = known_keys(connection).get(public)
        if known is not None and known.name == said:
            return next(
                event
                for event in reversed([*walk(connection, step=ACCEPT)])
                if event.detail.get("key") == public
            )
        return _recorded(connection, actor.now, ACCEPT, {"key": public, "name": said})


def drop_key(database: Database, public: str, reason: str | None, actor: Actor) -> Event:
    """Record that a key is no longer known; raises as ``accept_key``, and without a reason."""
    said = meant(reason)
    if said is None:
        raise ProblemsFound([Problem(_PLACE, "chua-du-dieu-kien", "phải nêu lý do bỏ khóa")])
    private = private_problem(_PLACE, said)
    if private is not None:
        raise ProblemsFound([private])
    with database.writing() as connection:
        known = [key for key in known_keys(connection) if key.startswith(public)]
        if len(known) != 1:
            message = f"sổ không biết khóa nào là «{public}»"
            raise ProblemsFound([Problem(_PLACE, "khoa-la", message)])
        return _recorded(connection, actor.now, DROP, {"key": known[0]}, said)


def sign_head(database: Database, key: PrivateKey, actor: Actor) -> tuple[Event, Signature]:
    """Sign the chain as it is; the event holds the signature, which may be kept elsewhere too.

    Raises as ``accept_key``; ``ProblemsFound`` for a key the register does not know.
    """
    with database.writing() as connection:
        actor = actor.now
        if key.public not in known_keys(connection):
            message = f"sổ chưa nhận khóa {short(key.public)}"
            hint = "nhận khóa công khai của cơ quan trước"
            raise ProblemsFound([Problem(_PLACE, "khoa-la", message, hint)])
        signature = signed(key, HEAD, str(head_of(connection)), actor.person, actor.at)
        detail = {"key": key.public, "signature": asdict(signature)}
        return _recorded(connection, actor, SIGN, detail), signature


def _recorded(
    connection: Connection,
    actor: Actor,
    step: str,
    detail: Mapping[str, Any],
    reason: str | None = None,
) -> Event:
    workflow = settings_of(connection).workflow
    role = workflow.role(actor.role)
    check_keeper(workflow, actor, step)
    content = EventContent(step, role.agency_on(actor.day), reason=reason, detail=detail)
    return append(connection, actor, content)
