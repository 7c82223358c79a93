"""Grants over time, tokens of forms, and what every answer forbids."""

from __future__ import annotations

from django.test import Client

from tests.support import portal


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
