"""One shape for every fault in a file a person wrote.

A reader collects ``Problem`` objects and raises ``ProblemsFound`` once, with all of them;
nobody learns of the second fault only after having mended the first.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Self


class Severity(Enum):
    """A fault withholds the row or file it concerns; a warning withholds nothing."""

    FAULT = "lỗi"
    WARNING = "cảnh báo"


class SheetName(str):
    """The name of a sheet that knows which one it is, so that faults come in the file's order."""

    __slots__ = ("at",)

    def __new__(cls, name: str, at: int = 0) -> Self:
        """Return the name of the sheet *at* this place, from 0."""
        made = super().__new__(cls, name)
        made.at = at
        return made

    at: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands.

    Lines and columns count from 1. ``sheet`` and ``cell`` are for workbooks, ``heading``
    is the name of the table column the value belongs to.
    """

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    heading: str | None = None

    def __str__(self) -> str:
        """Return ``file:line:column``, or ``file: trang «S», ô C5, cột «x»`` in a workbook."""
        text = self.file
        if self.line is not None:
            text += f":{self.line}"
            if self.column is not None:
                text += f":{self.column}"
        words = []
        if self.sheet is not None:
            words.append(f"trang «{self.sheet}»")
        if self.cell is not None:
            words.append(f"ô {self.cell}")
        if self.heading is not None:
            words.append(f"cột «{self.heading}»")
        return f"{text}: {', '.join(words)}" if words else text

    @property
    def row(self) -> tuple[str, int]:
        """The sheet ("" where there is none) and the row or line, 0 where it has none."""
        _, _, sheet, row, *_ = self.order
        return str(sheet), int(str(row))

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: by file, sheet, line, then column."""
        row = self.line
        column = self.column
        if self.cell is not None:
            letters = self.cell.rstrip("0123456789")
            digits = self.cell[len(letters) :]
            row = int(digits) if digits else None
            column = _column_number(letters)
        sheet = self.sheet or ""
        at = sheet.at if isinstance(sheet, SheetName) else 0
        return (self.file, at, sheet, row or 0, column or 0, self.heading or "")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault or warning: where, which kind, what was seen and expected, what to do."""

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.FAULT

    def __str__(self) -> str:
        """Return ``place: [code] message; hint`` on one line, for machines and searches."""
        return f"{self.place}: [{self.code}] {self._said}"

    @property
    def words(self) -> str:
        """Return ``place: message; hint`` on one line, for the person who mends it."""
        return f"{self.place}: {self._said}"

    @property
    def _said(self) -> str:
        label = "cảnh báo: " if self.severity is Severity.WARNING else ""
        tail = f"; {self.hint}" if self.hint else ""
        return f"{label}{self.message}{tail}"

    @property
    def is_fault(self) -> bool:
        """Whether this withholds a result."""
        return self.severity is Severity.FAULT


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems sorted by place, then code; exact repetitions once."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.place.order, p.code, p.message))


class ProblemsFound(Exception):  # noqa: N818 -- it names what was found, as a list does
    """All the faults of one or more files, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep *problems* in the order of their places."""
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``có phải «…»?`` for the known word most like *word*, or an empty string."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"có phải «{close[0]}»?" if close else ""


_LONGEST_SHOWN = 60
_LONGEST_LOOKED_AT = 300
"""What is cut off is not printed: it is looked at as far as a sign may reach into it."""


def shown(value: object) -> str:
    """Return *value* between guillemets, on one line and cut to 60 characters.

    Words that seem to name a child are never printed: of those nothing is shown.
    """
    text = " ".join(str(value).split())
    if not text.isascii() or any(map(str.isalpha, text)):
        # Only what is told as wrong gets here: no start-up pays for the patterns.
        from scoring.base.private_text import private_words

        if next(private_words(text[:_LONGEST_LOOKED_AT]), None) is not None:
            return "«…»"
    if len(text) > _LONGEST_SHOWN:
        text = text[: _LONGEST_SHOWN - 1] + "…"
    return f"«{text}»"


def file_name(path: Path) -> str:
    """Return the path as the user gave it, with forward slashes on every system."""
    return path.as_posix()
