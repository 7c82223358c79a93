"""A piece of a table while it streams: some rows, whose cells can be had column by column."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.batch.columns import Bools, Ints
from scoring.tables.cell_text import Raw
from scoring.tables.csv_reading import Record, padded
from scoring.tables.parquet_reading import cells_of, is_readable
from scoring.tables.raw import RawRow, is_empty


@dataclass(frozen=True, slots=True)
class Words:
    """A column of few different cells: where in ``cells`` each row's stands, -1 for a blank."""

    cells: Sequence[Raw]
    at: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of booleans, whole numbers or floats; a row that is not given is a blank."""

    values: NDArray[Any]
    given: Bools


Cells = Sequence[Raw] | Words | Numbers


class Chunk(ABC):
    """Some rows of a table in their order; none of them is wholly empty."""

    numbers: Ints
    """Their numbers in the file."""

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.numbers)

    @abstractmethod
    def column(self, position: int) -> Cells:
        """Return the cells under a heading."""

    @abstractmethod
    def rows(self, at: NDArray[np.intp]) -> Iterator[RawRow]:
        """Yield some of the rows as the readers of whole tables give them."""

    @abstractmethod
    def has_shifted(self) -> Bools:
        """Return which rows have content beyond the last heading."""

    @abstractmethod
    def has_content(self, position: int) -> bool:
        """Whether some row has a cell there, if only an empty text."""


class CsvChunk(Chunk):
    """Records of a CSV file; every cell is a text."""

    def __init__(self, records: Sequence[Record], width: int) -> None:
        """Take records with the number of headings."""
        self.numbers = np.array([number for number, _ in records], np.int64)
        self._width = width
        self._rows = [cells for _, cells in records]
        lengths = np.array([len(cells) for cells in self._rows], np.int64)
        self._lengths = lengths
        for row in np.flatnonzero(lengths < width).tolist():
            self._rows[row] = list(padded(self._rows[row], width))  # type: ignore[arg-type]

    def column(self, position: int) -> Cells:
        """Return the texts of a column."""
        return [cells[position] for cells in self._rows]

    def rows(self, at: NDArray[np.intp]) -> Iterator[RawRow]:
        """Yield rows with all their cells."""
        for row in at.tolist():
            yield RawRow(int(self.numbers[row]), tuple(self._rows[row]))

    def has_shifted(self) -> Bools:
        """Return which rows have a delimiter too many."""
        found = self._lengths > self._width
        for row in np.flatnonzero(found).tolist():
            found[row] = not is_empty(self._rows[row][self._width :])
        return found

    def has_content(self, position: int) -> bool:
        """Whether some line reaches so far."""
        return bool((self._lengths > position).any())


class ParquetChunk(Chunk):
    """A record batch of a Parquet file, unpacked as a whole: damage shows at once or never."""

    def __init__(self, batch: Any, numbers: Ints) -> None:
        """Take a record batch and the numbers of its rows; raises what pyarrow raises."""
        self.numbers = numbers
        self._columns = [_unpacked(array) for array in batch.columns]

    def column(self, position: int) -> Cells:
        """Return a column as its type stores it."""
        return self._columns[position]

    def rows(self, at: NDArray[np.intp]) -> Iterator[RawRow]:
        """Yield rows with the cells the reader of a whole file gives."""
        columns = [_some(cells, at) for cells in self._columns]
        for number, cells in zip(
            self.numbers[at].tolist(), zip(*columns, strict=True), strict=True
        ):
            yield RawRow(number, cells)

    def has_shifted(self) -> Bools:
        """No row of a Parquet file is."""
        return np.zeros(self.size, np.bool_)

    def has_content(self, position: int) -> bool:
        """Whether some cell is no null (nor NaN)."""
        cells = self._columns[position]
        if isinstance(cells, Words):
            return bool((cells.at >= 0).any())
        if isinstance(cells, Numbers):
            return bool(cells.given.any())
        return any(cell is not None for cell in cells)


def _some(cells: Cells, at: NDArray[np.intp]) -> list[Raw]:
    """Return some cells of a column as raw values."""
    if isinstance(cells, Words):
        return [None if word < 0 else cells.cells[word] for word in cells.at[at].tolist()]
    if isinstance(cells, Numbers):
        return raw_numbers(cells.values[at], cells.given[at])
    return [cells[row] for row in at.tolist()]


def raw_numbers(values: NDArray[Any], given: Bools) -> list[Raw]:
    """Return stored numbers as raw values."""
    return [
        value if is_given else None
        for value, is_given in zip(values.tolist(), given.tolist(), strict=True)
    ]


def _unpacked(array: Any) -> Cells:
    import pyarrow.types as pt

    kind = array.type
    if not is_readable(kind) or pt.is_null(kind):
        return Words((), np.full(len(array), -1, np.intp))
    if pt.is_dictionary(kind):
        return _words(array)
    if pt.is_boolean(kind) or pt.is_integer(kind) or pt.is_float32(kind) or pt.is_float64(kind):
        return _numbers(array)
    return cells_of(array)


def _words(array: Any) -> Words:
    """Only what these rows use of a dictionary is unpacked: it may be that of a million rows."""
    at = array.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.intp)
    used, at = np.unique(at, return_inverse=True)
    at = at.astype(np.intp)
    if used.size and used[0] < 0:
        used, at = used[1:], at - 1
    import pyarrow as pa

    cells = cells_of(array.dictionary.take(pa.array(used)))
    blank = np.array([cell is None for cell in cells], np.bool_)
    if blank.any():
        at = np.where((at >= 0) & blank[at], -1, at)
    return Words(cells, at)


def _numbers(array: Any) -> Numbers:
    given = array.is_valid().to_numpy(zero_copy_only=False)
    values = array.fill_null(0).to_numpy(zero_copy_only=False)
    if values.dtype.kind == "f":
        is_number = ~np.isnan(values)
        given = given & is_number
        values = np.where(is_number, values, 0)
    return Numbers(values, given)
