"""What follows of the register's acts by itself, and what is done every night."""

from __future__ import annotations

import threading
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from phuhop.portal.accounts.models import Scope
from phuhop.portal.config import Config
from phuhop.portal.jobs import keeping, worker
from phuhop.portal.jobs.following import begin_to_follow, follow
from phuhop.portal.jobs.models import Job, Seen
from phuhop.portal.jobs.nightly import nightly
from phuhop.portal.jobs.ordering import order
from phuhop.portal.jobs.shipped import AUDIT, BACKUP, DECIDED_PAPERS, PAPERS, RESTORE_TEST
from phuhop.portal.jobs.work import results_folder
from phuhop.portal.reach import Reach
from tests.support import portal_dossiers as dossiers

pytestmark = pytest.mark.usefixtures("either_engine")


@pytest.fixture(autouse=True)
def followed_from_now(either_engine: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    assert either_engine.register
    monkeypatch.setattr(worker, "ROUNDS", [])
    begin_to_follow()


def _work() -> None:
    worker.work(threading.Event(), once=True)


def _kinds() -> list[str]:
    return [one.kind for one in Job.objects.order_by("id")]


def test_a_decision_is_followed_by_the_papers_of_that_dossier_once() -> None:
    code = dossiers.handed_in()
    dossiers.recognised(code)

    assert follow(timezone.now()) > 0
    Seen.objects.update(seq=0, hash="0" * 64)
    follow(timezone.now())
    followed = Job.objects.filter(communes=[code])
    _work()

    assert [DECIDED_PAPERS] == [one.kind for one in followed]
    job = followed.get()
    assert ("xong", ["van-ban-docx-2024.zip"]) == (job.state, [f.name for f in job.files.all()])
    with zipfile.ZipFile(results_folder() / job.folder / "van-ban-docx-2024.zip") as archive:
        assert any(name.endswith("02-bien-ban-tham-dinh.docx") for name in archive.namelist())


def test_what_happened_before_anybody_followed_is_left_alone() -> None:
    dossiers.recognised(dossiers.handed_in())
    Seen.objects.all().delete()

    assert 0 == follow(timezone.now())
    assert [] == _kinds()


def test_another_register_is_followed_from_where_it_stands() -> None:
    dossiers.recognised(dossiers.handed_in())
    Seen.objects.update(hash="f" * 64)

    assert 0 == follow(timezone.now())
    assert [] == _kinds()
    assert "f" * 64 != Seen.objects.get().hash


def test_papers_of_a_place_are_those_of_its_dossiers_that_the_role_sees() -> None:
    code, other = dossiers.handed_in(), dossiers.handed_in()
    reach = Reach(Scope.COMMUNE, (code,))
    papers = order(PAPERS, reach, "mo", year=2024)
    decided = order(DECIDED_PAPERS, reach, "mo", year=2024)
    _work()
    papers.refresh_from_db()
    decided.refresh_from_db()

    (file,) = papers.files.all()
    with zipfile.ZipFile(results_folder() / papers.folder / file.name) as archive:
        folders = {name.split("/")[0] for name in archive.namelist()}
    assert all(code in name and other not in name for name in folders)
    assert "khong-xong" == decided.state
    assert [f"hồ sơ: năm 2024, {code}: chưa thẩm định xong"] == decided.remarks


def test_a_pdf_says_why_there_is_none_where_libreoffice_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("phuhop.files.pdf.soffice", lambda: None)
    reach = Reach(Scope.COMMUNE, (dossiers.handed_in(),))
    job = order(PAPERS, reach, "mo", year=2024, format="pdf")
    _work()
    job.refresh_from_db()

    assert "khong-xong" == job.state
    assert "cần LibreOffice để ghi PDF nhưng không thấy trên máy này" in job.remarks[0]


def test_a_night_audits_and_backs_up_once_and_a_month_tries_a_copy() -> None:
    at = datetime(2026, 11, 28, 2, 5, tzinfo=timezone.get_current_timezone())
    nightly(at - timedelta(hours=1))
    assert [] == _kinds()
    nightly(at)
    nightly(at + timedelta(hours=5))
    _work()
    nightly(at + timedelta(days=1))
    _work()

    assert [AUDIT, BACKUP, AUDIT, BACKUP, RESTORE_TEST] == _kinds()
    assert {"xong"} == {one.state for one in Job.objects.all()}
    assert "khôi phục được" in Job.objects.get(kind=RESTORE_TEST).words
    (copy,) = keeping.backups()
    assert keeping.whole_of(copy).is_file()
    assert [0o600, 0o600] == [
        path.stat().st_mode & 0o777 for path in (copy, keeping.whole_of(copy))
    ]


def test_copies_of_the_last_days_and_the_first_of_each_month_are_kept() -> None:
    today = date(2026, 11, 28)
    days = [today - timedelta(days=number) for number in range(500)]
    copies = [Path(f"so-{day.isoformat()}.db") for day in reversed(days)]

    kept = {*copies} - {*keeping.superfluous(copies, today)}

    recent = {f"so-2026-11-{day}.db" for day in range(22, 29)}
    first = {f"so-{day:%Y-%m}-01.db" for day in days if day > date(2025, 11, 30)}
    assert recent | first == {path.name for path in kept}
