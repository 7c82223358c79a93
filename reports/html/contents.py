"""The table of contents of the page, and the addresses it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reports.papers.blocks import (
    Block,
    DocumentSpec,
    EachBlock,
    Group,
    Paragraph,
    WhenBlock,
)
from reports.papers.filling import escaped
from reports.papers.heads import told
from reports.papers.templates import Each, Piece, When, parsed


def contents(documents: Iterable[DocumentSpec]) -> Iterator[Piece]:
    """Yield the table of contents: documents, their headings, and what has an anchor."""
    yield "<ul>\n"
    for document in documents:
        yield from standing(document, _entry(document))
    yield "</ul>\n"


def _entry(document: DocumentSpec) -> Iterator[Piece]:
    yield f'<li><a href="#{escaped(anchor_of(document))}">{escaped(document.code)}. '
    yield from told(document.title)
    yield "</a>\n"
    numbers = HeadingAnchors(document)
    entries = [e for part in document.parts for e in _entries(part.blocks, numbers)]
    if entries:
        yield "<ul>\n"
        yield from entries
        yield "</ul>\n"
    yield "</li>\n"


def standing(document: DocumentSpec, pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Return what is said of a document only where the document stands."""
    for condition in document.when:
        pieces = (When(condition, tuple(pieces)),)
    return pieces


def anchor_of(document: DocumentSpec) -> str:
    """Return the address of a document on the page."""
    return f"van-ban-{document.code}"


class HeadingAnchors:
    """Anchors for the headings that have none of their own, in order."""

    def __init__(self, document: DocumentSpec) -> None:
        """Begin with the first heading of *document*."""
        self._file = anchor_of(document)
        self._next = 0

    def anchor(self) -> str:
        """Return the next of them."""
        self._next += 1
        return f"{self._file}-{self._next}"


def _entries(blocks: Sequence[Block], numbers: HeadingAnchors) -> Iterator[Piece]:
    for block in blocks:
        match block:
            case Paragraph("heading1", text, _, at):
                yield f'<li><a href="#{escaped(numbers.anchor())}">'
                yield from parsed(text, at)
                yield "</a></li>\n"
            case Paragraph(_, text, anchor, at) if anchor:
                yield '<li class="inner"><a href="#'
                yield from parsed(anchor, at)
                yield '">'
                yield from parsed(text, at)
                yield "</a></li>\n"
            case EachBlock(path, name, inner, at):
                entries = tuple(_entries(inner, numbers))
                if entries:
                    yield Each(path, name, entries, at)
            case WhenBlock(path, is_wanted, inner, at):
                entries = tuple(_entries(inner, numbers))
                if entries:
                    yield When(path, entries, at, is_wanted)
            case Group(inner):
                yield from _entries(inner, numbers)
