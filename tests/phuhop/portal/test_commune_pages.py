"""A commune fills in its dossier with plain forms, sees its points, and hands in."""

from __future__ import annotations

import html
import re
from contextlib import suppress

import pytest
from django.urls import Resolver404, resolve, reverse
from sqlalchemy import select

from phuhop.portal.drafts.models import Draft, DraftField, DraftState
from phuhop.portal.drafts.register import register
from registry.store.schema import submissions
from tests.support import portal
from tests.support.portal_routes import routes

BASE = f"/xa/{portal.COMMUNE}/{portal.YEAR}/"


def _text(page: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page.decode())).split())


def test_each_page_of_a_commune_answers_and_names_the_year() -> None:
    officer = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    portal.draft()
    numbers = range(1, 14)
    pages = ["", "don-vi/", "co-quan/", "con-thieu/", "nop/", *(f"tieu-chi/{n}/" for n in numbers)]

    for page in pages:
        answer = officer.get(BASE + page)
        assert 200 == answer.status_code
        title = re.search(r"<title>(.*?)</title>", answer.content.decode())
        assert title is not None
        assert "năm 2024" in title[1]
        assert len(answer.content) < 100_000


def test_a_form_is_saved_and_shown_with_its_points() -> None:
    officer = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    portal.draft()

    answer = officer.post(BASE + "don-vi/", portal.posted(portal.typed_for_a_pass()), follow=True)

    assert "Đã lưu" in _text(answer.content)
    assert "Đạt" in _text(answer.content)
    assert "1.000/1.000 điểm" in _text(answer.content)


def test_a_wrong_value_stays_in_its_field_and_is_told_there() -> None:
    officer = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    portal.draft()
    officer.post(BASE + "don-vi/", portal.posted(portal.typed_for_a_pass()))

    answer = officer.post(
        BASE + "tieu-chi/7/",
        portal.posted({"figures.tre_duoi_1_tuoi": "khoảng 50"}, seen=1),
        follow=True,
    )

    assert 'value="khoảng 50"' in answer.content.decode()
    assert "«khoảng 50» có chữ lẫn với số" in _text(answer.content)
    assert "từ 950 đến 1.000" in _text(answer.content)


def test_a_conflict_shows_both_values_and_saves_the_rest() -> None:
    officer = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    leader = portal.signed_in(portal.person("tu", "xa-lanh-dao"))
    portal.draft()
    field, other = "figures.tre_duoi_1_tuoi", "figures.tre_duoi_1_tuoi_tiem_chung_day_du"
    officer.post(BASE + "tieu-chi/7/", portal.posted({field: "50"}))

    answer = leader.post(BASE + "tieu-chi/7/", portal.posted({field: "60", other: "40"}))

    assert 409 == answer.status_code
    assert "Mo vừa ghi" in _text(answer.content)
    assert {field: "50", other: "40"} == {
        row.field: row.value for row in Draft.objects.get().fields.all()
    }


@pytest.fixture
def ready() -> Draft:
    """Return a draft on which nothing is missing, saved by an officer."""
    found = portal.draft()
    officer = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    officer.post(BASE + "don-vi/", portal.posted(portal.typed_for_a_pass()))
    found.refresh_from_db()
    return found


def _versions() -> int:
    with register().reading() as connection:
        return len(connection.execute(select(submissions.c.version)).all())


def test_the_leader_hands_in_exactly_what_was_read(ready: Draft) -> None:
    leader = portal.signed_in(portal.person("tu", "xa-lanh-dao"))
    before = _versions()
    answer = leader.post(BASE + "nop/", {"ban": ready.revision, "da-xem": "on"}, follow=True)
    ready.refresh_from_db()

    assert 200 == answer.status_code
    assert DraftState.HANDED_IN == ready.state
    assert before + 1 == _versions()


def test_an_officer_cannot_hand_in(ready: Draft) -> None:
    officer = portal.signed_in(portal.person("lan", "xa-chuyen-vien"))

    answer = officer.post(BASE + "nop/", {"ban": ready.revision, "da-xem": "on"})

    ready.refresh_from_db()
    assert 403 == answer.status_code
    assert DraftState.OPEN == ready.state


def test_a_draft_that_moved_since_it_was_read_is_not_handed_in(ready: Draft) -> None:
    leader = portal.signed_in(portal.person("tu", "xa-lanh-dao"))
    leader.post(BASE + "tieu-chi/7/", portal.posted({"notes.tre_duoi_1_tuoi": "đã rà soát"}))

    answer = leader.post(BASE + "nop/", {"ban": ready.revision, "da-xem": "on"})

    ready.refresh_from_db()
    assert 409 == answer.status_code
    assert "1 ô đã đổi" in _text(answer.content)
    assert DraftState.OPEN == ready.state


