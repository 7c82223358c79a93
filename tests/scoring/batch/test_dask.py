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

import pytest

from phuhop.usecases.samples.demo import SAMPLES
from scoring.batch.dask_engine import cluster, mapped
from scoring.intake.steps import Reading

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from distributed import Client

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


def squares(number: int) -> int:
    return number * number


def test_results_come_in_the_order_of_the_pieces(client: Client) -> None:
    assert 2 == len(client.scheduler_info()["workers"])
    assert [number * number for number in range(40)] == list(mapped(client, squares, range(40)))
    assert [] == list(mapped(client, squares, []))


def test_a_worker_killed_half_way_changes_nothing(client: Client, tmp_path: Path) -> None:
    marker = tmp_path / "killed"
    log = tmp_path / "done"
    log.mkdir()
    before = set(client.run(os.getpid).values())
    pieces = range(30)

    def work(number: int) -> int:
        if number >= len(pieces) // 2 and not marker.exists():
            marker.write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)
        (log / f"{number}-{os.getpid()}").touch()
        return number * number

    found = list(mapped(client, work, pieces))
    client.wait_for_workers(2, timeout=30)
    after = set(client.run(os.getpid).values())
    killed = int(marker.read_text())
    by_killed = [path for path in log.iterdir() if path.name.endswith(f"-{killed}")]

    assert killed in before
    assert killed not in after
    assert by_killed, "it had done some work"
    assert [number * number for number in pieces] == found


def test_an_error_in_a_piece_is_raised_here(client: Client) -> None:
    with pytest.raises(ZeroDivisionError):
        list(mapped(client, (1).__truediv__, [1, 0]))


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


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_partitions_read_and_scored_on_a_cluster_give_the_same_bytes(
    client: Client, tmp_path: Path, run, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr("scoring.intake.first_pass.PARTITION", 1)
    monkeypatch.setattr(
        Reading.__init__, "__kwdefaults__", {**(Reading.__init__.__kwdefaults__ or {}), "rows": 4}
    )
    table = SAMPLES / "so-lieu-co-loi.csv"
    address = ["--scheduler", client.scheduler.address]
    one = run("score", table, "-o", tmp_path / f"numpy.{ending}")
    two = run("score", table, "-o", tmp_path / f"dask.{ending}", "--engine", "dask", *address)

    assert one.stderr == two.stderr
    assert (tmp_path / f"numpy.{ending}").read_bytes() == (tmp_path / f"dask.{ending}").read_bytes()


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
