"""Head and foot of an administrative document in HTML; the same words as in Word."""

from __future__ import annotations

from collections.abc import Iterator

from reports.papers.blocks import AUTHORITY_OF, OWN_ADDRESSEE, Annex, DocumentSpec, Part
from reports.papers.filling import escaped
from reports.papers.heads import QUOC_HIEU, TIEU_NGU, subjects
from reports.papers.templates import Each, Piece, When, Whole, parsed


def line(css: str, text: str, part: Part) -> tuple[Piece, ...]:
    """Return a paragraph of a class."""
    return (f'<p class="{css}">', *parsed(text, part.at), "</p>\n")


def head(document: DocumentSpec, part: Part) -> Iterator[Piece]:
    """Yield everything above the text of a part."""
    if part.annex is not None:
        yield from _annex_head(part.annex, part)
        return
    yield '<div class="letterhead">\n<div>\n'
    yield When("office.has_parent", line("parent", "{office.parent}", part))
    yield from line("issuer", "{office.issuer}", part)
    if document.symbol is not None:
        yield from line("number", f"Số: {{numbers.{document.code}}}", part)
    if part.head == "letter":
        yield from _subject("number", "V/v ", part)
    yield "</div>\n<div>\n"
    yield from line("country", QUOC_HIEU, part)
    yield from line("motto", TIEU_NGU, part)
    yield from line("day", f"{{days.{document.code}}}", part)
    yield "</div>\n</div>\n"
    if part.head == "titled":
        yield f'<p class="kind">{escaped(document.kind.upper())}</p>\n'
        yield from _subject("subject", "", part)
    if part.is_addressed:
        one = line("to", f"Kính gửi: {part.addressee}", part)
        if part.addressee != OWN_ADDRESSEE:
            yield from one
        else:
            yield When("office.is_to_one", one)
            each = Each("office.addressees", "addressee", line("to", "- {addressee}", part))
            yield When("office.is_to_many", (*line("to", "Kính gửi:", part), each))


def _subject(css: str, before: str, part: Part) -> Iterator[Piece]:
    for wanted, text in subjects(part.subject):
        told = line(css, before + text, part)
        yield When(wanted, told, part.at) if wanted else Whole(told)


def _annex_head(annex: Annex, part: Part) -> Iterator[Piece]:
    yield from line("annex", annex.number, part)
    yield '<h3 class="annex">'
    yield from parsed(annex.title, part.at)
    yield "</h3>\n"
    yield from line("day", f"({annex.attached_to})", part)


def foot(part: Part) -> Iterator[Piece]:
    """Yield the signatures below the text of a part."""
    if part.end == "none":
        return
    yield '<div class="signatures">\n'
    if part.end in AUTHORITY_OF:
        yield from _recipients(part)
        yield '<div class="signature">\n'
        yield When(AUTHORITY_OF[part.end], line("position", "{office.authority}", part))
        yield from line("position", "{office.position}", part)
        yield from line("signer", "{office.signer}", part)
        yield "</div>\n"
    else:
        for position, path in (("THƯ KÝ", "meeting.secretary"), ("CHỦ TỌA", "meeting.chair")):
            yield '<div class="signature">\n'
            yield from line("position", position, part)
            yield from line("signer", f"{{{path}.name}}", part)
            yield "</div>\n"
        yield from _recipients(part)
    yield "</div>\n"


def _recipients(part: Part) -> Iterator[Piece]:
    yield '<div class="recipients">\n'
    yield from line("heading", "Nơi nhận:", part)
    if part.is_addressed:
        yield from line("plain", "- Như trên;", part)
    yield Each("office.recipients", "recipient", line("plain", "- {recipient};", part))
    yield from line("plain", "- Lưu: {office.kept_by}.", part)
    yield "</div>\n"
