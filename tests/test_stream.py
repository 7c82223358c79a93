"""Tables that stream give what tables read whole give, whatever the size of the chunks."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import decision_06

from phuhop.demo import SAMPLES
from scoring import tables_bytes, tables_csv_lines
from scoring.assessment import Assessment
from scoring.intake import read_tables
from scoring.intake_stream import TableStream
from scoring.problems import Problem, ProblemsFound
from scoring.ruleset import Ruleset
from scoring.units import Units
from scoring.units_loading import load_units

WRONG = Path(__file__).parent / "wrong_files"
REGISTERS = Path(__file__).parent / "units" / "so-mau"
SAMPLE = SAMPLES / "so-lieu-mau.csv"
HEADINGS, *SAMPLE_ROWS = csv.reader(SAMPLE.read_text("utf-8-sig").splitlines(), delimiter=";")

Table = Sequence[Sequence[Any]]
Seen = tuple[list[tuple[Assessment, str]], list[Problem]]


def _older() -> Ruleset:
    """A decision with a figure that the other does not have."""
    six = decision_06()
    extra = {**six.figures, "so_thon": six.figures["tong_so_tre_em"]}
    return dataclasses.replace(six, id="cu", figures=extra)


OLDER = _older()


def choose(year: int) -> Ruleset | None:
    if year < 2010:
        return None
    return OLDER if year == 2020 else decision_06()


def units() -> Units:
    return load_units(REGISTERS)


def whole(*paths: Path, units: Any = None) -> Seen:
    intake = read_tables(paths, choose, this_year=2026, units=units)
    entries = [(entry.assessment, entry.ruleset.id) for entry in intake.entries]
    return entries, list(intake.problems)


def streamed(*paths: Path, rows: int, units: Any = None) -> Seen:
    stream = TableStream(paths, choose, this_year=2026, units=units, rows=rows)
    entries: list[tuple[Assessment, str]] = []
    problems: dict[str, list[Problem]] = {}
    for step in stream.steps():
        found = [
            (at, piece.columns.assessment(row), piece.ruleset.id)
            for piece in step.pieces
            for row, at in enumerate(piece.at.tolist())
        ]
        entries += [(assessment, name) for _, assessment, name in sorted(found, key=lambda x: x[0])]
        problems.setdefault(step.file, []).extend(step.problems)
    return entries, [problem for file in sorted(problems) for problem in problems[file]]


def as_csv(rows: Table, delimiter: str = ";") -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return stream.getvalue().encode()


def as_parquet(rows: Table, group: int = 3, *, is_dictionary: bool = False) -> bytes:
    headings, *body = rows
    columns = []
    for at in range(len(headings)):
        values = [row[at] if row[at] != "" else None for row in body]
        numbers = [int(v) if str(v).isdecimal() and at > 7 else v for v in values]
        try:
            array = pa.array(numbers)
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            array = pa.array([None if v is None else str(v) for v in values])
        if is_dictionary and pa.types.is_string(array.type):
            array = array.dictionary_encode()
        columns.append(array)
    stream = io.BytesIO()
    table = pa.table(columns, names=list(headings))
    pq.write_table(table, stream, row_group_size=group)
    return stream.getvalue()


# Tables as people write them


CELLS = [
    *("", " ", "0", "7", "12", "1.234", "999999999", "1000000000", "-", "-5", "5%", "12,5", "12.5"),
    *("2OOO", "007", "có", "không", "Có ", "x", "=1+1", "#N/A", "300000", "1,234", "\u200b", "31"),
    *("thị trấn", "đặc khu", "phường", "miền núi", "miền núi; hải đảo", "2020", "2024", "1999"),
    *("2030", "99001", "9901", "'=Xã", "Xã A", "Hòa\nBình", 'Xã "A"; B', "2000"),
]
EXTRA = ["so_thon", "", "cot la", "1.1", "nam"]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw sound rows and spoil a few of their cells."""
    headings = list(HEADINGS)
    rows = [list(draw(st.sampled_from(SAMPLE_ROWS))) for _ in range(draw(st.integers(0, 9)))]
    for row in rows:
        row[0] = f"9900{draw(st.integers(0, 4))}" if draw(st.booleans()) else row[0]
        row[7] = draw(st.sampled_from(["2023", "2024", "2024", "2020", "2018", "2005", "2027"]))
        for _ in range(draw(st.integers(0, 2))):
            row[draw(st.integers(0, len(row) - 1))] = draw(st.sampled_from(CELLS))
    if draw(st.integers(0, 3)) == 0:
        extra = draw(st.sampled_from(EXTRA))
        at = draw(st.integers(0, len(headings)))
        headings.insert(at, extra)
        for row in rows:
            row.insert(at, draw(st.sampled_from(["", "5"])))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(headings) - 1))
        if draw(st.booleans()) or headings[at] in {"tp_truc_thuoc_tw", "tinh", "vung"}:
            del headings[at]
            for row in rows:
                del row[at]
    return [headings, *rows]


