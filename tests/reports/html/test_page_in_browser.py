"""The page of a dossier in a real Chromium: its first screen, on a phone, on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reports.dossier.dossier import dossier
from reports.dossier.sets import commune_set
from reports.html.writing import html_template
from scoring.advice.margin import nearest_steps
from scoring.rules.ruleset import Ruleset
from tests.support.sample_sheets import ASSESSMENTS, FIGURES, STAMP, sheet_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

_QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
_SIDEWAYS = """() => [...document.querySelectorAll('main, main *')]
    .filter(e => !e.classList.contains('unseen') && e.getClientRects().length)
    .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth
        && getComputedStyle(e).overflowX != 'visible')
    .map(e => e.tagName + '.' + e.className)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield opened
        opened.close()


def shown(browser: Any, ruleset: Ruleset, name: str, folder: Path, width: int) -> Any:
    """Return the opened page of a sample commune, with the year before beside it."""
    assessment = ASSESSMENTS[name]
    sheet = sheet_of(ruleset, assessment)
    fewer = replace(assessment, figures={**FIGURES, "tre_duoc_kham_suc_khoe": 10}, year=2023)
    papers = dossier(
        sheet, STAMP, steps=nearest_steps(sheet, ruleset), before=sheet_of(ruleset, fewer)
    )
    path = folder / "ho-so.html"
    path.write_text(html_template(commune_set().handed_in).fill(papers), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("name", ASSESSMENTS)
def test_on_a_phone_nothing_scrolls_sideways(
    browser: Any, decision_06: Ruleset, tmp_path: Path, name: str
) -> None:
    page = shown(browser, decision_06, name, tmp_path, 390)

    assert 390 == page.evaluate("document.documentElement.scrollWidth")
    assert [] == page.evaluate(_SIDEWAYS)
    page.close()


def test_the_first_screen_has_the_total_the_verdict_and_what_to_do(
    browser: Any, decision_06: Ruleset, tmp_path: Path
) -> None:
    page = shown(browser, decision_06, "xa-bi-diem-liet", tmp_path, 1280)
    bottoms = page.evaluate(
        "['.board .total', '.board .meter', '.board .bar.not_met', '.board ol']"
        ".map(s => document.querySelector(s).getBoundingClientRect().bottom)"
    )

    assert all(0 < bottom < 844 for bottom in bottoms)
    assert 13 == page.locator(".board .bar").count()
    lost = page.locator(".board .bar.not_met")
    assert 2 == lost.count()
    assert all("điểm liệt" in text for text in lost.all_inner_texts())
    assert 3 == page.locator(".board ol li").count()
    assert "Năm 2023" in page.locator(".board .compared").inner_text()
    page.close()


def test_the_board_stands_on_the_first_page_of_paper_alone(
    browser: Any, decision_06: Ruleset, tmp_path: Path
) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    import subprocess

    page = shown(browser, decision_06, "mien-nui-dat", tmp_path, 1280)
    page.pdf(path=str(tmp_path / "ho-so.pdf"), prefer_css_page_size=True)
    page.close()
    told = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "ho-so.pdf"), "-"],  # noqa: S607
        check=True,
        capture_output=True,
        timeout=60,
    )
    first, second, *_ = told.stdout.decode("utf-8").split("\f")

    assert "13. Mức độ hài lòng" in first
    assert "Minh chứng" in first
    assert "01. Công văn" in second
