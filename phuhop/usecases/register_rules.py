"""The rules a register goes by: shown, held against a new file line by line, changed."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from registry.store.chain import Actor
    from registry.store.database import Database
    from registry.workflow.repeats import Seen


@dataclass(frozen=True, slots=True)
class RulesNow:
    """The texts that hold, the workflow's name, and what a page hands back that showed them."""

    name: str
    workflow: str
    deadlines: str
    seen: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A line of a difference: ``sign`` is «+», «-», « » or «@» (lines left out)."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class RulesOffered:
    """What a file would change, of each text that is given: every line that differs."""

    workflow: str | None
    deadlines: str | None
    differences: tuple[tuple[str, tuple[Changed, ...]], ...]
    seen: int

    @property
    def is_same(self) -> bool:
        """Whether nothing would change."""
        return not any(lines for _, lines in self.differences)


def rules_now(database: Database) -> RulesNow:
    """Return the rules that hold."""
    from registry.workflow.settings import settings_of, settings_seen, texts_now

    with database.reading() as connection:
        workflow, deadlines = texts_now(connection)
        name = settings_of(connection).workflow.name
        return RulesNow(name, workflow, deadlines, settings_seen(connection).step)


def offered(database: Database, workflow: str | None, deadlines: str | None) -> RulesOffered:
    """Return what new texts would change. Raises ``ProblemsFound`` with every fault of them."""
    from registry.workflow.due_dates import deadlines_of
    from registry.workflow.workflow import workflow_of

    now = rules_now(database)
    read = workflow_of(now.workflow if workflow is None else workflow, "quy trình")
    deadlines_of(now.deadlines if deadlines is None else deadlines, "thời hạn", read)
    pairs = (("Quy trình", now.workflow, workflow), ("Thời hạn", now.deadlines, deadlines))
    found = tuple(
        (name, _difference(before, after)) for name, before, after in pairs if after is not None
    )
    return RulesOffered(workflow, deadlines, found, now.seen)


def _difference(before: str, after: str) -> tuple[Changed, ...]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return tuple(
        Changed(line[0], "" if line.startswith("@@") else line[1:])
        for line in lines
        if not line.startswith(("---", "+++"))
    )


def apply_rules(
    database: Database, actor: Actor, seen: Seen, workflow: str | None, deadlines: str | None
) -> int:
    """Let new rules hold from now on; return the number of the event.

    Again it is answered as the first time. Raises ``ProblemsFound`` for faults, for who does
    not keep the register, and where other rules hold than *seen* ones.
    """
    from registry.workflow.settings import configure

    return configure(database, actor, workflow, deadlines, seen=seen).seq
