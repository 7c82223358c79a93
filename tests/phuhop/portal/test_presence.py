"""Who else has a page open is told to those who work there, locks nothing, and says no more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from phuhop.portal.accounts.models import Grant
from phuhop.portal.drafts.models import Draft, DraftChange, Presence
from tests.support import portal

BASE = f"/xa/{portal.COMMUNE}/{portal.YEAR}/"
PAGE = f"{BASE}tieu-chi/7/"
FIELD = "figures.tre_duoi_1_tuoi_tiem_chung_day_du"


@pytest.fixture
def draft() -> Draft:
    return portal.draft()


def _officer(username: str, full_name: str, role: str = "xa-chuyen-vien") -> Client:
    return portal.signed_in(portal.person(username, role, full_name=full_name))


def _looks(client: Client, page: str = PAGE) -> Any:
    return client.post(f"{BASE}dang-mo/", {"trang": page}, headers={"X-Luu": "hoi"}).json()


@pytest.mark.usefixtures("draft")
def test_two_people_on_one_page_are_told_of_each_other_by_name() -> None:
    mo, tu = _officer("mo", "Lò Thị Mơ"), _officer("tu", "Vàng A Tú", "xa-lanh-dao")

    assert {"beside": []} == _looks(mo)
    assert {"beside": ["Lò Thị Mơ đang mở trang này."]} == _looks(tu)
    assert {"beside": ["Vàng A Tú đang mở trang này."]} == _looks(mo)
    assert {"beside": ["Vàng A Tú đang mở hồ sơ này, ở trang khác."]} == _looks(mo, BASE)
    assert 2 == Presence.objects.count()


@pytest.mark.usefixtures("draft")
def test_a_page_says_so_from_the_start_and_takes_what_is_typed_all_the_same() -> None:
    mo, tu = _officer("mo", "Lò Thị Mơ"), _officer("tu", "Vàng A Tú")
    _looks(mo)

    assert "Lò Thị Mơ đang mở trang này." in tu.get(PAGE).content.decode()
    assert 200 == tu.post(f"{BASE}luu/", portal.posted({FIELD: "41"})).status_code


@pytest.mark.usefixtures("draft")
def test_whoever_left_is_forgotten_after_two_looks() -> None:
    mo, tu = _officer("mo", "Lò Thị Mơ"), _officer("tu", "Vàng A Tú")
    _looks(mo)
    Presence.objects.update(at=timezone.now() - timedelta(seconds=76))

    assert {"beside": []} == _looks(tu)


def test_who_works_without_a_script_is_known_by_what_they_saved_last(draft: Draft) -> None:
    mo, tu = _officer("mo", "Lò Thị Mơ"), _officer("tu", "Vàng A Tú")
    mo.post(PAGE, portal.posted({FIELD: "41"}))
    at = timezone.localtime(DraftChange.objects.get().at)

    assert {"beside": [f"Lò Thị Mơ vừa lưu ở hồ sơ này lúc {at:%H:%M}."]} == _looks(tu)
    Presence.objects.all().delete()
    assert {"beside": []} == _looks(mo)
    draft.changes.update(at=timezone.now() - timedelta(minutes=6))
    Presence.objects.all().delete()
    assert {"beside": []} == _looks(tu)


@pytest.mark.usefixtures("draft")
def test_nothing_is_said_of_people_who_have_no_right_here_any_more() -> None:
    mo, tu = _officer("mo", "Lò Thị Mơ"), _officer("tu", "Vàng A Tú")
    mo.post(PAGE, portal.posted({FIELD: "41"}))
    _looks(mo)
    Grant.objects.filter(account__username="mo").update(revoked_at=timezone.now())

    assert {"beside": []} == _looks(tu)
    assert "Lò Thị Mơ" not in tu.get(PAGE).content.decode()


@pytest.mark.usefixtures("draft")
def test_another_commune_hears_nothing_and_notes_nothing() -> None:
    _looks(_officer("mo", "Lò Thị Mơ"))
    stranger = portal.signed_in(portal.person("xa-khac", "xa-chuyen-vien", ("99002",)))

    answer = stranger.post(f"{BASE}dang-mo/", {"trang": PAGE})

    assert (404, 1) == (answer.status_code, Presence.objects.count())


@pytest.mark.usefixtures("draft")
def test_a_save_writes_nothing_of_who_is_there() -> None:
    mo = _officer("mo", "Lò Thị Mơ")
    mo.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        mo.post(f"{BASE}luu/", portal.posted({FIELD: "41"}))

    assert [] == [one["sql"] for one in asked if "drafts_presence" in one["sql"]]
