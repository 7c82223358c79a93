"""The table of contents of a Word document: a field that shows its entries before any update.

Entries lead to their headings; the numbers of pages are known to Word alone, which adds them
when somebody updates the field (F9). Source: ECMA-376 part 1, 17.16.5.68 TOC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reports.papers.blocks import (
    Block,
    Contents,
    DocumentSpec,
    EachBlock,
    Group,
    Paragraph,
    WhenBlock,
)
from reports.papers.templates import Each, Piece, When
from reports.word.elements import paragraph, runs

STYLES = {"heading1": "TOC1", "heading2": "TOC2"}
"""The style of an entry by the kind of its heading."""

_LINK, _MARK, _END_OF_MARK, _END = "\1\2\3\4"
"""Where numbers come in once a document is filled. No text of a commune has such characters:
entries and headings come out of the same loops in the same order, the nth leads to the nth."""
_PLACES = re.compile(b"[\1\2\3\4]")


def contents(document: DocumentSpec, block: Contents) -> Iterator[Piece]:
    """Yield the title and an entry for each heading of the document."""
    yield from paragraph("Centered", runs(block.title, block.at))
    for part in document.parts:
        yield from _entries(part.blocks)
    yield from paragraph("AfterTable", (_END,))


def marked(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the runs of a heading as a place that an entry leads to."""
    yield _MARK
    yield from pieces
    yield _END_OF_MARK


def _entries(blocks: Iterable[Block]) -> Iterator[Piece]:
    for block in blocks:
        match block:
            case Paragraph(kind, text, _, at) if kind in STYLES:
                link = (_LINK, *runs(text, at), "</w:hyperlink>")
                yield from paragraph(STYLES[kind], link)
            case EachBlock(path, name, inner, at):
                yield Each(path, name, tuple(_entries(inner)), at)
            case WhenBlock(path, is_wanted, inner, at):
                yield When(path, tuple(_entries(inner)), at, is_wanted)
            case Group(inner):
                yield from _entries(inner)


def linked(text: bytes) -> bytes:
    """Return a filled document with its entries and headings numbered, each to each."""
    count = {"link": 0, "mark": 0}

    def put(found: re.Match[bytes]) -> bytes:
        match found[0].decode():
            case "\1":
                count["link"] += 1
                begin = _BEGIN if count["link"] == 1 else ""
                anchor = _name(count["link"])
                said = f'{begin}<w:hyperlink w:anchor="{anchor}" w:history="1">'
            case "\2":
                count["mark"] += 1
                number = count["mark"]
                said = f'<w:bookmarkStart w:id="{number}" w:name="{_name(number)}"/>'
            case "\3":
                said = f'<w:bookmarkEnd w:id="{count["mark"]}"/>'
            case _:
                said = _FIELD_END if count["link"] else f"{_BEGIN}{_FIELD_END}"
        return said.encode()

    return _PLACES.sub(put, text)


def _name(number: int) -> str:
    return f"_Toc{number:06}"


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


_INSTRUCTION = ' TOC \\o "1-2" \\h \\z \\u '
_BEGIN = (
    f'{_field("begin")}<w:r><w:instrText xml:space="preserve">{_INSTRUCTION}</w:instrText></w:r>'
    f"{_field('separate')}"
)
_FIELD_END = _field("end")
