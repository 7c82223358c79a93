"""Partitions of large tables, each read on its own: by this process, by others, on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, Protocol, TypeVar

from scoring.base.problems import Problem
from scoring.intake.rows.column_cells import ColumnReaders
from scoring.intake.scanned import Partition
from scoring.intake.table_rows import GoodRow, Known, RowsRead, TableRows
from scoring.tables.raw import RawRow

R = TypeVar("R")
T = TypeVar("T")
Work = Callable[[Sequence[GoodRow]], R]
"""What is made of some good rows, where they were read."""


@dataclass(frozen=True, slots=True)
class Made(Generic[R]):
    """What came of some rows, and what was made of the good ones, if there are any."""

    made: R | None
    good: int
    problems: list[Problem]
    told: dict[str, Problem]
    last: int


def made_of(reader: TableRows, rows: Sequence[RawRow], work: Work[R]) -> Iterator[Made[R]]:
    """Yield what comes of a chunk; the good rows are worked on together, with the last piece."""
    good: list[GoodRow] = []
    waiting: RowsRead | None = None
    for done in reader.read(rows):
        if waiting is not None:
            yield Made(None, 0, waiting.problems, waiting.told, waiting.last)
        good += done.good
        waiting = done
    if waiting is not None:
        made = work(good) if good else None
        yield Made(made, len(good), waiting.problems, waiting.told, waiting.last)


class Mapped(Protocol):
    """Does the same work for many pieces, somewhere, and gives the results in their order."""

    def __call__(self, work: Callable[[Partition], T], pieces: Iterable[Partition]) -> Iterable[T]:
        """Return ``work(piece)`` of each piece; *work* is pure and can be pickled."""


def read_partition(
    partition: Partition, known: Known, readers: ColumnReaders, work: Work[R], size: int
) -> Iterator[Made[R]]:
    """Yield what comes of each chunk of *size* rows.

    Raises ``ProblemsFound`` when the file is not what it was.
    """
    reader = TableRows(partition.table, known, readers)
    for rows in partition.chunks(size):
        yield from made_of(reader, rows, work)


def elsewhere(known: Known, work: Work[R], size: int) -> Callable[[Partition], list[Made[R]]]:
    """Return ``read_partition`` as a function of a partition that can travel."""
    return partial(_read, known=known, work=work, size=size)


def _read(partition: Partition, known: Known, work: Work[R], size: int) -> list[Made[R]]:
    return [*read_partition(partition, known, ColumnReaders(), work, size)]
