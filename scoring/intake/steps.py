"""Files read in chunks of rows: what comes of each, in the order of files and rows.

The files are read twice: what a row alone cannot know is found out first
(``scoring.intake.first_pass``). What comes out does not depend on the size of the chunks, nor
on where they are read.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from scoring.base.problems import Place, Problem, Severity, file_name, in_order
from scoring.intake.completion import Complete
from scoring.intake.confusable_names import tell_confusable_names
from scoring.intake.duplicates import NO_KEY, Repeats, key_of
from scoring.intake.first_pass import MOST_KEPT, FirstPass
from scoring.intake.partitions import (
    Made,
    Mapped,
    Work,
    elsewhere,
    made_of,
    read_partition,
)
from scoring.intake.rows.years import Choose, Years
from scoring.intake.scanned import KeptForm, KeptTable, LargeTable, Scanned
from scoring.intake.table_rows import GoodRow, Known, TableRows
from scoring.rules.ruleset import Ruleset
from scoring.tables.chunks import ROWS

if TYPE_CHECKING:
    from scoring.forms.form import Form

R = TypeVar("R")


def once(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    """Yield the files, repeated ones once: each row of theirs would be its own duplicate."""
    kept: dict[str, Path] = {}
    for path in paths:
        if kept.setdefault(os.path.abspath(path), path) is not path:  # noqa: PTH100 -- no links
            message = "tệp được đưa vào nhiều lần, chỉ đọc một lần"
            place = Place(file_name(path))
            problems.append(Problem(place, "trung-tep", message, "", Severity.WARNING))
        else:
            yield path


@dataclass(frozen=True, slots=True)
class Step(Generic[R]):
    """What came of some rows: what was made of the good ones, and what is to be told of a file.

    The problems of a file's steps one after another are in the order of their places.
    """

    file: str
    made: R | None
    good: int
    problems: list[Problem]


class Reading:
    """Files with one row per commune and year, forms among them, read in chunks of rows."""

    def __init__(  # noqa: PLR0913 -- those of ``read_tables``, and how it is read
        self,
        paths: Iterable[Path],
        choose: Choose,
        *,
        this_year: int | None = None,
        complete: Complete | None = None,
        rows: int = ROWS,
        most_kept: int = MOST_KEPT,
        is_whole: bool = False,
    ) -> None:
        """Read every file once, *rows* rows at a time; arguments as those of ``read_tables``.

        No more than *most_kept* rows of CSV and Parquet files are kept in memory between the
        readings; with *is_whole* all are, and very large files are refused. Raises
        ``ProblemsFound`` when a file changes or vanishes meanwhile.
        """
        self._size = rows
        self._other: list[Problem] = []
        years = Years(choose, this_year)
        self._first = FirstPass(years, complete, rows, most_kept=most_kept, is_whole=is_whole)
        self._files = self._first.all(once(paths, self._other))
        tell_confusable_names(self._files, complete)
        self._known = Known(years, complete, self._repeats())
        self._forms = {
            one.number: one.row.form
            for file in self._files
            for one in file.tables
            if isinstance(one, KeptForm)
        }
        self.rows = sum(file.rows for file in self._files)
        """Rows of all tables that are read, good and bad."""

    def _repeats(self) -> Repeats:
        repeats = Repeats(self._first.seen)
        if repeats:
            repeats.tables = self._first.tables
            for table, numbers, keys in self._first.keys_of(self._files):
                repeats.add(table, numbers, keys)
            self._judge_forms(repeats)
        return repeats

    def _judge_forms(self, repeats: Repeats) -> None:
        """Note what is to be said of forms whose commune and year stand elsewhere too."""
        same: defaultdict[int, list[KeptForm]] = defaultdict(list)
        for file in self._files:
            for one in file.tables:
                if isinstance(one, KeptForm):
                    same[key_of(one.row.code, one.row.year)].append(one)
        for key, forms in same.items():
            if key == NO_KEY or not repeats.have(key) or _is_one_form(forms, repeats.often(key)):
                continue
            for form in forms:
                repeats.say(form.row, key, form.number)

    def place(self, row: GoodRow) -> Place:
        """Return where a good row stands."""
        return self._first.tables[row.table].place(row.number)

    def form(self, row: GoodRow) -> Form | None:
        """Return what else stands in the workbook, where a good row is a form."""
        return self._forms.get(row.table)

    def rulesets(self) -> list[Ruleset]:
        """Return the rulesets of the good rows, in the order of the first row of each.

        Costs a reading where the tables use several. There must be a good row.
        """
        used: dict[str, Ruleset] = {}
        for file in self._files:
            for one in file.tables:
                if isinstance(one, KeptForm):
                    found = [one.row.ruleset] if one.row.ruleset else []
                else:
                    found = [*one.table.used]
                used.update((ruleset.id, ruleset) for ruleset in found)
        if len(used) <= 1:
            return list(used.values())
        found_good: dict[str, Ruleset] = {}
        for step in self.steps(lambda rows: {row.ruleset.id: row.ruleset for row in rows}):
            for name, ruleset in (step.made or {}).items():
                found_good.setdefault(name, ruleset)
            if len(found_good) == len(used):
                break
        return list(found_good.values())

    def steps(self, work: Work[R], mapped: Mapped | None = None) -> Iterator[Step[R]]:
        """Yield what comes of all rows, in the order of files and rows.

        *work* makes something of some good rows at a time. With *mapped*, partitions of large
        tables are read and worked on wherever that does it. Raises ``ProblemsFound`` when a
        file changed since it was first read.
        """
        named = {file.name for file in self._files}
        for problem in self._other:
            if problem.place.file not in named:
                yield Step(problem.place.file, None, 0, [problem])
        gathered = _Gathered(work, self._size)
        large = iter(self._large(work, mapped))
        for file in self._files:
            others = [problem for problem in self._other if problem.place.file == file.name]
            yield from self._of_file(file, others, gathered, large)
        yield from gathered.rest()

    def _large(self, work: Work[R], mapped: Mapped | None) -> Iterator[Iterator[Made[R]]]:
        """Yield the chunks of each large table."""
        tables = [one for file in self._files for one in file.tables if isinstance(one, LargeTable)]
        if mapped is None:
            for one in tables:
                yield read_partition(one.whole, self._known, self._first.readers, work, self._size)
            return
        results = iter(
            mapped(
                elsewhere(self._known.settled(), work, self._size),
                [partition for one in tables for partition in one.partitions],
            )
        )
        for one in tables:
            yield (made for _ in one.partitions for made in next(results))

    def _kept(self, one: KeptTable) -> Iterator[Made[Sequence[GoodRow]]]:
        reader = TableRows(one.table, self._known, self._first.readers)
        for rows in one.chunks(self._size):
            yield from made_of(reader, rows, _same)

    def _of_file(
        self,
        file: Scanned,
        others: list[Problem],
        gathered: _Gathered[R],
        large: Iterator[Iterator[Made[R]]],
    ) -> Iterator[Step[R]]:
        waiting = in_order([*others, *file.problems])
        for one in file.tables:
            match one:
                case LargeTable():
                    # Nothing of earlier files may come after its rows.
                    yield from gathered.rest()
                    yield from _told_in_order(file.name, waiting, next(large))
                    waiting = []
                case KeptTable() if one.table.raw.sheet is not None:
                    # Sheets are told in the order of their names.
                    for made in self._kept(one):
                        waiting += made.problems
                        yield from gathered.add(made.made or ())
                case KeptTable():
                    for step in _told_in_order(file.name, waiting, self._kept(one)):
                        yield from gathered.add(step.made or ())
                        yield Step(file.name, None, 0, step.problems)
                    waiting = []
                case KeptForm():
                    waiting += one.row.problems
                    yield from gathered.add(_good(one))
        yield Step(file.name, None, 0, in_order(waiting))


def _told_in_order(
    file: str, waiting: list[Problem], chunks: Iterable[Made[R]]
) -> Iterator[Step[R]]:
    """Yield the steps of a file's one table; *waiting* is what else is to be told, by place."""
    told: set[str] = set()
    for made in chunks:
        # Each process tells for itself what is told once for the whole table.
        again = {problem for key, problem in made.told.items() if key in told}
        told |= made.told.keys()
        ready = sum((problem.place.line or 0) <= made.last for problem in waiting)
        found = [problem for problem in made.problems if problem not in again]
        problems = in_order([*waiting[:ready], *found])
        del waiting[:ready]
        yield Step(file, made.made, made.good, problems)
    yield Step(file, None, 0, waiting)


def _same(rows: Sequence[GoodRow]) -> Sequence[GoodRow]:
    return rows


class _Gathered(Generic[R]):
    """Good rows of forms and small tables, until there are enough to work on at a time."""

    def __init__(self, work: Work[R], size: int) -> None:
        self._work = work
        self._size = size
        self._rows: list[GoodRow] = []

    def add(self, rows: Iterable[GoodRow]) -> Iterator[Step[R]]:
        self._rows += rows
        if len(self._rows) >= self._size:
            yield from self.rest()

    def rest(self) -> Iterator[Step[R]]:
        if self._rows:
            yield Step("", self._work(self._rows), len(self._rows), [])
        self._rows = []


def _good(form: KeptForm) -> list[GoodRow]:
    row = form.row
    if not row.is_good or row.assessment is None or row.ruleset is None:
        return []
    return [GoodRow(row.assessment, row.ruleset, form.number, row.raw.number)]


def _is_one_form(forms: list[KeptForm], often: int) -> bool:
    from scoring.intake.forms import is_one_form

    return len(forms) == often and is_one_form([form.row for form in forms])
