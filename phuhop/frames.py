"""A face for pandas: tables of communes as data frames, the same intake, the same points.

Statisticians have their figures in a frame already. Each function hands it to the use case that
the commands call, so that a frame, a table and a form are read by one reader and nothing is
scored in two ways. Column names are those of the tables. What the columns hold:

* texts are ``string``, the year ``Int64``, counts ``Int64``, yes and no ``boolean``,
  points, ranks and numbers of communes ``Float64``;
* a blank is ``<NA>``, never 0.

pandas is imported here and nowhere else in the program: ``pip install 'phuhop[pandas]'``.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from phuhop.usecases.frame_rows import FrameRows, figures_in, scored
from phuhop.usecases.province.ranking import ranked
from phuhop.usecases.province.results import Expected, Source
from phuhop.usecases.province.targets import targets_of
from phuhop.usecases.rulesets import named_ruleset
from reports.plans.shares_table import TARGETS_HEADINGS, target_rows
from reports.ranking.table import ranking_headings, ranking_rows
from scoring.base.levels import Level, weakest
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.engine.explanation import level_words
from scoring.results.table_writing import NUMBER, Heading, Value
from scoring.rules.ruleset import Criterion

FaultyRows = Literal["raise", "skip"]

Results: TypeAlias = pd.DataFrame | str | Path | Sequence[str | Path]
"""A frame of ``score``, or files of ``phuhop registry export`` and ``phuhop score``."""

_NAME = "bang.parquet"
_SHOWN = 5
_KINDS = {NUMBER: "Float64"}
_FAULT_COLUMNS = ("tep", "dong", "cot", "muc", "ma", "noi_dung", "can_lam")


class FaultsInFrame(ValueError):  # noqa: N818 -- it names what was found, as a list does
    """What is wrong with a frame: nothing was made of it. ``faults`` is as ``check`` gives it."""

    def __init__(self, faults: pd.DataFrame) -> None:
        """Keep all *faults*; the message shows the first ones."""
        self.faults = faults
        first = [
            ", ".join(
                [
                    *([] if pd.isna(one.tep) else [str(one.tep)]),
                    *([] if pd.isna(one.dong) else [f"dòng {one.dong}"]),
                    *([] if pd.isna(one.cot) else [f"cột {one.cot}"]),
                ]
            )
            + f": {one.noi_dung}"
            for one in faults.head(_SHOWN).itertuples()
        ]
        more = len(faults) - len(first)
        super().__init__("\n".join([*first, *([f"và {more} lỗi khác"] if more else [])]))


def read(path: str | Path | Sequence[str | Path], *, errors: FaultyRows = "raise") -> pd.DataFrame:
    """Return the communes of tables, forms and folders, one row a commune and year.

    The columns are those of the table that ``phuhop`` reads: identity, figures, the figures of
    the previous period, items. Raises ``FaultsInFrame`` when a row is at fault; with
    ``errors="skip"`` such rows are left out and a Python warning says how many faults there were.
    """
    found = figures_in(_paths(path), _today())
    _judge(found.problems, None, errors)
    frame = pd.DataFrame(found.cells, columns=list(found.headings), dtype=object)
    for heading in found.headings:
        kind = found.kinds[heading]
        values = [_KNOWN.get(cell, pd.NA) for cell in frame[heading]] if kind == "boolean" else None
        frame[heading] = pd.array(frame[heading] if values is None else values, dtype=kind)
    return frame


_KNOWN: Mapping[object, bool] = {"có": True, "không": False}


def check(frame: pd.DataFrame, *, ruleset: str | None = None) -> pd.DataFrame:
    """Return every fault and warning of *frame*, in the order of its rows; empty when sound.

    ``dong`` is the row's label in the index, blank for what concerns the whole table; ``cot``
    the column; ``muc`` lỗi (the row gets no points) or cảnh báo; ``ma`` the kind of problem;
    ``noi_dung`` what was seen and expected; ``can_lam`` what to do; ``tep`` is blank, as there
    is no file. *ruleset* is an id or a YAML file, by default each row's year decides.
    """
    return _problems(_scored(frame, ruleset).problems, frame.index)


def score(
    frame: pd.DataFrame, *, ruleset: str | None = None, errors: FaultyRows = "raise"
) -> pd.DataFrame:
    """Return the points of each commune of *frame*, with the labels of its rows as index.

    The columns are those of ``phuhop score -o``; points that are not scored are ``<NA>``.
    Raises ``FaultsInFrame`` when a row is at fault; with ``errors="skip"`` such rows are
    left out and a Python warning says so. ``check`` tells what is wrong.
    """
    found = _scored(frame, ruleset)
    _judge(found.problems, frame.index, errors)
    columns = {
        heading.name: pd.array(found.values(heading), dtype=_dtype(heading))
        for heading in found.headings
    }
    return pd.DataFrame(columns, index=frame.index[[row - 1 for row in found.numbers]])


def rank(results: Results, *, year: int | None = None, province: str | None = None) -> pd.DataFrame:
    """Return the ranking of *year*, by default the latest: a row a commune, ranked ones first.

    Equal totals share a rank; who cannot be ranked says why in ``ly_do_khong_xep_hang``. Not for
    publication: totals hold sensitive criteria. Raises ``FaultsInFrame`` for faulty results.
    """
    with _source(results) as source, _told(results):
        found = ranked(source, Expected(province=province), year=year)
    _judge(found.problems, _index(results), "raise")
    rows = (row for report in found.reports for row in ranking_rows(report))
    return _table(ranking_headings(found.reports), rows)


def targets(
    results: Results, *, plan: str | Path | None = None, province: str | None = None
) -> pd.DataFrame:
    """Hold *results* to the targets of *plan*, a YAML file, by default those that travel with us.

    Recognised is only what a decision recognised: give the sealed file of
    ``phuhop registry export``; points of ``score`` alone are recognised by nobody. Raises
    ``FaultsInFrame`` for faulty results.
    """
    chosen = None if plan is None else Path(plan)
    with _source(results) as source, _told(results):
        found = targets_of(source, Expected(province=province), chosen)
    _judge(found.problems, _index(results), "raise")
    return _table(TARGETS_HEADINGS, target_rows(found.results))


def criteria(ruleset: str) -> pd.DataFrame:
    """Return the criteria of *ruleset* by the beginning of their columns, ``tc1`` and so on.

    ``diem_toi_da`` are points, ``muc_tin_cay`` is how well that number is known.
    """
    found = named_ruleset(ruleset).criteria
    return pd.DataFrame(
        {
            "ten": pd.array([one.name for one in found], dtype="string"),
            "diem_toi_da": pd.array([float(one.max_points) for one in found], dtype="Float64"),
            "muc_tin_cay": pd.array([level_words(_level(one)) for one in found], dtype="string"),
        },
        index=[f"tc{one.number}" for one in found],
    )


def _level(criterion: Criterion) -> Level:
    # Without a level of its own the maximum is the sum of the parts' best points.
    own = [criterion.verified] if criterion.verified else [p.verified for p in criterion.parts]
    return weakest(one.as_level for one in own)


def _scored(frame: pd.DataFrame, ruleset: str | None) -> FrameRows:
    with _written(frame) as path:
        return scored(path, ruleset, _today())


@contextmanager
def _written(frame: pd.DataFrame) -> Iterator[Path]:
    """Write *frame* as a table for the intake: the n-th row of the file is its n-th row."""
    columns = [_column(frame.iloc[:, at]) for at in range(frame.shape[1])]
    table = pa.Table.from_arrays(columns, [str(name) for name in frame.columns])
    with TemporaryDirectory() as folder:
        path = Path(folder) / _NAME
        pq.write_table(table, path)
        yield path


def _column(values: pd.Series) -> pa.Array:
    """Return a column as it is; one of mixed things as the texts that a person would see."""
    try:
        return pa.Array.from_pandas(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        return pa.array([None if pd.isna(cell) else str(cell) for cell in values], pa.string())


@contextmanager
def _source(results: Results) -> Iterator[Source]:
    if isinstance(results, pd.DataFrame):
        with _written(results) as path:
            yield Source((path,))
    else:
        yield Source(_paths(results))


@contextmanager
def _told(results: Results) -> Iterator[None]:
    """Raise what a use case found as faults of the frame."""
    try:
        yield
    except ProblemsFound as found:
        raise FaultsInFrame(_problems(found.problems, _index(results))) from None


def _index(results: Results) -> pd.Index | None:
    return results.index if isinstance(results, pd.DataFrame) else None


def _paths(path: str | Path | Sequence[str | Path]) -> tuple[Path, ...]:
    return (Path(path),) if isinstance(path, str | Path) else tuple(map(Path, path))


def _judge(problems: Iterable[Problem], index: pd.Index | None, errors: FaultyRows) -> None:
    faults = [problem for problem in problems if problem.is_fault]
    if faults and errors == "raise":
        raise FaultsInFrame(_problems(faults, index))
    if faults:
        warnings.warn(f"{len(faults)} lỗi, các dòng có lỗi bị bỏ ra", UserWarning, stacklevel=3)


def _problems(problems: Iterable[Problem], index: pd.Index | None) -> pd.DataFrame:
    """Return problems of a frame with *index*, or of files."""
    rows = [
        (
            pd.NA if index is not None else one.place.file,
            _row(one.place, index),
            one.place.heading or one.place.cell or pd.NA,
            "lỗi" if one.is_fault else "cảnh báo",
            one.code,
            one.message,
            one.hint or pd.NA,
        )
        for one in problems
    ]
    frame = pd.DataFrame(rows, columns=list(_FAULT_COLUMNS), dtype=object)
    return frame.astype({name: "string" for name in _FAULT_COLUMNS if name != "dong"})


def _row(place: Place, index: pd.Index | None) -> object:
    """Return the label of a row of a frame, or the line of a file."""
    if place.line is None:
        return pd.NA
    return place.line if index is None else index[place.line - 1]


def _table(headings: Sequence[Heading], rows: Iterable[Mapping[str, Value]]) -> pd.DataFrame:
    listed = list(rows)
    return pd.DataFrame(
        {
            heading.name: pd.array([row.get(heading.name) for row in listed], dtype=_dtype(heading))
            for heading in headings
        }
    )


def _dtype(heading: Heading) -> str:
    return "Int64" if heading.name == "nam" else _KINDS.get(heading.kind, "string")


def _today() -> date:
    return date.today()  # noqa: DTZ011 -- the analyst's own calendar
