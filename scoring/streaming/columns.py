"""Rows of a chunk that are beyond every doubt, understood column by column.

What there is to doubt of a row is never judged here: such a row goes to the reader of single
rows (``scoring.intake.row_reading``), which tells its faults or takes it. So there is one meaning
of a row, and this is a quick way to the rows that nobody has anything to say about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from scoring.base.communes import KIND_DAYS, Area, Commune, CommuneKind
from scoring.base.limits import FIRST_YEAR, LAST_YEAR
from scoring.batch.columns import (
    AREAS,
    KINDS,
    Answers,
    Bools,
    Column,
    Columns,
    Ints,
    area_bits,
    city_code,
)
from scoring.batch.scorer import NO_GROUP, group_table
from scoring.engine.assessment import Assessment
from scoring.intake.columns import KnownColumns as Headings
from scoring.rules.ruleset import Ruleset
from scoring.streaming.chunks import Chunk
from scoring.streaming.column_readers import BLANK, DOUBT, Lanes, NumberLane
from scoring.streaming.duplicate_keys import NO_KEY, keys_of
from scoring.streaming.plausibility_columns import may_be_implausible
from scoring.tables.raw import MARK

Rows = NDArray[np.intp]


class Identities:
    """Who the rows of a chunk are about; what is blank or at fault is a doubt."""

    def __init__(self, chunk: Chunk, position: Mapping[str, int], lanes: Lanes) -> None:
        """Read the columns that every ruleset shares."""
        self.size = chunk.size
        self.chunk = chunk
        self.position = position
        self.code = self._numbers(MARK, lanes.code)
        self.year = self._numbers("nam", lanes.year)
        self.lanes = lanes
        self._has_shifted = chunk.has_shifted()

    def keys(self) -> Ints:
        """Return the pairs of code and year by which rows are found to be repeated."""
        return np.where(self._has_shifted, NO_KEY, keys_of(self.code, self.year))

    def read(self, *, is_completed: bool) -> None:
        """Read the rest; with *is_completed*, blanks that a register fills in are doubts."""
        lanes = self.lanes
        self.name = self._texts("ten_xa")
        self.province = self._texts("tinh")
        self.district = self._texts("huyen")
        self.kind = self._numbers("loai", lanes.kind)
        areas = self._numbers("vung", lanes.areas)
        self.areas = np.where(areas == BLANK, 0, areas)
        self.city = self._numbers("tp_truc_thuoc_tw", lanes.city)
        self.is_sure = ~self._has_shifted & (self.code >= 0) & (self.year >= 0)
        self.is_sure &= (self.kind >= 0) & (self.areas >= 0) & (self.city != DOUBT)
        self.is_sure &= _are_texts(self.name, or_blank=False)
        self.is_sure &= _are_texts(self.province, or_blank=not is_completed)
        self.is_sure &= _are_texts(self.district, or_blank=True)
        if is_completed:
            self.is_sure &= self.city != BLANK

    def _numbers(self, heading: str, lane: NumberLane) -> Ints:
        position = self.position.get(heading)
        if position is None:
            return np.full(self.size, BLANK, np.int64)
        return lane(self.chunk.column(position))

    def _texts(self, heading: str) -> list[str | int | None]:
        position = self.position.get(heading)
        if position is None:
            return [None] * self.size
        return self.lanes.text(self.chunk.column(position))

    def commune(self, row: int) -> Commune:
        """Return the commune of a sure row."""
        name, province, district = self.name[row], self.province[row], self.district[row]
        city = int(self.city[row])
        return Commune(
            f"{int(self.code[row]):05}",
            str(name),
            KINDS[self.kind[row]],
            _AREAS[self.areas[row]],
            None if province is None else str(province),
            None if district is None else str(district),
            None if city == BLANK else bool(city),
        )


def _are_texts(texts: list[str | int | None], *, or_blank: bool) -> Bools:
    fits = [type(text) is str or (or_blank and text is None) for text in texts]
    return np.array(fits, np.bool_)


def _areas(bits: int) -> tuple[Area, ...]:
    return tuple(area for bit, area in enumerate(AREAS) if bits >> bit & 1)


_AREAS = [_areas(bits) for bits in range(1 << len(AREAS))]


class Way:
    """What the quick way knows of a ruleset, made once for all chunks."""

    def __init__(self, ruleset: Ruleset, headings: Headings) -> None:
        """Look up every kind of commune in every year; *headings* are the ruleset's columns."""
        self.ruleset = ruleset
        self.headings = headings
        self.groups = group_table(ruleset.recognition)
        years = range(FIRST_YEAR, LAST_YEAR + 1)
        self.is_usual = np.array(
            [[_is_usual(ruleset, kind, date(year, 12, 31)) for year in years] for kind in KINDS],
            np.bool_,
        )
        """By kind and year: whether there is nothing to say of such a unit."""


