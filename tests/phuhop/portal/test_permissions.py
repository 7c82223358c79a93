"""Grants over time."""

from __future__ import annotations

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
