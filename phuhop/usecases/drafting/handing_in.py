"""From a draft to a version of the register: the same content is the same version, once.

The register knows a version by the hash of its content, so that handing in may be repeated
after a crash: the second time it answers what it answered the first time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, and_, select

import criteria
from phuhop import __version__
from phuhop.usecases.drafting.assembling import Assembled
from phuhop.usecases.drafting.evidence import OnDraft, submitted
from registry.acts.acts import StepWords, act
from registry.acts.remarks import RemarkAnswer
from registry.acts.submission import Submission, submission_of
from registry.acts.submitting import Received, receive
from registry.store.chain import Actor
from registry.store.database import Database
from registry.store.dossier_keys import Key
from registry.store.schema import dossiers, states, submissions
from registry.workflow.settings import settings_of
from reports.wording.stamp import Stamp
from scoring.base.problems import Place
from scoring.intake.reading import Entry
from scoring.rules.ruleset import Ruleset

SOURCE = "nhập trên cổng"
"""What the register says a version came from."""


@dataclass(frozen=True, slots=True)
class ToHandIn:
    """What will be handed in, and the hash by which the register knows it."""

    submission: Submission

    @property
    def sha256(self) -> str:
        """The hash of the content."""
        return self.submission.sha256


def to_hand_in(ruleset: Ruleset, found: Assembled, files: Iterable[OnDraft] = ()) -> ToHandIn:
    """Return what a draft hands in with its *files*.

    Raises ``ValueError`` while something is at fault.
    """
    if not found.may_be_handed_in or found.assessment is None:
        raise ValueError(SOURCE)
    text = (criteria.DECISIONS / f"{ruleset.id}.yaml").read_bytes().decode("utf-8")
    entry = Entry(found.assessment, ruleset, Place(SOURCE), found.form)
    submission = submission_of(entry, text, Stamp(__version__))
    return ToHandIn(replace(submission, evidence=tuple(submitted(files, found.form))))


def hand_in(
    database: Database,
    what: ToHandIn,
    actor: Actor,
    answers: Sequence[RemarkAnswer] = (),
    explanation: str | None = None,
) -> Received:
    """Take the version into the register, with the *answers* to what a return asked for.

    Where nothing of the content changed since the return, the version that counts is sent again
    with them and the *explanation*; for that step the shipped workflow asks for one. Raises
    ``ProblemsFound`` where the workflow does not allow it; nothing is kept then.
    """
    words = StepWords(explanation, answers=tuple(answers))
    key = what.submission.key
    if _counts_now(database, key, what.sha256):
        event = act(database, str(key), "submit", actor, words)
        version = _current(database, key)
        return Received(key, version, version, event.after or "", event)
    return receive(database, what.submission, actor, words if answers or explanation else None)


def _counts_now(database: Database, key: Key, sha256: str) -> bool:
    """Whether the version that counts has this content, and waits to be handed in again."""
    query = _of(key, select(submissions.c.sha256, states.c.state))
    with database.reading() as connection:
        row = connection.execute(query).first()
        if row is None or row.sha256 != sha256:
            return False
        return "submit" in settings_of(connection).workflow.commands_from(row.state)


def _current(database: Database, key: Key) -> int:
    with database.reading() as connection:
        return int(connection.execute(_of(key, select(states.c.submission))).scalar_one())


def _of(key: Key, query: Select[Any]) -> Select[Any]:
    current = and_(
        submissions.c.dossier == states.c.dossier, submissions.c.version == states.c.submission
    )
    return (
        query.join_from(states, dossiers, dossiers.c.id == states.c.dossier)
        .join(submissions, current)
        .where(
            dossiers.c.commune == key.commune,
            dossiers.c.year == key.year,
            dossiers.c.ruleset == key.ruleset,
        )
    )


def has_version(database: Database, commune: str, year: int, sha256: str) -> bool:
    """Whether the register holds a version of this content."""
    query = (
        select(submissions.c.version)
        .join(dossiers, dossiers.c.id == submissions.c.dossier)
        .where(
            and_(
                dossiers.c.commune == commune,
                dossiers.c.year == year,
                submissions.c.sha256 == sha256,
            )
        )
    )
    with database.reading() as connection:
        return connection.execute(query).first() is not None
