"""Letters over a real mail server: locked, signed in, refused, silent, away; none is lost."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from phuhop.portal.accounts.models import Role
from phuhop.portal.jobs import following, running, worker
from phuhop.portal.jobs.following import begin_to_follow, follow
from phuhop.portal.jobs.models import Job, JobState
from phuhop.portal.jobs.shipped import LETTER
from phuhop.portal.mail import MAIL, MAIL_FROM, MAIL_PASSWORD_FILE, mail_of
from phuhop.portal.notices import letters
from phuhop.portal.notices.models import Letter
from phuhop.portal.settings import CONFIG
from tests.support import mail_server, portal
from tests.support import portal_dossiers as dossiers
from tests.support.mail_server import PASSWORD, USER, Post, serving


@dataclass
class Office:
    """A returned dossier whose people are to have letters."""

    code: str
    context: ssl.SSLContext
    told: Callable[..., object]

    def job(self) -> Job:
        return Job.objects.get(kind=LETTER)

    def try_again(self) -> Job:
        """Let a worker do the job that waits for its hour."""
        DBTaskResult.objects.all().delete()
        running.run_job.enqueue(self.job().pk)
        worker.work(threading.Event(), once=True)
        return self.job()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Give it, with a mail server named as an administrator names it; ``told`` says which port."""
    own = replace(CONFIG, mail=object(), hosts=("cong.tinh.vn",), is_plain=False)
    for module in (following, letters):
        monkeypatch.setattr(module, "CONFIG", own)
    monkeypatch.setattr(worker, "ROUNDS", [])
    begin_to_follow()
    file, context = mail_server.certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))

    def told(port: int, password: str = PASSWORD, scheme: str = "smtp+starttls") -> object:
        secret = tmp_path / "mat-khau"
        secret.write_text(f"{password}\n", encoding="utf-8")
        found = mail_of(
            {
                MAIL: f"{scheme}://{USER}@127.0.0.1:{port}",
                MAIL_FROM: "cong@tinh.vn",
                MAIL_PASSWORD_FILE: str(secret),
            }
        )
        assert found is not None
        return override_settings(**{**found.django_settings(), "EMAIL_TIMEOUT": 1})

    code = dossiers.handed_in()
    for name in ("mo", "tu", "an"):
        person = portal.person(name, Role.OFFICER.value, [code])
        person.email = f"{name}@xa.vn"
        person.save()
    dossiers.returned(code)
    follow(timezone.now())
    return Office(code, context, told)


def test_letters_go_over_a_locked_line_to_whoever_is_signed_in(office: Office) -> None:
    post = Post()
    with serving(post, office.context) as port, office.told(port):
        job = office.try_again()

    assert (JobState.DONE, "Đã gửi 3 thư.") == (job.state, job.words)
    assert ["an@xa.vn", "mo@xa.vn", "tu@xa.vn"] == sorted(post.people)
    for letter in post.letters:
        assert f"Xã Mẫu {office.code}, năm 2024: yêu cầu bổ sung" == letter["Subject"].strip()
        assert "cong@tinh.vn" == letter["From"]
        body = letter.get_content()
        assert "Hồ sơ xã, phường phù hợp với trẻ em năm 2024" in body
        assert f"https://cong.tinh.vn/xa/{office.code}/2024/" in body
        # The reason of the return names 57 children: no letter does.
        assert "57" not in body.replace(office.code, "")
    assert 3 == len({letter["Message-ID"] for letter in post.letters})


def test_one_refused_address_keeps_nobody_else_from_a_letter(office: Office) -> None:
    post = Post(answers={"mo@xa.vn": "550 no such person"})
    with serving(post, office.context) as port, office.told(port):
        job = office.try_again()

    assert (JobState.DONE, "Đã gửi 2 thư.") == (job.state, job.words)
    assert ["Mo: máy chủ thư không nhận thư gửi địa chỉ này"] == job.remarks
    assert ["an@xa.vn", "tu@xa.vn"] == sorted(post.people)


