"""A person is told of the acts of others on their dossiers, here and by letter, without figures."""

from __future__ import annotations

import html
import re
import smtplib
import threading
from dataclasses import replace

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from phuhop.portal.accounts.models import Account, Role
from phuhop.portal.config import HOSTS, config_of
from phuhop.portal.drafts.register import register
from phuhop.portal.jobs import following, nightly, worker
from phuhop.portal.jobs.following import begin_to_follow, follow
from phuhop.portal.jobs.models import Job, JobState
from phuhop.portal.jobs.shipped import AUDIT, LETTER, REMINDERS
from phuhop.portal.mail import MAIL, MAIL_FROM, MAIL_PASSWORD_FILE, Mail, mail_of
from phuhop.portal.notices import letters, views
from phuhop.portal.notices.models import Letter
from phuhop.portal.office.models import FileKind, OfficeFile
from phuhop.portal.settings import CONFIG
from registry.store.chain import head_of
from tests.support import portal
from tests.support import portal_dossiers as dossiers


@pytest.fixture
def has_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the portal have a mail server, whose letters this process keeps."""
    own = replace(
        CONFIG, mail=Mail("thu", 465, "cong@tinh"), hosts=("cong.tinh.vn",), is_plain=False
    )
    for module in (following, letters, nightly, views):
        monkeypatch.setattr(module, "CONFIG", own)
    monkeypatch.setattr(worker, "ROUNDS", [])
    begin_to_follow()
    mail.outbox.clear()


def _work() -> None:
    worker.work(threading.Event(), once=True)


def _text(page: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


def _officer(name: str, code: str, address: str = "") -> Account:
    account = portal.person(name, Role.OFFICER.value, [code])
    account.email = address
    account.save()
    return account


def test_a_commune_is_told_of_what_others_did_and_not_of_its_own_acts() -> None:
    code = dossiers.handed_in()
    officer = portal.signed_in(_officer("mo", code))
    stranger = portal.signed_in(_officer("la", "99002"))
    before = officer.get("/thong-bao/")
    dossiers.returned(code)

    page = officer.get("/thong-bao/")

    assert "Chưa có thông báo nào" in _text(before.content)
    assert f"Mới. Xã Mẫu {code}, năm 2024 : yêu cầu bổ sung" in _text(page.content)
    assert "Thông báo (1 mới)" in _text(page.content)
    assert "57" not in _text(page.content)
    assert code not in _text(stranger.get("/thong-bao/").content)


def test_what_was_seen_is_no_longer_new() -> None:
    code = dossiers.handed_in()
    officer = portal.signed_in(_officer("mo", code))
    dossiers.returned(code)

    page = officer.post("/thong-bao/da-xem/", follow=True)

    assert "Mới." not in _text(page.content)
    assert f"Xã Mẫu {code}" in _text(page.content)


def test_what_was_done_before_a_person_came_is_told_and_is_not_new() -> None:
    code = dossiers.handed_in()
    dossiers.returned(code)
    account = _officer("mo", code)
    with register().reading() as connection:
        account.grants.update(event=head_of(connection).seq)

    page = portal.signed_in(account).get("/thong-bao/")

    assert f"Xã Mẫu {code}, năm 2024 : yêu cầu bổ sung" in _text(page.content)
    assert "mới" not in _text(page.content).lower().partition("yêu cầu bổ sung")[0]


def test_a_verifier_is_told_of_what_was_handed_in_and_a_decider_of_what_was_verified() -> None:
    code = dossiers.handed_in()
    verifier = portal.signed_in(portal.person("tham", Role.VERIFIER.value, [code], "danh-sach"))
    decider = portal.signed_in(portal.person("quyet", Role.DECIDER.value, [code], "danh-sach"))
    keeper = portal.signed_in(portal.person("tri", Role.ADMINISTRATOR.value, [], "tat-ca"))

    assert f"Xã Mẫu {code}, năm 2024 : nộp" in _text(verifier.get("/thong-bao/").content)
    assert code not in _text(decider.get("/thong-bao/").content)
    dossiers.recognised(code)
    assert "hoàn thành thẩm định" in _text(decider.get("/thong-bao/").content)
    assert code not in _text(keeper.get("/thong-bao/").content)


@pytest.mark.usefixtures("has_mail")
def test_a_return_is_followed_by_one_letter_to_each_person_without_a_figure() -> None:
    code = dossiers.handed_in()
    _officer("mo", code, "mo@xa.vn")
    _officer("khong", code)
    _officer("la", "99002", "la@xa.vn")
    dossiers.returned(code)
    follow(timezone.now())
    _work()
    job = Job.objects.get(kind=LETTER)

    (letter,) = mail.outbox
    assert ["mo@xa.vn"] == letter.to
    assert f"Xã Mẫu {code}, năm 2024: yêu cầu bổ sung" == letter.subject
    assert f"https://cong.tinh.vn/xa/{code}/2024/" in letter.body
    assert "57" not in letter.body.replace(code, "")
    assert ("xong", "Đã gửi 1 thư.") == (job.state, job.words)
    assert ["Khong: chưa có địa chỉ thư, chỉ báo trên cổng"] == job.remarks


@pytest.mark.usefixtures("has_mail")
def test_a_letter_that_a_crash_caught_goes_again_under_its_number_and_one_that_went_does_not() -> (
    None
):
    code = dossiers.handed_in()
    for name in ("mo", "tu"):
        _officer(name, code, f"{name}@xa.vn")
    dossiers.returned(code)
    follow(timezone.now())
    job = Job.objects.get(kind=LETTER)
    went = Letter.objects.create(
        cause=job.cause, account=Account.objects.get(username="tu"), sent_at=timezone.now()
    )
    caught = Letter.objects.create(
        cause=job.cause, account=Account.objects.get(username="mo"), sent_at=None
    )
    _work()

    (letter,) = mail.outbox
    assert ["mo@xa.vn"] == letter.to
    assert f"<phuhop.{caught.pk}@cong.tinh.vn>" == letter.extra_headers["Message-ID"]
    assert went.pk != caught.pk


@pytest.mark.usefixtures("has_mail")
def test_a_server_that_does_not_answer_is_tried_again_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuses(*_: object) -> int:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", refuses)
    code = dossiers.handed_in()
    _officer("mo", code, "mo@xa.vn")
    dossiers.returned(code)
    follow(timezone.now())
    _work()
    job = Job.objects.get(kind=LETTER)

    assert JobState.WAITING == job.state
    assert "sẽ thử lại" in job.words
    assert 1 == Letter.objects.filter(sent_at=None).count()


@pytest.mark.usefixtures("has_mail")
def test_a_nights_work_that_failed_is_told_to_the_administrators_once() -> None:
    keeper = portal.person("tri", Role.ADMINISTRATOR.value, [], "tat-ca")
    keeper.contact = "tri@tinh.vn"
    keeper.save()
    now = timezone.now()
    failed = Job.objects.create(
        kind=AUDIT, scope="tat-ca", key="x", state=JobState.FAILED, asked_at=now, ended_at=now
    )
    nightly.alert(now)
    nightly.alert(now)
    _work()

    (letter,) = mail.outbox
    assert ["tri@tinh.vn"] == letter.to
    assert f"https://cong.tinh.vn/viec-nen/{failed.pk}/" in letter.body


@pytest.mark.usefixtures("has_mail")
def test_texts_that_remind_are_shown_for_zalo_and_sent_by_mail_when_asked() -> None:
    code = dossiers.handed_in()
    _officer("mo", code, "mo@xa.vn")
    dossiers.returned(code)
    verifier = portal.signed_in(portal.person("tham", Role.VERIFIER.value, [code], "danh-sach"))
    other = portal.signed_in(portal.person("khac", Role.VERIFIER.value, ["99002"], "danh-sach"))

    page = verifier.get("/thong-bao/nhac-xa/2024/")
    posted = verifier.post("/thong-bao/nhac-xa/2024/")
    _work()

    assert f"Kính gửi Ủy ban nhân dân xã Mẫu {code}" in _text(page.content)
    assert code not in _text(other.get("/thong-bao/nhac-xa/2024/").content)
    assert f"/viec-nen/{Job.objects.get(kind=REMINDERS).pk}/" == posted["Location"]
    assert [["mo@xa.vn"]] == [one.to for one in mail.outbox]


@pytest.mark.usefixtures("has_mail")
def test_a_province_reminds_also_those_of_its_list_that_sent_nothing() -> None:
    _officer("mo", "99777", "mo@xa.vn")
    OfficeFile.objects.create(
        kind=FileKind.EXPECTED,
        name="phai-gui.csv",
        content="ma_xa;ten_xa\n99777;Xã Chưa Gửi\n".encode(),
        account="may",
        at=timezone.now(),
    )
    about = {"scope": "tinh", "province": "Tỉnh Đồi Sim"}
    superior = portal.signed_in(portal.person("may", Role.SUPERIOR.value, [], **about))  # type: ignore[arg-type]

    page = _text(superior.get("/thong-bao/nhac-cac-xa/2024/").content)

    assert "chưa nhận được hồ sơ nào của đơn vị" in page
    assert "Xã Chưa Gửi" in page
    assert "Tổng quan năm 2024" in page
    superior.post("/thong-bao/nhac-cac-xa/2024/")
    _work()
    assert ["mo@xa.vn"] in [one.to for one in mail.outbox]
    assert "/thong-bao/nhac-cac-xa/2024/" in superior.get("/tinh/2024/xa/").content.decode()


def test_a_mail_server_is_named_in_the_environment_and_its_password_in_a_file(
    portal_home: portal.Path,
) -> None:
    file = portal_home / "mat-khau-thu"
    file.write_text("mật khẩu\n", encoding="utf-8")
    said = {
        HOSTS: "cong.tinh.vn",
        MAIL: "smtp+starttls://cong%40tinh@thu.tinh.vn",
        MAIL_FROM: "cong@tinh.vn",
        MAIL_PASSWORD_FILE: str(file),
    }

    found = config_of(said).mail

    assert found is not None
    settings = found.django_settings()
    assert ("thu.tinh.vn", 587, "cong@tinh", "mật khẩu", True, False) == tuple(
        settings[f"EMAIL_{name}"]
        for name in ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    )
    assert config_of({}).mail is None
    with pytest.raises(ValueError, match="địa chỉ người gửi"):
        mail_of({MAIL: "smtps://thu.tinh.vn"})
