"""Concluding a verification: the draft becomes an appraisal of the register, and is finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from phuhop import __version__
from phuhop.usecases.verifier.appraisal_papers import of_communes
from phuhop.usecases.verifying.assembling import Verified
from phuhop.usecases.verifying.case import VerifierCase
from registry.acts.appraising import (
    AppraisalSheet,
    Read,
    Recorded,
    finish_appraisal,
    finishes_apart,
    record_appraisal,
)
from registry.acts.completeness import completeness
from registry.store.chain import Actor, Event
from registry.store.database import Database
from registry.views.case_file import case_file
from registry.workflow.needs import NOT_SEEN
from registry.workflow.repeats import Seen
from reports.papers.office import EMPTY, Office
from reports.wording.stamp import Stamp
from scoring.appraisal.findings import Appraisal
from scoring.base.problems import Place
from scoring.engine.score_sheet import Finding
from scoring.rules.ruleset import Ruleset

SOURCE = "bàn thẩm định"
"""What the register says an appraisal came from."""


@dataclass(frozen=True, slots=True)
class Concluded:
    """What came of it: the appraisal in the register, and the event that finished it."""

    recorded: Recorded
    finished: Event | None


def lacking(verified: Verified, today: date) -> tuple[str, ...]:
    """Return in words what stands against finishing on *today*."""
    missing = completeness(verified.appraised).missing(today)
    seen = () if verified.appraisal.is_seen else (NOT_SEEN,)
    sheet = verified.appraised.verified
    named = ", ".join(part.code for part in sheet.parts if part.points is None)
    still = (f"còn phần chưa kết luận được: {named}",)
    return (*missing, *seen, *(still if sheet.verdict is Finding.CANNOT_SAY else ()))


def save_appraisal(
    database: Database, case: VerifierCase, verified: Verified, actor: Actor, seen: Seen
) -> Recorded:
    """Record the draft as an appraisal of the dossier; again it is answered as before.

    Raises ``ProblemsFound`` as ``record_appraisal`` does.
    """
    sheet = AppraisalSheet(_read(verified.appraisal, str(case.key)), SOURCE)
    return record_appraisal(database, str(case.key), sheet, actor, Stamp(__version__), seen=seen)


def conclude(
    database: Database, case: VerifierCase, verified: Verified, actor: Actor, seen: Seen
) -> Concluded:
    """Record the draft and finish the appraisal: two events, each repeatable by what was seen.

    Raises ``ProblemsFound`` with the list of what is lacking; what was recorded stays recorded.
    """
    recorded = save_appraisal(database, case, verified, actor, seen)
    if not finishes_apart(database):
        return Concluded(recorded, None)
    now = seen if recorded.event is None else Seen(seen.version, recorded.event.seq)
    return Concluded(recorded, finish_appraisal(database, str(case.key), actor, seen=now))


def _read(appraisal: Appraisal, place: str) -> Read:
    def read(_: Ruleset) -> tuple[Appraisal, Place]:
        return appraisal, Place(place)

    return read


def papers_of_case(database: Database, name: str, office: Office = EMPTY) -> dict[str, bytes]:
    """Return the appraisal's papers that the dossier calls for as it stands, by file name.

    Nothing while no appraisal counts. Raises as ``case_file`` does.
    """
    with database.reading() as connection:
        case = case_file(connection, name, Stamp(__version__))
    if case.comparison is None:
        return {}
    made = of_communes([case.comparison], office, str(case.head), [case.outcome])
    return {file: paper for one in made for file, paper in one.papers.items()}
