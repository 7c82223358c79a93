"""The view model that all renderers share: finished words and numbers, in order.

A dossier is a row of sections, a section a row of blocks. A renderer knows these few blocks
and nothing of criteria, so HTML, DOCX and whatever follows say the same in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Tone = Literal["", "met", "not_met", "cannot_say"]
Align = Literal["left", "center", "right"]
Role = Literal["plain", "lead", "hint", "small"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding in words with its sign, so that colour is never alone: ``✔ Đạt``."""

    sign: str
    words: str
    tone: Tone

    def __str__(self) -> str:
        """Return sign and words."""
        return f"{self.sign} {self.words}"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. A hint says what would come next, small print on what the text rests."""

    kind: ClassVar[str] = "text"
    text: str
    role: Role = "plain"


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section."""

    kind: ClassVar[str] = "subheading"
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one a line."""

    kind: ClassVar[str] = "facts"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FindingLine:
    """What was asked, what was found, and why."""

    name: str
    mark: Mark
    reason: str


@dataclass(frozen=True, slots=True)
class Findings:
    """The conditions, then what they come to together."""

    kind: ClassVar[str] = "findings"
    lines: tuple[FindingLine, ...]
    verdict: FindingLine


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and its share of the width in per cent."""

    heading: str
    percent: int
    align: Align = "left"
    names_row: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; ``target`` is the slug of the section it speaks of."""

    text: str
    target: str = ""
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``footer`` is its last row, for a total. ``is_wide`` needs room on a phone."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    footer: tuple[Cell, ...] = ()
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of a list, with a second line in small print."""

    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list to tick off, with its heading."""

    kind: ClassVar[str] = "listing"
    heading: str
    lines: tuple[ListLine, ...]


Block = Text | Subheading | Facts | Findings | Table | Listing


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; ``slug`` is its anchor. Criteria are inner sections."""

    slug: str
    heading: str
    blocks: tuple[Block, ...]
    inner: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What no reader may overlook: ``short`` stands on every page, ``text`` once."""

    short: str
    text: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """One commune's dossier, ready to be rendered."""

    title: str
    subtitle: str
    commune: str
    facts: Facts
    notices: tuple[Notice, ...]
    sections: tuple[Section, ...]
    closing: str
