"""The inbox: within the scope, by state, filtered by the address; one line a dossier and act."""

from __future__ import annotations

import io
import threading
import zipfile

import pytest

from phuhop.portal.desk.derived import decisive_for, known
from phuhop.portal.desk.models import Assignment, Derived
from phuhop.portal.drafts.register import register
from phuhop.portal.jobs import worker
from phuhop.usecases.verifying.case import verifier_case
from tests.support.desk_portal import (
    CODES,
    DRAFT,
    HANDED_IN,
    SENT_AGAIN,
    YEAR,
    name_of,
    seen,
    started,
    verifier,
)
from tests.support.registries import state_of

INBOX = "/tham-dinh/"
BOTH = (HANDED_IN, SENT_AGAIN)


def chosen(wish: str, *codes: str, **more: str) -> dict[str, object]:
    """Return what a browser posts of ticked lines."""
    ticks = {f"da-xem.{name_of(code)}": seen(code) for code in codes}
    return {"viec": wish, "chon": [name_of(code) for code in codes], **ticks, **more}


def test_what_was_handed_in_is_counted_by_state_and_a_draft_is_not_there() -> None:
    text = verifier().get(INBOX).content.decode()

    assert "Tất cả: 2" in text
    assert "Đã nộp: 1" in text
    assert "Nộp lại: 1" in text
    assert "Xã Mẫu 99001" in text
    assert f"Xã Mẫu {DRAFT}" not in text
    assert f"<title>Hộp việc thẩm định năm {YEAR}</title>" in text


def test_a_verifier_sees_only_the_own_scope_and_a_commune_nothing_at_all() -> None:
    from tests.support import portal

    text = verifier(communes=(SENT_AGAIN,)).get(INBOX).content.decode()
    officer = portal.signed_in(portal.person("pang", "xa-chuyen-vien"))

    assert "Tất cả: 1" in text
    assert "Xã Mẫu 99001" not in text
    assert 404 == officer.get(INBOX).status_code


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("trang-thai=đã nộp", [HANDED_IN]),
        ("han=qua-han", [HANDED_IN, SENT_AGAIN]),
        ("han=khong-han", []),
        ("nguoi=-", [HANDED_IN, SENT_AGAIN]),
        ("nguoi=mo", []),
        ("ket-luan=CANNOT_SAY", []),
        ("nhom=900", []),
        ("nam=2023", []),
    ],
)
def test_the_address_filters(query: str, shown: list[str]) -> None:
    text = verifier().get(f"{INBOX}?{query}").content.decode()

    assert shown == [code for code in CODES if f"Xã Mẫu {code}" in text]


@pytest.mark.parametrize("query", ["trang-thai=bay", "han=x", "ket-luan=x", "nhom=7", "nam=xx"])
def test_filters_that_there_are_not_are_no_page(query: str) -> None:
    assert 404 == verifier().get(f"{INBOX}?{query}").status_code


def test_a_refusal_stops_no_other_and_each_dossier_has_its_line() -> None:
    browser = verifier()
    started(browser)
    # One page showed both before: for the first it is too late, and the other goes on.
    answer = browser.post(INBOX, chosen("start", *BOTH)).content.decode()

    assert (
        f"✘ Xã Mẫu {HANDED_IN} ({HANDED_IN}/{YEAR}): hồ sơ ở trạng thái «đang thẩm định»" in answer
    )
    assert (
        f"✔ Xã Mẫu {SENT_AGAIN} ({SENT_AGAIN}/{YEAR}): bắt đầu thẩm định, nay «đang thẩm định»"
        in answer
    )
    assert "đang thẩm định" == state_of(register(), f"{SENT_AGAIN}/{YEAR}")


def test_the_same_bulk_act_again_is_answered_as_the_first_time() -> None:
    browser = verifier()
    asked = chosen("lock", *BOTH)
    first, again = (browser.post(INBOX, asked).content.decode() for _ in range(2))

    assert 2 == first.count("✔ Xã Mẫu 9900") == again.count("✔ Xã Mẫu 9900")


