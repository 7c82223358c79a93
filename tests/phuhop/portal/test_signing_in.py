"""Signing in: slowed where somebody guesses, the same for names that there are not, codes once."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.test import Client

from phuhop.portal import settings as settings_module
from phuhop.portal.accounts.models import Account
from phuhop.portal.accounts.passwords import Argon2
from phuhop.portal.accounts.sessions import MOST
from tests.support import portal

LOGIN = "/tai-khoan/vao/"
OFFICE, STRANGER = "10.1.1.7", "203.0.113.9"
MORNING = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105 -- of an invented person


def _browser(address: str = OFFICE) -> Client:
    return Client(headers={"host": "localhost"}, REMOTE_ADDR=address)


def _sign_in(client: Client, name: str, password: str = portal.PASSWORD) -> Any:
    return client.post(LOGIN, {"login": name, "password": password})


def _is_in(client: Client) -> bool:
    return int(client.get("/").status_code) == 200


def _text(page: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page.decode())).split())


def test_whoever_has_no_password_here_is_told_so_and_the_others_change_theirs() -> None:
    own, without = portal.person("mo", "xa-chuyen-vien"), portal.person("may", "xa-lanh-dao")
    without.set_unusable_password()
    without.save()

    answer = portal.signed_in(without).get("/tai-khoan/mat-khau/")

    assert 404 == answer.status_code
    assert "không bằng mật khẩu của cổng" in answer.content.decode()
    changing = _sign_in(browser := _browser(), own.username)
    assert 302 == changing.status_code
    assert "Đổi mật khẩu" in browser.get("/tai-khoan/mat-khau/").content.decode()


@pytest.mark.parametrize(
    ("has_password", "has_factor"), [(True, True), (True, False), (False, True)]
)
def test_every_way_on_the_page_of_security_leads_somewhere(
    *, has_password: bool, has_factor: bool
) -> None:
    account = portal.person("mo", "xa-chuyen-vien")
    if has_factor:
        TOTP.activate(account, SECRET)
        RecoveryCodes.activate(account)
    client = portal.signed_in(account)
    if not has_password:
        account.set_unusable_password()
        account.save()
        client = portal.signed_in(account)
    text = client.get("/tai-khoan/bao-mat/").content.decode()
    _, _, ways = text.partition("<h1>")

    answers = {way: client.get(way).status_code for way in re.findall(r'href="(/[^"#]+)"', ways)}

    assert set() == {way for way, status in answers.items() if status not in {200, 302}}
    assert ("Đổi mật khẩu" in text) is has_password
    assert ("Mã dự phòng" in text) is has_factor


def test_who_guesses_is_slowed_and_told_and_locks_nobody_out() -> None:
    portal.person("mo", "xa-chuyen-vien")
    answers = []
    with time_machine.travel(MORNING, tick=False) as clock:
        for _ in range(100):
            answers.append(_sign_in(_browser(STRANGER), "mo", "đoán bừa một câu"))
            clock.shift(timedelta(seconds=6))

        tried = [one for one in answers if one.status_code != 429]
        told = [one for one in answers if one.status_code == 429]
        assert len(tried) <= 15
        assert "Thử quá nhiều lần" in _text(told[0].content)
        at_work = _browser(OFFICE)
        assert 302 == _sign_in(at_work, "mo").status_code
        assert _is_in(at_work)
        clock.shift(timedelta(minutes=15))
        assert 302 == _sign_in(_browser(STRANGER), "mo").status_code


def test_who_guesses_from_many_addresses_is_slowed_and_shuts_nobody_out() -> None:
    portal.person("mo", "xa-chuyen-vien")
    at_work = _browser(OFFICE)
    with time_machine.travel(MORNING, tick=False) as clock:
        _sign_in(at_work, "mo")
        at_work.post("/tai-khoan/ra/")
        answers = []
        for n in range(100):
            answers.append(_sign_in(_browser(f"198.51.100.{n}"), "mo", f"đoán lần {n}"))
            clock.shift(timedelta(seconds=5))

        assert 29 == sum(one.status_code != 429 for one in answers)
        assert "Thử quá nhiều lần" in _text(answers[-1].content)
        # The office's line has another address today; its browser is the same.
        at_work.defaults["REMOTE_ADDR"] = "10.1.1.99"
        assert 302 == _sign_in(at_work, "mo").status_code
        assert _is_in(at_work)
        clock.shift(timedelta(minutes=10))
        assert 302 == _sign_in(_browser(STRANGER), "mo").status_code


def test_the_cookie_of_one_account_gives_no_tries_at_another_and_its_own_are_counted() -> None:
    for name in ("mo", "tu"):
        portal.person(name, "xa-chuyen-vien")
    known = _browser()
    with time_machine.travel(MORNING, tick=False):
        _sign_in(known, "tu")
        known.post("/tai-khoan/ra/")

        def guessed(name: str, first: int) -> int:
            taken = 0
            for n in range(31):
                known.defaults["REMOTE_ADDR"] = f"198.51.{first}.{n}"
                taken += _sign_in(known, name, f"đoán lần {n}").status_code != 429
            return taken

        assert (30, 30) == (guessed("mo", 100), guessed("tu", 101))
        assert 429 == _sign_in(_browser("192.0.2.1"), "mo").status_code
        assert 302 == _sign_in(_browser("192.0.2.1"), "tu").status_code


def test_who_guesses_at_many_names_is_slowed_too() -> None:
    with time_machine.travel(MORNING, tick=False):
        statuses = [_sign_in(_browser(STRANGER), f"nguoi-{n}", "x").status_code for n in range(22)]

    assert 20 == statuses.count(200)
    assert 429 == statuses[-1]


def test_a_name_that_there_is_not_is_answered_alike_for_the_same_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    portal.person("mo", "xa-chuyen-vien")
    locked = portal.person("tu", "xa-chuyen-vien")
    locked.set_unusable_password()
    locked.save()
    work: list[str] = []
    for name in ("encode", "verify"):
        real = getattr(Argon2, name)

        def counted(self: Argon2, *args: Any, real: Any = real, **kwargs: Any) -> Any:
            work.append("argon2")
            return real(self, *args, **kwargs)

        monkeypatch.setattr(Argon2, name, counted)
    pages = []
    for login in ("mo", "khong-ai", "tu"):
        work.clear()
        answer = _sign_in(_browser(), login, "đoán bừa một câu")
        said = re.sub(r'value="[^"]*"', "", answer.content.decode())
        pages.append((answer.status_code, said, len(work)))

    assert [pages[0]] * 3 == pages
    assert 1 == pages[0][2]


def _code(now: datetime) -> str:
    return format_hotp_value(hotp_value(SECRET, int(now.timestamp()) // 30))


def test_a_code_lets_in_once() -> None:
    TOTP.activate(portal.person("mo", "xa-chuyen-vien"), SECRET)
    with time_machine.travel(MORNING, tick=False):
        first, again = _browser(), _browser(STRANGER)
        for client in (first, again):
            assert "/tai-khoan/ma/" in _sign_in(client, "mo")["Location"]
        assert [302, 200] == [
            client.post("/tai-khoan/ma/", {"code": _code(MORNING)}).status_code
            for client in (first, again)
        ]
        assert [True, False] == [_is_in(first), _is_in(again)]


def test_codes_are_not_guessed() -> None:
    TOTP.activate(portal.person("mo", "xa-chuyen-vien"), SECRET)
    with time_machine.travel(MORNING, tick=False):
        client = _browser(STRANGER)
        _sign_in(client, "mo")
        wrong = f"{(int(_code(MORNING)) + 1) % 1_000_000:06}"
        for _ in range(12):
            client.post("/tai-khoan/ma/", {"code": wrong})
        client.post("/tai-khoan/ma/", {"code": _code(MORNING)})

        assert not _is_in(client)


def test_a_session_ends_after_an_hour_without_a_request_and_not_while_one_works() -> None:
    account = portal.person("mo", "xa-chuyen-vien")
    with time_machine.travel(MORNING, tick=False) as clock:
        working, idle = portal.signed_in(account), portal.signed_in(account)
        for _ in range(4):
            clock.shift(timedelta(minutes=20))
            assert _is_in(working)

        assert not _is_in(idle)


def test_a_session_ends_after_twelve_hours_of_work() -> None:
    client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        for _ in range(24):
            clock.shift(timedelta(minutes=29))
            assert _is_in(client)
        clock.shift(timedelta(minutes=29))

        assert not _is_in(client)


def test_the_sixth_place_ends_the_one_that_was_seen_longest_ago() -> None:
    portal.person("mo", "xa-chuyen-vien")
    clients = []
    with time_machine.travel(MORNING, tick=False) as clock:
        for _ in range(MOST + 1):
            clients.append(_browser())
            _sign_in(clients[-1], "mo")
            clock.shift(timedelta(minutes=2))

        assert [False, *[True] * MOST] == [_is_in(client) for client in clients]
        assert MOST == UserSession.objects.count()


def test_a_new_password_ends_every_other_session() -> None:
    portal.person("mo", "xa-chuyen-vien")
    here, there = _browser(), _browser(STRANGER)
    for client in (here, there):
        _sign_in(client, "mo")
    new = "một câu khác cũng rất dài"

    answer = here.post(
        "/tai-khoan/mat-khau/",
        {"oldpassword": portal.PASSWORD, "password1": new, "password2": new},
    )

    assert 302 == answer.status_code
    assert [True, False] == [_is_in(here), _is_in(there)]


def test_nothing_is_said_in_another_language_after_signing_in_or_a_change() -> None:
    portal.person("mo", "xa-chuyen-vien")
    client, new = _browser(), "một câu khác cũng rất dài"
    _sign_in(client, "mo")
    welcome = _text(client.get("/").content)
    said = {"oldpassword": portal.PASSWORD, "password1": new, "password2": new}
    client.post("/tai-khoan/mat-khau/", said)

    assert "Success" not in welcome
    assert "Đã đổi mật khẩu." in _text(client.get("/").content)


@pytest.mark.parametrize(
    "path", [LOGIN, "/tai-khoan/mat-khau/", "/tai-khoan/xac-nhan/", "/tai-khoan/ma/bat/"]
)
def test_what_is_bought_speaks_vietnamese_too(path: str) -> None:
    client = _browser() if path == LOGIN else portal.signed_in(portal.person("mo", "quan-tri"))
    wrong = {"login": "mo", "password": "sai", "code": "000000", "oldpassword": "sai"}

    asked, refused = client.get(path, follow=True), client.post(path, wrong, follow=True)

    for answer in (asked, refused):
        words = _text(answer.content)
        english = ("Password", "Username", "Code", "code", "The ", "You ", "Please")
        assert [] == [one for one in english if one in words], words


def test_every_text_that_was_translated_is_compiled() -> None:
    folder = Path(settings_module.__file__).parent / "locale" / "vi" / "LC_MESSAGES"
    with (folder / "django.po").open("rb") as source, (folder / "django.mo").open("rb") as made:
        written, compiled = read_po(source), read_mo(made)

    assert [one.string for one in written if one.id] == [
        compiled[one.id].string for one in written if one.id
    ]


@pytest.mark.parametrize(
    "password", ["ngắn", "motconga", "123456789012", "mo mo mo mo mo mo", "1qaz2wsx3edc"]
)
def test_a_weak_password_is_not_taken(password: str) -> None:
    account = portal.person("mo mo mo mo", "xa-chuyen-vien")
    client = portal.signed_in(account)

    client.post(
        "/tai-khoan/mat-khau/",
        {"oldpassword": portal.PASSWORD, "password1": password, "password2": password},
    )

    assert Account.objects.get().check_password(portal.PASSWORD)


def test_a_disabled_account_is_out_at_its_next_request() -> None:
    account = portal.person("mo", "xa-chuyen-vien")
    client = portal.signed_in(account)
    assert _is_in(client)
    Account.objects.update(is_active=False)

    assert not _is_in(client)
    again = _browser()
    told = again.get(_sign_in(again, "mo")["Location"])
    assert "Tài khoản đã khóa" in _text(told.content)
    assert not _is_in(again)


def test_behind_a_proxy_the_address_is_the_one_that_it_says() -> None:
    from django.test import RequestFactory, override_settings

    from phuhop.portal.security_log import address_of

    request = RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.9"})

    assert "127.0.0.1" == address_of(request)
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        assert STRANGER == address_of(request)
