"""Words of the council that assessed: who it is, how it met and voted, what was said.

What was not given is a dotted blank; a paragraph that was not given leaves room to write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.papers.office import EMPTY, Council, Meeting, Member, Office
from reports.wording.vietnamese import long_date_or_blank
from reports.wording.words import DOTS, SHORT_DOTS

_BLANK_MEMBERS = 7  # rows to fill in by hand when nobody named the members
_BLANK_HOUR = f"{SHORT_DOTS} giờ {SHORT_DOTS} phút"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the council: name and position."""

    name: str
    position: str


@dataclass(frozen=True, slots=True)
class MeetingWords:
    """The council's meeting: when and where, who came, what was said, how they voted.

    ``begins`` and ``ends`` are hours of the day, ``absent`` and the votes numbers of people.
    """

    day: str
    place: str
    chair: Person
    secretary: Person
    members: tuple[Person, ...]
    begins: str
    ends: str
    absent: str
    absent_reason: str
    present: str
    in_favour: str
    against: str
    other_votes: str
    remarks: tuple[str, ...]
    conclusion: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CouncilWords:
    """The decision that set the council up."""

    number: str
    day: str
    issuer: str


@dataclass(frozen=True, slots=True)
class NarrativeWords:
    """What the report tells in the officers' own words, a paragraph each."""

    communication: tuple[str, ...]
    shortcomings: tuple[str, ...]


def meeting_words(office: Office = EMPTY) -> MeetingWords:
    """Return what the minutes say of the meeting."""
    meeting = office.meeting or Meeting()
    members = meeting.members or (Member(),) * _BLANK_MEMBERS
    return MeetingWords(
        day=long_date_or_blank(meeting.day),
        place=meeting.place or DOTS,
        chair=_person(meeting.chair),
        secretary=_person(meeting.secretary),
        members=tuple(_person(member) for member in members),
        begins=meeting.begins or _BLANK_HOUR,
        ends=meeting.ends or _BLANK_HOUR,
        absent=_people(meeting.absent),
        absent_reason=meeting.absent_reason or DOTS,
        present=_people(meeting.present),
        in_favour=_people(meeting.in_favour),
        against=_people(meeting.against),
        other_votes=_people(meeting.other_votes),
        remarks=meeting.remarks or (),
        conclusion=meeting.conclusion or (),
    )


def council_words(office: Office = EMPTY) -> CouncilWords:
    """Return the decision that set the council up, as another paper cites it."""
    council = office.council or Council()
    return CouncilWords(
        number=council.number or DOTS,
        day=long_date_or_blank(council.day),
        issuer=council.issuer or DOTS,
    )


def narrative_words(office: Office = EMPTY) -> NarrativeWords:
    """Return what officers wrote themselves."""
    return NarrativeWords(
        communication=office.communication or (),
        shortcomings=office.shortcomings or (),
    )


def opinions(office: Office = EMPTY) -> Mapping[str, str]:
    """Return the council's opinion of criteria by their numbers."""
    return (office.meeting or Meeting()).opinions or {}


def _person(member: Member | None) -> Person:
    if member is None:
        return Person(DOTS, DOTS)
    return Person(member.name or DOTS, member.position or DOTS)


def _people(count: int | None) -> str:
    """Return a number of people as minutes write it, 0 in front of a single digit."""
    return SHORT_DOTS if count is None else f"{count:02}"
