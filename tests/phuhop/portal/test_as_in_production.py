"""What a trial relaxes, held as a province has it: second factor, cookies; and the doors' ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from phuhop.portal import middleware
from phuhop.portal.config import Config
from tests.support import portal
from tests.support.portal_routes import routes

LOGIN = "/tai-khoan/vao/"
BEFORE = ("/tai-khoan/", "/tep/", "/moi/", "/hoc/")
"""Addresses that are reached before there is a second factor."""

COOKIES = """
import json
from django.conf import settings as s
print(json.dumps([
    [getattr(s, f"{one}_COOKIE_{what}") for what in ("NAME", "SECURE", "HTTPONLY", "SAMESITE")]
    for one in ("SESSION", "CSRF")
] + [s.SECURE_HSTS_SECONDS, s.DEBUG, s.CONFIG.is_relaxed]))
"""


def test_without_a_second_factor_no_route_answers_but_those_that_make_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(middleware, "CONFIG", replace(middleware.CONFIG, is_relaxed=False))
    portal.draft()
    client = portal.signed_in(portal.person("mo", "xa-lanh-dao"))
    asked, open_ = 0, []
    for route in routes():
        address = route.address()
        if address.startswith(BEFORE):
            continue
        for method in (client.get, client.post):
            asked += 1
            answer = method(address)
            if (302, "/tai-khoan/ma/bat/") != (answer.status_code, answer.get("Location")):
                open_.append((route.name, answer.status_code))

    assert asked > 60
    assert [] == open_


def test_cookies_and_transport_are_strict_where_nothing_is_relaxed(tmp_path: Path) -> None:
    config = Config(tmp_path, str(tmp_path / "so.db"), hosts=("cong.tinh.vn",))
    environment = os.environ | config.environment

    done = subprocess.run(
        [sys.executable, "-c", COOKIES], env=environment, capture_output=True, check=True, text=True
    )

    assert [
        ["__Host-phien", True, True, "Lax"],
        ["__Host-csrf", True, True, "Lax"],
        31_536_000,
        False,
        False,
    ] == json.loads(done.stdout)


def test_a_cookie_of_a_session_that_was_signed_out_opens_nothing() -> None:
    client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    old = client.cookies["phien"].value
    assert 200 == client.get("/").status_code

    client.post("/tai-khoan/ra/")

    thief = Client(headers={"host": "localhost"})
    thief.cookies["phien"] = old
    assert 302 == thief.get("/").status_code


def test_signing_in_gives_another_session_and_leads_to_our_own_pages_alone() -> None:
    portal.person("mo", "xa-chuyen-vien")
    said = {"login": "mo", "password": portal.PASSWORD}
    for there in ("https://a.vn/", "//a.vn/", "javascript:alert(1)", "https:a.vn"):
        client = Client(headers={"host": "localhost"})
        client.cookies["phien"] = "x" * 32

        answer = client.post(LOGIN, {**said, "next": there})

        assert (302, "/") == (answer.status_code, answer["Location"])
        assert client.cookies["phien"].value != "x" * 32
    ours = Client(headers={"host": "localhost"}).post(LOGIN, {**said, "next": "/hoc/"})
    assert "/hoc/" == ours["Location"]


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "PUT", "PATCH"])
def test_methods_that_no_page_has_are_refused(method: str) -> None:
    portal.draft()
    client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))

    for address in ("/", f"/xa/{portal.COMMUNE}/{portal.YEAR}/minh-chung/"):
        answer = client.generic(method, address, headers={"x-bi-mat": "chim-hoang-yen"})
        assert answer.status_code in {403, 405}
        assert b"chim-hoang-yen" not in answer.content
