"""The site in a real Chromium, opened from files: address, filters, keys, paper, phone, axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from phuhop.files.site_folder import write_site
from reports.site.edition import Edition
from reports.site.states import with_sign
from scoring.recognition.communes import State
from scoring.rules.ruleset import Ruleset
from tests.support.public_samples import release
from tests.support.sample_site import sample_edition

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

KINDS = (
    "index.html",
    "xep-hang.html",
    "nhom/nhom-1.html",
    "dia-ban.html",
    "huyen/rung-thong.html",
    "tieu-chi.html",
    "tieu-chi/tre-em-den-truong-lop-mam-non.html",
    "phuong-phap.html",
    "du-lieu.html",
    "muc-luc.html",
    "xa/99100.html",
)
"""One page of each kind."""

RANKING = "xep-hang.html"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def edition_and_folder(
    decision_06: Ruleset, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Edition, Path]:
    edition, files = sample_edition(release(decision_06))
    folder = tmp_path_factory.mktemp("trang") / "bản công bố"
    write_site(folder, files)
    return edition, folder


@pytest.fixture(scope="module")
def edition(edition_and_folder: tuple[Edition, Path]) -> Edition:
    return edition_and_folder[0]


@pytest.fixture(scope="module")
def folder(edition_and_folder: tuple[Edition, Path]) -> Path:
    return edition_and_folder[1]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_playwright = pytest.importorskip("playwright.sync_api").sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def names(page: Any) -> list[str]:
    return [
        link.inner_text()
        for link in page.locator("table.ranking tbody tr th a").all()
        if link.is_visible()
    ]


def test_pages_load_nothing_but_files_of_the_site(folder: Path, page: Any) -> None:
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    for name in KINDS:
        page.goto((folder / name).as_uri())

    assert [] == told
    assert [] == [url for url in asked if not url.startswith((folder.as_uri(), "data:"))]


def test_the_answer_is_on_the_first_screen_of_a_phone(folder: Path, phone: Any) -> None:
    phone.goto((folder / "index.html").as_uri())
    ends = {
        name: phone.evaluate(
            "one => document.querySelector(one).getBoundingClientRect().bottom", name
        )
        for name in (".answer h1", ".answer svg", ".answer .legend")
    }

    assert {} == {name: end for name, end in ends.items() if end > PHONE["height"]}


def test_rows_of_the_ranking_begin_on_the_first_screen_of_a_phone(folder: Path, phone: Any) -> None:
    phone.goto((folder / RANKING).as_uri())
    tops = phone.evaluate(
        "() => [...document.querySelectorAll('.ranking tbody tr')]"
        ".map(row => row.getBoundingClientRect().bottom)"
    )

    assert sum(top <= PHONE["height"] for top in tops) >= 3


def test_the_menu_is_one_line_on_a_phone(folder: Path, phone: Any) -> None:
    phone.goto((folder / "index.html").as_uri())
    tops = phone.evaluate(
        "() => [...document.querySelectorAll('.masthead nav a')]"
        ".map(one => Math.round(one.getBoundingClientRect().top))"
    )

    assert 1 == len(set(tops))


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_no_page_moves_sideways(folder: Path, browser: Any, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    wide = {}
    for name in KINDS:
        page.goto((folder / name).as_uri())
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert dict.fromkeys(KINDS, width) == wide


@pytest.mark.parametrize("typed", ["dong nang", "Đồng Nắng", "99100"])
def test_a_unit_is_found_by_name_without_marks_or_by_code(
    folder: Path, page: Any, typed: str
) -> None:
    page.goto((folder / RANKING).as_uri())
    page.get_by_label("Tìm theo tên hoặc mã").fill(typed)

    assert ["Xã Đồng Nắng"] == names(page)


def test_what_is_filtered_stands_in_the_address_and_the_address_filters(
    edition: Edition, folder: Path, page: Any
) -> None:
    page.goto((folder / RANKING).as_uri())
    page.get_by_label("Tình trạng").select_option(label=with_sign(State.WAITING))
    page.get_by_label("Tìm theo tên hoặc mã").fill("xã")
    shown, address = names(page), page.url
    again = page.context.new_page()
    again.goto(address)
    expected = {
        one.name
        for one in edition.communes
        if one.state is State.WAITING and one.name.startswith("Xã")
    }

    assert "tinh-trang=dang-cho-quyet-dinh" in address
    assert expected == set(shown)
    assert shown == names(again)


def test_the_legend_of_the_first_page_leads_to_the_units_it_counts(
    edition: Edition, folder: Path, page: Any
) -> None:
    page.goto((folder / "index.html").as_uri())
    page.locator(".legend a", has_text=State.REFUSED.value).click()

    assert edition.count.states[State.REFUSED] == len(names(page))


def test_an_empty_result_says_what_to_do_and_one_button_takes_all_filters_off(
    edition: Edition, folder: Path, page: Any
) -> None:
    page.goto(f"{(folder / RANKING).as_uri()}?tim=khong-co-dau")
    told = page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Bỏ lọc").click()

    assert told.startswith("Không đơn vị nào khớp. Thử gõ ít chữ hơn")
    assert len(edition.communes) == len(names(page))
    assert "?" not in page.url


def test_an_address_nobody_made_filters_nothing(edition: Edition, folder: Path, page: Any) -> None:
    page.goto(f"{(folder / RANKING).as_uri()}?tinh-trang=%3Cscript%3E&nhom=9&la=1")

    assert len(edition.communes) == len(names(page))


def test_choices_of_a_filter_stand_in_vietnamese_order(
    edition: Edition, folder: Path, page: Any
) -> None:
    page.goto((folder / RANKING).as_uri())
    offered = page.get_by_label("Huyện, quận").locator("option").all_inner_texts()

    assert ["Tất cả", *(area.name for area in edition.parts)] == offered
    assert offered.index("Núi Ngọc") > offered.index("Đồng Mây") > offered.index("Đảo Xa")


def test_sorting_keeps_the_filter_and_leaves_units_without_a_number_last(
    edition: Edition, folder: Path, page: Any
) -> None:
    page.goto((folder / RANKING).as_uri())
    page.get_by_role("button", name="Hạng chung").click()
    texts = page.locator("table.ranking tbody tr td:first-child").all_inner_texts()
    page.get_by_label("Tìm theo tên hoặc mã").fill("phuong")
    filtered = set(names(page))
    page.get_by_role("button", name="Tên").click()
    unranked = sum(not (one.points and one.points.rank) for one in edition.communes)

    assert ["–"] * unranked == texts[-unranked:]
    assert "–" not in texts[:-unranked]
    assert filtered == set(names(page))
    assert ["Phường 9", "Phường 10"] == names(page)[:2]


def test_without_javascript_every_row_is_there_and_nothing_dead(
    edition: Edition, folder: Path, browser: Any
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / RANKING).as_uri())
    counted = [page.locator(one).count() for one in (".ranking tbody tr", "button", ".tools")]
    context.close()

    assert [len(edition.communes), 0, 0] == counted


def test_the_first_tab_key_leads_past_the_menu(folder: Path, page: Any) -> None:
    page.goto((folder / RANKING).as_uri())
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")

    assert "Đến nội dung chính" == first
    assert page.url.endswith("#noi-dung")


def test_every_square_says_name_and_state(edition: Edition, folder: Path, page: Any) -> None:
    page.goto((folder / "index.html").as_uri())
    expected = {f"{one.name}: {one.state.value}" for one in edition.communes}
    squares = page.locator(".wall a")
    said = {squares.nth(at).get_attribute("title") for at in range(squares.count())}
    signs = {squares.nth(at).inner_text() for at in range(squares.count())}

    assert expected == said
    assert {with_sign(one.state)[0] for one in edition.communes} == signs


def test_on_paper_controls_go_and_the_notices_stay(folder: Path, page: Any) -> None:
    page.goto((folder / RANKING).as_uri())
    page.emulate_media(media="print")

    assert not page.locator(".tools").is_visible()
    assert not page.locator(".masthead nav").is_visible()
    assert page.locator(".notice").get_by_text("SỐ LIỆU MẪU").is_visible()
    assert "table-header-group" == page.eval_on_selector(
        "table.ranking thead", "one => getComputedStyle(one).display"
    )


def test_a_page_prints_on_a4_with_all_rows(
    edition: Edition, folder: Path, page: Any, tmp_path: Path
) -> None:
    from tests.support.pdf_text import text_of

    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    page.goto((folder / RANKING).as_uri())
    page.pdf(path=str(tmp_path / "trang.pdf"), prefer_css_page_size=True)
    text = text_of(tmp_path / "trang.pdf")
    sheets = text.split("\f")[:-1]

    assert [] == [
        one.name for one in edition.communes if one.name not in text and "<" not in one.name
    ]
    assert text.count("Tình trạng") > 1  # the heads stand on every page of the table
    assert [True] * len(sheets) == ["SỐ LIỆU MẪU · Bảng điểm chưa" in sheet for sheet in sheets]


@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_nothing(folder: Path, browser: Any, name: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # axe is put into the page by the test; the page's own policy would refuse it.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto((folder / name).as_uri())
    found = Axe().run(page).response["violations"]
    context.close()

    assert [] == [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found]
