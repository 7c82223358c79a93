"""The blocks of a document as HTML with fields: the same documents as in Word, on one page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping

from reports.html.contents import HeadingAnchors, anchor_of, standing
from reports.html.heads import foot, head
from reports.html.svg import svg
from reports.html.tables import marked, table
from reports.papers.blocks import (
    Block,
    DocumentSpec,
    Dots,
    EachBlock,
    Group,
    Paragraph,
    Part,
    Photos,
    Picture,
    Table,
    WhenBlock,
)
from reports.papers.chart import Chart
from reports.papers.filling import escaped
from reports.papers.heads import told
from reports.papers.photo import Photo
from reports.papers.templates import Each, Field, Piece, When, parsed

_CLASSES: Mapping[str, str] = {
    "plain": "plain",
    "citation": "citation",
    "lead": "lead",
    "hint": "hint",
    "dash": "dash",
    "tick": "tick",
    "notice": "notice",
    "centered": "centered",
}
_SIGNS = {"dash": "- ", "tick": "☐ "}
_HEADINGS = ("heading1", "heading2", "heading3")
_FIRST = 3  # h1 is the dossier, h2 a document


def papers(documents: Iterable[DocumentSpec]) -> Iterator[Piece]:
    """Yield every document, each a section of the page."""
    for document in documents:
        yield from standing(document, _paper(document))


def _paper(document: DocumentSpec) -> Iterator[Piece]:
    yield f'<section class="paper" id="{escaped(anchor_of(document))}">\n'
    yield f"<h2>{escaped(document.code)}. "
    yield from told(document.title)
    yield "</h2>\n"
    numbers = HeadingAnchors(document)
    for part in document.parts:
        yield from head(document, part)
        levels = _levels(part)
        yield from _Body(levels, numbers).blocks(part.blocks)
        yield from foot(part)
    yield "</section>\n"


def _levels(part: Part) -> Mapping[str, int]:
    """Return the level of each kind of heading, so that none is left out."""
    used = {kind for kind in _HEADINGS for b in _flat(part.blocks) if b.kind == kind}
    first = _FIRST + (part.annex is not None)
    return {kind: first + n for n, kind in enumerate(k for k in _HEADINGS if k in used)}


def _flat(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case EachBlock() | WhenBlock() | Group():
                yield from _flat(block.blocks)


class _Body:
    """Writes blocks; knows the levels of headings and hands out their anchors."""

    def __init__(self, levels: Mapping[str, int], numbers: HeadingAnchors) -> None:
        self._levels = levels
        self._numbers = numbers

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Piece]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Piece]:
        # The page has a table of contents of its own, beside all documents.
        match block:
            case Paragraph(kind) if kind in _HEADINGS:
                yield from self._heading(block)
            case Paragraph(kind, text, _, at):
                role = ' role="note"' if kind == "notice" else ""
                yield f'<p class="{_CLASSES[kind]}"{role}>'
                yield from marked(_SIGNS.get(kind, "") + text, at)
                yield "</p>\n"
            case Dots(count):
                yield '<p class="dotted"></p>\n' * count
            case Picture(path, _, at):
                yield "<figure>"
                yield Field(path, at, svg, Chart)
                yield "</figure>\n"
            case Photos(path, at):
                yield Each(path, "photo", _PHOTO, at)
            case Table():
                yield from table(block)
            case Group(inner):
                yield from self.blocks(inner)
            case EachBlock(path, name, inner, at):
                yield Each(path, name, tuple(self.blocks(inner)), at)
            case WhenBlock(path, is_wanted, inner, at):
                yield When(path, tuple(self.blocks(inner)), at, is_wanted)

    def _heading(self, block: Paragraph) -> Iterator[Piece]:
        tag = f"h{self._levels[block.kind]}"
        yield f"<{tag}"
        if block.anchor:
            yield ' id="'
            yield from parsed(block.anchor, block.at)
            yield '"'
        elif block.kind == _HEADINGS[0]:
            yield f' id="{escaped(self._numbers.anchor())}"'
        yield ">"
        yield from parsed(block.text, block.at)
        yield f"</{tag}>\n"


def _image(photo: Photo) -> str:
    content = b64encode(photo.content).decode()
    return (
        f'<img src="data:image/jpeg;base64,{content}" width="{photo.width}"'
        f' height="{photo.height}" alt="{escaped(photo.caption)}">'
    )


_PHOTO: tuple[Piece, ...] = (
    '<figure class="photo">',
    Field("photo", (), _image, Photo),
    "<figcaption>",
    *parsed("{photo.caption}"),
    "</figcaption></figure>\n",
)
