"""Rows that nobody has anything to say about: from columns of cells to assessments at once.

What there is to doubt of a row is never judged here: such a row goes to the reader of single
rows (``scoring.intake.rows.row_reading``), which tells its faults or takes it. So there is one
meaning of a row, and this is a quick way to most of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import repeat
from operator import gt, itemgetter
from typing import Any

from scoring.base.communes import KIND_DAYS, Area, Commune, CommuneKind
from scoring.base.place_names import kind_named
from scoring.engine.assessment import Assessment
from scoring.intake.rows.column_cells import FAULT, MOST_KEPT, ColumnReader, ColumnReaders
from scoring.intake.rows.columns import KnownColumns
from scoring.intake.rows.years import Years
from scoring.rules.ruleset import Ruleset
from scoring.rules.threshold_groups import groups_of
from scoring.tables.raw import MARK, RawRow

Unit = tuple[CommuneKind, tuple[Area, ...], bool | None, int]
"""What a threshold group depends on, and the year."""


class PlainRows:
    """Reads the plain rows of one table."""

    def __init__(
        self,
        position: Mapping[str, int],
        width: int,
        years: Years,
        readers: ColumnReaders,
        *,
        is_completed: bool,
    ) -> None:
        """Read tables of *width* columns; with *is_completed*, blanks that it fills are doubts."""
        self._position = position
        self._width = width
        self._years = years
        self._readers = readers
        self._is_completed = is_completed
        self._kinds: dict[str, CommuneKind | None] = {}
        self._is_usual: dict[Unit, bool] = {}
        self._blank_areas = tuple(Area) if "vung" in position else None

    def read(self, rows: Sequence[RawRow]) -> list[tuple[Assessment, Ruleset] | None]:
        """Return what each row says, ``None`` where it must be read alone."""
        chunk = _Columns(rows, self._position, self._readers)
        found: list[tuple[Assessment, Ruleset] | None] = [None] * len(rows)
        years = chunk.values("nam", self._readers.year)
        who = chunk.identities()
        figures: dict[str, list[_Reported]] = {}
        for at, row in enumerate(rows):
            code, name, kind, areas, city, province, district = who[at]
            year = years[at]
            if at in chunk.doubtful or len(row.cells) != self._width:
                continue
            if code is None or name is None or kind is None or year is None:
                continue
            if self._kind_named(name) not in {None, kind}:
                continue
            if self._is_completed and (province is None or city is None):
                continue
            ruleset = self._years.beyond_doubt(year)
            unit = kind, areas or (), city, year
            if ruleset is None or not self._is_plain(ruleset, unit):
                continue
            if ruleset.id not in figures:
                figures[ruleset.id] = chunk.figures(ruleset, self._years.columns_of(ruleset))
                if at in chunk.doubtful:
                    continue
            now, before, answers = figures[ruleset.id][at]
            if now is None or before is None or answers is None:
                continue
            blank = self._blank_areas if areas is None else ()
            commune = Commune(
                code, name, kind, areas or (), province, district, city, blank_areas=blank
            )
            found[at] = Assessment(commune, year, now, before, answers), ruleset
        return found

    def _kind_named(self, name: str) -> CommuneKind | None:
        """Return what ``kind_named`` says, remembered: names repeat over the years."""
        if name not in self._kinds:
            if len(self._kinds) >= MOST_KEPT:
                return kind_named(name)
            self._kinds[name] = kind_named(name)
        return self._kinds[name]

    def _is_plain(self, ruleset: Ruleset, unit: Unit) -> bool:
        """Whether there is nothing to say of such a unit."""
        known = self._is_usual.get(unit)
        if known is None:
            kind, areas, city, year = unit
            first, last = KIND_DAYS.get(kind, (date.min, date.max))
            names = tuple(area.value for area in areas)
            known = (
                kind.value in ruleset.recognition.kinds
                and first <= date(year, 12, 31) <= last
                and len(groups_of(ruleset.recognition, kind.value, names, city)) == 1
            )
            self._is_usual[unit] = known
        return known


_Reported = tuple[dict[str, int] | None, dict[str, int] | None, dict[str, bool] | None]
"""Figures, previous ones, answers; ``None`` where a part is larger than its whole."""


class _Columns:
    """A chunk of rows, column by column."""

    def __init__(
        self, rows: Sequence[RawRow], position: Mapping[str, int], readers: ColumnReaders
    ) -> None:
        self._size = len(rows)
        self._columns = [*zip(*(row.cells for row in rows), strict=False)]
        self._position = position
        self._readers = readers
        self.doubtful: set[int] = set()
        """Rows with a fault in a column that was read."""

    def values(self, heading: str, read: ColumnReader) -> Sequence[Any]:
        at = self._position.get(heading)
        if at is None:
            return [None] * self._size
        values, has_faults = read(self._columns[at])
        if has_faults:
            self.doubtful.update(row for row, value in enumerate(values) if value is FAULT)
        return values

    def identities(self) -> list[tuple[Any, ...]]:
        """Return code, name, kind, areas, type of province, province and district of each row."""
        readers = self._readers
        return [
            *zip(
                self.values(MARK, readers.code),
                self.values("ten_xa", readers.text),
                self.values("loai", readers.kind),
                self.values("vung", readers.areas),
                self.values("tp_truc_thuoc_tw", readers.yes_no),
                self.values("tinh", readers.text),
                self.values("huyen", readers.text),
                strict=True,
            )
        ]

    def figures(self, ruleset: Ruleset, known: KnownColumns) -> list[_Reported]:
        """Return the figures, the previous ones and the answers of each row, blanks left out."""
        count, yes_no = self._readers.count, self._readers.yes_no
        return [
            *zip(
                self._given(known.figures, count, ruleset.wholes),
                self._given(known.previous, count, ruleset.wholes),
                self._given(known.items, yes_no, {}),
                strict=True,
            )
        ]

    def _given(
        self,
        headings: Mapping[str, str],
        read: ColumnReader,
        wholes: Mapping[str, tuple[str, ...]],
    ) -> Iterator[dict[str, Any] | None]:
        columns = {
            code: self.values(heading, read)
            for heading, code in headings.items()
            if heading in self._position
        }
        codes = tuple(columns)
        exceeds = _Exceeds(codes, wholes)
        rows = zip(*columns.values(), strict=True) if codes else repeat((), self._size)
        if not self.doubtful and not any(None in column for column in columns.values()):
            for values in rows:
                yield None if exceeds(values) else dict(zip(codes, values, strict=False))
            return
        for row, values in enumerate(rows):
            if row in self.doubtful:
                yield None
            elif None in values:
                counts = {c: v for c, v in zip(codes, values, strict=True) if v is not None}
                yield None if any(_exceeding(wholes, counts)) else counts
            else:
                yield None if exceeds(values) else dict(zip(codes, values, strict=True))


class _Exceeds:
    """Whether a part is larger than its whole in a row without a blank."""

    def __init__(self, codes: Sequence[str], wholes: Mapping[str, tuple[str, ...]]) -> None:
        at = {code: place for place, code in enumerate(codes)}
        pairs = [
            (at[code], at[next(one for one in larger if one in at)])
            for code, larger in wholes.items()
            if code in at and any(one in at for one in larger)
        ]
        self._parts = itemgetter(0, *(part for part, _ in pairs)) if pairs else None
        self._wholes = itemgetter(0, *(whole for _, whole in pairs))

    def __call__(self, values: Sequence[int]) -> bool:
        return self._parts is not None and any(map(gt, self._parts(values), self._wholes(values)))


def _exceeding(wholes: Mapping[str, tuple[str, ...]], counts: Mapping[str, int]) -> Iterator[bool]:
    """Yield of each part whether it is larger than its whole; a blank is stepped over."""
    for code, larger in wholes.items():
        whole = next((one for one in larger if one in counts), None)
        yield whole is not None and counts.get(code, 0) > counts[whole]
