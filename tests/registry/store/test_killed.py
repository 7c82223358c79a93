"""Killed at any moment, disk full, several processes at once: no half state, nothing lost.

A writer says of each step that it is done. Whatever it said stands in the chain afterwards,
and the chain is sound.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from unittest import mock

import pytest
from sqlalchemy import event, select

from registry.keeping.audit import audit
from registry.store.database import Database, connect, open_register
from registry.store.schema import events
from scoring.base.problems import ProblemsFound
from tests.support import postgresql
from tests.support.places import ROOT
from tests.support.registries import KEY, hand_in, new_register
from tests.support.registry_writer import READY, write_for_ever

pytestmark = pytest.mark.slow

FORK = multiprocessing.get_context("forkserver")


@pytest.fixture(scope="module", autouse=True)
def fork_server() -> None:
    """Start the process that writers are forked from: imports cost more than a writer lives."""
    FORK.set_forkserver_preload(["tests.support.registry_writer"])
    # Before Python 3.13 the fork server does not take over this process's sys.path.
    with mock.patch.dict(os.environ, {"PYTHONPATH": str(ROOT)}):
        forkserver.ensure_running()


@contextmanager
def writer(address: str, commune: str, start: int, most: int | None = None) -> Iterator[Connection]:
    """Start a writer; it is killed at the end of the block."""
    ours, theirs = FORK.Pipe(duplex=False)
    process = FORK.Process(target=write_for_ever, args=(address, commune, start, theirs, most))
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        process.kill()
        process.join()
        process.close()


def acknowledged(pipe: Connection) -> list[str]:
    """Return everything the writer said until it was gone."""
    found: list[str] = []
    while True:
        try:
            found.append(pipe.recv_bytes().decode())
        except (EOFError, OSError):
            pipe.close()
            return [line for line in found if line != READY.decode()]


def lost(database: Database, said: list[str]) -> list[str]:
    """Return the acknowledged links that are not in the chain."""
    seqs = [int(line.partition(":")[0]) for line in said]
    query = select(events.c.seq, events.c.hash).where(events.c.seq.in_(seqs))
    with database.reading() as connection:
        there = {f"{row.seq}:{row.hash}" for row in connection.execute(query)}
    return [line for line in said if line not in there]


def kill(address: str, times: int, seed: int) -> int:
    """Kill a writer at *times* seeded moments; return how many steps were acknowledged."""
    moments = random.Random(seed)  # noqa: S311 -- moments, not secrets
    database = open_register(address)
    steps, pace = 0, 0.02
    for number in range(1, times + 1):
        said: list[str] = []
        with writer(address, "99001", number * 1_000) as pipe:
            # Some are killed while they open the register, the others in the middle of a step:
            # the pace of the last one tells how long that takes on this machine.
            for _ in range(moments.choice((0, 1, 2, 3, 4))):
                began = time.perf_counter()
                said.append(pipe.recv_bytes().decode())
                pace = time.perf_counter() - began
            time.sleep(moments.uniform(0, 1.5 * min(pace, 0.2)))
        said = [line for line in said if line != READY.decode()] + acknowledged(pipe)
        steps += len(said)

        assert [] == lost(database, said), f"lần {number}, hạt giống {seed}"
        if number % 50 == 0:
            assert () == audit(database).problems, f"lần {number}, hạt giống {seed}"
    return steps


def test_killed_200_times_on_sqlite_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    address = str(tmp_path / "so.db")
    new_register(address)

    # Otherwise the writer was never caught at work.
    assert 200 < kill(address, 200, seed=6)


def test_killed_50_times_on_postgresql_nothing_acknowledged_is_lost(postgresql_url: str) -> None:
    with postgresql.new_database(postgresql_url) as address:
        new_register(address)

        assert 50 < kill(address, 50, seed=6)


@pytest.mark.skipif(postgresql.programs() is None, reason=postgresql.ABSENT)
def test_a_server_cut_off_while_it_writes_keeps_what_it_acknowledged() -> None:
    with postgresql.cluster() as server:
        database = new_register(server.url)
        for number in range(1, 4):
            with writer(server.url, "99001", number * 1_000) as pipe:
                for _ in range(5 * number):
                    pipe.recv_bytes()
                server.stop()
                said = acknowledged(pipe)
            server.start()

            # The last word is that the server is gone.
            assert [] == lost(database, [line for line in said if ":" in line])
            assert () == audit(database).problems


def test_several_processes_at_once_build_one_chain(address: str) -> None:
    database = new_register(address)
    with (
        writer(address, "99001", 0) as first,
        writer(address, "99001", 100_000) as second,
        writer(address, "99002", 200_000) as third,
    ):
        pipes = (first, second, third)
        for pipe in pipes:
            for _ in range(8):
                pipe.recv_bytes()
    said = [line for pipe in pipes for line in acknowledged(pipe)]

    assert len(said) == len(set(said))
    assert [] == lost(database, said)
    assert () == audit(database).problems


@pytest.mark.skipif(sys.platform == "win32", reason="cần giới hạn cỡ tệp của hệ điều hành")
def test_a_full_disk_refuses_the_step_and_keeps_the_rest(tmp_path: Path) -> None:
    address = str(tmp_path / "so.db")
    database = new_register(address)
    hand_in(database)
    with writer(address, "99002", 0, most=1_500_000) as pipe:
        said = acknowledged(pipe)

    assert "het-cho" == said[-1]
    assert [] == lost(database, said[:-1])
    assert 3 < len(said)
    assert () == audit(database).problems
    # Once there is room again, the work goes on.
    with writer(address, "99002", 500) as pipe:
        for _ in range(4):
            pipe.recv_bytes()
    assert () == audit(database).problems


def test_a_full_database_is_told_in_words(tmp_path: Path) -> None:
    address = str(tmp_path / "so.db")
    new_register(address).close()
    database = connect(address)
    event.listen(
        database.engine, "connect", lambda c, _: c.execute("PRAGMA max_page_count = 1") and None
    )
    with pytest.raises(ProblemsFound) as caught:
        hand_in(database)

    assert [
        (
            f"{address}: [het-cho] hết chỗ trên đĩa; việc này chưa được ghi, "
            "những gì đã ghi trước đó còn nguyên; dọn đĩa rồi làm lại"
        )
    ] == [str(problem) for problem in caught.value.problems]
    assert 1 == audit(open_register(address)).events


def test_a_register_that_another_process_holds_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = str(tmp_path / "so.db")
    held = new_register(address)
    for module in ("database", "failures"):
        monkeypatch.setattr(f"registry.store.{module}.BUSY_SECONDS", 0)
    database = connect(address)
    with held.writing(), pytest.raises(ProblemsFound) as caught:
        hand_in(database)

    assert [f"{address}: [so-ban] sổ đang bận quá 0 giây; thử lại sau"] == [
        str(problem) for problem in caught.value.problems
    ]
    assert KEY.partition("/")[0] == hand_in(database).key.commune
