"""Every step of a dossier judged again: by the workflow it names, its role, needs, where it led.

Whoever may add rows can add a well-hashed link. No command would have written it, and that is
what is looked for here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from registry.acts.acts import RETURN, WORDS_ONLY, with_verified
from registry.acts.deciding import named_appraisers, other_paper
from registry.acts.remarks import ANSWERS, REMARKS
from registry.keeping.brought_versions import CARRIES, BroughtVersions, not_written
from registry.keeping.register_steps import (
    RegisterSteps,
    agency_problems,
    asked_problems,
    day_of,
)
from registry.keeping.rows import Known, facts_of
from registry.store.chain import Event, walk
from registry.store.dossier_keys import Key, full_key
from registry.store.words import meant
from registry.workflow.needs import Facts
from registry.workflow.people import People, people_after
from registry.workflow.repeats import seen_of
from registry.workflow.standing import Standing, after
from registry.workflow.steps import position_of, step_for
from registry.workflow.workflow import FINISH, STAYS, Step, Workflow
from scoring.base.problems import Problem, ProblemsFound, Severity, shown


@dataclass(slots=True)
class Judge:
    """Walks the chain once more, knowing what every version comes to."""

    connection: Connection
    known: Known
    finals: Mapping[Key, Standing]
    """Where the dossiers stand at the end of the chain."""
    own: RegisterSteps
    """What concerns the register itself."""
    only: frozenset[Key] | None = None
    _standings: dict[Key, Standing] = field(default_factory=dict)
    _versions: BroughtVersions = field(init=False)
    _people: dict[Key, People] = field(default_factory=dict)
    _papers: dict[Key, Mapping[str, Any]] = field(default_factory=dict)
    """The decisions that count at this point of the chain."""

    def __post_init__(self) -> None:
        """Begin before the first link."""
        self._versions = BroughtVersions(self.known)

    def problems(self) -> Iterator[Problem]:
        """Yield what no command of the program would have written."""
        for event in walk(self.connection):
            try:
                yield from self._event(event)
            except (AttributeError, KeyError, TypeError, ValueError):
                message = "thiếu hoặc sai dạng điều mà bước nào cũng ghi"
                yield not_written(event, "mat-xich-la", message)

    def _event(self, event: Event) -> Iterator[Problem]:
        if event.dossier is None:
            yield from self.own.problems(event)
            return
        try:
            key = full_key(event.dossier)
            before = self._standings.get(key)
            self._standings[key] = now = after(before, event)
        except (KeyError, TypeError, ValueError):
            # It cannot follow at all: named with the links.
            return
        if self.only is not None and key not in self.only:
            return
        # Whatever cannot be read while it is judged, the next links still rest on it.
        try:
            yield from self.own.acting(event, key.commune)
            yield from self._judged(event, key, before)
        finally:
            self._took_in(event, key, now)

    def _took_in(self, event: Event, key: Key, now: Standing) -> None:
        self._people[key] = people_after(self._people.get(key, People()), event)
        self._papers.pop(key, None)
        if now.decision is not None and (key, now.decision) in self.known.decided:
            self._papers[key] = self.known.decided[key, now.decision]

    def _judged(self, event: Event, key: Key, before: Standing | None) -> Iterator[Problem]:
        workflow = yield from self.own.named(event, event.detail["workflow"])
        if event.detail["workflow"] != self.own.current:
            yield not_written(event, "quy-trinh-khac", "không theo quy trình đang dùng lúc đó")
        if workflow is not None:
            yield from agency_problems(event, workflow)
            yield from self._step(event, key, before, workflow)
        yield from self._versions.problems(event, key, before)
        for message in self.own.signing.brought(event):
            yield not_written(event, "chu-ky-sai", message)
        yield from self._blank(event, key)
        yield from asked_problems(event, seen_of(before), "hồ sơ")
        yield from _remarked(event, before)
        yield from _said_elsewhere(event)

    def _blank(self, event: Event, key: Key) -> Iterator[Problem]:
        """Name words that nobody can read, which earlier versions of the program took.

        In the decision that counts they are a fault; what was history since then is told.
        """
        said = event.detail.get("decision")
        paper = self.known.decided.get((key, said["version"]), {}) if said else {}
        words = {
            "lý do": event.reason,
            "số văn bản": paper.get("number"),
            "người ký": paper.get("signer"),
        }
        blank = [name for name, text in words.items() if text and meant(text) is None]
        if blank:
            counts = said and self.finals[key].decision == said["version"]
            found = not_written(event, "loi-trong", f"{', '.join(blank)} không có chữ nào")
            yield replace(found, severity=Severity.FAULT if counts else Severity.WARNING)

    def _step(
        self, event: Event, key: Key, before: Standing | None, workflow: Workflow
    ) -> Iterator[Problem]:
        command = event.detail["command"]
        facts = self._facts(event, key, before)
        if facts is None:
            # A version is lost or unreadable: named with its row.
            return
        try:
            position = position_of(str(key), before, facts)
            step = step_for(workflow, position, command, event.role)
        except ProblemsFound as found:
            for problem in found.problems:
                yield not_written(event, problem.code, problem.message)
            return
        for words, said, right in _outcome(event, before, step):
            if said != right:
                message = f"{words} ghi {_value(said)}, theo quy trình là {_value(right)}"
                yield not_written(event, "khong-dung-buoc", message)

    def _facts(self, event: Event, key: Key, before: Standing | None) -> Facts | None:
        """Return what the step was held against; ``None`` where nobody can know any more."""
        facts: Facts | None = Facts()
        if before is not None:
            facts = facts_of(self.known, key, before.submission, before.appraisal)
        if facts is None:
            return None
        facts = replace(facts, locked=before is not None and before.locked)
        carried = CARRIES.get(event.detail["command"])
        if carried == "submission":
            return facts
        if carried == "appraisal":
            given = self.known.verified.get((key, event.detail["appraisal"]["version"]))
            return None if given is None else with_verified(facts, given)
        receiver = event.detail.get("transferred_to")
        facts = replace(facts, reason=event.reason, commune=key.commune, receiver=receiver)
        if event.detail["command"] == FINISH and before is not None:
            sheet = self.known.complete.get((key, before.appraisal or 0))
            if sheet is None and before.appraisal is not None:
                return None
            missing = () if sheet is None else sheet.missing(day_of(event))
            return replace(facts, unfinished=missing, is_seen=sheet is not None and sheet.is_seen)
        if carried != "decision" or before is None:
            return facts
        paper = self.known.decided.get((key, event.detail["decision"]["version"]))
        appraised = self.known.appraised.get((key, before.appraisal or 0), {})
        return None if paper is None else self._deciding(facts, event, key, paper, appraised)

    def _deciding(
        self,
        facts: Facts,
        event: Event,
        key: Key,
        paper: Mapping[str, Any],
        appraised: Mapping[str, Any],
    ) -> Facts:
        people = self._people.get(key, People())
        number, signer = paper["number"], paper["signer"]
        day = date.fromisoformat(paper["day"]) if paper["day"] else None
        others = (
            f"{other.short} {words}"
            for other, content in sorted(self._papers.items())
            if other != key and (words := other_paper(content, number, day, signer))
        )
        return replace(
            facts,
            number=number,
            day=day,
            signer=signer,
            others=tuple(others),
            actor=event.person,
            submitted_on=people.submitted_on,
            appraisers=people.appraisers | named_appraisers(appraised),
        )


def _outcome(
    event: Event, before: Standing | None, step: Step
) -> Iterator[tuple[str, object, object]]:
    """Yield in words what an event says of its step, and what it has to say."""
    was = before.state if before is not None else None
    locked = before is not None and before.locked if step.locks is None else step.locks
    yield "tên bước", event.step, step.name
    yield "trạng thái trước", event.before, was
    yield "trạng thái sau", event.after, was if step.target == STAYS else step.target
    yield "khóa số liệu", event.detail["locked"], locked
    drops = bool(step.drops_decision)
    yield "bỏ quyết định", event.detail.get("drops_decision", False), drops


def _remarked(event: Event, before: Standing | None) -> Iterator[Problem]:
    """Judge whether remarks or answers may come with this step."""
    command = event.detail["command"]
    if REMARKS in event.detail and command != RETURN:
        message = "chỉ bước trả hồ sơ mang theo yêu cầu bổ sung"
        yield not_written(event, "khong-dung-buoc", message)
    is_again = before is not None and (command == "submit" or CARRIES.get(command) == "submission")
    if ANSWERS in event.detail and not is_again:
        message = "chỉ bước nộp lại mang theo trả lời"
        yield not_written(event, "khong-dung-buoc", message)


def _said_elsewhere(event: Event) -> Iterator[Problem]:
    """Judge what only some steps say: a day until when, a receiver, a finished appraisal."""
    command, due = event.detail["command"], event.detail.get("due")
    for name, (words, commands) in _SAID_BY.items():
        if name in event.detail and command not in commands:
            yield not_written(event, "khong-dung-buoc", f"bước này không được ghi {words}")
    if due is not None and date.fromisoformat(due) < day_of(event):
        message = f"hạn {due} trước ngày ghi sổ {event.at}"
        yield not_written(event, "han-sai", message)


_SAID_BY = {
    "due": ("hạn", WORDS_ONLY),
    "transferred_to": ("xã nhận", {"transfer"}),
    "finished": ("bản thẩm định hoàn thành", {FINISH}),
}


def _value(said: object) -> str:
    return shown(("không", "có")[said] if isinstance(said, bool) else said)
