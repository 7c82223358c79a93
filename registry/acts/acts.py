"""What people do to a dossier: each act is one transaction, one event, one new standing.

Every function checks the workflow inside the transaction, so that two people who act at the
same moment are judged one after the other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from registry.acts.remarks import About, Brought, Remark, RemarkAnswer, brought
from registry.acts.submission import blanks_of, parts_with
from registry.store.chain import Actor, Event, EventContent, append
from registry.store.database import Database
from registry.store.dossier_keys import Key, find
from registry.store.schema import appraisals, submissions
from registry.store.words import meant
from registry.workflow.kept_rulesets import kept_ruleset
from registry.workflow.needs import Facts
from registry.workflow.repeats import Asked, Seen, asked_for, done_already, seen_of
from registry.workflow.settings import Settings, settings_of
from registry.workflow.standing import Standing, after, keep, standing_of
from registry.workflow.steps import position_of, step_for
from registry.workflow.workflow import STAYS, Step
from reports.wording.vietnamese import short_date
from scoring.base.limits import LAST_YEAR
from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.engine.score_sheet import Finding
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class StepWords:
    """What a person says with a step: a reason, and for a return what is asked for by when."""

    reason: str | None = None
    due: date | None = None
    receiver: str | None = None
    """The code of the commune that goes on with a dossier, where it is transferred."""
    remarks: tuple[Remark, ...] = ()
    """What a return asks for, place by place."""
    answers: tuple[RemarkAnswer, ...] = ()
    """What is answered to remarks, where a version is handed in again."""

    def __post_init__(self) -> None:
        """Keep of the reason what can be read: a blank one is none."""
        object.__setattr__(self, "reason", meant(self.reason))

    @property
    def asked(self) -> dict[str, object]:
        """The words as the key of an act says them."""
        due = None if self.due is None else self.due.isoformat()
        found: dict[str, object] = {"reason": self.reason, "due": due}
        if self.remarks:
            found["remarks"] = [[one.place, one.text] for one in self.remarks]
        if self.answers:
            found["answers"] = [[one.number, one.text] for one in self.answers]
        return found


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """One dossier inside a transaction, with everything a step is judged by."""

    connection: Connection
    settings: Settings
    number: int
    key: Key
    standing: Standing | None
    facts: Facts = field(default_factory=Facts)
    asked: Asked | None = None
    """The act with its key, where the caller says what they saw."""

    @property
    def there(self) -> Standing:
        """Where a dossier of the register stands; only a first version has nowhere yet."""
        if self.standing is None:
            raise ValueError(str(self.key))
        return self.standing

    def done_already(self) -> Event | None:
        """Return the event that this very call made before.

        Raises ``ProblemsFound`` when the caller saw anything else than what is there now.
        """
        name = str(self.key)
        return done_already(self.connection, self.asked, seen_of(self.standing), name)

    def step(self, command: str, actor: Actor) -> Step:
        """Return the step *command* is; raises ``ProblemsFound`` when it is none here."""
        position = position_of(str(self.key), self.standing, self.facts)
        return step_for(self.settings.workflow, position, command, actor.role)

    def record(
        self, step: Step, actor: Actor, words: StepWords, detail: Mapping[str, Any] | None = None
    ) -> Event:
        """Add the event of *step* and write where the dossier stands after it.

        Raises ``ProblemsFound`` for a reason that seems to name a child: nothing that is in
        the chain can be taken out again.
        """
        private = private_problem(Place(str(self.key)), words.reason or "", is_sensitive=True)
        if private is not None:
            raise ProblemsFound([private])
        came = self._brought(words, detail or {})
        before = self.standing.state if self.standing is not None else None
        locked = self.facts.locked if step.locks is None else step.locks
        said: dict[str, Any] = {
            "workflow": self.settings.workflow.sha256,
            "command": step.command,
            "locked": locked,
            **(detail or {}),
            **came.noted,
        }
        if self.asked is not None:
            said["asked"] = self.asked.plain
        if step.drops_decision:
            said["drops_decision"] = True
        if words.receiver is not None:
            said["transferred_to"] = words.receiver
        if words.due is not None:
            said["due"] = words.due.isoformat()
        event = append(
            self.connection,
            actor,
            EventContent(
                step=step.name,
                agency=self.settings.workflow.role(actor.role).agency_on(actor.day),
                dossier=str(self.key),
                before=before,
                after=before if step.target == STAYS else step.target,
                reason=words.reason,
                detail=said,
            ),
        )
        came.keep(self.connection, self.number, event.seq)
        keep(self.connection, self.number, after(self.standing, event))
        return event

    def _brought(self, words: StepWords, detail: Mapping[str, Any]) -> Brought:
        """Return the remarks and answers that come with a step; raises ``ProblemsFound``."""
        if not words.remarks and not words.answers:
            return Brought()
        new = detail.get("submission")
        version = self.there.submission if new is None else new["version"]
        return brought(
            self.connection,
            About(self.number, str(self.key), version),
            words.remarks,
            words.answers,
            self._ruleset() if words.remarks else None,
        )

    def _ruleset(self) -> Ruleset:
        """Return the ruleset of the version that counts."""
        query = select(submissions.c.ruleset_sha256).where(
            submissions.c.dossier == self.number,
            submissions.c.version == self.there.submission,
        )
        sha256 = self.connection.execute(query).scalar_one()
        return kept_ruleset(self.connection, self.key.ruleset, sha256)


def open_case(connection: Connection, name: str) -> OpenDossier:
    """Return the dossier a person named, with the facts of the versions that count.

    Raises ``WrongKey`` or ``ProblemsFound`` when there is no such dossier.
    """
    number, key = find(connection, name)
    standing = standing_of(connection, number)
    facts = facts_of(connection, number, standing)
    return OpenDossier(connection, settings_of(connection), number, key, standing, facts)


def facts_of(connection: Connection, number: int, standing: Standing | None) -> Facts:
    """Return what the register itself knows of a dossier."""
    if standing is None:
        return Facts()
    result = _result(connection, submissions, number, standing.submission)
    facts = Facts(locked=standing.locked, blanks=blanks_of(result))
    if standing.appraisal is None:
        return facts
    return with_verified(facts, _result(connection, appraisals, number, standing.appraisal))


def with_verified(facts: Facts, result: Mapping[str, Any]) -> Facts:
    """Return the facts with what a verified result says."""
    still_open = parts_with(result, "MISSING", "NEEDS_APPRAISAL", "UNKNOWN_RULE")
    verdict = Finding[result["verdict"]]
    return replace(facts, has_appraisal=True, verdict=verdict, open_parts=still_open)


def _result(connection: Connection, table: Any, number: int, version: int) -> dict[str, Any]:
    query = select(table.c.result).where(table.c.dossier == number, table.c.version == version)
    return dict(json.loads(connection.execute(query).scalar_one()))


RETURN = "return"
"""The command whose step may bring remarks."""

WORDS_ONLY = frozenset(
    {"submit", "withdraw", "start", RETURN, "publish", "reopen", "lock", "unlock", "cancel"}
    | {"transfer"}
)
"""Commands whose step carries nothing but words."""


def act(  # noqa: PLR0913 -- one parameter is the key of the act
    database: Database,
    name: str,
    command: str,
    actor: Actor,
    words: StepWords,
    *,
    seen: Seen | None = None,
) -> Event:
    """Do a step that carries nothing but words, one of ``WORDS_ONLY``.

    With *seen* the same call again gives the same event, and a call that saw another version
    or step than the present ones is refused.

    Raises ``WrongKey`` for what names no dossier, ``LookupError`` for an unknown role,
    ``ProblemsFound`` when the step is not legal here, with the steps that are.
    """
    if command not in WORDS_ONLY:
        raise ValueError(command)
    if (words.remarks and command != RETURN) or (words.answers and command != "submit"):
        raise ValueError(command)
    with database.writing() as connection:
        actor = actor.now
        case = open_case(connection, name)
        case.settings.workflow.role(actor.role)
        what = {"command": command, **words.asked}
        if words.receiver is not None:
            what["receiver"] = words.receiver
        facts = replace(
            case.facts,
            reason=words.reason,
            commune=case.key.commune,
            receiver=words.receiver if command == "transfer" else None,
        )
        case = replace(case, facts=facts, asked=asked_for(seen, actor, what))
        done = case.done_already()
        if done is not None:
            return done
        step = case.step(command, actor)
        _check_due(str(case.key), actor, words.due)
        return case.record(step, actor, words)


def _check_due(place: str, actor: Actor, due: date | None) -> None:
    if due is not None and not actor.day <= due <= date(LAST_YEAR, 12, 31):
        message = f"hạn {short_date(due)} trước ngày ghi sổ {short_date(actor.day)}"
        if due > actor.day:
            message = f"hạn {short_date(due)} sau năm {LAST_YEAR}"
        raise ProblemsFound([Problem(Place(place), "han-sai", message)])
