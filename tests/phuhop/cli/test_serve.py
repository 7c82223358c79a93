"""The portal in a real Chromium over ``phuhop serve --trial``: with JavaScript and without, axe."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from tests.support.places import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
PAGES = (
    "",
    "don-vi/",
    "tieu-chi/7/",
    "tieu-chi/1/",
    "con-thieu/",
    "co-quan/",
    "minh-chung/",
    "nam-truoc/",
    "bieu-excel/",
    "ho-so/",
    "nop/",
)
BASE = "/xa/99005/2024/"
FIELD = "figures.tre_duoi_1_tuoi_tiem_chung_day_du"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """Serve a trial; give its address and the ways in of officer, leader, administrator."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("cong thử")
    command = [sys.executable, "-u", "-m", "phuhop", "serve", "--trial"]
    process = subprocess.Popen(
        [*command, "--home", home / "cổng", "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    ways = []
    for line in process.stdout:
        ways += re.findall(r"(http://\S+/vao-thu/\S+)", line)
        if "Cổng mở ở" in line:
            break
    address = f"http://127.0.0.1:{port}"
    for _ in range(1_000):
        try:
            urllib.request.urlopen(f"{address}/tai-khoan/vao/").close()  # noqa: S310 -- our own
            break
        except URLError:
            continue
    yield address, ways
    process.terminate()
    process.wait()
    process.stdout.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_playwright = pytest.importorskip("playwright.sync_api").sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


def _signed_in(browser: Any, way: str, **about: Any) -> Any:
    page = browser.new_context(**about).new_page()
    page.goto(way)
    return page


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_page_scrolls_sideways_or_breaks_a_rule_of_access(
    browser: Any, served: tuple[str, list[str]], width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    address, ways = served
    page = _signed_in(browser, ways[0], viewport={"width": width, "height": 800})
    told = []
    page.on("console", lambda message: told.append(message.text))
    for path in PAGES:
        assert page.goto(f"{address}{BASE}{path}").ok
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert 0 == page.evaluate(wide), path
        if width == 1280:
            found = Axe().run(page).response["violations"]
            assert [] == [(path, one["id"]) for one in found]
    assert [] == [text for text in told if "Content Security Policy" in text]


def test_what_is_typed_is_saved_scored_and_there_after_a_reload(
    browser: Any, served: tuple[str, list[str]]
) -> None:
    address, ways = served
    page = _signed_in(browser, ways[0])
    page.goto(f"{address}{BASE}tieu-chi/7/")
    field = page.locator(f'[name="{FIELD}"]')
    state = page.locator(f'[data-trang-thai="{FIELD}"]')

    field.fill("5000")
    page.wait_for_function(
        "element => element.textContent.includes('đã lưu')", arg=state.element_handle()
    )
    assert "vượt quá" in page.content()
    field.fill("140")
    page.wait_for_function("() => !document.body.innerText.includes('vượt quá')")

    assert "140/150" in page.locator("#phan-7").inner_text()
    page.reload()
    assert "140" == page.locator(f'[name="{FIELD}"]').input_value()


def test_two_people_in_one_field_are_both_shown(
    browser: Any, served: tuple[str, list[str]]
) -> None:
    address, ways = served
    one, other = (_signed_in(browser, way) for way in ways[:2])
    name = "figures.tre_duoc_kham_suc_khoe"
    for page in (one, other):
        page.goto(f"{address}{BASE}tieu-chi/9/")
    one.locator(f'[name="{name}"]').fill("2001")
    one.wait_for_function("() => document.body.innerText.includes('đã lưu')")

    other.locator(f'[name="{name}"]').fill("2002")
    other.wait_for_function("() => document.body.innerText.includes('vừa ghi «2001»')")

    assert "2002" == other.locator(f'[name="{name}"]').input_value()


def test_without_javascript_a_commune_fills_in_reads_and_hands_in(
    browser: Any, served: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, ways = served
    base = "/xa/99001/2024/"
    page = _signed_in(browser, ways[1], java_script_enabled=False)
    page.goto(f"{address}{base}tieu-chi/7/")
    page.fill('[name="figures.tre_duoi_1_tuoi_tiem_chung_day_du"]', "58")
    page.click("text=Lưu tiêu chí 7 năm 2024")
    assert "Đã lưu" in page.inner_text("main")
    paper = tmp_path / "quyet-dinh.pdf"
    paper.write_bytes(b"%PDF-1.7\n%%EOF\n")
    page.goto(f"{address}{base}minh-chung/")
    page.set_input_files("#tep", str(paper))
    page.click("text=Thêm tệp cho năm 2024")
    assert "quyet-dinh.pdf" in page.inner_text("main")

    page.goto(f"{address}{base}nop/")
    if page.locator('[name="da-xem"]').count():
        page.check('[name="da-xem"]')
    page.click("button:has-text('Nộp hồ sơ năm 2024')")

    assert "đã nộp" in page.inner_text("header")
    page.goto(f"{address}{base}tieu-chi/7/")
    assert "chỉ để xem" in page.inner_text("main")