class RowsOfRuleset:
    """The rows of a chunk under one ruleset: the sure ones, and those that a reader took."""

    def __init__(self, way: Way, who: Identities) -> None:
        """Read the columns of a ruleset; ``is_sure`` tells which rows need no reader."""
        self.ruleset = way.ruleset
        self._who = who
        # Private to this class: a reader's rows are written into them.
        self._kind, self._areas, self._city = who.kind.copy(), who.areas.copy(), who.city.copy()
        self._blank = np.full(who.size, BLANK, np.int64)
        lanes = who.lanes
        headings = way.headings
        self._figures = self._read(headings.figures, lanes.count)
        self._previous = self._read(headings.previous, lanes.count)
        self._answers = self._read(headings.items, lanes.yes_no)
        self._taken: dict[int, Assessment] = {}
        self.is_sure = who.is_sure & self._is_sound(way)

    def _read(self, headings: Mapping[str, str], lane: NumberLane) -> dict[str, Ints]:
        position = self._who.position
        return {
            code: lane(self._who.chunk.column(position[heading]))
            if heading in position
            else self._blank.copy()
            for heading, code in headings.items()
        }

    def _is_sound(self, way: Way) -> Bools:
        who = self._who
        # Rows in doubt have numbers below 0; what is looked up for them is thrown away.
        groups = way.groups[who.kind, who.areas, np.maximum(who.city, BLANK)]
        sound: Bools = groups != NO_GROUP
        sound &= way.is_usual[who.kind, np.maximum(who.year - FIRST_YEAR, 0)]
        for column in (*self._figures.values(), *self._previous.values(), *self._answers.values()):
            sound &= column != DOUBT
        sound &= ~_exceeds(self.ruleset, self._figures)
        sound &= ~_exceeds(self.ruleset, self._previous)
        return sound & ~may_be_implausible(
            self.ruleset, self._figures, self._previous, who.position.keys(), who.size
        )

    def take(self, row: int, assessment: Assessment) -> None:
        """Take what a reader understood of a row in doubt."""
        commune = assessment.commune
        self._taken[row] = assessment
        self._kind[row] = KINDS.index(commune.kind)
        self._areas[row] = area_bits(commune.areas)
        self._city[row] = city_code(commune.centrally_run_city)
        for columns, values in (
            (self._figures, assessment.figures),
            (self._previous, assessment.previous),
            (self._answers, assessment.answers),
        ):
            for code, column in columns.items():
                column[row] = values.get(code, BLANK)

    def columns(self, rows: Rows) -> Columns:
        """Return some rows, sure or taken, in their order."""
        taken, who = self._taken, self._who
        years = who.year[rows].tolist()
        listed = rows.tolist()
        return Columns(
            communes=[taken[r].commune if r in taken else who.commune(r) for r in listed],
            years=years,
            kind=self._kind[rows].astype(np.int8),
            areas=self._areas[rows].astype(np.int8),
            city=self._city[rows].astype(np.int8),
            figures=_counts(self._figures, self.ruleset.figures, rows),
            previous=_counts(self._previous, sorted(self.ruleset.compared_figures), rows),
            answers={
                code: Answers(self._answers[code][rows] > 0, self._answers[code][rows] >= 0)
                for code in self.ruleset.items
            },
        )


def _counts(columns: Mapping[str, Ints], codes: Iterable[str], rows: Rows) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for code in codes:
        values = columns[code][rows]
        found[code] = Column(np.maximum(values, 0), values >= 0)
    return found


def _is_usual(ruleset: Ruleset, kind: CommuneKind, day: date) -> bool:
    first, last = KIND_DAYS.get(kind, (date.min, date.max))
    return kind.value in ruleset.recognition.kinds and first <= day <= last


def _exceeds(ruleset: Ruleset, counts: Mapping[str, Ints]) -> Bools:
    """Return which rows have a part larger than its whole; a blank between is stepped over."""
    found: Bools = np.zeros(1, np.bool_)
    for code, values in counts.items():
        is_open = values >= 0
        seen = {code}
        whole = ruleset.figures[code].not_exceeding
        while whole is not None and whole not in seen and whole in ruleset.figures:
            if whole in counts:
                is_given = counts[whole] >= 0
                found = found | (is_open & is_given & (values > counts[whole]))
                is_open = is_open & ~is_given
            seen.add(whole)
            whole = ruleset.figures[whole].not_exceeding
    return found
