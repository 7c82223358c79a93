"""Results that are written piece by piece are the file that writing them whole gives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phuhop.cli import main as cli
from phuhop.cli.messages import tell_log
from phuhop.usecases import problem_log
from phuhop.usecases import score_table as results
from phuhop.usecases.engines import NUMPY, Engine
from phuhop.usecases.score_table import ResultsFile, write_results
from phuhop.usecases.streaming import score_tables
from reports.tables import streaming as table_sinks
from scoring.base.problems import Place, Problem, ProblemsFound, Severity
from scoring.intake.reading import read_tables
from scoring.streaming.stream import TableStream
from scoring.tables import reading as tables
from tests.support.messy_tables import FILES, HEADINGS, SAMPLE, SAMPLE_ROWS, as_csv, choose

ENDINGS = ["csv", "xlsx", "parquet"]
NATION_ROWS = [[f"9{number:04}", *SAMPLE_ROWS[number % 9][1:]] for number in range(40)]


def started() -> Any:
    return Engine(NUMPY, None).started()


def whole(paths: list[Path], target: Path) -> bytes | None:
    target.unlink(missing_ok=True)
    entries = read_tables(paths, choose, this_year=2026).entries
    if entries:
        write_results(entries, target, started)
    return target.read_bytes() if target.exists() else None


def streamed(paths: list[Path], target: Path, rows: int) -> bytes | None:
    target.unlink(missing_ok=True)
    stream = TableStream(paths, choose, this_year=2026, rows=rows)
    with ResultsFile(target, stream.rulesets, started, stream.rows) as file:
        for step in stream.steps():
            file.write(step.pieces)
    return target.read_bytes() if target.exists() else None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ket-qua")


@settings(deadline=None, max_examples=60)
@given(FILES, st.integers(1, 12), st.sampled_from(ENDINGS))
def test_results_written_in_pieces_are_the_same_bytes(
    folder: Path, contents: list[bytes], rows: int, ending: str
) -> None:
    paths = [folder / f"{name}" for name, _ in zip("bac", contents, strict=False)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    target = folder / f"ket-qua.{ending}"

    assert whole(paths, target) == streamed(paths, target, rows)


@pytest.fixture
def nation(tmp_path: Path) -> Path:
    path = tmp_path / "bang.csv"
    path.write_bytes(as_csv([HEADINGS, *NATION_ROWS]))
    return path


def test_row_groups_hold_the_same_table(
    nation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole([nation], tmp_path / "a.parquet")
    monkeypatch.setattr(table_sinks, "_GROUP", 7)
    streamed([nation], tmp_path / "b.parquet", 3)
    parts = pq.ParquetFile(tmp_path / "b.parquet")

    assert 5 == parts.num_row_groups
    assert pq.read_table(tmp_path / "a.parquet").equals(parts.read())


def test_a_workbook_put_together_on_disk_has_the_same_cells(
    nation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole([nation], tmp_path / "a.xlsx")
    monkeypatch.setattr(table_sinks, "_ROWS_IN_MEMORY", 1)
    streamed([nation], tmp_path / "b.xlsx", 3)
    cells = [
        list(openpyxl.load_workbook(tmp_path / name).active.iter_rows(values_only=True))
        for name in ("a.xlsx", "b.xlsx")
    ]

    assert len(NATION_ROWS) + 1 == len(cells[0])
    assert cells[0] == cells[1]


def test_more_rows_than_a_sheet_holds_are_wrong_usage_before_any_work(
    nation: Path, tmp_path: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "MOST_XLSX_ROWS", 39)
    done = run("score", nation, "-o", tmp_path / "x.xlsx")

    assert 2 == done.exit_code
    assert (
        "bảng có 40 dòng, một trang .xlsx chỉ chứa được 39; ghi ra .csv hoặc .parquet"
        in " ".join(done.stderr.replace("│", " ").split())
    )
    assert not (tmp_path / "x.xlsx").exists()


def scored(paths: list[Path], target: Path, engine: Callable[[], Any]) -> tuple[int, int]:
    """Return how many rows were written, and how many faults there are."""
    with problem_log.ProblemLog() as log:
        written = score_tables(paths, target, engine, log, ruleset=None, as_of=None, rows=5)
        return written, log.faults


@contextmanager
def _fails_at_the_second_chunk(fail: Callable[[], None]) -> Iterator[Any]:
    calls: list[int] = []
    with started() as score:

        def score_or_fail(*arguments: Any) -> Any:
            calls.append(1)
            if len(calls) > 1:
                fail()
            return score(*arguments)

        yield score_or_fail


def _break() -> None:
    raise RuntimeError("broken")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_break_half_way_leaves_what_was_there_before(
    nation: Path, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"x.{ending}"
    target.write_text("trước", "utf-8")

    with pytest.raises(RuntimeError):
        scored([nation], target, lambda: _fails_at_the_second_chunk(_break))

    assert "trước" == target.read_text("utf-8")
    assert {nation, target} == set(tmp_path.iterdir())


def _killed(nation: str, target: str) -> None:
    def kill() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    scored([Path(nation)], Path(target), lambda: _fails_at_the_second_chunk(kill))


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_program_killed_half_way_leaves_no_result(
    nation: Path, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"x.{ending}"
    code = f"import test_stream_results as t; t._killed({str(nation)!r}, {str(target)!r})"
    tests = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": f"{tests}{os.pathsep}{tests.parent}"}
    done = subprocess.run([sys.executable, "-c", code], check=False, env=environment)

    assert -signal.SIGKILL == done.returncode
    assert not target.exists()


def test_a_table_beyond_the_limit_of_whole_tables_is_scored_into_a_file(
    tmp_path: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = run("score", SAMPLE, "-o", tmp_path / "a.csv")
    monkeypatch.setattr(tables, "LARGEST_CSV", 100)
    refused = run("score", SAMPLE)
    seen = run("score", SAMPLE, "-o", tmp_path / "b.csv")

    assert 1 == refused.exit_code
    assert "phuhop check và phuhop score … -o đọc được bảng lớn hơn" in refused.stderr
    assert expected.stderr == seen.stderr
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


@pytest.mark.parametrize("last", ["99001", "x"])
def test_large_tables_are_checked_with_the_same_words(
    nation: Path, run, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    with nation.open("ab") as stream:
        stream.write(as_csv([[last, *row[1:]] for row in SAMPLE_ROWS[:1]]))
    expected = run("check", nation)
    monkeypatch.setattr(cli, "_LARGE", 10)
    monkeypatch.setattr(tables, "LARGEST_CSV", 100)
    seen = run("check", nation)

    assert ("x" == last) == (1 == expected.exit_code)
    assert (expected.exit_code, expected.stdout) == (seen.exit_code, seen.stdout)


def test_a_table_without_a_good_row_makes_no_file_and_starts_no_engine(tmp_path: Path) -> None:
    path = tmp_path / "bang.csv"
    path.write_bytes(as_csv([HEADINGS, ["x", *SAMPLE_ROWS[0][1:]]]))

    def never() -> Any:
        raise AssertionError

    assert (0, 1) == scored([path], tmp_path / "x.csv", never)
    assert [path] == list(tmp_path.iterdir())


def test_a_folder_of_tables_ends_with_what_came_of_it(nation: Path, tmp_path: Path, run) -> None:
    folder = tmp_path / "xa"
    folder.mkdir()
    (folder / "b.csv").write_bytes(nation.read_bytes())
    (folder / "a.csv").write_bytes(as_csv([HEADINGS, ["x", *SAMPLE_ROWS[0][1:]]]))
    (folder / "ghi-chu.txt").write_text("x", "utf-8")
    done = run("score", folder, "-o", tmp_path / "x.csv")
    name = folder.as_posix()

    assert 1 == done.exit_code
    assert done.stderr.startswith(f"{name}: [bo-qua] cảnh báo: bỏ qua 1 tệp")
    assert done.stderr.endswith(
        "Đã đọc 2 tệp, được 40 xã; 1 tệp có lỗi.\n"
        f"  ✘ {name}/a.csv: mã xã «x» không phải là 5 chữ số (2: cột «ma_xa»)\n"
    )


def test_many_problems_wait_outside_memory_and_come_in_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(problem_log, "_IN_MEMORY", 10)
    with problem_log.ProblemLog() as log:
        for line in (2, 3):
            for file in ("b.csv", "a.csv"):
                log.add(file, [Problem(Place(file, line), "x", "dài" * 9, "", Severity.WARNING)])
        log.add("a.csv", [Problem(Place("a.csv", 4), "x", "lỗi")])
        tell_log(log, to_stderr=False)
    lines = capsys.readouterr().out.splitlines()

    assert ["a.csv:2", "a.csv:3", "a.csv:4", "b.csv:2", "b.csv:3"] == [
        line.split(": ")[0] for line in lines[:-1]
    ]
    assert "1 lỗi, 4 cảnh báo" == lines[-1]


def test_a_place_that_cannot_be_written_is_told(nation: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", "utf-8")

    with pytest.raises(ProblemsFound) as found:
        scored([nation], tmp_path / "x" / "y.csv", started)

    assert ["khong-ghi-duoc"] == [problem.code for problem in found.value.problems]
