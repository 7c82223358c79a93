"""Which communes and years stand in more than one row, of tables of any size.

A code has five digits and a year is one of some hundred, so every pair has its own byte:
exact, and no larger for ten million rows than for ten.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from scoring.base.limits import CODES, FIRST_YEAR, MOST_PAIRS
from scoring.intake.rows.column_cells import FAULT, ColumnReaders
from scoring.intake.rows.row import IntakeRow
from scoring.tables.raw import MARK, RawRow, RawTable, is_empty

MOST_NAMED = 3
"""Places named in one message: a million equal rows must not cost a million squared."""

_MOST_KEPT = MOST_NAMED + 1
"""Places kept of each pair: those named in a message, and the row's own."""

NO_KEY = -1
_NO_PLACE = -1
_NUMBERS = 1 << 40
"""More rows than a table has: a place is the table's number times this, plus the row's."""


def key_of(code: str | None, year: int | None) -> int:
    """Return the number of a pair, ``NO_KEY`` where one of the two is unknown."""
    if code is None or year is None:
        return NO_KEY
    return (year - FIRST_YEAR) * CODES + int(code)


class Keys:
    """The pairs of a table's rows."""

    def __init__(
        self, table: RawTable, position: Mapping[str, int], readers: ColumnReaders
    ) -> None:
        """Find code and year in rows of *table*."""
        self._width = len(table.headings)
        self._code, self._year = position[MARK], position["nam"]
        self._readers = readers

    def of(self, rows: Sequence[RawRow]) -> tuple[list[int], list[int]]:
        """Return the keys of *rows*, and the years that some of them have, in their order."""
        codes, _ = self._readers.code([row.cells[self._code] for row in rows])
        years, _ = self._readers.year([row.cells[self._year] for row in rows])
        keys = [
            NO_KEY if code is FAULT or year is FAULT else key_of(code, year)
            for code, year in zip(codes, years, strict=True)
        ]
        for at, row in enumerate(rows):
            if len(row.cells) > self._width and not is_empty(row.cells[self._width :]):
                # Its cells stand under the wrong headings.
                keys[at] = NO_KEY
        return keys, [year for year in dict.fromkeys(years) if year not in (None, FAULT)]


class Seen:
    """Counts pairs of code and year."""

    def __init__(self) -> None:
        """Begin with none."""
        self._often = bytearray(MOST_PAIRS)
        self._is_any_repeated = False

    def add(self, keys: Iterable[int]) -> None:
        """Count some rows' pairs."""
        often = self._often
        for key in keys:
            if key != NO_KEY:
                if often[key]:
                    often[key] = 2
                    self._is_any_repeated = True
                else:
                    often[key] = 1

    def repeated(self) -> Iterator[int]:
        """Yield the pairs of more than one row, ascending."""
        at = self._often.find(2) if self._is_any_repeated else -1
        while at >= 0:
            yield at
            at = self._often.find(2, at + 1)


class Repeats:
    """The pairs that more than one row has, and where their first rows stand."""

    def __init__(self, seen: Seen) -> None:
        """Begin with the repeated pairs of *seen*, none of them found yet."""
        self._keys = array("q", seen.repeated())
        self._often = array("q", bytes(8 * len(self._keys)))
        self._places = array("q", [_NO_PLACE]) * (_MOST_KEPT * len(self._keys))
        self.tables: Sequence[RawTable] = ()
        """What the numbers of tables in places mean."""

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._keys)

    def _at(self, key: int) -> int | None:
        at = bisect_left(self._keys, key)
        return at if at < len(self._keys) and self._keys[at] == key else None

    def have(self, key: int) -> bool:
        """Whether another row has this pair too."""
        return key != NO_KEY and self._at(key) is not None

    def add(self, table: int, numbers: Iterable[int], keys: Iterable[int]) -> None:
        """Note where the rows of repeated pairs stand; rows come in their order."""
        for number, key in zip(numbers, keys, strict=True):
            at = None if key == NO_KEY else self._at(key)
            if at is None:
                continue
            if self._often[at] < _MOST_KEPT:
                self._places[at * _MOST_KEPT + self._often[at]] = table * _NUMBERS + number
            self._often[at] += 1

    def often(self, key: int) -> int:
        """Return how many rows have a repeated pair."""
        at = self._at(key)
        return 0 if at is None else self._often[at]

    def say(self, row: IntakeRow, key: int, table: int) -> None:
        """Note the fault on *row* of *table*: where some of the other rows like it are."""
        at = self._at(key)
        if at is None:
            return
        kept = self._places[at * _MOST_KEPT : at * _MOST_KEPT + min(self.often(key), _MOST_KEPT)]
        places = [
            str(self.tables[place // _NUMBERS].place(place % _NUMBERS))
            for place in kept
            if place != table * _NUMBERS + row.raw.number
        ]
        named, others = "; ".join(places[:MOST_NAMED]), self._often[at] - 1
        if others > MOST_NAMED:
            named += f" và {others - MOST_NAMED} dòng khác"
        hint = "giữ lại một biểu" if row.table.is_form else "giữ lại một dòng"
        row.say(MARK, "trung-xa", f"xã {row.code} năm {row.year} còn có ở {named}", hint)
