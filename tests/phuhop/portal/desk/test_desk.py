"""The desk of one dossier without JavaScript: found, asked, answered, concluded; two at once."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from phuhop.portal.desk.models import Derived, Verification, VerificationField
from phuhop.portal.drafts.register import register
from phuhop.usecases.returns.remarks import list_remarks
from registry.acts.acts import StepWords
from registry.acts.remarks import RemarkAnswer
from registry.acts.submitting import receive
from registry.keeping.audit import audit
from registry.views.history import history
from tests.support import portal
from tests.support.desk_portal import (
    CODES,
    DESK,
    DRAFT,
    EXAMINED,
    HANDED_IN,
    SENT_AGAIN,
    VACCINATED,
    YEAR,
    of_commune,
    seen,
    started,
    verifier,
    words_of_zip,
)
from tests.support.portal import posted
from tests.support.registries import ASSESSMENT, by, state_of, version

FIGURE = f"figures.{VACCINATED}"
LESS = str(ASSESSMENT.figures[VACCINATED] // 2)
PAGES = ("", "tra-lai/", "thay-doi/", "ket-luan/")
SHEET = {
    "sheet.appraiser": "Trần Thị Mơ",
    "sheet.day": "25/11/2024",
    "sheet.seen": "có",
}


def test_what_decides_stands_first_and_self_beside_verified() -> None:
    text = verifier().get(DESK).content.decode()

    assert text.index("Có thể đổi kết luận") < text.index("Các phần còn lại")
    assert "thì kết luận thành «" in text
    assert f"<title>Bàn thẩm định năm {YEAR}: Xã Mẫu 99001" in text
    assert "so-ho-tich.pdf" in text
    assert "Bắt đầu thẩm định hồ sơ năm 2024" in text


def test_looking_writes_nothing() -> None:
    browser = verifier()
    for page in PAGES:
        assert 200 == browser.get(f"{DESK}{page}").status_code
    browser.get("/tham-dinh/")
    browser.get("/tham-dinh/chenh-lech/")

    assert 0 == Verification.objects.count() == Derived.objects.count()


def test_every_page_says_how_sure_its_rules_are_and_that_the_unit_is_invented() -> None:
    browser = verifier()
    for page in (*(f"{DESK}{page}" for page in PAGES), "/tham-dinh/", "/tham-dinh/chenh-lech/"):
        text = browser.get(page).content.decode()
        assert "SỐ LIỆU MẪU" in text, page
        assert "Bảng điểm chưa đối chiếu văn bản gốc" in text, page


def test_a_draft_and_the_unit_of_somebody_else_are_no_pages() -> None:
    browser = verifier(communes=(SENT_AGAIN, DRAFT))
    for code in (HANDED_IN, DRAFT, "99999"):
        for page in PAGES:
            assert 404 == browser.get(f"/tham-dinh/{code}/{YEAR}/{page}").status_code


def test_a_typed_figure_changes_the_verified_score_and_nothing_else() -> None:
    browser = verifier()
    started(browser)
    answer = browser.post(DESK, posted({FIGURE: LESS}))
    text = browser.get(f"{DESK}?da-luu=1").content.decode()

    assert 302 == answer.status_code
    assert "1 phần chưa ghi lý do" in text
    assert f'value="{LESS}"' in text
    assert "Khác số tự chấm mà chưa ghi lý do" in text
    assert ["mo"] == [row.account for row in VerificationField.objects.filter(field=FIGURE)]


def test_a_form_of_another_dossier_changes_nothing() -> None:
    browser = verifier()
    started(browser)
    text = browser.get(DESK).content.decode()
    other = f"{SENT_AGAIN}/{YEAR}"
    answer = browser.post(DESK, {**posted({FIGURE: LESS}), "ho-so": other})

    assert f'name="ho-so" value="{HANDED_IN}/{YEAR}"' in text
    assert 409 == answer.status_code
    assert 0 == Verification.objects.count()


def test_two_people_on_one_field_see_both_values() -> None:
    first, second = verifier(), verifier("suong")
    started(first)
    first.post(DESK, posted({FIGURE: "30"}))
    answer = second.post(DESK, posted({FIGURE: "31", "parts.7.text": "Xem lại sổ"}))
    text = answer.content.decode()

    assert 409 == answer.status_code
    assert "<strong>30</strong>" in text
    assert "<strong>31</strong>" in text
    # Another field of the same save is no conflict.
    assert "Xem lại sổ" == VerificationField.objects.get(field="parts.7.text").value


def test_a_save_of_the_script_answers_with_the_score_of_what_is_stored() -> None:
    browser = verifier()
    started(browser)
    answer = browser.post(f"{DESK}luu/", {**posted({FIGURE: LESS}), "biet": "0", "phan": ["7"]})
    said = answer.json()
    wrong = browser.post(f"{DESK}luu/", posted({"answers.1.1": "chắc là"})).json()
    heard = browser.get(f"{DESK}luu/?biet=0&phan=7").json()

    assert {"tom-tat", "phan-7"} == {*said["parts"]}
    assert "1 phần chưa ghi lý do" in said["parts"]["tom-tat"]
    assert {FIGURE: {"revision": 1, "faults": [], "doubts": []}} == said["fields"]
    assert [["«chắc là» không phải «có» hoặc «không»"]] == [
        [words.partition(";")[0] for words in one["faults"]] for one in wrong["fields"].values()
    ]
    assert LESS == heard["others"][FIGURE]["value"]
    assert len(answer.content) < 4_000


def test_remarks_become_one_event_and_the_notice_lists_them() -> None:
    browser = verifier()
    started(browser)
    browser.post(DESK, posted({"remarks.7": "Bổ sung số sổ tiêm chủng"}))
    typed = {
        "remarks.7": "Bổ sung số sổ tiêm chủng",
        "sheet.return_reason": "Thiếu tài liệu kiểm chứng",
        "sheet.due": "31/12/2099",
        "noi-moi": EXAMINED,
        "loi-moi": "Đối chiếu với trạm y tế",
        "da-xem": seen(),
    }
    paper = browser.post(f"{DESK}tra-lai/", {**typed, "ban.remarks.7": "1", "lam": "thong-bao"})
    before = state_of(register(), f"{HANDED_IN}/{YEAR}")
    revisions = {f"ban.{row.field}": row.revision for row in VerificationField.objects.all()}
    again = {**typed, **revisions, "loi-moi": "", "lam": "tra"}
    answers = [browser.post(f"{DESK}tra-lai/", again).status_code for _ in range(2)]
    said = list_remarks(register(), f"{HANDED_IN}/{YEAR}")
    (notice,) = words_of_zip(paper).values()

    assert "đang thẩm định" == before
    assert "Bổ sung số sổ tiêm chủng" in notice
    assert "Đối chiếu với trạm y tế" in notice
    # The second post is the first one repeated: the same event, no other.
    assert [302, 302] == answers
    assert ["7", EXAMINED] == [one.place for one in said] or [EXAMINED, "7"] == [
        one.place for one in said
    ]
    assert "yêu cầu bổ sung" == state_of(register(), f"{HANDED_IN}/{YEAR}")
    assert () == audit(register()).problems


def test_what_was_given_back_cannot_be_typed_on_nor_saved() -> None:
    browser = verifier()
    browser.post(DESK, posted({"remarks.7": "Bổ sung số sổ"}))
    reason = {"sheet.return_reason": "Chưa khớp", "ban.sheet.return_reason": "0"}
    browser.post(f"{DESK}tra-lai/", {**reason, "da-xem": seen(), "lam": "tra"})
    before = [*VerificationField.objects.values_list("field", "value", "revision")]

    later = {"noi-moi": "8.1", "loi-moi": "Thêm", "da-xem": seen(), "lam": "luu"}
    browser.post(f"{DESK}tra-lai/", later)
    browser.post(DESK, posted({FIGURE: LESS}))

    assert before == [*VerificationField.objects.values_list("field", "value", "revision")]
    for page in ("", "tra-lai/", "ket-luan/"):
        assert '<fieldset class="whole" disabled>' in browser.get(f"{DESK}{page}").content.decode()


def test_a_return_without_a_reason_is_told_and_nothing_is_recorded() -> None:
    browser = verifier()
    answer = browser.post(f"{DESK}tra-lai/", {"da-xem": seen(), "lam": "tra"})

    assert 422 == answer.status_code
    assert "chưa ghi lý do trả hồ sơ" in answer.content.decode()
    assert "đã nộp" == state_of(register(), f"{HANDED_IN}/{YEAR}")


def test_what_changed_since_the_return_is_told_with_the_answers() -> None:
    text = verifier().get(f"/tham-dinh/{SENT_AGAIN}/{YEAR}/thay-doi/").content.decode()

    assert "Đã bổ sung số sổ" in text
    assert "Bản 2 so với bản 1: 1 ô, 0 tệp" in text
    assert "! ngoài yêu cầu" in text


def test_finishing_is_refused_with_the_list_and_then_recorded_once() -> None:
    browser = verifier()
    started(browser)
    browser.post(DESK, posted({FIGURE: LESS}))
    refused = browser.post(
        f"{DESK}ket-luan/", {**posted(SHEET), "da-xem": seen(), "lam": "hoan-thanh"}
    )
    text = refused.content.decode()
    assert 422 == refused.status_code
    assert "phần 7 khác số tự chấm mà chưa ghi lý do" in text

    # What the sheet held so far is in the register; the reason is typed, then it is finished.
    given = {"parts.7.reason": "Tài liệu kiểm chứng ghi số khác"}
    last = {**posted(given), "da-xem": seen(), "lam": "hoan-thanh"}
    answers = [browser.post(f"{DESK}ket-luan/", last).status_code for _ in range(2)]
    papers = words_of_zip(browser.get(f"{DESK}ket-luan/van-ban/"))
    with register().reading() as connection:
        events = [event.step for event in history(connection, f"{HANDED_IN}/{YEAR}").events]

    assert [302, 302] == answers
    assert "đã thẩm định" == state_of(register(), f"{HANDED_IN}/{YEAR}")
    assert 1 == events.count("hoàn thành thẩm định")
    assert any("Tài liệu kiểm chứng ghi số khác" in words for words in papers.values())
    assert () == audit(register()).problems
    ledger = browser.get(f"/tham-dinh/chenh-lech/?nam={YEAR}").content.decode()
    assert "1 xã đã có bản thẩm định" in ledger
    assert "Tài liệu kiểm chứng ghi số khác: 1" in ledger


def test_a_fault_keeps_from_finishing_and_is_called_as_people_call_its_field() -> None:
    browser = verifier()
    started(browser)
    browser.post(DESK, posted({FIGURE: "ba mươi"}))
    answer = browser.post(f"{DESK}ket-luan/", {"da-xem": seen(), "lam": "hoan-thanh"})
    text = answer.content.decode()

    assert 422 == answer.status_code
    assert "«ba mươi» không phải là số đếm" in text
    assert f"{FIGURE}:" not in text
    assert "đang thẩm định" == state_of(register(), f"{HANDED_IN}/{YEAR}")


def test_what_was_found_of_unchanged_parts_is_there_again_after_a_return() -> None:
    browser = verifier()
    started(browser)
    found = {
        FIGURE: LESS,
        f"figures.{EXAMINED}": "800",
        "parts.7.reason": "Tài liệu kiểm chứng ghi số khác",
        "parts.9.text": "Sổ khám ghi 800",
        "sheet.seen": "có",
        "sheet.appraiser": "Trần Thị Mơ",
        "remarks.9": "Đối chiếu với trạm y tế",
    }
    browser.post(DESK, posted(found))
    reason = {"sheet.return_reason": "Chưa khớp", "ban.sheet.return_reason": "0"}
    browser.post(f"{DESK}tra-lai/", {**reason, "da-xem": seen(), "lam": "tra"})
    assessment = of_commune(HANDED_IN)
    figures = {**assessment.figures, EXAMINED: 800}
    new = replace(version(replace(assessment, figures=figures)), evidence=())
    receive(register(), new, by("cấp xã"), StepWords(answers=(RemarkAnswer(1, "Đã sửa"),)))
    started(browser)
    browser.post(DESK, {})

    again = {row.field: row.value for row in Verification.objects.get(version=2).fields.all()}
    kept = {FIGURE: LESS, "parts.7.reason": found["parts.7.reason"]}
    assert {**kept, "sheet.appraiser": "Trần Thị Mơ"} == again


def test_an_act_on_what_moved_meanwhile_is_refused() -> None:
    browser = verifier()
    before = seen()
    started(browser)
    answer = browser.post(
        f"{DESK}tra-lai/", {"sheet.return_reason": "Thiếu tài liệu", "da-xem": before, "lam": "tra"}
    )

    assert 422 == answer.status_code
    assert "đã có bước «bắt đầu thẩm định»" in answer.content.decode()
    assert "đang thẩm định" == state_of(register(), f"{HANDED_IN}/{YEAR}")


def test_evidence_of_the_version_is_given_as_a_file_to_keep() -> None:
    answer = verifier().get(f"{DESK}tep/0/")

    assert b"%PDF-1.7 so tiem chung" == answer.content
    assert answer["Content-Disposition"].startswith("attachment")
    assert 404 == verifier("suong").get(f"{DESK}tep/7/").status_code


def test_whoever_fills_a_unit_in_does_not_verify_it() -> None:
    from tests.support import portal

    account = portal.person("hai-vai", "tham-dinh", CODES, scope="danh-sach")
    from phuhop.portal.accounts.models import Grant

    about = {"scope": "xa", "communes": [HANDED_IN], "granted_by": "quan-tri"}
    Grant.objects.create(account=account, role="xa-chuyen-vien", from_day="2020-01-01", **about)

    assert 404 == portal.signed_in(account).get(DESK).status_code


@pytest.mark.parametrize("page", ["", "ket-luan/"])
def test_a_page_of_the_desk_is_quick_once_it_is_known(page: str) -> None:
    browser = verifier()
    browser.get(f"{DESK}{page}")
    times = []
    for _ in range(4):
        began = time.process_time()
        browser.get(f"{DESK}{page}")
        times.append(time.process_time() - began)

    assert min(times) < 0.1


def test_two_verifiers_on_one_desk_are_told_of_each_other_and_not_of_the_commune() -> None:
    officer = portal.signed_in(portal.person("xa", "xa-chuyen-vien", (HANDED_IN,)))
    portal.draft(HANDED_IN)
    officer.post(f"/xa/{HANDED_IN}/{YEAR}/dang-mo/", {"trang": DESK})
    first, second = verifier("mo"), verifier("tu")
    first.post(f"{DESK}dang-mo/", {"trang": DESK})

    answer = second.post(f"{DESK}dang-mo/", {"trang": DESK})

    assert {"beside": ["Mo đang mở trang này."]} == answer.json()
    assert "Mo đang mở trang này." in second.get(DESK).content.decode()