def test_an_address_that_is_to_be_tried_again_is_and_the_others_are_not(office: Office) -> None:
    post = Post(answers={"mo@xa.vn": "451 grey list"})
    with serving(post, office.context) as port, office.told(port):
        job = office.try_again()
        post.answers.clear()
        after = office.try_again()

    assert JobState.WAITING == job.state
    assert "Đã gửi 2 thư. Máy chủ thư chưa nhận, trả lời mã 451; sẽ thử lại." == job.words
    assert (JobState.DONE, "Đã gửi 1 thư.") == (after.state, after.words)
    assert ["an@xa.vn", "mo@xa.vn", "tu@xa.vn"] == sorted(post.people)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("khong-dung", "Máy chủ thư không nhận tên hoặc mật khẩu"),
        ("lạ-lắm", "có chữ có dấu"),
    ],
)
def test_a_password_that_the_server_does_not_take_is_told_and_nothing_is_lost(
    office: Office, password: str, words: str
) -> None:
    post = Post()
    with serving(post, office.context) as port:
        with office.told(port, password):
            job = office.try_again()
        with office.told(port):
            after = office.try_again()

    assert JobState.WAITING == job.state
    assert words in job.words
    assert password not in job.words
    assert (JobState.DONE, 3) == (after.state, len(post.letters))


def test_a_certificate_that_nobody_vouches_for_gets_no_password(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    post = Post()
    with serving(post, office.context) as port, office.told(port):
        job = office.try_again()

    assert JobState.WAITING == job.state
    assert "Chứng thư của máy chủ thư không tin được" in job.words
    assert [] == post.letters


def test_a_server_that_cannot_be_locked_gets_no_password(office: Office) -> None:
    with serving(Post(), office.context) as port, office.told(port, scheme="smtps"):
        job = office.try_again()

    assert JobState.WAITING == job.state
    assert "cổng mạng không đúng loại" in job.words


def test_a_server_that_is_silent_or_away_is_tried_again_and_the_notice_stands(
    office: Office,
) -> None:
    officer = portal.signed_in(portal.person("ba", Role.OFFICER.value, [office.code]))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with office.told(port):
            heard = office.try_again().words
    with office.told(port):
        away = office.try_again()
        page = officer.get("/thong-bao/").content.decode()
        post = Post()
        with serving(post, office.context, port):
            after = office.try_again()

    assert heard == away.words
    assert "Không nối được máy chủ thư, hoặc máy chủ không trả lời; sẽ thử lại." in away.words
    assert f"Xã Mẫu {office.code}" in page
    assert (JobState.DONE, 3) == (after.state, len(post.letters))
    assert not Letter.objects.filter(sent_at=None).exists()


def test_after_three_days_without_a_server_the_job_says_why_it_failed(office: Office) -> None:
    Job.objects.update(asked_at=timezone.now() - timedelta(days=4))
    with office.told(1):
        job = office.try_again()

    assert JobState.FAILED == job.state
    assert any("Không nối được máy chủ thư" in one for one in job.remarks)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({MAIL: "smtps://cong@thu.tinh.vn:nhiều"}, "số cổng"),
        ({MAIL: "smtps://cong@thu.tinh.vn:70000"}, "số cổng"),
        ({MAIL: "smtps://cong:mat-khau@thu.tinh.vn"}, "không ghi mật khẩu"),
        ({MAIL: "smtps://cong@thu.tinh.vn", MAIL_PASSWORD_FILE: "/khong/co"}, "không có tệp này"),
        ({MAIL: "https://thu.tinh.vn"}, "viết smtps://"),
    ],
)
def test_a_mail_server_that_is_named_wrongly_is_told_before_anything_starts(
    said: dict[str, str], words: str
) -> None:
    with pytest.raises(ValueError, match=words) as found:
        mail_of({MAIL_FROM: "cong@tinh.vn", **said})

    assert "mat-khau@" not in str(found.value)
