"""A job is ordered once, watched, stopped, found again after a crash, and takes effect once."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from phuhop.portal.accounts.models import Account, Role, Scope
from phuhop.portal.config import Config
from phuhop.portal.jobs import running, worker
from phuhop.portal.jobs.models import Job, JobState
from phuhop.portal.jobs.ordering import order, stop
from phuhop.portal.jobs.reviving import find_lost, sweep
from phuhop.portal.jobs.shipped import DECIDED_PAPERS, PAPERS
from phuhop.portal.jobs.work import results_folder
from phuhop.portal.reach import Reach
from tests.support import portal, trial_jobs
from tests.support.places import ROOT

pytestmark = pytest.mark.usefixtures("either_engine")

PROVINCE = Reach(Scope.PROVINCE, (), "Tỉnh Đồi Sim")


@pytest.fixture(autouse=True)
def known_kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(worker, "ROUNDS", [])
    with trial_jobs.known():
        yield


def _work() -> None:
    worker.work(threading.Event(), once=True)


def _done(kind: str) -> Job:
    job = order(kind, PROVINCE, "mo", year=2026)
    _work()
    job.refresh_from_db()
    return job


def test_an_order_runs_once_and_its_file_is_there() -> None:
    job = _done("makes_a_file")

    assert ("xong", "Đã lập 1 tệp.", 3, 3) == (job.state, job.words, job.done, job.total)
    assert ["ket-qua.txt"] == [one.name for one in job.files.all()]
    assert b"xong" == (results_folder() / job.folder / "ket-qua.txt").read_bytes()


def test_the_same_order_while_one_is_open_is_that_job_and_another_after() -> None:
    first = order("makes_a_file", PROVINCE, "mo", year=2026)
    again = order("makes_a_file", PROVINCE, "tu", year=2026)
    other = order("makes_a_file", PROVINCE, "mo", year=2025)
    _work()
    later = order("makes_a_file", PROVINCE, "mo", year=2026)

    assert first.pk == again.pk
    assert 3 == len({first.pk, other.pk, later.pk})
    assert [first.pk, other.pk] == trial_jobs.ran


def test_what_a_cause_asks_for_is_ordered_for_it_once_ever() -> None:
    first = order("makes_a_file", PROVINCE, "", cause="ab12", year=2026)
    _work()

    assert first.pk == order("makes_a_file", PROVINCE, "", cause="ab12", year=2026).pk


def test_a_task_that_comes_twice_finds_nothing_to_do() -> None:
    job = order("makes_a_file", PROVINCE, "mo", year=2026)
    running.run_job.enqueue(job.pk)
    _work()

    assert [job.pk] == trial_jobs.ran


def test_a_waiting_job_is_stopped_at_once_and_a_running_one_at_its_next_step() -> None:
    waiting = order("makes_a_file", PROVINCE, "mo", year=2026)
    stop(waiting)
    ended = _done("is_stopped_meanwhile")
    waiting.refresh_from_db()

    assert ("da-dung", "da-dung", []) == (waiting.state, ended.state, trial_jobs.ran)


def test_a_refusal_is_told_in_words_and_a_failure_without_any() -> None:
    refused, failed = _done("is_refused"), _done("fails")

    assert ("khong-xong", "khong-xong") == (refused.state, failed.state)
    assert ["hồ sơ năm 2026: không có hồ sơ nào"] == refused.remarks
    assert f"Có lỗi của phần mềm. Báo quản trị việc số {failed.pk}." == failed.words


def test_a_job_that_cannot_be_done_yet_waits_for_its_hour() -> None:
    job = _done("waits")

    assert ("dang-cho", f"Máy chủ thư chưa trả lời việc {job.pk}.") == (job.state, job.words)
    assert not DBTaskResult.objects.ready().exists()
    assert DBTaskResult.objects.filter(status="READY").exists()


def test_a_run_that_lost_its_job_changes_nothing_and_leaves_nothing() -> None:
    job = _done("loses_its_run")

    assert ("dang-lam", "", 0) == (job.state, job.words, job.files.count())
    assert [] == [one.name for one in results_folder().glob(f"{job.pk}-*")]


_KILLED = """
import sys, threading
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.support import portal, trial_jobs
portal.configure(Path({home!r}), {register!r}, {database!r})
from phuhop.portal.jobs import worker
with trial_jobs.known(makes_a_file="dies"):
    worker.work(threading.Event(), once=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system that knows no kill")
def test_a_job_whose_worker_was_killed_is_found_and_done_once(either_engine: Config) -> None:
    job = order("makes_a_file", PROVINCE, "mo", year=2026)
    told = either_engine
    program = _KILLED.format(
        root=str(ROOT), home=str(told.home), register=told.register, database=told.database
    )
    killed = subprocess.run([sys.executable, "-c", program], check=False)
    job.refresh_from_db()
    after_the_crash = job.state
    found_too_early = find_lost(timezone.now())
    found = find_lost(timezone.now() + timedelta(minutes=2))
    _work()
    job.refresh_from_db()
    sweep(timezone.now())

    assert (-9, "dang-lam", 0, 1) == (killed.returncode, after_the_crash, found_too_early, found)
    assert ("xong", 2, [job.pk], 1) == (job.state, job.runs, trial_jobs.ran, job.files.count())
    assert [job.folder] == [one.name for one in results_folder().glob(f"{job.pk}-*")]


def test_a_sign_of_life_from_before_the_clock_was_set_back_is_none() -> None:
    job = order("makes_a_file", PROVINCE, "mo", year=2026)
    now = timezone.now()
    Job.objects.update(state=JobState.RUNNING, worker="đã chết", alive_at=now, runs=1)

    assert 0 == find_lost(now - timedelta(minutes=5))
    assert 1 == find_lost(now - timedelta(hours=1))
    _work()
    job.refresh_from_db()
    assert ("xong", [job.pk]) == (job.state, trial_jobs.ran)


def test_a_job_that_loses_its_worker_again_and_again_is_given_up() -> None:
    job = order("makes_a_file", PROVINCE, "mo", year=2026)
    Job.objects.update(
        state=JobState.RUNNING, runs=3, alive_at=timezone.now() - timedelta(minutes=2)
    )

    assert 0 == find_lost(timezone.now())
    job.refresh_from_db()
    assert "khong-xong" == job.state


def test_files_go_after_thirty_days_and_the_page_says_so() -> None:
    job = _done("makes_a_file")
    folder = results_folder() / job.folder
    sweep(timezone.now() + timedelta(days=29))
    is_kept = folder.is_dir()
    sweep(timezone.now() + timedelta(days=31))
    job.refresh_from_db()

    assert (True, False, 0) == (is_kept, folder.exists(), job.files.count())
    assert job.words.endswith("Tệp đã được xóa sau 30 ngày.")


def _superior(name: str, province: str) -> Account:
    return portal.person(name, Role.SUPERIOR.value, (), "tinh", province=province)


def test_only_whoever_has_the_access_over_all_of_it_sees_takes_and_stops_a_job() -> None:
    job = _done("makes_a_file")
    addresses = (f"/viec-nen/{job.pk}/", f"/viec-nen/{job.pk}/tep/ket-qua.txt")
    own = portal.signed_in(_superior("may", "Tỉnh Đồi Sim"))
    others = [
        portal.signed_in(_superior("xa", "Tỉnh Khác")),
        portal.signed_in(portal.person("tham", Role.VERIFIER.value, (), "tat-ca")),
        portal.signed_in(portal.person("mo", Role.OFFICER.value)),
    ]

    found = [own.get(one) for one in addresses]
    for answer in found:
        answer.close()
    assert [200, 200] == [one.status_code for one in found]
    assert {404} == {one.get(address).status_code for one in others for address in addresses}
    assert {404} == {one.post(addresses[0] + "dung/").status_code for one in others}
    assert "Việc thử" in own.get("/viec-nen/").content.decode()
    assert all("Việc thử" not in one.get("/viec-nen/").content.decode() for one in others)


def test_papers_of_a_year_are_ordered_on_the_page_by_whoever_may_see_those_dossiers() -> None:
    asked = {"loai": DECIDED_PAPERS, "nam": "2026", "dang": "pdf"}
    decider = portal.person("lam", Role.DECIDER.value, (), "tinh", province="Tỉnh Đồi Sim")
    own = portal.signed_in(decider)
    officer = portal.signed_in(portal.person("mo", Role.OFFICER.value))
    shown = own.get("/viec-nen/").content.decode()

    answer = own.post("/viec-nen/van-ban/", asked)

    job = Job.objects.get()
    assert f"/viec-nen/{job.pk}/" == answer["Location"]
    assert (PROVINCE, {"year": 2026, "format": "pdf"}) == (job.reach, job.parameters)
    assert f'<option value="{DECIDED_PAPERS}">' in shown
    assert f'<option value="{PAPERS}">' not in shown
    assert "van-ban" not in officer.get("/viec-nen/").content.decode()
    wrong = ({"loai": PAPERS}, {"loai": "sao-luu"}, {"dang": "exe"}, {"nam": "²026"}, {"nam": ""})
    answers = [own.post("/viec-nen/van-ban/", {**asked, **one}) for one in wrong]
    assert {404} == {
        one.status_code for one in (*answers, officer.post("/viec-nen/van-ban/", asked))
    }
    assert 1 == Job.objects.count()


def test_a_file_is_given_as_an_attachment_and_only_one_that_the_job_names() -> None:
    job = _done("makes_a_file")
    own = portal.signed_in(_superior("may", "Tỉnh Đồi Sim"))

    answer = own.get(f"/viec-nen/{job.pk}/tep/ket-qua.txt")
    assert b"xong" == b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    answer.close()
    assert 'attachment; filename="ket-qua.txt"' == answer["Content-Disposition"]
    assert 404 == own.get(f"/viec-nen/{job.pk}/tep/../../so.db").status_code
    assert 404 == own.get(f"/viec-nen/{job.pk}/tep/khong-co.txt").status_code
