"""One intake: chunks of any size and partitions read anywhere give what whole tables give."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scoring.base.problems import Problem, ProblemsFound
from scoring.engine.assessment import Assessment
from scoring.intake import first_pass, table_rows
from scoring.intake.completion import Completed, Said
from scoring.intake.confusable_names import CONFUSABLE
from scoring.intake.reading import Entry, entries_of, read_tables
from scoring.intake.scanned import Partition
from scoring.intake.steps import Reading
from scoring.intake.table_rows import GoodRow
from scoring.tables import csv_lines as tables_csv_lines
from scoring.tables import file_kinds as tables_bytes
from scoring.units.completion import complete
from scoring.units.loading import load_units
from scoring.units.registers import Units
from tests.support.messy_tables import (
    FILES,
    HEADINGS,
    SAMPLE,
    SAMPLE_ROWS,
    as_csv,
    as_parquet,
    choose,
)
from tests.support.places import INVENTED_UNITS, WRONG_FILES

Seen = tuple[list[tuple[Assessment, str]], list[Problem]]


def completed(said: Said, day: date) -> Completed:
    return complete(said, units(), day)


@cache
def units() -> Units:
    return load_units(INVENTED_UNITS)


def but_names(problems: Iterable[Problem]) -> list[Problem]:
    """Leave out the names that are like others: they are only sought where all rows are kept."""
    return [problem for problem in problems if problem.code != CONFUSABLE]


def whole(*paths: Path, completing: Any = None) -> Seen:
    intake = read_tables(paths, choose, this_year=2026, complete=completing)
    entries = [(entry.assessment, entry.ruleset.id) for entry in intake.entries]
    return entries, but_names(intake.problems)


def chunked(*paths: Path, rows: int, completing: Any = None, kept: int = 0) -> Seen:
    reading = reading_of(paths, rows, completing, kept)
    return gathered(reading, entries_of(reading))


def elsewhere(*paths: Path, rows: int, completing: Any = None) -> Seen:
    reading = reading_of(paths, rows, completing, 0)
    entries, problems = gathered(reading, same, sent)
    return [(one.assessment, one.ruleset.id) for one in entries], problems


def reading_of(paths: Iterable[Path], rows: int, completing: Any, kept: int) -> Reading:
    return Reading(paths, choose, this_year=2026, complete=completing, rows=rows, most_kept=kept)


def same(rows: Sequence[GoodRow]) -> Sequence[GoodRow]:
    return rows


def sent(work: Callable[[Partition], Any], pieces: Iterable[Partition]) -> Iterable[Any]:
    """Do the work as another process does: with copies of everything."""
    for piece in pieces:
        copied_work, copied = pickle.loads(pickle.dumps((work, piece)))  # noqa: S301 -- ours
        yield pickle.loads(pickle.dumps(copied_work(copied)))  # noqa: S301 -- ours


def gathered(reading: Reading, work: Any, mapped: Any = None) -> tuple[list[Any], list[Problem]]:
    good: list[Any] = []
    problems: dict[str, list[Problem]] = {}
    for step in reading.steps(work, mapped):
        good += step.made or []
        problems.setdefault(step.file, []).extend(but_names(step.problems))
    return [(one.assessment, one.ruleset.id) if isinstance(one, Entry) else one for one in good], [
        problem for file in sorted(problems) for problem in problems[file]
    ]


# Tables as people write them


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bang")


@pytest.fixture(autouse=True)
def _small_partitions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_pass, "PARTITION", 3)
    monkeypatch.setattr(table_rows, "_MOST_PROBLEMS", 3)


@settings(deadline=None, max_examples=150)
@given(FILES, st.integers(1, 12), st.sampled_from([None, completed]))
def test_chunks_of_any_size_give_what_whole_tables_give(
    folder: Path, contents: list[bytes], rows: int, completing: Any
) -> None:
    paths = [folder / f"{name}" for name, _ in zip("bac", contents, strict=False)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    expected = whole(*paths, completing=completing)

    for seen in (
        chunked(*paths, rows=rows, completing=completing),
        chunked(*paths, rows=rows, completing=completing, kept=10),
        elsewhere(*paths, rows=rows, completing=completing),
    ):
        assert expected[0] == seen[0]
        assert [str(p) for p in expected[1]] == [str(p) for p in seen[1]]


@pytest.mark.parametrize("name", sorted(path.name for path in WRONG_FILES.glob("*.csv")))
@pytest.mark.parametrize("rows", [1, 2, 1000])
def test_each_wrong_file_gets_the_messages_of_a_whole_table(name: str, rows: int) -> None:
    expected = whole(WRONG_FILES / name)
    seen = chunked(WRONG_FILES / name, rows=rows)

    assert expected == seen


PIECES = [b"ma_xa", b"nam", b";", b",", b"\t", b'"', b"\n", b"\r", b"\r\n", b"99001", b"x", b" "]
BYTES = [*PIECES, b"\xc3", b"\xc3\xa9", b"\xef\xbb\xbf", b"\0", b"<", b"\xff\xfe", b"PAR1"]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(BYTES), max_size=40).map(b"".join), st.integers(1, 5))
@example(b'ma_xa;nam\n1;"2\n3;4\n', 1)
def test_any_bytes_end_in_the_problems_of_a_whole_table(
    folder: Path, content: bytes, rows: int
) -> None:
    path = folder / "bang"
    path.write_bytes(content)

    assert whole(path) == chunked(path, rows=rows)


SOUND = as_parquet([HEADINGS, *SAMPLE_ROWS[:5]], 2, is_dictionary=True)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(SOUND) - 1), st.integers(1, 255), st.integers(1, 5))
def test_a_damaged_parquet_file_gives_nothing_or_what_it_gives_whole(
    folder: Path, at: int, change: int, rows: int
) -> None:
    damaged = bytearray(SOUND)
    damaged[at] ^= change
    path = folder / "bang.parquet"
    path.write_bytes(bytes(damaged))
    expected = whole(path)
    seen = chunked(path, rows=rows)

    # Read page by page, a file may be found sound where it is not when read at once, or the
    # other way round; what is read is the same.
    if "tep-hong" in {problem.code for problem in seen[1]}:
        assert [] == seen[0]
    elif "tep-hong" not in {problem.code for problem in expected[1]}:
        assert expected == seen


def test_lines_and_letters_are_found_across_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("ma_xa\r\nđ\n\r".encode() + b"\xff\n")
    expected = whole(path)
    monkeypatch.setattr(tables_bytes, "_BLOCK", 1)
    seen = chunked(path, rows=1)

    assert 4 == seen[1][0].place.line
    assert expected == seen


def test_rows_without_a_doubt_are_not_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = whole(SAMPLE)
    faulty = {p.place.line for p in expected[1] if p.is_fault}
    read_alone: list[int] = []

    def read_row(row: Any, _columns: Any) -> None:
        read_alone.append(row.raw.number)

    monkeypatch.setattr("scoring.intake.table_rows.read_row", read_row)
    seen = chunked(SAMPLE, rows=5)

    assert set(read_alone) <= faulty
    assert len(expected[0]) == len(seen[0])


@pytest.mark.parametrize("name", sorted(path.name for path in WRONG_FILES.glob("*.csv")))
def test_a_row_read_alone_is_the_row_read_among_others(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = WRONG_FILES / name
    expected = chunked(path, rows=100)
    monkeypatch.setattr(
        "scoring.intake.rows.plain_rows.PlainRows.read", lambda _self, rows: [None] * len(rows)
    )

    assert expected == chunked(path, rows=100)


def _like(row: Sequence[str], code: str, year: str = "2024") -> list[str]:
    return [code, *row[1:7], year, *row[8:]]


def test_a_million_equal_rows_are_named_in_few_words_and_none_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv([HEADINGS, *[_like(SAMPLE_ROWS[0], "99001")] * 9]))
    entries, problems = chunked(path, rows=2)

    assert [] == entries
    assert 9 == len(problems)
    assert problems[4].message.endswith("a.csv:3; " + f"{path.as_posix()}:4 và 5 dòng khác")
    assert whole(path) == (entries, problems)


def test_the_first_of_two_equal_rows_in_two_files_is_withheld_too(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("b.csv", "a.parquet")]
    paths[0].write_bytes(as_csv([HEADINGS, _like(SAMPLE_ROWS[0], "99001")]))
    paths[1].write_bytes(
        as_parquet([HEADINGS, _like(SAMPLE_ROWS[1], "99002"), _like(SAMPLE_ROWS[0], "99001")])
    )
    entries, problems = chunked(*paths, rows=1)

    assert ["99002"] == [assessment.commune.code for assessment, _ in entries]
    assert ["trung-xa", "trung-xa"] == [problem.code for problem in problems]
    assert whole(*paths) == (entries, problems)


def test_a_file_that_changes_while_it_is_read_gives_no_result(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(SAMPLE.read_bytes())
    reading = reading_of([path], 5, None, 0)
    path.write_bytes(SAMPLE.read_bytes() + b"99099;X\n")

    with pytest.raises(ProblemsFound) as found:
        list(reading.steps(same))

    assert "tep-doi" == found.value.problems[0].code


def test_a_line_without_an_end_is_one_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_csv_lines, "LONGEST_LINE", 2_000)
    path = tmp_path / "a.csv"
    rows = [HEADINGS, _like(SAMPLE_ROWS[0], "99001"), ["9" * 9_000], SAMPLE_ROWS[1]]
    path.write_bytes(as_csv(rows))
    entries, problems = chunked(path, rows=3)

    assert ["99001", SAMPLE_ROWS[1][0]] == [a.commune.code for a, _ in entries]
    assert [("dong-hong", 3)] == [(p.code, p.place.line) for p in problems if p.is_fault]
    assert whole(path) == (entries, problems)


def test_a_row_group_that_unpacks_to_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    zeros = pa.array(np.zeros(4_000_000, np.int64))
    columns = dict.fromkeys(HEADINGS[:16], zeros)
    pq.write_table(pa.table(columns), path, row_group_size=4_000_000, use_dictionary=False)
    entries, problems = chunked(path, rows=1000)

    assert [] == entries
    assert ["tep-qua-lon"] == [problem.code for problem in problems]
    assert "một nhóm dòng bung ra lớn hơn 500 MB" == problems[0].message


def test_more_rows_than_codes_and_years_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    schema = pa.schema([(name, pa.null()) for name in HEADINGS])
    empty = pa.table({name: pa.nulls(1_000_000) for name in HEADINGS}, schema)
    with pq.ParquetWriter(path, schema) as writer:
        for _ in range(12):
            writer.write_table(empty)
    entries, problems = chunked(path, rows=1000)

    assert [] == entries
    assert "nhiều hơn số mã xã × số năm có thể có (11.100.000)" in problems[0].message
