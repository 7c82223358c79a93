"""What is known of files after their first reading, and their rows read again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from scoring.base.problems import Problem, ProblemsFound, file_name
from scoring.intake.rows.row import IntakeRow
from scoring.intake.table_rows import Table
from scoring.tables.chunks import Layout, Start
from scoring.tables.raw import RawRow
from scoring.tables.reading import Fingerprint, opened


@dataclass(frozen=True, slots=True)
class Partition:
    """Some rows of a file, and where the first of them starts: enough to read them alone."""

    table: Table
    path: Path
    fingerprint: Fingerprint
    layout: Layout
    start: Start
    rows: int

    def chunks(self, size: int, only: Collection[str] = ()) -> Iterator[Sequence[RawRow]]:
        """Yield its rows, *size* at a time; cells under other headings than *only* may lack.

        Raises ``ProblemsFound`` when the file is not what it was.
        """
        left = self.rows
        with opened(self.path, self.fingerprint, self.layout) as source:
            if source is None:
                return
            for chunk in source.chunks(min(size, left), self.start, only=only):
                some = chunk.rows[:left]
                yield some
                left -= len(some)
                if not left:
                    return
            # Sound a moment ago: nothing of what was read since may be used.
            raise ProblemsFound(source.refused())


@dataclass(frozen=True, slots=True)
class LargeTable:
    """A table that is read again, in partitions."""

    table: Table
    partitions: tuple[Partition, ...]

    @property
    def whole(self) -> Partition:
        """All of it as one partition."""
        return replace(self.partitions[0], rows=sum(one.rows for one in self.partitions))

    def chunks(self, size: int, only: Collection[str] = ()) -> Iterator[Sequence[RawRow]]:
        """Yield its rows as ``Partition.chunks`` does."""
        return self.whole.chunks(size, only)


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A table with all its rows."""

    table: Table
    rows: tuple[RawRow, ...]

    def chunks(self, size: int, only: Collection[str] = ()) -> Iterator[Sequence[RawRow]]:
        """Yield its rows, *size* at a time, with all their cells."""
        del only
        for at in range(0, len(self.rows), size):
            yield self.rows[at : at + size]


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A workbook of ours, read; its number is among those of tables."""

    number: int
    row: IntakeRow


@dataclass(frozen=True, slots=True)
class Scanned:
    """A file after its first reading: what is wrong with it as a whole, and what is in it."""

    path: Path
    problems: list[Problem] = field(default_factory=list)
    tables: list[LargeTable | KeptTable | KeptForm] = field(default_factory=list)
    rows: int = 0

    @property
    def name(self) -> str:
        """Its name in messages."""
        return file_name(self.path)
