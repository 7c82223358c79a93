"""The table of ballots of the annex: what was counted where, and the sums that are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.papers.figure_help import form_help
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import ScoreSheet
from scoring.forms.form import Form
from scoring.forms.tally import CHILDREN, CITIZENS, PLACE_NAME, PLACES, row_of

_TO_WRITE_ON = 12
_LONGEST = 10
_WHO = ((CHILDREN, "Trẻ em"), (CITIZENS, "Người dân"))

_Counts = tuple[int | None, int | None]
"""Valid ballots, and those that are satisfied; ``None`` is not known."""


@dataclass(frozen=True, slots=True)
class BallotWords:
    """A row: where, whose ballots, how many are valid, how many satisfied; blank if not known."""

    place: str = ""
    who: str = ""
    valid: str = ""
    satisfied: str = ""


@dataclass(frozen=True, slots=True)
class BallotTable:
    """The rows, empty ones to write on where nothing was typed, and the sums below them."""

    rows: tuple[BallotWords, ...]
    children: BallotWords
    citizens: BallotWords
    total: BallotWords


def ballot_table(sheet: ScoreSheet, form: Form) -> BallotTable:
    """Return the ballots typed into *form*; the total is what *sheet* was scored by.

    The sums of children and of citizens stand only where together they are that total: a
    signed table that does not add up helps nobody.
    """
    counted = list(_counted(form))
    total = _scored(sheet)
    sums = [_sum([counts for of, _, counts in counted if of == who]) for _, who in _WHO]
    agree = _sum([one for one in sums if one != (0, 0)]) == total
    children, citizens = (_words(one if agree and one != (0, 0) else (None, None)) for one in sums)
    rows = [_words(counts, place, who) for who, place, counts in counted]
    blanks = [BallotWords()] * (0 if rows else _TO_WRITE_ON)
    return BallotTable((*rows, *blanks), children, citizens, _words(total))


def _counted(form: Form) -> Iterator[tuple[str, str, _Counts]]:
    """Yield whose ballots, where, and how many, in the order of the sheet."""
    typed = form.profile
    for row in map(row_of, range(1, PLACES + 1)):
        for columns, who in _WHO:
            texts = [typed.get(f"{row}:{column}") for column in columns]
            if any(text is not None for text in texts):
                valid, satisfied = map(_number, texts)
                yield who, typed.get(f"{row}:{PLACE_NAME}", ""), (valid, satisfied)


def _number(text: str | None) -> int | None:
    """Return a count; a form that comes in a package may hold any text."""
    is_count = text is not None and text.isdecimal() and len(text) < _LONGEST
    return int(text) if text is not None and is_count else None


def _scored(sheet: ScoreSheet) -> _Counts:
    tally = form_help().tally
    if tally is None:
        return None, None
    read = {
        figure.code: figure.value
        for part in sheet.parts
        for figure in part.figures
        if not figure.is_previous
    }
    return read.get(tally.valid), read.get(tally.satisfied)


def _sum(counts: list[_Counts]) -> _Counts:
    """Return both sums; one with a blank in it is not known."""
    valid, satisfied = ([one[at] for one in counts] for at in (0, 1))
    return _added(valid), _added(satisfied)


def _added(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _words(counts: _Counts, place: str = "", who: str = "") -> BallotWords:
    valid, satisfied = ("" if one is None else vietnamese(one) for one in counts)
    return BallotWords(place, who, valid, satisfied)
