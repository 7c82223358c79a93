"""Words of the office profile: what is given in the decree's form, the rest as dotted blanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.papers.blocks import DocumentSet
from reports.papers.office import EMPTY, NONE_AT_ALL, Meeting, Member, Office
from reports.wording.vietnamese import long_date
from reports.wording.words import DOTS, SHORT_DOTS

_BLANK_MEMBERS = 7  # rows to fill in by hand when nobody named the members


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """The office that issues the documents, as its profile gives it."""

    has_parent: bool
    parent: str
    issuer: str
    issuer_in_text: str
    recipient: str
    recipients: tuple[str, ...]
    kept_by: str
    has_authority: bool
    has_own_authority: bool
    """Whether the line of the authority also stands where a head of office signs in person."""
    authority: str
    position: str
    signer: str


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the council: name and position."""

    name: str
    position: str


@dataclass(frozen=True, slots=True)
class MeetingWords:
    """The council's meeting."""

    day: str
    place: str
    chair: Person
    secretary: Person
    members: tuple[Person, ...]


def office_words(office: Office = EMPTY) -> OfficeWords:
    """Return what heads and feet of documents say."""
    authority = office.authority or DOTS
    return OfficeWords(
        has_parent=office.parent != NONE_AT_ALL,
        parent=(office.parent or DOTS).upper(),
        issuer=(office.issuer or DOTS).upper(),
        issuer_in_text=office.issuer or DOTS,
        recipient=office.recipient or DOTS,
        recipients=office.recipients or (DOTS,),
        kept_by=office.kept_by or f"VT, {SHORT_DOTS}",
        has_authority=authority != NONE_AT_ALL,
        has_own_authority=authority != NONE_AT_ALL,
        authority=authority.upper(),
        position=(office.position or DOTS).upper(),
        signer=office.signer or DOTS,
    )


def meeting_words(office: Office = EMPTY) -> MeetingWords:
    """Return what the minutes say of the meeting before anybody spoke."""
    meeting = office.meeting or Meeting()
    members = meeting.members or (Member(),) * _BLANK_MEMBERS
    return MeetingWords(
        day=_day(meeting.day),
        place=meeting.place or DOTS,
        chair=_person(meeting.chair),
        secretary=_person(meeting.secretary),
        members=tuple(_person(member) for member in members),
    )


def _person(member: Member | None) -> Person:
    if member is None:
        return Person(DOTS, DOTS)
    return Person(member.name or DOTS, member.position or DOTS)


def _day(day: date | None) -> str:
    if day is None:
        return f"ngày {SHORT_DOTS} tháng {SHORT_DOTS} năm {SHORT_DOTS}"
    return long_date(day)


def numbers(office: Office, documents: DocumentSet) -> Mapping[str, str]:
    """Return number and symbol of each document by its code: ``05/BC-UBND``.

    Source of the form: Nghị định 30/2020/NĐ-CP, ô số 3; a công văn has no abbreviation of
    its kind, and no number yet leaves its place blank.
    """
    return {
        document.code: _number(office.of(document.code), document.code, document.symbol)
        for document in documents.documents
        if document.symbol is not None
    }


def _number(issuer: Office, code: str, kind: str) -> str:
    given = issuer.numbers or {}
    symbol = (issuer.symbol or SHORT_DOTS).upper()
    unit = (issuer.unit or SHORT_DOTS).upper()
    number = f"{given[code]:02}" if code in given else SHORT_DOTS
    return number + (f"/{kind}-{symbol}" if kind else f"/{symbol}-{unit}")


def dates(office: Office, documents: DocumentSet) -> Mapping[str, str]:
    """Return the date of each document by its code; minutes bear the day of the meeting."""
    held = office.meeting.day if office.meeting else None
    return {
        document.code: _day(held if is_minutes else office.of(document.code).day)
        for document in documents.documents
        for is_minutes in (any(part.end == "minutes" for part in document.parts),)
    }


def days(office: Office, documents: DocumentSet) -> Mapping[str, str]:
    """Return place and date as the head of each document has them (ô số 4)."""
    return {
        code: f"{office.of(code).place or DOTS}, {day}"
        for code, day in dates(office, documents).items()
    }
