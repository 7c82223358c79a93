"""Giving a dossier back with what was asked part by part: the notice before, the act itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from phuhop.usecases.verifier.appraisal_papers import of_communes
from phuhop.usecases.verifying.assembling import Verified
from phuhop.usecases.verifying.case import VerifierCase
from registry.acts.acts import RETURN, StepWords, act
from registry.acts.remarks import Remark
from registry.store.chain import Actor, Event
from registry.store.database import Database
from registry.workflow.repeats import Seen
from reports.appraisal.decisions import Returned
from reports.appraisal.model import RemarkWords
from reports.appraisal.remark_places import remark_places
from reports.appraisal.sets import SUPPLEMENT
from reports.papers.office import EMPTY, Office
from reports.wording.vietnamese import short_date
from scoring.appraisal.comparison import compare


@dataclass(frozen=True, slots=True)
class ToReturn:
    """What a return will say: its reason, by when, and what is asked for, in the ruleset's order.

    ``words`` are the remarks as the notice prints them, numbered on.
    """

    reason: str
    due: date | None
    remarks: tuple[Remark, ...]
    words: tuple[RemarkWords, ...]

    @property
    def due_words(self) -> str:
        """The day in words."""
        return "chưa ghi" if self.due is None else short_date(self.due)


def to_return(
    case: VerifierCase, said: Mapping[str, str], reason: str, due: date | None
) -> ToReturn:
    """Return what a return will say: *said* are the texts by place."""
    places = remark_places(case.reported.ruleset)
    asked = [Remark(place, said[place]) for place in places if said.get(place, "").strip()]
    first = len(case.remarks) + 1
    numbered = tuple(
        RemarkWords(str(number), places[one.place], one.text)
        for number, one in enumerate(asked, first)
    )
    return ToReturn(reason.strip(), due, tuple(asked), numbered)


def notice(
    case: VerifierCase, verified: Verified, wanted: ToReturn, office: Office = EMPTY
) -> dict[str, bytes]:
    """Return the notice of the return by file name, before anything is recorded."""
    outcome = Returned(wanted.reason or None, wanted.due, case.appraisal is not None, wanted.words)
    made = of_communes([compare(verified.appraised)], office, "", [outcome], [SUPPLEMENT])
    return {name: paper for one in made for name, paper in one.papers.items()}


def give_back(
    database: Database, case: VerifierCase, wanted: ToReturn, actor: Actor, seen: Seen
) -> Event:
    """Record the return with its remarks, one event; the same call again gives the same event.

    Raises ``ProblemsFound`` as ``registry.acts.acts.act`` does.
    """
    words = StepWords(wanted.reason or None, wanted.due, remarks=wanted.remarks)
    return act(database, str(case.key), RETURN, actor, words, seen=seen)
