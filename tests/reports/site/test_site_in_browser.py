"""The site in a real Chromium, opened from files: sorting, filtering, keys, paper, phone, axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from phuhop.files.site_folder import write_site
from reports.site.edition import Edition
from reports.site.standing import standing_of
from reports.site.wording import standing_words
from scoring.rules.ruleset import Ruleset
from tests.support.sample_site import sample_edition, sample_rows

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
    "nhom/1.html",
    "dia-ban.html",
    "tinh/tinh-trang-non.html",
    "huyen/rung-thong.html",
    "tieu-chi.html",
    "tieu-chi/abuse.html",
    "phuong-phap.html",
    "du-lieu.html",
    "muc-luc.html",
    "xa/99100.html",
)
"""One page of each kind."""

PROVINCE = "tinh/tinh-trang-non.html"


@pytest.fixture(scope="module")
def edition_and_folder(
    decision_06: Ruleset, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Edition, Path]:
    edition, files = sample_edition(decision_06, sample_rows(decision_06))
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
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def names(page: Any) -> list[str]:
    """Return the names in the ranking table that can be seen, from above."""
    found: list[str] = page.locator("table.ranking tbody tr:visible th").all_inner_texts()
    return found


def sorts(page: Any) -> list[str]:
    heads = page.locator("table.ranking thead th")
    return [head.get_attribute("aria-sort") for head in heads.all()]


def test_no_page_asks_the_network_or_complains(folder: Path, page: Any) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in KINDS:
        page.goto((folder / name).as_uri())
        page.wait_for_load_state("load")

    assert [] == said
    assert [] == [url for url in asked if not url.startswith((folder.as_uri(), "data:"))]
    assert any(url.endswith(".js") for url in asked)


def test_styles_and_script_work_from_a_folder(folder: Path, page: Any) -> None:
    page.goto((folder / PROVINCE).as_uri())

    assert "rgb(28, 68, 104)" == page.eval_on_selector(
        ".masthead", "one => getComputedStyle(one).backgroundColor"
    )
    assert page.locator(".tools").is_visible()


def test_a_name_in_a_page_is_text_and_nothing_else(folder: Path, page: Any) -> None:
    page.goto((folder / "muc-luc.html").as_uri())

    assert 1 == page.get_by_text('Xã <b>Khe</b> & "Nà" <script>alert(1)</script>').count()


def test_names_sort_in_vietnamese_order(edition: Edition, folder: Path, page: Any) -> None:
    page.goto((folder / PROVINCE).as_uri())
    page.get_by_role("button", name="Tên").click()
    expected = [row.name for row in edition.rows]

    assert expected == names(page)
    assert [
        "Phường 9",
        "Phường 10",
        "Phường Ốc Biếc",
        "Xã Ấm Hạ",
        "Xã Ẩn Sơn",
        "Xã Dải Mây",
        "Xã Đồng Nắng",
    ] == [name for name in names(page) if "Số" not in name and "<" not in name]
    assert "ascending" == sorts(page)[1]


def test_totals_sort_exactly_and_communes_without_one_stay_last(
    edition: Edition, folder: Path, page: Any
) -> None:
    of_name = {row.name: row for row in edition.rows}
    page.goto((folder / PROVINCE).as_uri())
    for direction in ("ascending", "descending"):
        page.get_by_role("button", name="Tổng điểm").click()
        tops = [of_name[name].most for name in names(page)]
        given = [top for top in tops if top is not None]

        assert direction == sorts(page)[2]
        assert sorted(given, reverse=direction == "descending") == given
        assert [None] * (len(tops) - len(given)) == tops[len(given) :]
        assert len(given) < len(tops)


def test_only_one_column_says_that_it_sorts(folder: Path, page: Any) -> None:
    page.goto((folder / PROVINCE).as_uri())
    page.get_by_role("button", name="Kết quả").click()

    assert ["none", "none", "none", "ascending", "none", "none", "none"] == sorts(page)


def test_the_keyboard_alone_sorts(folder: Path, page: Any) -> None:
    page.goto((folder / PROVINCE).as_uri())
    before = names(page)
    button = page.get_by_role("button", name="Tên")
    for _ in range(60):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    outline = button.evaluate("one => getComputedStyle(one).outlineStyle")
    page.keyboard.press("Enter")
    rising = names(page)
    page.keyboard.press("Space")
    falling = names(page)

    assert "solid" == outline
    assert before != rising
    assert rising[::-1] == falling
    assert button.evaluate("one => one === document.activeElement")


def test_the_first_key_leads_past_the_menu(folder: Path, page: Any) -> None:
    page.goto((folder / PROVINCE).as_uri())
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")

    assert "Đến nội dung chính" == first
    assert page.url.endswith("#noi-dung")


def test_tab_goes_through_the_page_from_above(folder: Path, page: Any) -> None:
    page.goto((folder / PROVINCE).as_uri())
    tops = []
    for _ in range(25):
        page.keyboard.press("Tab")
        tops.append(page.evaluate(WHERE))
    tops = tops[1:]  # the skip link lies on top of the page

    assert sorted(tops) == tops


WHERE = """
() => Math.round((document.activeElement.getBoundingClientRect().top + scrollY) / 40)
"""


def test_a_name_is_found_without_its_marks(edition: Edition, folder: Path, page: Any) -> None:
    page.goto((folder / PROVINCE).as_uri())
    page.get_by_label("Tìm theo tên").fill("dong nang")

    assert ["Xã Đồng Nắng"] == names(page)
    assert (
        f"Đang hiện 1 trên {len(edition.rows)} đơn vị." == page.get_by_role("status").inner_text()
    )


def test_filters_add_up_and_are_taken_off(edition: Edition, folder: Path, page: Any) -> None:
    page.goto((folder / PROVINCE).as_uri())
    recognised = "✔ được công nhận"
    page.get_by_label("Kết quả", exact=True).select_option(label=recognised)
    page.get_by_label("Huyện, quận", exact=True).select_option(label="Rừng Thông")
    shown = names(page)
    page.get_by_role("button", name="Bỏ lọc").click()
    expected = {
        row.name
        for row in edition.rows
        if standing_words(standing_of(row)) == recognised and row.district == "Rừng Thông"
    }

    assert expected == set(shown)
    assert 0 < len(expected) < len(edition.rows)
    assert len(edition.rows) == len(names(page))


def test_choices_of_a_filter_stand_in_vietnamese_order(
    edition: Edition, folder: Path, page: Any
) -> None:
    page.goto((folder / PROVINCE).as_uri())
    offered = page.get_by_label("Huyện, quận", exact=True).locator("option").all_inner_texts()

    assert ["Tất cả", *(area.name for area in edition.districts)] == offered
    assert offered.index("Núi Ngọc") > offered.index("Đồng Mây") > offered.index("Đảo Xa")


def test_sorting_keeps_the_filter(folder: Path, page: Any) -> None:
    page.goto((folder / PROVINCE).as_uri())
    page.get_by_label("Tìm theo tên").fill("phuong")
    filtered = set(names(page))
    page.get_by_role("button", name="Tên").click()

    assert filtered == set(names(page))
    assert "Phường 9" == names(page)[0]


def test_without_javascript_every_row_is_there_and_nothing_dead(
    edition: Edition, folder: Path, browser: Any
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / PROVINCE).as_uri())
    shown, buttons, tools = (
        page.locator("table.ranking tbody tr").count(),
        page.locator("button").count(),
        page.locator(".tools").count(),
    )
    context.close()

    assert (len(edition.rows), 0, 0) == (shown, buttons, tools)


@pytest.mark.parametrize("width", [320, 375])
def test_on_a_phone_no_page_moves_sideways(folder: Path, browser: Any, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    wide = {}
    for name in KINDS:
        page.goto((folder / name).as_uri())
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert dict.fromkeys(KINDS, width) == wide


def test_on_paper_controls_go_and_the_notices_stay(folder: Path, page: Any) -> None:
    page.goto((folder / PROVINCE).as_uri())
    page.emulate_media(media="print")

    assert not page.locator(".tools").is_visible()
    assert not page.locator(".masthead nav").is_visible()
    assert page.locator(".notices").get_by_text("SỐ LIỆU MẪU").is_visible()
    assert page.locator(".notices").get_by_text("chưa đối chiếu văn bản gốc").is_visible()
    assert "table-header-group" == page.eval_on_selector(
        "table.ranking thead", "one => getComputedStyle(one).display"
    )


def test_a_page_prints_on_a4_with_all_rows(
    edition: Edition, folder: Path, page: Any, tmp_path: Path
) -> None:
    from tests.support.pdf_text import text_of

    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    page.goto((folder / PROVINCE).as_uri())
    page.pdf(path=str(tmp_path / "trang.pdf"), prefer_css_page_size=True)
    text = text_of(tmp_path / "trang.pdf")

    assert [] == [row.name for row in edition.rows if row.name not in text and "<" not in row.name]
    sheets = text.split("\f")[:-1]

    assert text.count("Kết quả") > 1  # the heads stand on every page of the table
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
