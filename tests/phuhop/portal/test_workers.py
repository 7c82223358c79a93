"""Workers side by side, stopped, out of space, without a database: each job has effect once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.db import OperationalError, connections

from phuhop.portal.accounts.models import Scope
from phuhop.portal.config import Config
from phuhop.portal.jobs import running, worker
from phuhop.portal.jobs.models import Job, JobState
from phuhop.portal.jobs.ordering import order, stop
from phuhop.portal.jobs.work import results_folder
from phuhop.portal.reach import Reach
from scoring.base.problems import Place, Problem, ProblemsFound
from tests.support import trial_jobs

pytestmark = pytest.mark.usefixtures("either_engine")

PROVINCE = Reach(Scope.PROVINCE, (), "Tỉnh Đồi Sim")


@pytest.fixture(autouse=True)
def known_kinds(either_engine: Config, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    assert either_engine.home.is_dir()
    monkeypatch.setattr(worker, "ROUNDS", [])
    with trial_jobs.known():
        yield


def _order(year: int, kind: str = "makes_a_file") -> Job:
    return order(kind, PROVINCE, "mo", year=year)


def _work() -> None:
    worker.work(threading.Event(), once=True)


def _at_once(*whats: Callable[[], object]) -> None:
    """Do these at the same moment, each over a connection of its own."""
    together = threading.Barrier(len(whats))

    def one(what: Callable[[], object]) -> None:
        together.wait(30)
        what()
        connections.close_all()

    threads = [threading.Thread(target=one, args=(what,)) for what in whats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def test_two_workers_do_every_order_once() -> None:
    jobs = [_order(2000 + number) for number in range(8)]
    for job in jobs:
        # A queue that wakes twice for one order.
        running.run_job.enqueue(job.pk)
    _at_once(_work, _work)

    assert sorted(job.pk for job in jobs) == sorted(trial_jobs.ran)
    assert {("xong", 1, 1)} == {
        (job.state, job.runs, job.files.count()) for job in Job.objects.all()
    }


def test_two_people_who_order_the_same_at_once_have_one_job() -> None:
    found: list[int] = []
    _at_once(*(lambda: found.append(_order(2026).pk) for _ in range(4)))

    assert 4 == len(found)
    assert 1 == len({*found}) == Job.objects.count()


def test_orders_are_done_as_they_came_and_one_that_was_stopped_is_left_out() -> None:
    first, second, third = (_order(year) for year in (2024, 2026, 2025))
    stop(second)
    _work()

    assert [first.pk, third.pk] == trial_jobs.ran


def test_a_worker_that_is_told_to_stop_ends_the_job_in_hand_and_another_goes_on() -> None:
    first, second = _order(2024, "stops_its_worker"), _order(2025)
    trial_jobs.stopping.clear()
    worker.work(trial_jobs.stopping)
    states = [Job.objects.get(pk=one.pk).state for one in (first, second)]
    _work()

    assert [JobState.DONE, JobState.WAITING] == states
    assert [second.pk] == trial_jobs.ran


def test_a_job_whose_files_find_no_space_says_so_and_leaves_nothing() -> None:
    full, later = _order(2026, "finds_no_space"), _order(2025)
    _work()
    full.refresh_from_db()
    later.refresh_from_db()

    assert JobState.FAILED == full.state
    assert "không ghi được tệp kết quả: hết chỗ trên đĩa" in full.words
    assert [] == [*results_folder().glob(f"{full.pk}-*")]
    assert JobState.DONE == later.state


def test_a_folder_of_results_that_is_missing_is_made_and_one_that_cannot_be_is_told() -> None:
    root = results_folder()
    assert not root.exists()
    made = _order(2025)
    _work()
    made.refresh_from_db()
    away = root.with_name("viec-nen-cu")
    root.rename(away)
    root.write_bytes(b"")
    try:
        refused = _order(2026)
        _work()
        refused.refresh_from_db()
    finally:
        root.unlink()
        away.rename(root)

    assert JobState.DONE == made.state
    assert JobState.FAILED == refused.state
    assert "trên đường dẫn có một tệp trùng tên" in refused.words


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("the connection is closed"),
        ProblemsFound([Problem(Place("sổ"), "khong-ket-noi-duoc", "máy chủ vừa dừng")]),
    ],
)
def test_a_worker_waits_for_a_database_that_is_away(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    job, stopped = _order(2026), threading.Event()
    looked: list[datetime] = []

    def away_once(now: datetime) -> None:
        looked.append(now)
        if len(looked) == 1:
            raise error

    def done_then(now: datetime) -> None:
        assert now
        if Job.objects.filter(state=JobState.DONE).exists():
            stopped.set()

    monkeypatch.setattr(worker, "ROUNDS", [away_once, done_then])
    monkeypatch.setattr(worker, "WHILE_AWAY", 0.0)
    monkeypatch.setattr(worker, "BETWEEN_ROUNDS", 0.0)
    with caplog.at_level(logging.WARNING, "phuhop.jobs"):
        worker.work(stopped)
    job.refresh_from_db()

    assert JobState.DONE == job.state
    assert "Cơ sở dữ liệu chưa trả lời" in caplog.text


def test_a_run_whose_database_went_away_is_found_again_and_not_given_up() -> None:
    job = _order(2026, "loses_its_database")
    _work()
    job.refresh_from_db()

    assert JobState.RUNNING == job.state
    assert "" == job.words
