"""Results that are written piece by piece are the file that writing them whole gives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phuhop.cli.messages import tell_log
from phuhop.usecases import engines, problem_log
from phuhop.usecases.engines import Engine
from phuhop.usecases.score_table import ResultsFile, ScoredRows, score_tables
from reports.tables import streaming as table_sinks
from scoring.base.problems import Place, Problem, ProblemsFound, Severity
from scoring.intake import first_pass
from scoring.intake.steps import Reading
from scoring.tables import reading as tables
from tests.support.messy_tables import FILES, HEADINGS, SAMPLE, SAMPLE_ROWS, as_csv, choose

ENDINGS = ["csv", "xlsx", "parquet"]
NATION_ROWS = [[f"9{number:04}", *SAMPLE_ROWS[number % 9][1:]] for number in range(40)]


def whole(paths: list[Path], target: Path) -> bytes | None:
    return chunked(paths, target, 1000, kept=1000)


def chunked(paths: list[Path], target: Path, rows: int, kept: int = 0) -> bytes | None:
    target.unlink(missing_ok=True)
    reading = Reading(paths, choose, this_year=2026, rows=rows, most_kept=kept)
    with ResultsFile(target, reading) as file:
        for step in reading.steps(file.work):
            if step.made is not None:
                file.write(step.made, step.good)
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

    assert whole(paths, target) == chunked(paths, target, rows)


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
    pieces = chunked([nation], tmp_path / "b.parquet", 3)
    parts = pq.ParquetFile(tmp_path / "b.parquet")

    assert 6 == parts.num_row_groups
    assert pq.read_table(tmp_path / "a.parquet").equals(parts.read())
    assert pieces == chunked([nation], tmp_path / "c.parquet", 10)


def test_a_workbook_put_together_on_disk_has_the_same_cells(
    nation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole([nation], tmp_path / "a.xlsx")
    monkeypatch.setattr(table_sinks, "_ROWS_IN_MEMORY", 1)
    chunked([nation], tmp_path / "b.xlsx", 3)
    cells = [
        list(openpyxl.load_workbook(tmp_path / name).active.iter_rows(values_only=True))
        for name in ("a.xlsx", "b.xlsx")
    ]

    assert len(NATION_ROWS) + 1 == len(cells[0])
    assert cells[0] == cells[1]


def test_more_rows_than_a_sheet_holds_are_wrong_usage_before_any_work(
    nation: Path, tmp_path: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_sinks, "MOST_XLSX_ROWS", 39)
    done = run("score", nation, "-o", tmp_path / "x.xlsx")

    assert 2 == done.exit_code
    assert (
        "bảng có 40 dòng, một trang .xlsx chỉ chứa được 39; ghi ra .csv hoặc .parquet"
        in " ".join(done.stderr.replace("│", " ").split())
    )
    assert not (tmp_path / "x.xlsx").exists()


def scored(paths: list[Path], target: Path) -> tuple[int, int]:
    """Return how many rows were written, and how many faults there are."""
    with problem_log.ProblemLog() as log:
        written = score_tables(paths, target, log, ruleset=None, as_of=None, engine=Engine())
        return written, log.faults


def _failing_at_the_second_chunk(monkeypatch: pytest.MonkeyPatch, fail: Callable[[], None]) -> None:
    calls: list[int] = []
    score = ScoredRows.__call__

    def score_or_fail(self: ScoredRows, rows: Any) -> Any:
        calls.append(1)
        if len(calls) > 1:
            fail()
        return score(self, rows)

    monkeypatch.setattr(ScoredRows, "__call__", score_or_fail)
    monkeypatch.setattr(Reading.__init__, "__kwdefaults__", {**_DEFAULTS, "rows": 5})


_DEFAULTS = dict(Reading.__init__.__kwdefaults__ or {})


def _break() -> None:
    raise RuntimeError("broken")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_break_half_way_leaves_what_was_there_before(
    nation: Path, tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / f"x.{ending}"
    target.write_text("trước", "utf-8")
    _failing_at_the_second_chunk(monkeypatch, _break)

    with pytest.raises(RuntimeError):
        scored([nation], target)

    assert "trước" == target.read_text("utf-8")
    assert {nation, target} == set(tmp_path.iterdir())


def _killed(nation: str, target: str) -> None:
    def kill() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    _failing_at_the_second_chunk(pytest.MonkeyPatch(), kill)
    scored([Path(nation)], Path(target))


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_program_killed_half_way_leaves_no_result(
    nation: Path, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"x.{ending}"
    code = f"import test_stream_results as t; t._killed({str(nation)!r}, {str(target)!r})"
    tests = Path(__file__).parent
    folders = [str(tests), str(tests.parents[2]), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(folders)}
    done = subprocess.run([sys.executable, "-c", code], check=False, env=environment)

    assert -signal.SIGKILL == done.returncode
    assert not target.exists()


@pytest.mark.parametrize("ending", ENDINGS)
def test_many_rows_go_to_several_processes_and_give_the_same_bytes(
    nation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    expected = whole([nation], tmp_path / f"a.{ending}")
    monkeypatch.setattr(first_pass, "PARTITION", 1)
    monkeypatch.setattr(engines, "ONE_PROCESS", 10)
    monkeypatch.setattr(engines, "_cores", lambda: 2)
    monkeypatch.setattr(Engine, "most_kept", 0)
    monkeypatch.setattr(Reading.__init__, "__kwdefaults__", {**_DEFAULTS, "rows": 7})

    assert (40, 0) == scored([nation], tmp_path / f"b.{ending}")
    assert expected == (tmp_path / f"b.{ending}").read_bytes()


def test_no_size_is_too_large_for_check_and_score(
    tmp_path: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = [run(*words, SAMPLE) for words in (["check"], ["score"], ["score", "--json"])]
    table = run("score", SAMPLE, "-o", tmp_path / "a.csv")
    monkeypatch.setattr(tables, "LARGEST_CSV", 100)
    monkeypatch.setattr(first_pass, "MOST_KEPT", 0)
    seen = [run(*words, SAMPLE) for words in (["check"], ["score"], ["score", "--json"])]
    refused = run("dossier", SAMPLE, "-o", tmp_path / "ho-so")

    assert [done.output for done in expected] == [done.output for done in seen]
    assert table.stderr == run("score", SAMPLE, "-o", tmp_path / "b.csv").stderr
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert 1 == refused.exit_code
    assert "phuhop check và phuhop score đọc được bảng lớn hơn" in refused.stderr


def test_a_table_without_a_good_row_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "bang.csv"
    path.write_bytes(as_csv([HEADINGS, ["x", *SAMPLE_ROWS[0][1:]]]))

    assert (0, 1) == scored([path], tmp_path / "x.csv")
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
        scored([nation], tmp_path / "x" / "y.csv")

    assert ["khong-ghi-duoc"] == [problem.code for problem in found.value.problems]