def test_nothing_chosen_is_told_and_strange_dossiers_are_no_page() -> None:
    browser = verifier(communes=(SENT_AGAIN,))

    assert 422 == browser.post(INBOX, {"viec": "start"}).status_code
    assert 404 == browser.post(INBOX, chosen("start", HANDED_IN)).status_code
    assert 404 == browser.post(INBOX, chosen("publish", SENT_AGAIN)).status_code
    assert "đã nộp" == state_of(register(), f"{HANDED_IN}/{YEAR}")


def test_a_dossier_is_given_to_who_may_verify_it_and_found_by_the_name() -> None:
    browser = verifier()
    verifier("suong", communes=(SENT_AGAIN,))
    answer = browser.post(INBOX, chosen("giao", *BOTH, **{"giao-cho": "suong"})).content.decode()

    assert (
        f"✘ Xã Mẫu {HANDED_IN} ({HANDED_IN}/{YEAR}): Suong không được giao thẩm định đơn vị này"
        in answer
    )
    assert f"✔ Xã Mẫu {SENT_AGAIN} ({SENT_AGAIN}/{YEAR}): giao cho Suong" in answer
    assert [SENT_AGAIN] == [one.commune for one in Assignment.objects.all()]
    found = browser.get(f"{INBOX}?nguoi=suong").content.decode()
    assert "Xã Mẫu 99002" in found
    assert "Xã Mẫu 99001" not in found
    assert "giao cho Suong" in browser.get(f"/tham-dinh/{SENT_AGAIN}/{YEAR}/").content.decode()


def test_worksheets_of_the_chosen_dossiers_are_one_archive() -> None:
    answer = verifier().post(INBOX, chosen("phieu", *BOTH))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = sorted(archive.namelist())

    assert 2 == len(names)
    assert all(name.startswith("tham-dinh-") and name.endswith(".xlsx") for name in names)


def test_what_takes_the_least_to_overturn_stands_first_among_what_is_due_together() -> None:
    browser = verifier()
    before = browser.get(INBOX).content.decode()
    for code in BOTH:
        case = verifier_case(register(), f"{code}/{YEAR}", "thẩm định")
        decisive_for(case.reported, case.sha256, writes=True)
    text = browser.get(INBOX).content.decode()

    assert "(chưa tính)" in before
    assert "2 hồ sơ chưa tính" in before
    assert "(chưa tính)" not in text
    assert "thì kết luận thành «" in text
    assert 2 == len(known(verifier_case(register(), f"{code}/{YEAR}", "x").sha256 for code in BOTH))


def test_a_drawn_sample_is_marked_and_the_seed_gives_it_again() -> None:
    browser = verifier()
    first, again = (browser.get(f"{INBOX}?mau=1&hat-giong=2024").content.decode() for _ in range(2))

    assert 1 == first.count("trong mẫu bốc thăm")
    assert (
        first.partition("◆")[0].rpartition("Xã Mẫu ")[2][:5]
        == (again.partition("◆")[0].rpartition("Xã Mẫu ")[2][:5])
    )


def test_an_empty_inbox_says_why() -> None:
    text = verifier(communes=(DRAFT,)).get(f"{INBOX}?nam={YEAR}").content.decode()

    assert "Chưa có hồ sơ năm 2024 nào được nộp trong phạm vi của ông/bà" in text


def test_the_order_is_computed_by_a_job() -> None:
    answer = verifier().post(f"{INBOX}thu-tu/", {"nam": str(YEAR)})

    assert 302 == answer.status_code
    assert "/viec-nen/" in answer["Location"]
    worker.work(threading.Event(), once=True)
    assert 2 == Derived.objects.count()
    assert "(chưa tính)" not in verifier("suong").get(INBOX).content.decode()
