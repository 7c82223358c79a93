"""A file with one table as chunks of rows: memory does not grow with the file.

A file may be read several times, from its beginning or from where a chunk began: what a row
alone cannot know is found out in a first reading, and partitions of a file may be read by
several processes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from scoring.base.problems import Problem
from scoring.tables.raw import RawRow, RawTable

ROWS = 16_384
"""Rows of a chunk: some 40 MB as texts. Fewer cost time, more bring none."""


@dataclass(frozen=True, slots=True)
class Start:
    """What stands in a file before a chunk: bytes of text and lines, or rows."""

    offset: int
    number: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows in their order, and where they start; rows that are wholly empty are not in it."""

    start: Start
    rows: list[RawRow]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the headings of a table are and what they say: enough to read its rows again."""

    headings: tuple[str, ...]
    heading_row: int | None = None
    delimiter: str = ""


class TableFile(ABC):
    """An open file with one table, read as often as ``chunks`` is called."""

    def __init__(self, stream: BinaryIO, file: str, layout: Layout | None = None) -> None:
        """Read from *stream*, which can be wound back; *file* is its name in messages.

        With the *layout* of an earlier reading, rows can be read without ``begin``.
        """
        self.stream = stream
        self.file = file
        self.layout = layout
        """Known from the first chunk on."""
        self.problems: list[Problem] = []
        """What the last reading found wrong with the file itself."""

    @abstractmethod
    def begin(self) -> list[Problem]:
        """Look at the file as a whole; return why there is no table in it."""

    @abstractmethod
    def chunks(
        self, rows: int = ROWS, start: Start | None = None, *, only: Collection[str] = ()
    ) -> Iterator[Chunk]:
        """Yield the rows, all or those from *start* on, in chunks of at most *rows*.

        With *only*, cells under other headings may be left out: the reader may be quicker so.
        """

    @abstractmethod
    def refused(self) -> list[Problem]:
        """Return, after a whole reading, why its rows are not to be used."""

    @property
    def table(self) -> RawTable:
        """The table without its rows."""
        layout = self.layout or Layout(())
        return RawTable(self.file, None, layout.heading_row, layout.headings, ())
