"""Words of the office profile: what is given in the decree's form, the rest as dotted blanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.papers.blocks import DocumentSet
from reports.papers.office import EMPTY, NONE_AT_ALL, Office
from reports.wording.notices import Notice
from reports.wording.vietnamese import long_date_or_blank
from reports.wording.words import DOTS, SHORT_DOTS


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """The office that issues the documents, as its profile gives it."""

    has_parent: bool
    parent: str
    issuer: str
    issuer_in_text: str
    recipient: str
    recipient_in_text: str
    """The recipient in a sentence, which can do without a blank; of several the first."""
    addressees: tuple[str, ...]
    is_to_one: bool
    is_to_many: bool
    recipients: tuple[str, ...]
    kept_by: str
    has_authority: bool
    has_own_authority: bool
    """Whether the line of the authority also stands where a head of office signs in person."""
    authority: str
    position: str
    signer: str


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What every set of papers says of itself.

    ``numbers``, ``dates`` and ``days`` (place and date) go by the codes of the set's documents.
    """

    year: str
    office: OfficeWords
    numbers: Mapping[str, str]
    dates: Mapping[str, str]
    days: Mapping[str, str]
    notices: tuple[Notice, ...]


def office_words(office: Office = EMPTY) -> OfficeWords:
    """Return what heads and feet of documents say."""
    authority = office.authority or DOTS
    named = (name.strip() for name in (office.recipient or "").split(";"))
    addressees = tuple(name for name in named if name)
    return OfficeWords(
        has_parent=office.parent != NONE_AT_ALL,
        parent=(office.parent or DOTS).upper(),
        issuer=(office.issuer or DOTS).upper(),
        issuer_in_text=office.issuer or DOTS,
        recipient=office.recipient or DOTS,
        recipient_in_text=addressees[0] if addressees else "cơ quan có thẩm quyền",
        addressees=_ended(addressees),
        is_to_one=len(addressees) <= 1,
        is_to_many=len(addressees) > 1,
        recipients=(DOTS,) if office.recipients is None else office.recipients,
        kept_by=office.kept_by or f"VT, {SHORT_DOTS}",
        has_authority=authority != NONE_AT_ALL,
        has_own_authority=authority != NONE_AT_ALL,
        authority=authority.upper(),
        position=(office.position or DOTS).upper(),
        signer=office.signer or DOTS,
    )


def _ended(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names of a list, a line each: the last ends with a full stop (ô số 9a).

    >>> _ended(("Ủy ban nhân dân tỉnh", "Sở Y tế"))
    ('Ủy ban nhân dân tỉnh;', 'Sở Y tế.')
    """
    return (*(f"{name};" for name in names[:-1]), *(f"{name}." for name in names[-1:]))


def head(office: Office, documents: DocumentSet) -> dict[str, Any]:
    """Return the office and the numbers and days of its papers, as ``PaperHead`` has them."""
    return {
        "office": office_words(office),
        "numbers": numbers(office, documents),
        "dates": dates(office, documents),
        "days": days(office, documents),
    }


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
    if code in (issuer.symbols or {}):
        return f"{number}/{(issuer.symbols or {})[code]}"
    if kind:
        return f"{number}/{kind}-{symbol}"
    return f"{number}/{symbol}" if issuer.unit == NONE_AT_ALL else f"{number}/{symbol}-{unit}"


def dates(office: Office, documents: DocumentSet) -> Mapping[str, str]:
    """Return the date of each document by its code: its own, else the common one.

    Minutes bear the day of the meeting.
    """
    own = office.days or {}
    held = office.meeting.day if office.meeting else None
    return {
        document.code: long_date_or_blank(
            own.get(document.code) or (held if is_minutes else office.of(document.code).day)
        )
        for document in documents.documents
        for is_minutes in (any(part.end == "minutes" for part in document.parts),)
    }


def days(office: Office, documents: DocumentSet) -> Mapping[str, str]:
    """Return place and date as the head of each document has them (ô số 4)."""
    return {
        code: f"{office.of(code).place or DOTS}, {day}"
        for code, day in dates(office, documents).items()
    }
