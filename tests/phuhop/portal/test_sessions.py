"""A session ends: nothing that was typed is lost, and nobody else is offered it."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from phuhop.portal.drafts.models import Draft, Parked
from tests.support import portal

BASE = f"/xa/{portal.COMMUNE}/{portal.YEAR}/"
FIELD = "figures.tre_duoi_1_tuoi"
BACKEND = "phuhop.portal.accounts.who_asks.Backend"


def _sign_in(client: Client, username: str) -> None:
    page = client.get("/tai-khoan/vao/").content.decode()
    said = {"login": username, "password": portal.PASSWORD, "csrfmiddlewaretoken": _token(page)}
    client.post("/tai-khoan/vao/", said)


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def _hidden(page: str) -> list[tuple[str, str]]:
    return [
        (html.unescape(name), html.unescape(value))
        for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    ]


@pytest.fixture
def typing() -> tuple[Client, str]:
    """Return a browser whose session ended while a page was open, and the page's token."""
    portal.draft()
    portal.person("mo", "xa-chuyen-vien")
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    _sign_in(client, "mo")
    token = _token(client.get(BASE + "tieu-chi/7/").content.decode())
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    return client, token


def _post(client: Client, token: str, **about: str) -> str:
    texts = {**portal.posted({FIELD: "57"}), "csrfmiddlewaretoken": token, **about}
    return str(client.post(BASE + "tieu-chi/7/", texts)["Location"])


def test_a_form_whose_session_ended_is_offered_after_signing_in_and_saved_once(
    typing: tuple[Client, str],
) -> None:
    client, token = typing

    assert _post(client, token).startswith("/tai-khoan/vao/?next=/dang-do/")
    assert 0 == Draft.objects.get().fields.count()
    _sign_in(client, "mo")
    page = client.get("/dang-do/").content.decode()
    assert "Số trẻ em dưới 1 tuổi" in page
    assert "57" in page
    form = page[page.index(f'action="{BASE}tieu-chi/7/"') : page.index("Gửi lại để lưu")]
    client.post(BASE + "tieu-chi/7/", dict(_hidden(form)))

    assert {"57"} == {row.value for row in Draft.objects.get().fields.all()}
    assert 0 == Parked.objects.count()
    assert 302 == client.get("/dang-do/").status_code


def test_nobody_but_the_same_account_is_offered_it(typing: tuple[Client, str]) -> None:
    client, token = typing
    _post(client, token)
    portal.person("lan", "xa-chuyen-vien")

    _sign_in(client, "lan")
    one = Parked.objects.get()
    answer = client.post("/dang-do/", {"cho-luu": one.pk})

    assert 403 == answer.status_code
    other = Client(headers={"host": "localhost"})
    _sign_in(other, "lan")
    assert 302 == other.get("/dang-do/").status_code
    other.post("/dang-do/", {"cho-luu": one.pk})
    assert 1 == Parked.objects.count()


