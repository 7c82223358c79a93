"""The decider's desk: several dossiers by one paper, each by itself, each as it was seen."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import office_portal
from tests.support.office_portal import APPRAISED, YEAR, somebody, state_of

if TYPE_CHECKING:
    from django.test import Client

ADDRESS = f"/quyet-dinh/{YEAR}/"
RULES = "06-QD-TTg-2019"

pytestmark = pytest.mark.usefixtures("province")


def _key(code: str) -> str:
    return f"{code}/{YEAR}@{RULES}"


def _posted(
    browser: Client, codes: list[str], kind: str = "cong-nhan", **said: str
) -> dict[str, object]:
    """Return what a browser posts that opened the page now."""
    page = browser.get(f"{ADDRESS}?viec={kind}").content.decode()
    pins = dict(re.findall(r'name="(da-xem\.[^"]+)" value="([^"]+)"', page))
    given = {"so": "41/QĐ-UBND", "ngay": f"28/11/{YEAR}", "nguoi-ky": "Lê Văn Đồi", "lam": "ghi"}
    return {**pins, **given, "viec": kind, "chon": [_key(code) for code in codes], **said}


def test_several_dossiers_are_recognised_by_one_paper_with_a_line_each() -> None:
    browser = somebody("quyet-dinh")

    answer = browser.post(ADDRESS, _posted(browser, APPRAISED[:2]))

    assert 200 == answer.status_code
    assert 2 == answer.content.decode().count("công nhận (mắt xích ")
    assert ["công nhận", "công nhận", "đã thẩm định"] == [state_of(one) for one in APPRAISED[:3]]


def test_the_same_post_again_is_answered_as_the_first_time() -> None:
    browser = somebody("quyet-dinh")
    posted = _posted(browser, APPRAISED[:1])

    first, second = (browser.post(ADDRESS, posted).content.decode() for _ in range(2))

    links = [re.findall(r"mắt xích (\d+)", one) for one in (first, second)]
    assert links[0]
    assert links[0] == links[1]


def test_a_preview_records_nothing_and_says_what_would_be() -> None:
    browser = somebody("quyet-dinh")

    answer = browser.post(ADDRESS, _posted(browser, APPRAISED[:2], lam="xem"))

    page = answer.content.decode()
    assert "Xem trước, chưa ghi gì" in page
    assert "Số: 41/QĐ-UBND" in page
    assert "Công nhận 02 đơn vị sau đây phù hợp với trẻ em" in page
    assert not re.search(r"<[^>]* style=", page)
    assert ["đã thẩm định"] * 2 == [state_of(one) for one in APPRAISED[:2]]


def test_a_previewed_refusal_shows_each_reply_with_its_reason_and_nothing_runs_in_it() -> None:
    browser = somebody("quyet-dinh")
    first, second = APPRAISED[:2]
    posted = _posted(browser, [first, second], "khong-cong-nhan", so="9/UBND-VX", lam="xem")
    posted[f"ly-do.{_key(first)}"] = "Biên bản <b>chưa</b> ký"
    posted[f"ly-do.{_key(second)}"] = "Chưa đủ tài liệu"

    page = browser.post(ADDRESS, posted).content.decode()

    assert 2 == page.count('<section class="paper">')
    assert '<p class="plain">Biên bản &lt;b&gt;chưa&lt;/b&gt; ký</p>' in page
    assert '<p class="plain">Chưa đủ tài liệu</p>' in page
    assert ["đã thẩm định"] * 2 == [state_of(one) for one in (first, second)]


def test_a_dossier_whose_appraisal_changed_is_refused_with_what_changed() -> None:
    browser = somebody("quyet-dinh")
    posted = _posted(browser, APPRAISED[:2])
    office_portal.appraise_again(APPRAISED[0])

    page = browser.post(ADDRESS, posted).content.decode()

    assert "sau lúc mở ra xem đã có bước" in page
    assert "Đã đổi: lúc mở trang: bản thẩm định 1" in page
    assert ["đã thẩm định", "công nhận"] == [state_of(one) for one in APPRAISED[:2]]


def test_a_refusal_needs_a_reason_of_its_own_for_each_dossier() -> None:
    browser = somebody("quyet-dinh")
    first, second = APPRAISED[:2]
    posted = _posted(browser, [first, second], "khong-cong-nhan", so="9/UBND-VX")
    posted[f"ly-do.{_key(first)}"] = "Chưa đủ điều kiện theo biên bản thẩm định"

    answer = browser.post(ADDRESS, posted)

    assert 422 == answer.status_code
    assert "phải nêu lý do" in answer.content.decode()
    assert ["không công nhận", "đã thẩm định"] == [state_of(first), state_of(second)]


def test_whoever_verified_cannot_choose_the_dossier_and_reads_why() -> None:
    browser = somebody("quyet-dinh", full_name="Trần Thị Mơ")

    page = browser.get(ADDRESS).content.decode()

    assert "Trần Thị Mơ đã thẩm định hồ sơ này, không được quyết định" in page
    assert 'name="chon"' not in page


def test_whoever_verified_is_refused_also_with_another_persons_form() -> None:
    posted = _posted(somebody("quyet-dinh"), APPRAISED[:2])
    verifier = somebody("quyet-dinh", "mo", full_name="Trần Thị Mơ")

    answer = verifier.post(ADDRESS, posted)

    assert 422 == answer.status_code
    refused = re.findall(r'<li class="fault">.*?</li>', answer.content.decode())
    assert 2 == len(refused)
    assert all("đã thẩm định hồ sơ này, không được quyết định" in one for one in refused)
    assert ["đã thẩm định"] * 2 == [state_of(one) for one in APPRAISED[:2]]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"so": ""}, "phải nêu số văn bản"),
        ({"so": "15"}, "không đúng thể thức"),
        ({"ngay": ""}, "phải nêu ngày văn bản"),
        ({"ngay": "hôm nay"}, "«hôm nay» không phải là ngày"),
        ({"nguoi-ky": ""}, "phải nêu người ký"),
        ({"nguoi-ky": "Trần Thị Mơ"}, "không được quyết định"),
        ({"chon": []}, "chưa chọn hồ sơ nào"),
    ],
)
def test_what_a_paper_lacks_is_said_and_nothing_is_recorded(
    changes: dict[str, object], words: str
) -> None:
    browser = somebody("quyet-dinh")

    answer = browser.post(ADDRESS, {**_posted(browser, APPRAISED[:1]), **changes})

    assert 422 == answer.status_code
    assert words in answer.content.decode()
    assert "đã thẩm định" == state_of(APPRAISED[0])


def test_a_dossier_outside_the_grant_is_not_decided_whatever_is_posted() -> None:
    all_of_them = _posted(somebody("quyet-dinh"), APPRAISED[:2])
    other = somebody("quyet-dinh", "mot-xa", scope="xa", communes=(APPRAISED[0],), province="")

    page = other.post(ADDRESS, all_of_them).content.decode()

    assert "không được giao quyết định hồ sơ này" in page
    assert ["công nhận", "đã thẩm định"] == [state_of(one) for one in APPRAISED[:2]]


def test_drafts_and_recorded_papers_are_word_files_to_keep(province: Path) -> None:
    browser = somebody("quyet-dinh")
    draft = browser.post(ADDRESS, _posted(browser, APPRAISED[:2], lam="du-thao"))
    browser.post(ADDRESS, _posted(browser, APPRAISED[:2]))
    listed = browser.get(f"{ADDRESS}van-ban/").content.decode()
    recorded = browser.get(f"{ADDRESS}van-ban/", {"so": "41/QĐ-UBND", "ngay": f"{YEAR}-11-28"})

    for answer in (draft, recorded):
        names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        assert any(one.endswith(".docx") for one in names), names
        assert "attachment" in answer["Content-Disposition"]
    assert "41/QĐ-UBND" in listed
    assert province.exists()


def test_a_dossier_of_another_year_is_not_decided_on_this_years_page() -> None:
    browser = somebody("quyet-dinh")
    posted = _posted(browser, APPRAISED[:1])

    assert 404 == browser.post(f"/quyet-dinh/{YEAR - 1}/", posted).status_code
    assert "đã thẩm định" == state_of(APPRAISED[0])


def test_a_long_list_is_shown_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from phuhop.portal.office import deciding

    monkeypatch.setattr(deciding, "_MOST", 2)
    browser = somebody("quyet-dinh")
    pages = [browser.get(ADDRESS, {"trang": str(at)}).content.decode() for at in (1, 3, 99)]

    assert [2, 1, 1] == [page.count('name="chon"') for page in pages]
    assert "Trang 1/3" in pages[0]


@pytest.mark.parametrize("pin", ["", "1", "1:2", "1:2:x", "1:2:3:4", "²:1:1", f"{'9' * 20}:1:1"])
def test_what_no_page_had_been_given_is_no_decision(pin: str) -> None:
    browser = somebody("quyet-dinh")
    posted = _posted(browser, APPRAISED[:1])
    posted[f"da-xem.{_key(APPRAISED[0])}"] = pin

    assert 404 == browser.post(ADDRESS, posted).status_code
    assert "đã thẩm định" == state_of(APPRAISED[0])
