"""A set of documents as data: which documents, in which order, saying what.

A set is one YAML file in ``criteria/documents`` (how to write one:
``docs/developers/documents.md``). Its texts hold ``{fields}`` of the view model; renderers
know the blocks below and nothing of a set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reports.papers.templates import At

Align = Literal["left", "center", "right"]
Head = Literal["letter", "titled", "annex"]
End = Literal["none", "signature", "own signature", "minutes"]

AUTHORITY_OF: Mapping[End, str] = {
    "signature": "office.has_authority",
    "own signature": "office.has_own_authority",
}
"""Where one person signs: what says whether «TM. …» or «KT. …» stands above the position."""

OWN_ADDRESSEE = "{office.recipient}"
"""Whom a part is sent to unless its set says otherwise: those of the office's profile."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one of the kinds in ``KINDS``; ``anchor`` is its address in HTML."""

    kind: str
    text: str
    anchor: str
    at: At


@dataclass(frozen=True, slots=True)
class Dots:
    """Dotted lines to write on by hand."""

    count: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents of a long document, under a title of its own.

    It names the headings of the first two levels; an HTML page has one of its own.
    """

    title: str
    at: At


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart of the view model; ``number`` counts those of one document from 1."""

    path: str
    number: int
    at: At


@dataclass(frozen=True, slots=True)
class Photos:
    """The photographs of a list of the view model, each with its caption.

    A document that holds such a list stands only where there is a photograph in it.
    """

    path: str
    at: At


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, share of the width in per cent, how its cells stand."""

    heading: str
    percent: int
    align: Align
    names_row: bool
    at: At


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text; in HTML with the anchor it leads to and the tone of its words."""

    text: str
    target: str
    tone: str
    at: At


@dataclass(frozen=True, slots=True)
class Row:
    """A row, so many times; ``is_bold`` for totals and for the rows others belong to."""

    cells: tuple[Cell, ...]
    is_bold: bool
    times: int


@dataclass(frozen=True, slots=True)
class EachRow:
    """Rows repeated for each member of a list of the view model."""

    path: str
    name: str
    rows: tuple[TableRow, ...]
    at: At


TableRow = Row | EachRow


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose headings repeat on every page.

    ``is_tall`` leaves room for handwriting, ``is_kept`` keeps all rows on one page. A caption
    that ``is_hidden`` is only read aloud: the text above the table says the same.
    """

    caption: str
    is_hidden: bool
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    is_tall: bool
    is_kept: bool
    at: At


@dataclass(frozen=True, slots=True)
class EachBlock:
    """Blocks repeated for each member of a list of the view model."""

    path: str
    name: str
    blocks: tuple[Block, ...]
    at: At


@dataclass(frozen=True, slots=True)
class WhenBlock:
    """Blocks that stand only when a value of the view model says so."""

    path: str
    is_wanted: bool
    blocks: tuple[Block, ...]
    at: At


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that are repeated or left out together."""

    blocks: tuple[Block, ...]


Block = Paragraph | Contents | Dots | Picture | Photos | Table | Group | EachBlock | WhenBlock

KINDS: Mapping[str, str] = {
    "đoạn": "plain",
    "căn cứ": "citation",
    "nhấn mạnh": "lead",
    "giải thích": "hint",
    "gạch": "dash",
    "tích": "tick",
    "khung": "notice",
    "giữa": "centered",
    "phần": "heading1",
    "khoản": "heading2",
    "điểm": "heading3",
}
"""What a set's file calls a kind of paragraph, and what renderers call it."""


@dataclass(frozen=True, slots=True)
class Annex:
    """The head of an annex: its number, its title, what it belongs to."""

    number: str
    title: str
    attached_to: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document is about, or called, for each verdict it may have to report."""

    met: str
    not_met: str
    open: str


@dataclass(frozen=True, slots=True)
class Part:
    """A run of pages with one direction of paper and its own page numbers."""

    head: Head
    subject: Subject | None
    annex: Annex | None
    is_addressed: bool
    addressee: str
    """Who it is addressed to; may hold fields."""
    is_landscape: bool
    has_foot: bool
    """Whether the notices stand at the foot of its pages."""
    blocks: tuple[Block, ...]
    end: End
    at: At


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """One document: ``code`` to choose it by, its file without suffix and its title.

    Both may hang on the verdict: who does not ask for recognition sends no such letter.
    """

    code: str
    file: Subject
    title: Subject
    kind: str
    is_internal: bool
    """Whether it stays in the house: no part of what is handed in, and not on the page."""
    symbol: str | None
    """Abbreviation of its kind in its number; empty for a công văn, ``None`` without number."""
    parts: tuple[Part, ...]
    pictures: tuple[Picture, ...]
    """All of them, by number."""
    photos: tuple[str, ...] = ()
    """The fields of the view model that hold its photographs."""

    @property
    def has_contents(self) -> bool:
        """Whether a table of contents leads to its headings."""
        return any(isinstance(block, Contents) for part in self.parts for block in part.blocks)

    @property
    def when(self) -> tuple[str, ...]:
        """Yes/no values of the view model that must all say yes for it to stand."""
        return tuple(f"has_{path}" for path in self.photos)


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """All documents of one procedure, and which of them are wanted.

    The others stay known: an annex names the number of its report even when it is made alone.
    """

    id: str
    file: str
    title: str
    model: type
    """The view model whose fields the texts name; a frozen dataclass."""
    file_title: str
    """What follows a document's title in the properties of its file; may hold fields."""
    documents: tuple[DocumentSpec, ...]
    places: Mapping[At, tuple[int, int]]
    wanted: tuple[DocumentSpec, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in order."""
        return tuple(document.code for document in self.documents)

    @property
    def handed_in(self) -> DocumentSet:
        """The set without what stays in the house."""
        return replace(self, wanted=tuple(d for d in self.wanted if not d.is_internal))

    @property
    def numbered(self) -> tuple[str, ...]:
        """The codes of the documents that bear a number."""
        return tuple(d.code for d in self.documents if d.symbol is not None)

    def chosen(self, codes: Sequence[str]) -> DocumentSet:
        """Return the set with only the documents of these codes wanted."""
        return replace(self, wanted=tuple(d for d in self.documents if d.code in codes))
