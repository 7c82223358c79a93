"""One act for several dossiers of the desk: a line each, a refusal stops no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from registry.acts.acts import StepWords, act
from registry.store.chain import Actor
from registry.store.database import Database
from registry.store.dossier_keys import WrongKey
from registry.workflow.repeats import Seen
from registry.workflow.settings import settings_of
from scoring.base.problems import ProblemsFound

BULK = ("start", "lock")
"""The acts that a verifier does for several dossiers, where the workflow has a step for them."""


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What came of one dossier."""

    name: str
    words: str
    is_done: bool


def bulk_steps(database: Database, role: str) -> dict[str, str]:
    """Return the acts of ``BULK`` that *role* has by the workflow, with the step's name."""
    with database.reading() as connection:
        workflow = settings_of(connection).workflow
    return {
        command: step.name
        for command in BULK
        for step in workflow.steps
        if step.command == command and role in step.roles
    }


def step_for_each(
    database: Database, command: str, chosen: Iterable[tuple[str, Seen]], actor: Actor
) -> Iterator[BulkResult]:
    """Do the act for each dossier, each as its person saw it; a refusal stops no other."""
    for name, seen in chosen:
        try:
            event = act(database, name, command, actor, StepWords(), seen=seen)
        except ProblemsFound as refused:
            words = "; ".join(problem.message for problem in refused.problems)
            yield BulkResult(name, words, is_done=False)
        except (LookupError, WrongKey) as refused:
            yield BulkResult(name, str(refused.args[0]), is_done=False)
        else:
            yield BulkResult(name, f"{event.step}, nay «{event.after}»", is_done=True)