def test_a_draft_with_a_fault_is_not_handed_in(ready: Draft) -> None:
    leader = portal.signed_in(portal.person("tu", "xa-lanh-dao"))
    leader.post(BASE + "tieu-chi/7/", portal.posted({"figures.tre_duoi_1_tuoi": "x"}, seen=1))
    ready.refresh_from_db()

    answer = leader.post(BASE + "nop/", {"ban": ready.revision, "da-xem": "on"})

    ready.refresh_from_db()
    assert 422 == answer.status_code
    assert DraftState.OPEN == ready.state


def test_what_was_typed_cannot_run_in_the_page() -> None:
    officer = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    portal.draft()

    answer = officer.post(
        BASE + "tieu-chi/1/", portal.posted({"notes.1.1": "<script>alert(1)</script>"}), follow=True
    )

    assert b"<script>alert" not in answer.content
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.content.decode()


@pytest.mark.usefixtures("ready")
def test_every_page_with_points_says_what_they_rest_on() -> None:
    officer = portal.signed_in(portal.person("lan", "xa-chuyen-vien"))

    for page in ("", "don-vi/", "tieu-chi/7/", "con-thieu/", "nam-truoc/", "nop/"):
        text = _text(officer.get(f"{BASE}{page}").content)
        assert "chưa đối chiếu văn bản gốc; mức yếu nhất: giả định" in text, page
        assert "SỐ LIỆU MẪU" in text, page


def test_a_unit_of_a_kind_that_the_decision_does_not_know_is_told_so() -> None:
    officer = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    draft = portal.draft()
    assert "không có loại" not in _text(officer.get(BASE + "don-vi/").content)
    draft.commune_name = "Đặc khu Trăng Non"
    draft.save()

    answer = officer.get(BASE + "don-vi/")

    assert "không có loại «đặc khu»" in _text(answer.content)


@pytest.mark.usefixtures("ready")
def test_a_save_tells_the_faults_of_other_fields_too() -> None:
    officer = portal.signed_in(portal.person("lan", "xa-chuyen-vien"))

    said = officer.post(BASE + "luu/", portal.posted({"figures.tre_duoi_1_tuoi": "3"}, 1)).json()

    (told,) = said["told"]["figures.tre_duoi_1_tuoi_tiem_chung_day_du"]["faults"]
    assert "vượt quá" in told


def test_pages_go_compressed_and_files_to_keep_as_they_are() -> None:
    portal.fill_in(portal.draft(), portal.typed_for_a_pass())
    officer = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    told = {"headers": {"accept-encoding": "gzip"}}

    page, file = (officer.get(BASE + path, **told) for path in ("tat-ca/", "bieu-excel/tep/"))

    assert "gzip" == page["Content-Encoding"]
    assert len(page.content) < 12_000
    assert "Content-Encoding" not in file


def test_a_text_that_no_field_takes_is_told_with_its_field_and_nothing_is_saved() -> None:
    portal.draft()
    client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    note = "notes.tre_duoi_1_tuoi"
    for text, words in (("x" * 100_000, "dài 100.000 ký tự"), ("a\0b", "không đọc được")):
        form = portal.posted({note: text, "figures.tre_duoi_1_tuoi": "50"})

        by_script = client.post(f"{BASE}luu/", form, headers={"X-Luu": "luu"})
        plain = client.post(f"{BASE}tieu-chi/7/", form)
        brought = client.post(
            f"{BASE}bieu-excel/", {"lay": "tat-ca", f"gia-tri.{note}": text, f"ban.{note}": "0"}
        )

        assert (400, note) == (by_script.status_code, by_script.json()["unfit"])
        assert words in by_script.json()["words"]
        assert [400, 400] == [plain.status_code, brought.status_code]
        assert words in plain.content.decode()
    assert 0 == DraftField.objects.count()


def test_no_number_but_a_year_makes_an_address() -> None:
    wrong = []
    for route in routes():
        if "year" in route.arguments and not route.text.startswith("api/"):
            for year in ("0", "1", "1999", "2100", "9999", "10000", "9" * 30):
                with suppress(Resolver404):
                    resolve(route.address(year=year))
                    wrong.append((route.name, year))

    assert [] == wrong
    assert "/xa/99001/2024/" == reverse("work", kwargs={"commune": "99001", "year": 2024})


def test_a_form_that_comes_after_the_dossier_was_handed_in_is_told_that_nothing_was_saved() -> None:
    portal.draft()
    Draft.objects.update(state=DraftState.HANDED_IN)
    client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    form = portal.posted({"figures.tre_duoi_1_tuoi": "50", "remarks.1": "Đã sửa"})

    told = [
        client.post(f"{BASE}{page}", {**form, **more}, follow=True).content.decode()
        for page, more in (
            ("tieu-chi/7/", {}),
            ("tra-loi/", {}),
            ("bieu-excel/", {"lay": "tat-ca", "gia-tri.figures.tre_duoi_1_tuoi": "5"}),
        )
    ]

    assert ["Chưa lưu: hồ sơ năm 2024 đã nộp"] * 3 == [
        found[0] for one in told if (found := re.findall(r"Chưa lưu: hồ sơ năm 2024 đã nộp", one))
    ]
    assert 0 == DraftField.objects.count()
