"""What comes from elsewhere changes nothing, and what only looks changes nothing: every route."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from phuhop.portal.accounts.models import Role
from phuhop.portal.drafts.register import register
from registry.store.database import Database
from tests.support import portal
from tests.support.portal_routes import routes

LOGIN = "/tai-khoan/vao/"
SIGNS_IN = frozenset({"enter", "openid_connect_callback", "openid_connect_login"})
"""Links that let somebody in: they write who came, and begin by being followed."""

BOOKKEEPING = ("django_session", "usersessions_usersession", "dem_chung")
"""When somebody was seen last, and how often they tried; a page that is looked at writes these."""


@pytest.fixture
def forged() -> Client:
    """Return a browser that is signed in and holds a token, of which the sender knows nothing."""
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    client.force_login(
        portal.person("mo", "xa-lanh-dao"),
        backend="phuhop.portal.accounts.who_asks.Backend",
    )
    client.get(LOGIN)
    client.get("/")
    return client


def _token(client: Client) -> str:
    page = client.get("/tai-khoan/mat-khau/").content.decode()
    return page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]


Posting = Callable[[Client, str], Any]
WAYS: dict[str, Posting] = {
    "no token": lambda client, to: client.post(to),
    "a token made up": lambda client, to: client.post(to, headers={"X-CSRFToken": "x" * 64}),
    "another origin": lambda client, to: client.post(
        to,
        {"csrfmiddlewaretoken": _token(client)},
        headers={"Origin": "https://phuhop.example.org"},
    ),
    "another site": lambda client, to: client.post(
        to, {"csrfmiddlewaretoken": _token(client)}, headers={"Sec-Fetch-Site": "cross-site"}
    ),
    "a site beside ours": lambda client, to: client.post(
        to, {"csrfmiddlewaretoken": _token(client)}, headers={"Sec-Fetch-Site": "same-site"}
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_route_takes_what_another_site_sends(forged: Client, way: str) -> None:
    taken = [
        (route.name, answer.status_code)
        for route in routes()
        if (answer := WAYS[way](forged, route.address())).status_code != 403
    ]

    assert [] == taken


def test_the_token_of_another_session_is_refused(forged: Client) -> None:
    other = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    other.force_login(
        portal.person("tu", "xa-lanh-dao"),
        backend="phuhop.portal.accounts.who_asks.Backend",
    )
    token = _token(other)

    assert {403} == {
        forged.post(route.address(), {"csrfmiddlewaretoken": token}).status_code
        for route in routes()
    }


def test_our_own_page_is_taken(forged: Client) -> None:
    portal.draft()
    token = _token(forged)

    answer = forged.post(
        f"/xa/{portal.COMMUNE}/{portal.YEAR}/luu/",
        {"csrfmiddlewaretoken": token},
        headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    )

    assert 200 == answer.status_code


@contextmanager
def nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note every writing statement of the portal's store, and let the register only be read."""
    written: list[str] = []

    def watched(execute: Any, sql: str, *rest: Any) -> Any:
        is_writing = sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "REPLACE"))
        if is_writing and not any(table in sql for table in BOOKKEEPING):
            written.append(sql)
        return execute(sql, *rest)

    def refused(self: Database) -> None:
        written.append(f"register: {self.name}")

    with monkeypatch.context() as patch, connection.execute_wrapper(watched):
        patch.setattr(Database, "writing", refused)
        yield written


@pytest.mark.parametrize("role", [None, *Role])
def test_looking_at_a_page_writes_nothing(
    role: Role | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.fill_in(portal.draft(), portal.typed_for_a_pass())
    register()
    client = Client(headers={"host": "localhost"})
    if role is not None:
        client = portal.signed_in(portal.person("mo", role.value))
    with nothing_is_written(monkeypatch) as written:
        for route in routes():
            if route.name not in SIGNS_IN:
                client.get(route.address())

    assert [] == written
