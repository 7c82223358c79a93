"""Keeping a register: begun, rules changed, audited, examined, upgraded, backed up, restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phuhop.usecases.register.opening import wrong_words_told
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.problems import Problem, file_name
from scoring.base.quantities import vietnamese

if TYPE_CHECKING:
    from datetime import datetime

    from registry.keeping.audit import Audit
    from registry.keeping.checkup import Check
    from registry.signing.beside import SignedVersion
    from registry.store.chain import Actor, Event, Head
    from registry.store.database import Database

_HASH_LENGTH = 64


@dataclass(frozen=True, slots=True)
class RulesSet:
    """The event by which workflow and due dates hold, in the register called ``database``."""

    database: str
    event: Event

    def line(self) -> str:
        """Return what was done, in which state, and the link."""
        from registry.views.text import event_line

        return event_line(self.event)

    def json(self) -> dict[str, Any]:
        """Return the event with everything that is hashed."""
        from registry.views.plain_json import plain_event

        return plain_event(self.event)


def begin(address: str, actor: Actor, workflow: Path | None, deadlines: Path | None) -> RulesSet:
    """Begin a register at *address* by an office's own rules, or the shipped ones.

    Raises ``WrongUse`` for a wrong address or role, ``ProblemsFound`` for faulty files and
    where a register stands already.
    """
    from registry.store.database import connect
    from registry.workflow.due_dates import SHIPPED as DEADLINES
    from registry.workflow.settings import create
    from registry.workflow.workflow import SHIPPED as WORKFLOW

    rules, days = _texts(workflow or WORKFLOW, deadlines or DEADLINES)
    with wrong_words_told():
        database = connect(address)
        event = create(database, actor, rules or "", days or "")
        database.close()
    return RulesSet(database.name, event)


def change_rules(
    database: Database, actor: Actor, workflow: Path | None, deadlines: Path | None
) -> RulesSet:
    """Change workflow or due dates from now on; raises ``ProblemsFound`` for faulty files."""
    from registry.workflow.settings import configure

    if workflow is None and deadlines is None:
        raise WrongUse("workflow", "nêu quy trình hoặc thời hạn")
    rules, days = _texts(workflow, deadlines)
    return RulesSet(database.name, configure(database, actor, rules, days))


def _texts(workflow: Path | None, deadlines: Path | None) -> tuple[str | None, str | None]:
    """Read the files; their faults are told under their own names, with lines."""
    from registry.workflow.due_dates import deadlines_of
    from registry.workflow.workflow import load_workflow
    from scoring.formats.yaml_files import text_of

    rules = None if workflow is None else load_workflow(workflow)
    days = None if deadlines is None else text_of(deadlines)
    if deadlines is not None and days is not None:
        deadlines_of(days, file_name(deadlines), None if rules is None else rules[0])
    return (None if rules is None else rules[1]), days


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit found: how far the chain goes, and every fault in the order of the links."""

    found: Audit

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return self.found.is_sound

    @property
    def problems(self) -> Sequence[Problem]:
        """The faults: the first broken link comes first."""
        return self.found.problems

    def lines(self) -> list[str]:
        """Return whether all is well, how much there is, and the head of the chain."""
        found = self.found
        words = "Chuỗi liền mạch" if found.is_sound else "Chuỗi hoặc nội dung KHÔNG liền mạch"
        return [
            f"{words}: {found.events} mắt xích, {found.dossiers} hồ sơ.",
            f"Đầu chuỗi: {found.head}",
            *(found.signed[-1].words for _ in found.signed[-1:]),
            *_signed_versions(found.signed_versions),
            *([_NOT_AUDITED] if found.has_accounts else []),
        ]

    def json(self) -> dict[str, Any]:
        """Return the audit as plain values."""
        from registry.views.plain_json import plain_audit

        return plain_audit(self.found)


_NOT_AUDITED = (
    "Không kiểm tra ở đây: tài khoản, bản nháp, tệp nháp của cổng làm việc; "
    "chúng không nằm trong sổ."
)


def _signed_versions(found: Sequence[SignedVersion]) -> list[str]:
    if not found:
        return []
    known = sum(one.name is not None for one in found)
    words = f"khóa đã biết {vietnamese(known)}, khóa CHƯA BIẾT {vietnamese(len(found) - known)}"
    return [f"Bản nộp kèm chữ ký đúng: {vietnamese(len(found))} ({words})."]


def audit(database: Database, printed: str | None = None) -> Audited:
    """Check chain, contents and states; that a link *printed* on a paper is still there, too.

    Raises ``WrongUse`` for words that are no link.
    """
    from registry.keeping.audit import audit as audit_register

    return Audited(audit_register(database, None if printed is None else _head(printed)))


def _head(text: str) -> Head:
    from registry.store.chain import Head

    number, colon, value = text.strip().partition(":")
    is_hash = len(value) == _HASH_LENGTH and not set(value) - set("0123456789abcdef")
    if not colon or not number.isdecimal() or not is_hash:
        raise WrongUse("head", "viết SỐ:BĂM như in ở cuối hồ sơ, băm đủ 64 chữ số")
    return Head(int(number), value)


@dataclass(frozen=True, slots=True)
class Checkup:
    """What an examination found, thing by thing."""

    checks: tuple[Check, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing has to be done at once."""
        return all(check.is_well is not False for check in self.checks)


def examine(address: str, now: datetime, backups: Path | None) -> Checkup:
    """Examine the register at *address*: reachable, guarded, room, clock, backed up.

    Raises ``WrongUse`` for a wrong address.
    """
    from registry.keeping.checkup import checkup

    with wrong_words_told():
        return Checkup(checkup(address, now, backups))


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A register by name, the version it had and the one it has."""

    database: str
    before: str
    now: str


def upgrade(address: str) -> Upgraded:
    """Bring the register of an older program to this one's version; the chain stays as it is.

    Raises ``WrongUse`` for a wrong address, ``ProblemsFound`` for what cannot be upgraded.
    """
    from registry.store.database import SCHEMA
    from registry.store.database import upgrade as upgrade_register

    with wrong_words_told():
        database, had = upgrade_register(address)
        database.close()
    return Upgraded(database.name, had, SCHEMA)


def back_up(database: Database, target: Path) -> str:
    """Write a copy as a new file; return the head of its chain as it is printed."""
    from registry.keeping.backup import back_up as back_up_register

    return str(back_up_register(database, target))


@dataclass(frozen=True, slots=True)
class Restored:
    """A register restored: its name, its links, the head of its chain, what was found in it."""

    database: str
    events: int
    head: str
    problems: tuple[Problem, ...]


def restore(source: Path, address: str) -> Restored:
    """Restore a copy into a new register; raises ``ProblemsFound`` where one stands already."""
    from registry.keeping.backup import restore as restore_register
    from registry.store.database import connect

    with wrong_words_told():
        database = connect(address)
        found = restore_register(source, database)
        database.close()
    return Restored(database.name, found.events, str(found.head), tuple(found.problems))
