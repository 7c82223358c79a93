"""The blocks of a document as HTML with fields: the same documents as in Word, on one page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reports.html.heads import foot, head
from reports.html.svg import svg
from reports.papers.blocks import (
    Block,
    Column,
    DocumentSpec,
    Dots,
    EachBlock,
    EachRow,
    Group,
    Paragraph,
    Part,
    Picture,
    Table,
    TableRow,
    WhenBlock,
)
from reports.papers.chart import Chart
from reports.papers.filling import escaped
from reports.papers.heads import told
from reports.papers.templates import At, Each, Field, Piece, When, parsed

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
        yield f'<section class="paper" id="{escaped(_anchor(document))}">\n'
        yield f"<h2>{escaped(document.code)}. "
        yield from told(document.title)
        yield "</h2>\n"
        numbers = _Numbers(document)
        for part in document.parts:
            yield from head(document, part)
            levels = _levels(part)
            yield from _Body(levels, numbers).blocks(part.blocks)
            yield from foot(part)
        yield "</section>\n"


def contents(documents: Iterable[DocumentSpec]) -> Iterator[Piece]:
    """Yield the table of contents: documents, their headings, and what has an anchor."""
    yield "<ul>\n"
    for document in documents:
        yield f'<li><a href="#{escaped(_anchor(document))}">{escaped(document.code)}. '
        yield from told(document.title)
        yield "</a>\n"
        numbers = _Numbers(document)
        entries = [e for part in document.parts for e in _entries(part.blocks, numbers)]
        if entries:
            yield "<ul>\n"
            yield from entries
            yield "</ul>\n"
        yield "</li>\n"
    yield "</ul>\n"


def _anchor(document: DocumentSpec) -> str:
    return f"van-ban-{document.code}"


class _Numbers:
    """Anchors for the headings that have none of their own, in order."""

    def __init__(self, document: DocumentSpec) -> None:
        self._file = _anchor(document)
        self._next = 0

    def anchor(self) -> str:
        self._next += 1
        return f"{self._file}-{self._next}"


def _entries(blocks: Sequence[Block], numbers: _Numbers) -> Iterator[Piece]:
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

    def __init__(self, levels: Mapping[str, int], numbers: _Numbers) -> None:
        self._levels = levels
        self._numbers = numbers

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Piece]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Piece]:
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
            case Table():
                yield from _table(block)
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


_BOLD = re.compile(r"\*\*(.*?)\*\*")


def marked(text: str, at: At = ()) -> Iterator[Piece]:
    """Yield a text with ``{fields}`` and ``**bold**``."""
    for position, part in enumerate(_BOLD.split(text)):
        if position % 2:
            yield "<strong>"
        yield from parsed(part, at)
        if position % 2:
            yield "</strong>"


def _table(block: Table) -> Iterator[Piece]:
    many = len(block.columns) > 4  # noqa: PLR2004 -- more do not fit on a phone
    yield f'<div class="table{" wide" if many else ""}"'
    if many:
        yield ' role="region" tabindex="0" aria-label="'
        yield from parsed(block.caption, block.at)
        yield '"'
    yield ">\n<table>\n"
    yield '<caption class="unseen">' if block.is_hidden else "<caption>"
    yield from parsed(block.caption, block.at)
    yield "</caption>\n<colgroup>"
    for column in block.columns:
        yield f'<col style="width: {column.percent}%">'
    yield "</colgroup>\n<thead>\n<tr>"
    for column in block.columns:
        yield f'<th scope="col" class="{column.align}">{escaped(column.heading)}</th>'
    yield "</tr>\n</thead>\n<tbody>\n"
    yield from _rows(block.rows, block.columns, tall=' class="tall"' if block.is_tall else "")
    yield "</tbody>\n</table>\n</div>\n"


def _rows(rows: Iterable[TableRow], columns: Sequence[Column], *, tall: str) -> Iterator[Piece]:
    for line in rows:
        if isinstance(line, EachRow):
            inner = tuple(_rows(line.rows, columns, tall=tall))
            yield Each(line.path, line.name, inner, line.at)
            continue
        opening = '<tr class="total">' if line.is_bold else f"<tr{tall}>"
        for _ in range(line.times):
            yield opening
            for cell, column in zip(line.cells, columns, strict=True):
                tag = 'th scope="row"' if column.names_row else "td"
                yield f'<{tag} class="{column.align}"{_label(column)}>'
                yield from _cell(cell.text, cell.target, cell.tone, cell.at)
                yield f"</{tag[:2]}>"
            yield "</tr>\n"


def _label(column: Column) -> str:
    """Return the heading of a cell, which stands before it where a phone shows rows as cards."""
    return "" if column.names_row else f' data-label="{escaped(column.heading)}"'


def _cell(text: str, target: str, tone: str, at: At) -> Iterator[Piece]:
    if target:
        yield '<a href="#'
        yield from parsed(target, at)
        yield '">'
        yield from marked(text, at)
        yield "</a>"
    elif tone:
        yield '<span class="word '
        yield from parsed(tone, at)
        yield '">'
        yield from marked(text, at)
        yield "</span>"
    else:
        yield from marked(text, at)