@st.composite
def csv_files(draw: st.DrawFn) -> bytes:
    """Draw a CSV file with rows that are too long, too short, empty or broken."""
    content = as_csv(draw(tables()), draw(st.sampled_from(";,\t")))
    lines = content.decode().split("\n")
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(lines) - 1))
        lines[at] = draw(
            st.sampled_from(
                ["", ";;;", lines[at] + ";;", lines[at] + ";x", lines[at][:40], lines[at] + '"x']
            )
        )
    return (
        draw(st.sampled_from(["", "\ufeff", "Bảng số liệu\n"])).encode() + "\n".join(lines).encode()
    )


@st.composite
def parquet_files(draw: st.DrawFn) -> bytes:
    rows = draw(tables())
    if len(set(rows[0])) < len(rows[0]) or len(rows) < 2:
        rows = [HEADINGS, SAMPLE_ROWS[0]]
    return as_parquet(rows, draw(st.integers(1, 5)), is_dictionary=draw(st.booleans()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bang")


@pytest.fixture(autouse=True)
def _few_problems_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scoring.intake_stream._MOST_KEPT", 3)


FILES = st.lists(st.one_of(csv_files(), parquet_files()), min_size=1, max_size=3)


@settings(deadline=None, max_examples=150)
@given(FILES, st.integers(1, 12), st.sampled_from([None, units]))
def test_chunks_of_any_size_give_what_whole_tables_give(
    folder: Path, contents: list[bytes], rows: int, registers: Any
) -> None:
    paths = [folder / f"{name}" for name, _ in zip("bac", contents, strict=False)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    expected = whole(*paths, units=registers)
    seen = streamed(*paths, rows=rows, units=registers)

    assert expected[0] == seen[0]
    assert [str(p) for p in expected[1]] == [str(p) for p in seen[1]]


@pytest.mark.parametrize("name", sorted(path.name for path in WRONG.glob("*.csv")))
@pytest.mark.parametrize("rows", [1, 2, 1000])
def test_each_wrong_file_gets_the_messages_of_a_whole_table(name: str, rows: int) -> None:
    expected = whole(WRONG / name)
    seen = streamed(WRONG / name, rows=rows)

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

    assert whole(path) == streamed(path, rows=rows)


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
    seen = streamed(path, rows=rows)

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
    seen = streamed(path, rows=1)

    assert 4 == seen[1][0].place.line
    assert expected == seen


def test_rows_without_a_doubt_are_not_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {a.commune.code for a, _ in whole(SAMPLE)[0]}
    warned = {p.place.line for p in whole(SAMPLE)[1]}
    read_alone: list[int] = []

    def read_row(row: Any, _columns: Any) -> None:
        read_alone.append(row.raw.number)

    monkeypatch.setattr("scoring.intake_stream.read_row", read_row)
    seen = {a.commune.code for a, _ in streamed(SAMPLE, rows=5)[0]}

    assert set(read_alone) <= warned
    assert len(expected) - len(read_alone) == len(seen)
    assert seen


def _like(row: Sequence[str], code: str, year: str = "2024") -> list[str]:
    return [code, *row[1:7], year, *row[8:]]


def test_a_million_equal_rows_are_named_in_few_words_and_none_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv([HEADINGS, *[_like(SAMPLE_ROWS[0], "99001")] * 9]))
    entries, problems = streamed(path, rows=2)

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
    entries, problems = streamed(*paths, rows=1)

    assert ["99002"] == [assessment.commune.code for assessment, _ in entries]
    assert ["trung-xa", "trung-xa"] == [problem.code for problem in problems]
    assert whole(*paths) == (entries, problems)


def test_a_file_that_changes_while_it_is_read_gives_no_result(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(SAMPLE.read_bytes())
    stream = TableStream([path], choose)
    path.write_bytes(SAMPLE.read_bytes() + b"99099;X\n")

    with pytest.raises(ProblemsFound) as found:
        list(stream.steps())

    assert "tep-doi" == found.value.problems[0].code


def test_a_line_without_an_end_is_one_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_csv_lines, "LONGEST_LINE", 2_000)
    path = tmp_path / "a.csv"
    rows = [HEADINGS, _like(SAMPLE_ROWS[0], "99001"), ["9" * 9_000], SAMPLE_ROWS[1]]
    path.write_bytes(as_csv(rows))
    entries, problems = streamed(path, rows=3)

    assert ["99001", SAMPLE_ROWS[1][0]] == [a.commune.code for a, _ in entries]
    assert [("dong-hong", 3)] == [(p.code, p.place.line) for p in problems if p.is_fault]
    assert whole(path) == (entries, problems)


def test_a_row_group_that_unpacks_to_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    zeros = pa.array(np.zeros(4_000_000, np.int64))
    columns = dict.fromkeys(HEADINGS[:16], zeros)
    pq.write_table(pa.table(columns), path, row_group_size=4_000_000, use_dictionary=False)
    entries, problems = streamed(path, rows=1000)

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
    entries, problems = streamed(path, rows=1000)

    assert [] == entries
    assert "nhiều hơn số mã xã × số năm có thể có (11.100.000)" in problems[0].message
