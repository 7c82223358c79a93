"""Every route, every kind of person, own and foreign units: as the table says, and no other."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from phuhop.portal.accounts.models import Role
from phuhop.portal.permissions import BOUGHT, TABLE, Access, access_of
from tests.support import portal

_ARGUMENTS = {
    "commune": portal.COMMUNE,
    "year": portal.YEAR,
    "number": 7,
    "name": "tat-ca.zip",
    "file": 1,
    "grant": 1,
    "token": "x",
}


_OF_A_FILE = ("evidence_file", "evidence_remove")
"""Routes that may say of their own that there is no such file."""


def _routes() -> list[URLPattern]:
    return [one for one in get_resolver().url_patterns if isinstance(one, URLPattern)]


def _address(route: URLPattern, commune: str) -> str:
    names = route.pattern.converters
    given = {name: {**_ARGUMENTS, "commune": commune}[name] for name in names}
    return reverse(str(route.name), kwargs=given)


def test_every_route_says_what_kind_of_access_it_is() -> None:
    assert all(isinstance(access_of(one.callback, one.name), Access) for one in _routes())


def test_every_kind_of_access_stands_in_the_table() -> None:
    assert {*Access} == {*TABLE}


@pytest.mark.parametrize("role", [None, *Role])
def test_each_role_reaches_what_the_table_gives_it_and_nothing_else(role: Role | None) -> None:
    for commune in (portal.COMMUNE, "99002"):
        portal.fill_in(portal.draft(commune), portal.typed_for_a_pass())
    client = Client(headers={"host": "localhost"})
    if role is not None:
        client = portal.signed_in(portal.person("mo", role.value))
    wrong = []
    for route in _routes():
        access = access_of(route.callback, route.name)
        roles = TABLE[access]
        for commune in (portal.COMMUNE, "99002", "00000"):
            if commune != portal.COMMUNE and "commune" not in route.pattern.converters:
                continue
            answer = client.get(_address(route, commune))
            is_open = access is Access.ANYBODY or (role is not None and roles is None)
            is_open = is_open or (
                role is not None and role in (roles or ()) and commune == portal.COMMUNE
            )
            if access is Access.ANYBODY or (is_open and route.name in {*BOUGHT, *_OF_A_FILE}):
                # What such a page answers is its own to say.
                continue
            is_login = answer.status_code == 302 and "/tai-khoan/vao/" in answer["Location"]
            refused = is_login if role is None else answer.status_code == 404
            if is_open == refused:
                wrong.append((route.name, commune, answer.status_code))

    assert [] == wrong


def test_a_grant_that_ended_or_was_revoked_opens_nothing() -> None:
    from datetime import timedelta

    from django.utils import timezone

    portal.draft()
    yesterday = timezone.localdate() - timedelta(days=1)
    address = f"/xa/{portal.COMMUNE}/{portal.YEAR}/"
    ended = portal.person("mo", "xa-chuyen-vien", until_day=yesterday)
    revoked = portal.person("tu", "xa-chuyen-vien", revoked_at=timezone.now())
    later = portal.person(
        "lan", "xa-chuyen-vien", from_day=timezone.localdate() + timedelta(days=1)
    )

    assert [404, 404, 404] == [
        portal.signed_in(one).get(address).status_code for one in (ended, revoked, later)
    ]


def test_a_post_without_its_token_changes_nothing() -> None:
    draft = portal.draft()
    account = portal.person("mo", "xa-chuyen-vien")
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.post(
        f"/xa/{portal.COMMUNE}/{portal.YEAR}/luu/", portal.posted({"figures.tong_so_tre_em": "1"})
    )

    assert 403 == answer.status_code
    assert 0 == draft.fields.count()


def test_every_answer_forbids_what_a_page_does_not_need() -> None:
    portal.draft()
    client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    pages = ("/", f"/xa/{portal.COMMUNE}/{portal.YEAR}/", "/khong-co/", "/tai-khoan/phien/")

    for page in pages:
        answer = client.get(page)
        policy = answer["Content-Security-Policy"]
        assert all(
            one in policy
            for one in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
        )
        assert "unsafe" not in policy
        assert ("nosniff", "DENY", "same-origin", "no-store") == (
            answer["X-Content-Type-Options"],
            answer["X-Frame-Options"],
            answer["Referrer-Policy"],
            answer["Cache-Control"],
        )


def test_no_page_holds_style_or_script_of_its_own() -> None:
    templates = [*(portal.Path(__file__).parents[3] / "phuhop" / "portal" / "templates").rglob("*")]
    texts = [one.read_text(encoding="utf-8") for one in templates if one.is_file()]

    assert texts
    assert [] == [t for t in texts if "style=" in t or "onclick" in t or "<script>" in t]
