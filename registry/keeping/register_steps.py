"""What concerns the register itself, judged: settings, grants, keys, what was taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from registry.acts.free_texts import Spot
from registry.acts.granting import GRANT_STEPS
from registry.acts.redacting import REDACT
from registry.acts.signing import KEY_STEPS
from registry.keeping.brought_versions import not_written
from registry.keeping.granted import Granted
from registry.keeping.signed import Signing
from registry.store.chain import Event
from registry.store.dossier_keys import Key
from registry.store.schema import events, evidence, texts
from registry.store.words import meant
from registry.workflow.repeats import Seen
from registry.workflow.settings import CONFIGURE, INIT, SETTINGS, WORKFLOW
from registry.workflow.workflow import Workflow, workflow_of
from scoring.base.problems import Problem, ProblemsFound, shown


@dataclass(slots=True)
class RegisterSteps:
    """Walks the chain with the judge of the dossiers, and knows what the register goes by."""

    connection: Connection
    keys: Mapping[int, Key]
    """The dossiers by their number in the register."""
    signing: Signing = field(default_factory=Signing)
    granted: Granted = field(default_factory=Granted)
    current: str | None = None
    """The SHA-256 of the workflow at this point of the chain."""
    _changed_at: int = 0
    _workflows: dict[str, Workflow | None] = field(default_factory=dict)

    def problems(self, event: Event) -> Iterator[Problem]:
        """Judge a link that is about no dossier."""
        yield from self.acting(event, None)
        if event.seq == 1 or event.step in SETTINGS:
            yield from self._setting(event)
        elif event.step == REDACT:
            yield from self._redaction(event)
        elif event.step in GRANT_STEPS:
            yield from self._by_keeper(event)
            workflow = self._workflows.get(self.current or "")
            for code, words in self.granted.faults(event, workflow):
                yield not_written(event, code, words)
        elif event.step in KEY_STEPS:
            yield from self._by_keeper(event)
            for code, message in self.signing.faults(event):
                yield not_written(event, code, message)
        else:
            message = f"không có việc «{event.step}» của cả sổ"
            yield not_written(event, "khong-dung-buoc", message)

    def acting(self, event: Event, commune: str | None) -> Iterator[Problem]:
        """Judge whether somebody acted, and an account only by a grant that stood."""
        if meant(event.person) is None:
            yield not_written(event, "thieu-nguoi", "không ghi ai làm")
        words = self.granted.lacks(event, day_of(event), commune)
        if words is not None:
            yield not_written(event, "quyen-la", words)

    def named(
        self, event: Event, sha256: str
    ) -> Iterator[Problem] | Any:  # a generator that returns the workflow
        """Return the workflow a text is, read once; yield why it cannot be."""
        if sha256 not in self._workflows:
            query = select(texts.c.content).where(texts.c.sha256 == sha256)
            text = self.connection.execute(query).scalar()
            self._workflows[sha256] = None
            try:
                if text is not None:
                    self._workflows[sha256] = workflow_of(text, WORKFLOW)
            except ProblemsFound as found:
                message = f"quy trình đã lưu không đọc được: {found.problems[0].message}"
                yield not_written(event, "quy-trinh-hong", message)
        return self._workflows[sha256]

    def _by_keeper(self, event: Event) -> Iterator[Problem]:
        """Judge who did what only the register's keeper does."""
        workflow = self._workflows.get(self.current or "")
        if workflow is None:
            return
        yield from agency_problems(event, workflow)
        if event.role != workflow.keeper:
            message = f"vai trò «{event.role}» không được {event.step}"
            yield not_written(event, "sai-vai-tro", message)

    def _redaction(self, event: Event) -> Iterator[Problem]:
        """Judge what took a text or a file out: for a reason, of the dossier it names alone."""
        yield from self._by_keeper(event)
        if meant(event.reason) is None:
            yield not_written(event, "chua-du-dieu-kien", "che mà không nêu lý do")
        for spot in (Spot(*spot) for spot in event.detail["spots"]):
            if event.detail["dossier"] not in self._owners(spot):
                message = f"che {spot.words} không thuộc hồ sơ {event.detail['dossier']}"
                yield not_written(event, "khac-ho-so", message)
        for sha256 in event.detail["veiled"].values():
            str(sha256)

    def _owners(self, spot: Spot) -> set[str]:
        """Return the dossiers a spot belongs to: a file may belong to several."""
        if spot.place == events.name:
            query = select(events.c.dossier).where(events.c.seq == int(spot.entry))
            return {str(name) for name in self.connection.execute(query).scalars()}
        if spot.place == "files":
            of_file = select(evidence.c.dossier).where(evidence.c.sha256 == spot.entry)
            numbers = {*self.connection.execute(of_file.distinct()).scalars()}
        else:
            numbers = {int(spot.entry.partition("/")[0])}
        return {str(self.keys.get(number)) for number in numbers}

    def _setting(self, event: Event) -> Iterator[Problem]:
        """Judge the making of the register, or a change of what it goes by."""
        had = None if self.current is None else self._workflows.get(self.current)
        right = INIT if event.seq == 1 else CONFIGURE
        yield from asked_problems(event, Seen(0, self._changed_at), "thiết lập")
        self.current, self._changed_at = event.detail[WORKFLOW], event.seq
        if event.step != right:
            yield not_written(event, "khong-dung-buoc", f"bước này phải là «{right}»")
        workflow = yield from self.named(event, self.current)
        for one in dict.fromkeys((had, workflow)):
            if one is not None and event.role != one.keeper:
                message = f"vai trò «{event.role}» không được lập sổ, đổi thiết lập"
                yield not_written(event, "sai-vai-tro", message)
                break
        if workflow is not None:
            yield from agency_problems(event, workflow)


def asked_problems(event: Event, seen: Seen, what: str) -> Iterator[Problem]:
    """Judge the key of an act: its caller saw what was there, so no key comes twice."""
    said = event.detail.get("asked")
    if said is not None and (said["version"], said["step"]) != (seen.version, seen.step):
        message = f"người làm xem mắt xích {said['step']}, lúc đó {what} ở mắt xích {seen.step}"
        yield not_written(event, "da-khac-luc-xem", message)


def agency_problems(event: Event, workflow: Workflow) -> Iterator[Problem]:
    """Judge whether the role is one of the workflow, and in the agency it then had."""
    try:
        role = workflow.role(event.role)
    except LookupError as error:
        yield not_written(event, "sai-vai-tro", str(error.args[0]))
        return
    right = role.agency_on(day_of(event))
    if event.agency != right:
        message = f"cơ quan ghi {shown(event.agency)}, theo quy trình là {shown(right)}"
        yield not_written(event, "khong-dung-buoc", message)


def day_of(event: Event) -> date:
    """Return the day of a link, where the clock hangs."""
    return datetime.fromisoformat(event.at).date()