def test_what_waits_is_kept_until_its_form_was_answered(
    typing: tuple[Client, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, token = typing
    _post(client, token)
    _sign_in(client, "mo")
    page = client.get("/dang-do/").content.decode()
    form = page[page.index(f'action="{BASE}tieu-chi/7/"') : page.index("Gửi lại để lưu")]

    def broken(*_: object) -> None:
        raise MemoryError

    client.raise_request_exception = False
    with monkeypatch.context() as patched:
        patched.setattr("phuhop.portal.commune.views.save", broken)
        assert 500 == client.post(BASE + "tieu-chi/7/", dict(_hidden(form))).status_code

    assert 200 == client.get("/dang-do/").status_code


def test_what_waited_half_an_hour_is_offered_no_more(typing: tuple[Client, str]) -> None:
    client, token = typing
    _post(client, token)
    Parked.objects.update(at=timezone.now() - timedelta(minutes=31))

    _sign_in(client, "mo")

    assert 302 == client.get("/dang-do/").status_code


def test_a_form_too_large_or_of_no_session_of_ours_is_not_kept(typing: tuple[Client, str]) -> None:
    client, token = typing
    large = {f"notes.{number}": "á" * 4_000 for number in range(9)}

    _post(client, token, **large)
    client.cookies["phien"] = "x" * 32
    _post(client, token)

    assert 0 == Parked.objects.count()


def test_a_token_of_another_session_keeps_nothing(typing: tuple[Client, str]) -> None:
    client, _ = typing
    stranger = Client(headers={"host": "localhost"})
    token = _token(stranger.get("/tai-khoan/vao/").content.decode())
    client.cookies["csrf"] = stranger.cookies["csrf"].value

    _post(client, token)

    assert 0 == Parked.objects.count()


def test_a_password_is_never_kept(typing: tuple[Client, str]) -> None:
    client, token = typing

    client.post("/tai-khoan/mat-khau/", {"oldpassword": "x", "csrfmiddlewaretoken": token})

    assert 0 == Parked.objects.count()


def test_a_page_that_saves_by_itself_is_told_to_sign_in_and_goes_on(
    typing: tuple[Client, str],
) -> None:
    client, token = typing
    texts = {**portal.posted({FIELD: "57"}), "biet": "0"}
    headers = {"x-luu": "luu", "x-csrftoken": token}

    assert 401 == client.post(BASE + "luu/", texts, headers=headers).status_code
    assert 0 == Parked.objects.count()
    assert 401 == client.get("/phien/", headers={"x-luu": "hoi"}).status_code
    _sign_in(client, "mo")
    said = client.get("/phien/", headers={"x-luu": "hoi"}).json()
    answer = client.post(BASE + "luu/", texts, headers={**headers, "x-csrftoken": said["token"]})

    assert ("mo", 200) == (said["account"], answer.status_code)
    assert 3_500 < said["seconds"] <= 3_600


def test_work_keeps_a_session_alive_and_a_page_that_only_asks_does_not() -> None:
    portal.draft()
    client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))

    def aged() -> None:
        session = client.session
        session["thay-luc"] -= 3_000
        session.save()

    aged()
    asked = client.get(BASE + "luu/", headers={"x-luu": "hoi"}).json()["seconds"]
    worked = client.post(BASE + "luu/", portal.posted({FIELD: "57"}), headers={"x-luu": "luu"})
    aged()
    went_on = client.post("/phien/", headers={"x-luu": "luu"})

    assert asked <= 600
    assert [True, True] == [one.json()["seconds"] > 3_500 for one in (worked, went_on)]


def test_another_persons_save_is_heard_by_asking() -> None:
    portal.fill_in(portal.draft(), portal.typed_for_a_pass())
    one, other = (portal.signed_in(portal.person(name, "xa-chuyen-vien")) for name in ("mo", "tu"))
    known = Draft.objects.get().revision
    other.post(
        BASE + "luu/",
        portal.posted({FIELD: "52"}, Draft.objects.get().fields.get(field=FIELD).revision),
    )

    heard = one.get(BASE + "luu/", {"biet": known, "phan": "7"}).json()

    assert "52" == heard["others"][FIELD]["value"]
    assert "50/52" in heard["parts"]["phan-7"]
    assert {"revision", "seconds"} == {*one.get(BASE + "luu/", {"biet": heard["revision"]}).json()}


def test_a_file_that_comes_after_its_session_is_told_to_be_lost(typing: tuple[Client, str]) -> None:
    client, token = typing
    file = SimpleUploadedFile("7 a.pdf", b"%PDF-1.7\n%%EOF\n")

    answer = client.post(BASE + "minh-chung/", {"tep": file, "csrfmiddlewaretoken": token})

    assert "/tai-khoan/vao/" in answer["Location"]
    assert "tệp vừa gửi chưa nhận" in client.get("/tai-khoan/vao/").content.decode()
    assert 0 == Parked.objects.count()
