"""Assessments as columns: one array per figure and answer, blanks as masks, never as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring.base.communes import Area, Commune, CommuneKind
from scoring.engine.assessment import Assessment
from scoring.rules.ruleset import Ruleset

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]

KINDS: tuple[CommuneKind, ...] = tuple(CommuneKind)
AREAS: tuple[Area, ...] = tuple(Area)
UNKNOWN_CITY = -1

LARGEST_COUNT = 999_999_999
"""Persons or cases. Intake refuses more digits; the products below stay within 64 bits."""


@dataclass(frozen=True)
class Column:
    """Values with a mask. Where ``given`` is false the value is 0 and means nothing."""

    values: Ints
    given: Bools

    def __post_init__(self) -> None:
        """Refuse what exact 64-bit products could not hold, and negative counts."""
        if self.values.size and (self.values.min() < 0 or self.values.max() > LARGEST_COUNT):
            message = f"counts must lie between 0 and {LARGEST_COUNT}"
            raise OverflowError(message)

    @cached_property
    def is_complete(self) -> bool:
        """Whether no row is blank."""
        return bool(self.given.all())

    @cached_property
    def is_positive(self) -> bool:
        """Whether every value is above 0; a blank's is not."""
        return bool((self.values > 0).all())


@dataclass(frozen=True)
class Answers:
    """Yes/no answers: ``yes`` is false for a blank too, ``given`` tells the two apart."""

    yes: Bools
    given: Bools

    @cached_property
    def is_complete(self) -> bool:
        """Whether no row is blank."""
        return bool(self.given.all())


@dataclass(frozen=True, slots=True)
class Columns:
    """Many assessments, one row each.

    ``kind`` indexes ``KINDS``, ``areas`` has bit *i* set for ``AREAS[i]``, ``city`` is 1, 0
    or -1 (not given). ``communes`` and ``years`` name the rows; the scorer does not read them.
    """

    communes: Sequence[Commune]
    years: Sequence[int]
    kind: Codes
    areas: Codes
    city: Codes
    figures: Mapping[str, Column]
    previous: Mapping[str, Column]
    answers: Mapping[str, Answers]

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.kind)

    def assessment(self, row: int) -> Assessment:
        """Return one row as the assessment the reference scorer takes."""
        return Assessment(
            commune=self.communes[row],
            year=int(self.years[row]),
            figures=_row(self.figures, row),
            previous=_row(self.previous, row),
            answers={
                code: bool(answers.yes[row])
                for code, answers in self.answers.items()
                if answers.given[row]
            },
        )


def _row(columns: Mapping[str, Column], row: int) -> dict[str, int]:
    return {code: int(c.values[row]) for code, c in columns.items() if c.given[row]}


def columns_of(ruleset: Ruleset, assessments: Sequence[Assessment]) -> Columns:
    """Return *assessments* as columns of every figure and item that *ruleset* knows.

    Raises ``OverflowError`` for a count that is negative or has more than nine digits.
    """
    communes = [assessment.commune for assessment in assessments]
    figures = [assessment.figures for assessment in assessments]
    previous = [assessment.previous for assessment in assessments]
    return Columns(
        communes=communes,
        years=[assessment.year for assessment in assessments],
        kind=np.array([KINDS.index(commune.kind) for commune in communes], np.int8),
        areas=np.array([area_bits(commune.areas) for commune in communes], np.int8),
        city=np.array([city_code(commune.centrally_run_city) for commune in communes], np.int8),
        figures={c: _column([one.get(c) for one in figures]) for c in ruleset.figures},
        previous={
            c: _column([one.get(c) for one in previous]) for c in sorted(ruleset.compared_figures)
        },
        answers={c: _answers(assessments, c) for c in ruleset.items},
    )


def rows_of(columns: Columns, rows: slice | NDArray[np.bool_]) -> Columns:
    """Return some rows: a slice as views, a mask as copies."""
    if isinstance(rows, slice):
        communes, years = columns.communes[rows], columns.years[rows]
    else:
        kept = np.flatnonzero(rows).tolist()
        communes = [columns.communes[row] for row in kept]
        years = [columns.years[row] for row in kept]
    return Columns(
        communes=communes,
        years=years,
        kind=columns.kind[rows],
        areas=columns.areas[rows],
        city=columns.city[rows],
        figures=_cut(columns.figures, rows),
        previous=_cut(columns.previous, rows),
        answers={
            code: Answers(answers.yes[rows], answers.given[rows])
            for code, answers in columns.answers.items()
        },
    )


def _cut(figures: Mapping[str, Column], rows: slice | NDArray[np.bool_]) -> dict[str, Column]:
    return {code: Column(c.values[rows], c.given[rows]) for code, c in figures.items()}


def area_bits(areas: Sequence[Area]) -> int:
    """Return the areas as bits in the order of ``AREAS``."""
    return sum(1 << AREAS.index(area) for area in areas)


def city_code(is_city: bool | None) -> int:  # noqa: FBT001 -- a cell: có, không, blank
    """Return 1, 0, or -1 where it is not given."""
    return UNKNOWN_CITY if is_city is None else int(is_city)


def _column(found: Sequence[int | None]) -> Column:
    if None in found:
        given = np.array([value is not None for value in found], np.bool_)
        found = [value or 0 for value in found]
    else:
        given = np.ones(len(found), np.bool_)
    try:
        values = np.array(found, np.int64)
    except OverflowError:
        values = np.array([LARGEST_COUNT + 1], np.int64)
    return Column(values, given)


def _answers(assessments: Sequence[Assessment], code: str) -> Answers:
    found = [assessment.answers.get(code) for assessment in assessments]
    return Answers(
        np.array([bool(answer) for answer in found], np.bool_),
        np.array([answer is not None for answer in found], np.bool_),
    )
