"""A decision that was made, and the words of the paper that says it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from reports.appraisal.model import AppraisalPapers, RecognitionPapers, RemarkWords
from reports.papers.office import Office
from reports.papers.office_words import OfficeWords
from reports.wording.clean import cleaned
from reports.wording.vietnamese import long_date
from reports.wording.words import DOTS

_Papers = TypeVar("_Papers", AppraisalPapers, RecognitionPapers)


@dataclass(frozen=True, slots=True)
class Decided:
    """Recognised or not, by the paper of which number and symbol, of which day, signed by whom."""

    recognised: bool
    number: str | None = None
    day: date | None = None
    signer: str | None = None
    reason: str | None = None

    @property
    def paper(self) -> tuple[str, str]:
        """Number and day: communes of one paper stand in one list."""
        return self.number or "", self.day.isoformat() if self.day else ""


@dataclass(frozen=True, slots=True)
class Returned:
    """Given back to be completed: why, by which day where one was set, appraised or not.

    ``remarks`` are what is asked for, place by place.
    """

    reason: str | None = None
    due: date | None = None
    is_appraised: bool = True
    remarks: tuple[RemarkWords, ...] = ()


@dataclass(frozen=True, slots=True)
class UnderAppraisal:
    """Somebody is at it: what is known so far concludes nothing."""


Outcome = Decided | Returned | UnderAppraisal | None
"""What the register says came of a dossier; ``None`` where it says nothing, or nobody asked."""


def with_decision(papers: _Papers, code: str, decided: Decided, office: Office) -> _Papers:
    """Return the words with number, day and signer of the document *code* as decided.

    What was not recorded stays as the profile has it. Who signs in the place of the profile's
    own signer signs in another position, which nobody told: it becomes a blank.
    """
    numbers, dates, days = dict(papers.numbers), dict(papers.dates), dict(papers.days)
    if decided.number:
        numbers[code] = decided.number
    if decided.day:
        dates[code] = long_date(decided.day)
        days[code] = f"{office.place or DOTS}, {dates[code]}"
    signed = papers.office
    if decided.signer:
        signed = _signed_by(decided.signer, office, signed)
    return cleaned(replace(papers, numbers=numbers, dates=dates, days=days, office=signed))


def _signed_by(signer: str, office: Office, words: OfficeWords) -> OfficeWords:
    if office.signer in {None, signer}:
        return replace(words, signer=signer)
    return replace(words, signer=signer, has_authority=True, authority=DOTS, position=DOTS)
