"""Two worker processes give what one process gives, also when one of them is killed half-way.

The cluster is a real one, on the loopback, without a dashboard; it ends with the tests.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import criteria
from phuhop.usecases.samples.demo import SAMPLES
from scoring.batch.columns import Columns
from scoring.batch.dask_engine import cluster, mapped, score_partitions
from scoring.batch.partitions import joined, light, partitions, rows_of
from scoring.batch.scorer import BatchResult, BatchScorer
from scoring.rules.boundaries import boundary_cases
from scoring.rules.ruleset import Ruleset
from scoring.simulation.model import PARAMETERS, load_model
from scoring.simulation.places import invent
from scoring.units.loading import load_units

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from distributed import Client

ROWS = 300
LONGEST = 60  # seconds; a cluster that never answers must not hold up the whole run


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    def too_long(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(LONGEST)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with cluster(workers=2) as client:
        client.wait_for_workers(2, timeout=30)
        yield client


@pytest.fixture(scope="module")
def columns(decision_06: Ruleset) -> Columns:
    model = load_model(PARAMETERS, decision_06)
    units = load_units(criteria.UNITS)
    nation = invent(model, decision_06, units, year=2025, seed=model.seed)
    return nation.known_to(decision_06)


def _arrays(result: BatchResult) -> list[np.ndarray]:
    parts = [
        array
        for part in result.parts.values()
        for array in (part.outcome, part.band, part.points, part.minimum, part.maximum, part.level)
    ]
    criteria_ = [
        array for c in result.criteria for array in (c.minimum, c.maximum, c.finding, c.is_scored)
    ]
    whole = (result.minimum, result.maximum, result.is_scored, result.threshold, result.verdict)
    findings = (result.finding_criteria, result.finding_threshold, result.level)
    return [*parts, *criteria_, *whole, *findings]


def _assert_same(expected: BatchResult, seen: BatchResult) -> None:
    for one, other in zip(_arrays(expected), _arrays(seen), strict=True):
        assert np.array_equal(one, other)
        assert one.dtype == other.dtype
    assert expected.sheet(7) == seen.sheet(7)


@pytest.mark.parametrize("size", [1, 7, ROWS, 10**6])
def test_partitions_joined_again_are_the_whole_result(
    columns: Columns, decision_06: Ruleset, size: int
) -> None:
    some = rows_of(columns, slice(0, 500))
    scorer = BatchScorer(decision_06)
    pieces = [light(scorer.score(piece)) for piece in partitions(some, size)]

    _assert_same(scorer.score(some), joined(some, pieces))


def test_partitions_with_blanks_joined_again_are_the_whole_result(decision_06: Ruleset) -> None:
    from scoring.base.communes import Commune, CommuneKind
    from scoring.batch.columns import columns_of
    from scoring.engine.assessment import Assessment

    place = Commune("99001", "Xã Thử", CommuneKind.COMMUNE, centrally_run_city=False)
    edges = list(boundary_cases(decision_06))
    blanks = [Assessment(place, 2024, edge.figures, edge.previous) for edge in edges]
    answered = [
        Assessment(place, 2024, edge.figures, edge.previous, dict.fromkeys(decision_06.items, True))
        for edge in edges
    ]
    some = columns_of(decision_06, [*answered, *blanks, *answered])
    scorer = BatchScorer(decision_06)
    pieces = [light(scorer.score(piece)) for piece in partitions(some, len(edges))]

    _assert_same(scorer.score(some), joined(some, pieces))


def test_two_workers_give_what_one_process_gives(
    client: Client, columns: Columns, decision_06: Ruleset
) -> None:
    workers = client.scheduler_info()["workers"]

    assert 2 == len(workers)
    _assert_same(
        BatchScorer(decision_06).score(columns),
        score_partitions(client, decision_06, columns, rows=ROWS),
    )


def test_a_worker_killed_half_way_changes_nothing(
    client: Client, columns: Columns, decision_06: Ruleset, tmp_path: Path
) -> None:
    scorer = BatchScorer(decision_06)
    pieces = list(partitions(columns, ROWS))
    marker = tmp_path / "killed"
    log = tmp_path / "done"
    log.mkdir()
    before = set(client.run(os.getpid).values())

    def work(numbered: tuple[int, Columns]) -> BatchResult:
        number, piece = numbered
        if number >= len(pieces) // 2 and not marker.exists():
            marker.write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)
        result = light(scorer.score(piece))
        (log / f"{number}-{os.getpid()}").touch()
        return result

    found = mapped(client, work, enumerate(pieces))
    client.wait_for_workers(2, timeout=30)
    after = set(client.run(os.getpid).values())
    killed = int(marker.read_text())
    by_killed = [path for path in log.iterdir() if path.name.endswith(f"-{killed}")]

    assert killed in before
    assert killed not in after
    assert by_killed, "it had done some work, which had to be done again"
    assert len(list(log.iterdir())) > len(pieces)
    _assert_same(scorer.score(columns), joined(columns, found))


def test_no_rows_give_no_results(client: Client, columns: Columns, decision_06: Ruleset) -> None:
    none = rows_of(columns, slice(0, 0))

    assert 0 == len(score_partitions(client, decision_06, none).verdict)


def test_an_error_in_a_row_is_raised_here(
    client: Client, columns: Columns, decision_06: Ruleset
) -> None:
    from dataclasses import replace

    from scoring.base.communes import CommuneKind
    from scoring.batch.columns import KINDS

    zone = np.full(columns.size, KINDS.index(CommuneKind.SPECIAL_ZONE), np.int8)
    with pytest.raises(ValueError, match="no threshold group"):
        score_partitions(client, decision_06, replace(columns, kind=zone), rows=ROWS)


def test_a_local_cluster_leaves_no_process_behind() -> None:
    with cluster(workers=1) as client:
        (worker,) = client.run(os.getpid).values()
        os.kill(worker, 0)

    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_a_local_cluster_listens_on_the_loopback_only(client: Client) -> None:
    addresses = [client.scheduler.address, *client.scheduler_info()["workers"]]

    assert all(address.startswith("tcp://127.0.0.1:") for address in addresses)


@pytest.mark.parametrize("cluster_is", ["running already", "started by the command"])
def test_the_command_line_writes_the_same_table(
    client: Client, tmp_path: Path, run, cluster_is: str
) -> None:
    table = SAMPLES / "so-lieu-mau.csv"
    address = ["--scheduler", client.scheduler.address] if "running" in cluster_is else []
    one = run("score", table, "-o", tmp_path / "numpy.csv")
    two = run("score", table, "-o", tmp_path / "dask.csv", "--engine", "dask", *address)

    assert 0 == one.exit_code == two.exit_code
    assert (tmp_path / "numpy.csv").read_bytes() == (tmp_path / "dask.csv").read_bytes()


def test_a_table_that_streams_to_a_cluster_gives_the_same_table(
    client: Client, tmp_path: Path, run
) -> None:
    from phuhop.usecases.engines import Engine
    from phuhop.usecases.problem_log import ProblemLog
    from phuhop.usecases.streaming import score_tables

    table = SAMPLES / "so-lieu-mau.csv"
    run("score", table, "-o", tmp_path / "numpy.csv")
    engine = Engine("dask", client.scheduler.address)
    with ProblemLog() as log:
        score_tables(
            [table], tmp_path / "dask.csv", engine.started, log, ruleset=None, as_of=None, rows=4
        )

    assert (tmp_path / "numpy.csv").read_bytes() == (tmp_path / "dask.csv").read_bytes()


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("cần có -o", ["--engine", "dask"]),
        ("chỉ dùng cùng với --engine dask", ["-o", "x.csv", "--scheduler", "tcp://127.0.0.1:1"]),
        (
            "không có bộ điều phối Dask nào trả lời",
            ["-o", "x.csv", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"],
        ),
        (
            "không có bộ điều phối Dask nào trả lời",
            ["-o", "x.csv", "--engine", "dask", "--scheduler", "tệ://?"],
        ),
    ],
)
def test_an_engine_that_cannot_score_is_wrong_usage(
    run, monkeypatch: pytest.MonkeyPatch, words: str, options: list[str]
) -> None:
    monkeypatch.setattr("scoring.batch.dask_engine.ANSWER", "1s")
    result = run("score", SAMPLES / "so-lieu-mau.csv", *options)

    assert 2 == result.exit_code
    assert words in " ".join(result.stderr.split())


def test_a_missing_dask_is_told(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    target = tmp_path / "x.csv"
    result = run("score", SAMPLES / "so-lieu-mau.csv", "-o", target, "--engine", "dask")

    assert 2 == result.exit_code
    assert "phuhop[dask]" in result.stderr
    assert not target.exists()
