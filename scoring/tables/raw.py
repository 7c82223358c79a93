"""A table as it stands in a file: headings, rows of raw cells, and where each cell is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scoring.base.problems import Place, Problem
from scoring.tables.cell_text import Raw, is_blank, text_of

MARK = "ma_xa"
"""The heading by which a table is told from titles and notes."""

HEADING_WITHIN = 20
"""The heading line is sought in this many first lines: titles and notes may stand above."""

LEAST_CELLS = 5
"""A row with fewer cells is no heading line and no commune: it is a list, a note, a title."""

ABOVE_HEADINGS = (
    "có mã xã nhưng nằm trên dòng tiêu đề nên không được đọc",
    "chuyển xuống dưới dòng tiêu đề",
)
"""What is told of communes above the headings, and what to do."""

_CODE = re.compile(r"[0-9]{5}")

MOST_HEADINGS = 500
"""Columns. A ruleset has some 40; more is not a table of communes."""


class RawRow(NamedTuple):
    """One row: its number in the file (from 1) and its cells, in the order of the headings.

    A text row may hold more cells than there are headings; that is for the intake to judge.
    """

    number: int
    cells: tuple[Raw, ...]


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table of one file or sheet. Rows that are wholly empty are not in it."""

    file: str
    sheet: str | None
    heading_row: int | None
    headings: tuple[str, ...]
    rows: tuple[RawRow, ...]

    @property
    def is_form(self) -> bool:
        """Whether this is the one row of a self-assessment workbook (``scoring.forms.form``)."""
        return False

    def place(self, row: int | None = None, position: int | None = None) -> Place:
        """Return where a cell, a row, a column's heading or the table itself stands.

        *position* counts from 0; a position beyond the headings has no heading to name.
        """
        number = self.heading_row if row is None else row
        heading = None
        if position is not None and position < len(self.headings):
            heading = self.headings[position] or None
        if self.sheet is None or position is None or number is None:
            return Place(self.file, number, sheet=self.sheet, heading=heading)
        cell = f"{column_letters(position + 1)}{number}"
        return Place(self.file, sheet=self.sheet, cell=cell, heading=heading)


ReadTables = tuple[list[RawTable], list[Problem]]
"""What a reader of one kind of file gives: the tables it could read, and what is wrong."""

Reader = Callable[[bytes, str], ReadTables]
"""Reads the bytes of a file; the text is the name of the file in problems."""


def column_letters(number: int) -> str:
    """Return the letters of a workbook's column, counted from 1.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def heading_text(raw: Raw) -> str:
    """Return a heading as columns are compared: NFC, stripped, lower case.

    Excel keeps the item code 1.1 as a number; as a heading it is the text «1.1» again.
    """
    text = repr(raw) if isinstance(raw, float) else text_of(raw)
    return text.lower()


def headings_of(cells: Sequence[Raw]) -> tuple[str, ...]:
    """Return the headings of a row of cells, without the empty ones at its end."""
    headings = [heading_text(cell) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    return tuple(headings)


def doubled_headings(table: RawTable) -> list[Problem]:
    """Return a fault for every heading that stands there a second time."""
    message = "tiêu đề này có hai lần; không đọc dòng nào của bảng"
    return [
        Problem(table.place(None, at), "trung-cot", message, "giữ lại một cột")
        for at, heading in enumerate(table.headings)
        if heading and table.headings.index(heading) != at
    ]


def is_empty(cells: Iterable[Raw]) -> bool:
    """Whether every cell of a row is blank."""
    return all(map(is_blank, cells))


def is_commune(values: Sequence[Raw]) -> bool:
    """Whether a row looks like a commune with its figures: a code of five digits among them."""
    return sum(not is_blank(value) for value in values) >= LEAST_CELLS and any(
        _CODE.fullmatch(text_of(value).replace(".", "")) for value in values
    )
