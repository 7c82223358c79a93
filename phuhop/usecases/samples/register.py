"""A small register of the sample communes: handed in, verified, decided on as a list says."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path

import criteria
from phuhop.files.writing import told_of
from registry.acts.acts import StepWords, act
from registry.acts.appraising import AppraisalSheet, finish_appraisal, record_appraisal
from registry.acts.deciding import OUTCOMES, Paper, decide
from registry.acts.submission import Submission, submission_of
from registry.acts.submitting import receive
from registry.store.chain import Actor, actor_of
from registry.store.database import Database, connect
from registry.workflow import due_dates, workflow
from registry.workflow.settings import create
from reports.wording.stamp import Stamp
from scoring.appraisal.findings import Appraisal
from scoring.base.problems import Place
from scoring.engine.score_sheet import Finding
from scoring.intake.reading import Entry

_PEOPLE = {
    "quản trị": ("Vũ Văn Khe", "2024-11-01"),
    "cấp xã": ("Nguyễn Thị Sương", "2024-11-11"),
    "thẩm định": ("Trần Thị Mơ", "2024-11-20"),
    "quyết định": ("Lê Văn Đồi", "2024-12-04"),
}
"""Invented people and the days on which they work."""


class Reached(IntEnum):
    """How far the dossier of a commune that waits for a decision has come."""

    HANDED_IN = 1
    STARTED = 2
    APPRAISED = 3


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on a commune; ``None`` where it still waits."""

    code: str
    paper: Paper | None
    reached: Reached = Reached.APPRAISED


def decisions_of(table: Path) -> tuple[Decided, ...]:
    """Return the decisions of the shipped list; a commune that is not on it sent nothing."""
    with table.open(encoding="utf-8-sig", newline="") as stream:
        return tuple(_decided(row) for row in csv.DictReader(stream, delimiter=";"))


def _decided(row: dict[str, str]) -> Decided:
    if not row["quyet_dinh"]:
        return Decided(row["ma_xa"], None)
    recognised = row["quyet_dinh"] == OUTCOMES[True]
    signer = _PEOPLE["quyết định"][0]
    day = date.fromisoformat(row["ngay"])
    return Decided(row["ma_xa"], Paper(recognised, row["so"], day, signer, row["ly_do"] or None))


def make_register(
    path: Path, entries: Iterable[Entry], decisions: Iterable[Decided], stamp: Stamp
) -> None:
    """Write a register in which the communes of *decisions* have come as far as they say.

    It stands at *path* when all is recorded, or not at all. Raises ``ProblemsFound`` when the
    place cannot be written to.
    """
    with told_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=".phuhop-"))
    try:
        database = connect(str(folder / path.name))
        rules = workflow.SHIPPED.read_text(encoding="utf-8")
        create(database, keeper(), rules, due_dates.SHIPPED.read_text(encoding="utf-8"))
        lead(database, entries, decisions, stamp)
        database.close()
        with told_of(path):
            (folder / path.name).replace(path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def lead(
    database: Database, entries: Iterable[Entry], decisions: Iterable[Decided], stamp: Stamp
) -> None:
    """Record in an empty register how far the communes of *decisions* have come, day by day."""
    by_code = {entry.assessment.commune.code: entry for entry in entries}
    stories = [(one, _submission(by_code[one.code], stamp)) for one in decisions]
    for _, submission in stories:
        receive(database, submission, _by("cấp xã"))
    for one, submission in stories:
        if one.reached >= Reached.STARTED:
            act(database, str(submission.key), "start", _by("thẩm định"), StepWords())
    for one, submission in stories:
        if one.reached >= Reached.APPRAISED:
            _appraise(database, submission, stamp)
    for one, submission in stories:
        if one.paper is not None:
            decide(database, str(submission.key), _by("quyết định"), one.paper)


def _submission(entry: Entry, stamp: Stamp) -> Submission:
    rules = (criteria.DECISIONS / f"{entry.ruleset.id}.yaml").read_text(encoding="utf-8")
    return submission_of(entry, rules, stamp)


def _appraise(database: Database, submission: Submission, stamp: Stamp) -> None:
    """Confirm every figure; what cannot be said even so stays on the verifier's desk."""
    key, (name, day) = str(submission.key), _PEOPLE["thẩm định"]
    confirmed = Appraisal(
        submission.key.commune,
        submission.key.year,
        submission.key.ruleset,
        appraiser=name,
        is_seen=True,
        position="Chuyên viên",
        day=date.fromisoformat(day),
    )
    place = Place("so-lieu-mau.csv")
    sheet = AppraisalSheet(lambda _: (confirmed, place), place.file)
    recorded = record_appraisal(database, key, sheet, _by("thẩm định"), stamp)
    if recorded.appraised.verified.verdict is not Finding.CANNOT_SAY:
        finish_appraisal(database, key, _by("thẩm định"))


def keeper() -> Actor:
    """Return who makes a register of samples, before anything is handed in."""
    return _by("quản trị")


def _by(role: str) -> Actor:
    """Return who does what a *role* does, on the day they do it."""
    name, day = _PEOPLE[role]
    return actor_of(f"{name}:{role}", f"{day}T08:00:00+07:00")
