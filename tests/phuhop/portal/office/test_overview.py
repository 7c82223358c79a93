"""The province's overview: every commune once, in words, with a sign; drafts say no figure."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from tests.support import office_portal, portal
from tests.support.office_portal import COMMUNES, YEAR, somebody

pytestmark = pytest.mark.usefixtures("province")

ADDRESS = f"/tinh/{YEAR}/"


def _expected(browser: object, *more: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.support.province_story import commune

    lines = [f"{one.code};{one.name}" for one in map(commune, range(COMMUNES))]
    table = "\n".join(["ma_xa;ten_xa", *lines, *more, ""]).encode()
    file = SimpleUploadedFile("phai-gui.csv", table)
    answer = browser.post(f"{ADDRESS}tep/", {"loai": "danh-sach", "tep": file})  # type: ignore[attr-defined]
    assert 302 == answer.status_code, answer.content.decode()


def test_every_commune_is_one_square_and_one_row_with_the_same_sign() -> None:
    page = somebody("cap-tren").get(ADDRESS).content.decode()
    wall = page[page.index('class="wall"') : page.index("</svg>", page.index('class="wall"'))]

    assert COMMUNES == wall.count("<rect")
    assert COMMUNES == wall.count("<title>")
    assert "công nhận: <strong>3</strong>" in page
    assert "chờ quyết định: <strong>5</strong>" in page
    assert "không công nhận: <strong>1</strong>" in page


def test_who_is_expected_and_sent_nothing_is_named() -> None:
    browser = somebody("cap-tren")
    _expected(browser, "99990;Xã Im Lặng")

    page = browser.get(ADDRESS).content.decode()

    assert "1 đơn vị chưa gửi gì và chưa bắt đầu trên cổng: Xã Im Lặng." in page
    assert "chưa có gì: <strong>1</strong>" in page


def test_of_a_draft_the_province_sees_how_far_it_is_and_no_figure() -> None:
    browser = somebody("cap-tren")
    draft = portal.draft("99990", YEAR)
    draft.province = "Tỉnh Trăng Non"
    draft.save()
    portal.fill_in(draft, {"figures.tong_so_tre_em": "31415"})
    _expected(browser, "99990;Xã Trăng Non")

    pages = [browser.get(one).content.decode() for one in (ADDRESS, f"{ADDRESS}xa/")]

    assert re.search(r"xã đang lập, \d+ % ô đã điền", pages[0])
    assert re.search(r"Xã Trăng Non: nháp, \d+ % ô đã điền", pages[1])
    assert all("31415" not in page and "31.415" not in page for page in pages)


def test_a_grant_over_some_communes_shows_those_alone() -> None:
    own = office_portal.APPRAISED[0]
    browser = somebody("cap-tren", scope="danh-sach", communes=(own, "99101"), province="")

    page = browser.get(ADDRESS).content.decode()
    listed = browser.get(f"{ADDRESS}xa/").content.decode()

    assert "2 đơn vị đang ở đâu" in page
    assert 2 == listed.count('<th scope="row">')
    assert "99102" not in listed


def test_what_is_late_stands_under_who_has_to_act() -> None:
    page = somebody("cap-tren").get(ADDRESS).content.decode()
    late = page[page.index("<h2>Quá hạn</h2>") : page.index("<h2>Chưa có gì</h2>")]

    assert '<th scope="row">thẩm định</th><td>Bắt đầu thẩm định</td><td>3</td>' in late


def test_the_list_is_filtered_by_state_in_the_address_and_an_unknown_state_is_no_page() -> None:
    browser = somebody("cap-tren")

    page = browser.get(f"{ADDRESS}xa/", {"trang-thai": "đã thẩm định"}).content.decode()

    assert 5 == page.count('<th scope="row">')
    assert 404 == browser.get(f"{ADDRESS}xa/", {"trang-thai": "bịa ra"}).status_code


def test_a_long_list_goes_on_behind_its_last_dossier(
    province: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from phuhop.usecases.office import communes

    monkeypatch.setattr(communes, "MOST", 10)
    browser = somebody("cap-tren")
    first = browser.get(f"{ADDRESS}xa/").content.decode()
    following = re.search(r'href="(\?sau=[^"]+)"', first)
    assert following is not None
    second = browser.get(f"{ADDRESS}xa/{following[1]}").content.decode()

    assert [10, COMMUNES - 10] == [one.count('<th scope="row">') for one in (first, second)]
    assert province.exists()


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("cap-tren", f"tinh/{YEAR}/"),
        ("cap-tren", f"tinh/{YEAR}/xa/"),
        ("cap-tren", f"tinh/{YEAR}/xa/99101/"),
        ("cap-tren", f"tinh/{YEAR}/xep-hang/"),
        ("cap-tren", f"tinh/{YEAR}/chi-so/"),
        ("quyet-dinh", f"quyet-dinh/{YEAR}/"),
    ],
)
def test_a_page_with_points_says_how_sure_they_are_and_that_units_are_invented(
    role: str, page: str
) -> None:
    answer = somebody(role).get(f"/{page}").content.decode()

    assert "SỐ LIỆU MẪU" in answer
    assert "Bảng điểm chưa đối chiếu văn bản gốc" in answer


@pytest.mark.parametrize(
    ("kind", "name", "content", "words"),
    [
        ("danh-sach", "xa.csv", "ma;ten\n1;2\n", "không có cột"),
        ("danh-sach", "xa.docx", "x", "không đúng loại tệp"),
        ("ke-hoach", "kh.yaml", "tên: x\n", "chỉ tiêu"),
        ("co-quan", "cq.yaml", "a: b\n", "cq.yaml"),
    ],
)
def test_a_file_of_the_office_with_a_fault_does_not_count(
    kind: str, name: str, content: str, words: str
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    browser = somebody("cap-tren")
    file = SimpleUploadedFile(name, content.encode())

    answer = browser.post(f"{ADDRESS}tep/", {"loai": kind, "tep": file})

    assert 422 == answer.status_code
    assert words in answer.content.decode()
    assert tempfile.gettempdir() not in answer.content.decode()
    assert 7 == browser.get(f"{ADDRESS}tep/").content.decode().count("Chưa có tệp riêng.")


@pytest.mark.parametrize(
    ("role", "desk"),
    [("cap-tren", "/tinh/"), ("quyet-dinh", "/tinh/"), ("tham-dinh", "/tham-dinh/")],
)
def test_whoever_has_one_desk_comes_to_it_straight_from_the_door(role: str, desk: str) -> None:
    assert desk == somebody(role).get("/")["Location"]
