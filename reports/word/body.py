"""The blocks of a document as WordprocessingML with fields, in the document's own order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.papers.blocks import (
    Block,
    Contents,
    DocumentSpec,
    Dots,
    EachBlock,
    EachRow,
    Group,
    Paragraph,
    Photos,
    Picture,
    Table,
    TableRow,
    WhenBlock,
)
from reports.papers.chart import Chart
from reports.papers.photo import Photo
from reports.papers.templates import Each, Field, Piece, When
from reports.word import contents
from reports.word.elements import paragraph, row, runs, table_start, text_width, widths_of
from reports.word.heads import break_after, foot, head
from reports.word.pictures import drawing, photo_drawing

STYLES: Mapping[str, str] = {
    "plain": "BodyText",
    "citation": "CanCu",
    "lead": "Lead",
    "hint": "Hint",
    "dash": "Dash",
    "tick": "Tick",
    "notice": "Notice",
    "centered": "Centered",
    "heading1": "Heading1",
    "heading2": "Heading2",
    "heading3": "Heading3",
}
_SIGNS = {"dash": "- ", "tick": "☐ "}
_DOTTED = (
    '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>',
    "<w:r><w:tab/></w:r>",
)
_TALL = 510  # 9 mm: a hand writes a line in it
_JC = {"left": "", "center": '<w:jc w:val="center"/>', "right": '<w:jc w:val="right"/>'}


@dataclass(frozen=True, slots=True)
class _Here:
    """Where a block stands: its document, and how wide the text is there."""

    document: DocumentSpec
    width: int


def body(document: DocumentSpec) -> Iterator[Piece]:
    """Yield everything between the first line of a document and its last."""
    for position, part in enumerate(document.parts):
        yield from head(document, part)
        here = _Here(document, text_width(is_landscape=part.is_landscape))
        yield from _blocks(part.blocks, here, keeps_last=part.end != "none")
        yield from foot(part)
        yield from break_after(part, is_last=position == len(document.parts) - 1)


def _blocks(blocks: Sequence[Block], here: _Here, *, keeps_last: bool) -> Iterator[Piece]:
    for position, block in enumerate(blocks):
        is_kept = keeps_last and position == len(blocks) - 1
        yield from _block(block, here, keeps_next=is_kept)


def _block(block: Block, here: _Here, *, keeps_next: bool) -> Iterator[Piece]:
    kept = "<w:keepNext/>" if keeps_next else ""
    match block:
        case Paragraph(kind, text, _, at):
            said = runs(_SIGNS.get(kind, "") + text, at)
            is_marked = here.document.has_contents and kind in contents.STYLES
            yield from paragraph(STYLES[kind], contents.marked(said) if is_marked else said, kept)
        case Contents():
            yield from contents.contents(here.document, block)
        case Dots(count):
            tabs, tab = _DOTTED
            for _ in range(count):
                yield from paragraph("Dots", (tab,), kept + tabs.format(width=here.width))
        case Picture(path, number, at):
            yield from paragraph("Figure", (Field(path, at, drawing(number), Chart),))
        case Photos(path, at):
            yield Each(path, "photo", tuple(_photo()), at)
        case Table():
            yield from _table(block, here.width)
        case _:
            yield from _around(block, here, keeps_last=keeps_next)


def _around(block: Block, here: _Here, *, keeps_last: bool) -> Iterator[Piece]:
    """Yield blocks that stand together, are repeated, or stand only sometimes."""
    match block:
        case Group(inner):
            yield from _blocks(inner, here, keeps_last=keeps_last)
        case EachBlock(path, name, inner, at):
            yield Each(path, name, tuple(_blocks(inner, here, keeps_last=keeps_last)), at)
        case WhenBlock(path, is_wanted, inner, at):
            yield When(path, tuple(_blocks(inner, here, keeps_last=keeps_last)), at, is_wanted)


def _photo() -> Iterator[Piece]:
    yield from paragraph("Figure", (Field("photo", (), photo_drawing, Photo),))
    yield from paragraph("PhotoCaption", runs("{photo.caption}"))


def _table(block: Table, width: int) -> Iterator[Piece]:
    if not block.is_hidden:
        yield from paragraph("Caption", runs(block.caption, block.at))
    widths = widths_of([column.percent for column in block.columns], width)
    yield table_start(widths, has_grid=True)
    kept = "<w:keepNext/>" if block.is_kept else ""
    headings = [paragraph("TableHead", runs(c.heading, c.at), kept) for c in block.columns]
    yield from row(headings, widths, is_heading=True)
    yield from _rows(block, block.rows, widths)
    yield "</w:tbl>"
    # Word joins two tables that touch.
    yield from paragraph("AfterTable", ())


def _rows(block: Table, rows: Iterable[TableRow], widths: Sequence[int]) -> Iterator[Piece]:
    kept = "<w:keepNext/>" if block.is_kept else ""
    for line in rows:
        if isinstance(line, EachRow):
            yield Each(line.path, line.name, tuple(_rows(block, line.rows, widths)), line.at)
            continue
        style = "TableBold" if line.is_bold else "TableText"
        for _ in range(line.times):
            cells = [
                paragraph(style, runs(cell.text, cell.at), kept + _JC[column.align])
                for cell, column in zip(line.cells, block.columns, strict=True)
            ]
            yield from row(cells, widths, height=_TALL if block.is_tall else 0)
