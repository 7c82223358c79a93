"""Registers for tests: invented communes, people, files; steps in one line each."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import criteria
from registry.acts.acts import StepWords, act
from registry.acts.appraising import AppraisalSheet, Recorded, finish_appraisal, record_appraisal
from registry.acts.deciding import Paper, decide
from registry.acts.remarks import Remark, RemarkAnswer
from registry.acts.submission import Submission, SubmittedEvidence, submission_of
from registry.acts.submitting import Received, receive
from registry.store.chain import Actor, Event, actor_of
from registry.store.database import Database, connect, open_register
from registry.store.dossier_keys import find
from registry.workflow import due_dates as deadlines
from registry.workflow import workflow
from registry.workflow.settings import create
from registry.workflow.standing import standing_of
from scoring.appraisal.findings import Appraisal
from scoring.base.problems import Place, Problem
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Finding
from scoring.intake.reading import Entry
from scoring.rules.ruleset import Ruleset
from tests.support import postgresql
from tests.support.sample_sheets import ASSESSMENTS, STAMP
from tests.support.strategies import decision_06

NAMES = {
    "cấp xã": "Nguyễn Thị Sương",
    "tiếp nhận": "Hoàng Văn Suối",
    "thẩm định": "Trần Thị Mơ",
    "quyết định": "Lê Văn Đồi",
    "cấp trên": "Phạm Thị Mây",
    "quản trị": "Vũ Văn Khe",
}
KEY = "99001/2024"
FULL = "99001/2024@06-QD-TTg-2019"
ASSESSMENT = ASSESSMENTS["mien-nui-dat"]


def by(role: str, at: str = "2024-11-30T08:00:00+07:00") -> Actor:
    """Return the person of a role, on a day before the districts ended."""
    return actor_of(f"{NAMES.get(role, 'Người Lạ')}:{role}", at)


def new_register(address: str) -> Database:
    """Return a register under the shipped workflow and deadlines."""
    return copied(address, empty)


def copied(address: str, make: Callable[[str], None]) -> Database:
    """Return the register that *make* makes at an address: made once, then copied there."""
    if "://" in address:
        postgresql.fill(address, make)
    else:
        # Its owner's alone, as the program makes it.
        Path(address).touch(mode=0o600)
        Path(address).write_bytes(_file_of(make))
    return open_register(address)


@cache
def _file_of(make: Callable[[str], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.db"
        make(str(path))
        return path.read_bytes()


def empty(address: str) -> None:
    """Make a register under the shipped workflow and deadlines."""
    database = connect(address)
    rules = workflow.SHIPPED.read_text(encoding="utf-8")
    days = deadlines.SHIPPED.read_text(encoding="utf-8")
    create(database, by("quản trị"), rules, days)
    database.close()


@cache
def ruleset_text() -> str:
    """Return the shipped ruleset's text."""
    return (criteria.DECISIONS / "06-QD-TTg-2019.yaml").read_text(encoding="utf-8")


def version(
    assessment: Assessment = ASSESSMENT, *files: bytes, source: str = "bieu.xlsx"
) -> Submission:
    """Return a version to hand in, with files of evidence."""
    entry = Entry(assessment, decision_06(), Place(source))
    submission = submission_of(entry, ruleset_text(), STAMP)
    return replace(submission, evidence=tuple(exhibit(content) for content in files))


def exhibit(content: bytes, name: str = "so-ho-tich.pdf") -> SubmittedEvidence:
    """Return a file of evidence for part 2."""
    sha256 = hashlib.sha256(content).hexdigest()
    return SubmittedEvidence(name, sha256, len(content), [{"codes": ["2"]}], lambda: content)


def with_figures(**figures: int) -> Assessment:
    """Return the sample with other counts."""
    return replace(ASSESSMENT, figures={**ASSESSMENT.figures, **figures})


def hand_in(
    database: Database, submission: Submission | None = None, role: str = "cấp xã"
) -> Received:
    """Take a version into the register."""
    return receive(database, submission or version(), by(role))


def step(
    database: Database, command: str, role: str, reason: str | None = None, key: str = KEY
) -> Event:
    """Do a step that carries only words."""
    return act(database, key, command, by(role), StepWords(reason))


def give_back(
    database: Database, *remarks: Remark, key: str = KEY, role: str = "thẩm định"
) -> Event:
    """Return a dossier with remarks."""
    words = StepWords("Cần bổ sung hồ sơ", date(2024, 12, 15), remarks=remarks)
    return act(database, key, "return", by(role), words)


def send_again(database: Database, *answers: RemarkAnswer, key: str = KEY) -> Event:
    """Send the version that counts again, with answers to remarks."""
    words = StepWords("Số liệu không đổi", answers=answers)
    return act(database, key, "submit", by("cấp xã"), words)


def found(appraisal: Appraisal | None = None, source: str = "tham-dinh.json") -> AppraisalSheet:
    """Return a verifier's sheet that is already read; by default nothing is found otherwise."""
    given = appraisal or Appraisal("99001", 2024, "06-QD-TTg-2019")

    def read(_: Ruleset) -> tuple[Appraisal, Place]:
        return given, Place(source)

    return AppraisalSheet(read, source)


def save_appraisal(
    database: Database, appraisal: Appraisal | None = None, key: str = KEY
) -> Recorded:
    """Record an appraisal as it is, and finish nothing."""
    return record_appraisal(database, key, found(appraisal), by("thẩm định"), STAMP)


def appraise(database: Database, appraisal: Appraisal | None = None, key: str = KEY) -> Recorded:
    """Record an appraisal of a person and a day, and finish it where it concludes.

    The event is the last one, ``None`` where nothing was done.
    """
    given = appraisal or Appraisal("99001", 2024, "06-QD-TTg-2019")
    signed = replace(
        given,
        appraiser=given.appraiser or NAMES["thẩm định"],
        day=given.day or date(2024, 11, 29),
        is_seen=True,
    )
    recorded = save_appraisal(database, signed, key)
    if recorded.event is None and "đang thẩm định" != state_of(database, key):
        return recorded
    if recorded.appraised.verified.verdict is Finding.CANNOT_SAY:
        return recorded
    return replace(recorded, event=finish_appraisal(database, key, by("thẩm định")))


def state_of(database: Database, key: str = KEY) -> str:
    """Return the state a dossier is in."""
    with database.reading() as connection:
        number, _ = find(connection, key)
        standing = standing_of(connection, number)
    return "" if standing is None else standing.state


def paper(*, recognised: bool = True, reason: str | None = None, **changes: Any) -> Paper:
    """Return a decision's paper."""
    said = Paper(recognised, "15/QĐ-UBND", date(2024, 11, 30), "Lê Văn Đồi", reason)
    return replace(said, **changes)


def recognise(database: Database, key: str = KEY) -> Event:
    """Record a recognition."""
    return decide(database, key, by("quyết định"), paper())


def said(problems: list[Problem] | tuple[Problem, ...]) -> list[str]:
    """Return the problems as they are told."""
    return [str(problem) for problem in problems]
