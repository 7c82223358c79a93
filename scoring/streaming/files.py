"""A CSV or Parquet file as chunks of rows: memory does not grow with the file.

The file is read several times; that it is still the same file is checked each time.
"""

from __future__ import annotations

import stat
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from os import SEEK_END
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound, file_name
from scoring.base.quantities import vietnamese
from scoring.batch.columns import Ints
from scoring.forms.files import read_file
from scoring.streaming.chunks import Chunk, CsvChunk, ParquetChunk
from scoring.streaming.column_readers import BLANK, Lanes
from scoring.streaming.duplicate_keys import MOST_ROWS
from scoring.tables.csv_reading import CsvReader
from scoring.tables.parquet_reading import MOST_ROWS as WHOLE_ROWS
from scoring.tables.parquet_reading import (
    damaged,
    text_columns,
    too_heavy,
    too_wide,
    unreadable_types,
)
from scoring.tables.raw import MARK, MOST_HEADINGS, RawTable, heading_text, is_empty
from scoring.tables.reading import PARQUET

_PAGE = 1 << 16
"""Bytes of a column chunk held at once; pyarrow otherwise holds whole row groups."""


class TableFile(ABC):
    """An open file with one table, read from its beginning as often as ``chunks`` is called."""

    def __init__(self, stream: BinaryIO, file: str) -> None:
        """Read from *stream*; *file* is its name in messages."""
        self.stream = stream
        self.file = file
        self.heading_row: int | None = None
        self.headings: tuple[str, ...] = ()
        self.problems: list[Problem] = []
        """What the last reading found wrong with the file itself."""

    @abstractmethod
    def begin(self) -> list[Problem]:
        """Look at the file as a whole; return why there is no table in it."""

    @abstractmethod
    def chunks(self, rows: int) -> Iterator[Chunk]:
        """Yield all rows in chunks of at most *rows*; headings are known from the first on."""

    @abstractmethod
    def refused(self) -> list[Problem]:
        """Return, after a whole reading, why its rows are not to be used."""

    @property
    def table(self) -> RawTable:
        """The table without its rows."""
        return RawTable(self.file, None, self.heading_row, self.headings, ())


class CsvFile(TableFile):
    """A CSV file."""

    def begin(self) -> list[Problem]:
        """Look at all bytes and at the heading line."""
        self._reader = CsvReader(self.stream, self.file)
        return self._reader.begin()

    def chunks(self, rows: int) -> Iterator[Chunk]:
        """Yield the records in chunks."""
        records = self._reader.records()
        while some := list(islice(records, rows)):
            self._note_headings()
            if len(self.headings) <= MOST_HEADINGS:
                yield CsvChunk(some, len(self.headings))
        self._note_headings()

    def _note_headings(self) -> None:
        self.heading_row = self._reader.heading_row
        self.headings = self._reader.headings or ()
        self.problems = self._reader.problems

    def refused(self) -> list[Problem]:
        """Return the broken rows where the heading line is one of them."""
        return self._reader.refused()


class ParquetFile(TableFile):
    """A Parquet file."""

    def begin(self) -> list[Problem]:
        """Look at what the footer says of sizes before anything is unpacked."""
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(self.stream) as probe:
                metadata, self._schema = probe.metadata, probe.schema_arrow
        except Exception as error:  # noqa: BLE001 -- pyarrow raises many kinds for a damaged file
            return [damaged(self.file, error)]
        too_large = _too_large_to_stream(metadata, self.stream.seek(0, SEEK_END))
        if too_large:
            return [Problem(Place(self.file), "tep-qua-lon", too_large, "chia thành nhiều tệp")]
        self.headings = tuple(heading_text(field.name) for field in self._schema)
        return []

    def chunks(self, rows: int) -> Iterator[Chunk]:
        """Yield the record batches; a damaged file ends with a problem."""
        import pyarrow.parquet as pq

        self.problems = unreadable_types(self._schema, self.file)
        self._damage: list[Problem] = []
        lane = Lanes().code
        first = 1
        try:
            self.stream.seek(0)
            with pq.ParquetFile(
                self.stream,
                read_dictionary=text_columns(self._schema),
                buffer_size=_PAGE,
                pre_buffer=False,
            ) as parquet:
                for batch in parquet.iter_batches(rows, use_threads=False):
                    numbers = np.arange(first, first + batch.num_rows, dtype=np.int64)
                    first += batch.num_rows
                    chunk = self._without_empty(batch, numbers, lane)
                    if chunk.size:
                        yield chunk
        except Exception as error:  # noqa: BLE001 -- as above
            self._damage = [damaged(self.file, error)]

    def _without_empty(self, batch: Any, numbers: Ints, lane: Any) -> ParquetChunk:
        chunk = ParquetChunk(batch, numbers)
        if MARK not in self.headings:
            # No row of such a table is read.
            return chunk
        blank = np.flatnonzero(lane(chunk.column(self.headings.index(MARK))) == BLANK)
        empty = [
            at
            for at, row in zip(blank.tolist(), chunk.rows(blank), strict=True)
            if is_empty(row.cells)
        ]
        if not empty:
            return chunk
        import pyarrow as pa

        kept = np.delete(np.arange(chunk.size), empty)
        return ParquetChunk(batch.take(pa.array(kept)), numbers[kept])

    def refused(self) -> list[Problem]:
        """Return the damage that ended the reading."""
        return self._damage


def _too_large_to_stream(metadata: Any, size: int) -> str | None:
    if metadata.num_rows > MOST_ROWS:
        return (
            f"tệp có {vietnamese(metadata.num_rows)} dòng, nhiều hơn số mã xã × số năm có thể có "
            f"({vietnamese(MOST_ROWS)})"
        )
    if metadata.num_rows > max(WHOLE_ROWS, size):
        # Each good row has a code and year of its own; so many in so few bytes repeat others.
        return f"tệp {vietnamese(size)} byte mà có {vietnamese(metadata.num_rows)} dòng"
    groups = range(metadata.num_row_groups)
    largest = max((metadata.row_group(index).total_byte_size for index in groups), default=0)
    return too_wide(metadata) or too_heavy(largest, "một nhóm dòng")


class Changed(ProblemsFound):
    """A file is not what it was when it was first read."""


Fingerprint = tuple[int, int, int]


@contextmanager
def opened(path: Path, before: Fingerprint | None = None) -> Iterator[TableFile | list[Problem]]:
    """Open a file that may be large; yields why not, where it cannot be read at all.

    With *before*, raises ``ProblemsFound`` when the file changed since it was opened first.
    """
    file = file_name(path)
    try:
        stream = path.open("rb") if stat.S_ISREG(path.stat().st_mode) else None
    except (OSError, ValueError):
        stream = None
    if stream is None:
        _, problems = read_file(path)
        yield problems
        return
    with stream:
        if before is not None and fingerprint(path) != before:
            message = "tệp bị thay đổi trong lúc đọc; chưa ghi kết quả nào"
            raise Changed([Problem(Place(file), "tep-doi", message, "chạy lại lệnh")])
        try:
            yield _kind(stream)(stream, file)
        except OSError as error:
            message = f"không đọc được tệp: {reason(error)}"
            raise ProblemsFound([Problem(Place(file), "khong-doc-duoc", message)]) from None


def fingerprint(path: Path) -> Fingerprint:
    """Return by what a file is known again."""
    about = path.stat()
    return about.st_ino, about.st_size, about.st_mtime_ns


def _kind(stream: BinaryIO) -> type[TableFile]:
    magic = stream.read(len(PARQUET))
    stream.seek(0)
    return ParquetFile if magic == PARQUET else CsvFile
