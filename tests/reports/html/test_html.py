from __future__ import annotations

import os
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest

from reports.dossier.dossier import dossier
from reports.dossier.sets import commune_set
from reports.html.writing import html_template
from scoring.rules.ruleset import Ruleset
from tests.support.pdf_text import text_of
from tests.support.places import GOLDEN, ROOT
from tests.support.sample_sheets import ASSESSMENTS, HAMLET, STAMP, sheet_of

TEMPLATES = ROOT / "reports" / "templates"
NOTICES = (
    "SỐ LIỆU MẪU – xã hư cấu, không phải số liệu thật",
    "Bảng điểm chưa đối chiếu văn bản gốc",
)


def html_of(ruleset: Ruleset, name: str) -> str:
    return html_template(commune_set()).fill(dossier(sheet_of(ruleset, ASSESSMENTS[name]), STAMP))


def parsed(html: str) -> ET.Element:
    """Parse as a browser does; strict: any fault of the file is an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: ET.Element = parser.parse(html)
    return tree


@pytest.mark.parametrize("name", ASSESSMENTS)
def test_the_page_is_faultless_html_that_a_reader_can_hear(decision_06: Ruleset, name: str) -> None:
    page = parsed(html_of(decision_06, name))
    anchors = [element.get("id") for element in page.iter() if element.get("id")]
    links = {(element.get("href") or "").removeprefix("#") for element in page.iter("a")}

    assert "vi" == page.get("lang")
    assert 1 == len(list(page.iter("h1")))
    assert all(table.find("caption") is not None for table in page.iter("table"))
    assert {"row", "col"} == {heading.get("scope") for heading in page.iter("th")}
    assert 1 == len(list(page.iter("main"))) == len(list(page.iter("nav")))
    assert len(anchors) == len(set(anchors))
    assert links <= set(anchors)


def test_headings_never_leave_out_a_level(decision_06: Ruleset) -> None:
    page = parsed(html_of(decision_06, "mien-nui-dat"))
    main = next(page.iter("main"))
    levels = [int(e.tag[1]) for e in main.iter() if re.fullmatch("h[1-6]", str(e.tag))]

    assert 1 == levels[0]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", ASSESSMENTS)
def test_the_page_loads_nothing_and_runs_nothing(decision_06: Ruleset, name: str) -> None:
    html = html_of(decision_06, name)

    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in html
    for forbidden in ("<script", "http://", "https://", "@import", "url(", "src=", "<link"):
        assert forbidden not in html.lower()


def test_no_template_trusts_a_text() -> None:
    templates = [path for path in TEMPLATES.rglob("*") if path.is_file()]

    assert len(templates) > 10
    for template in templates:
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape\s+false|Markup", text), template.name


def test_awkward_texts_come_out_as_they_were_typed(decision_06: Ruleset) -> None:
    assessment = ASSESSMENTS["ten-kho"]
    html = html_of(decision_06, "ten-kho")
    page = parsed(html)
    commune = next(e for e in page.iter("p") if e.get("class") == "commune")

    assert len(HAMLET) > 300
    assert HAMLET == commune.text
    assert "<b>" not in html
    assert [e for e in page.iter("p") if assessment.commune.district in (e.text or "")]


def test_the_same_dossier_gives_the_same_page(decision_06: Ruleset) -> None:
    first, second = (html_of(decision_06, "mien-nui-dat") for _ in range(2))

    assert first == second


def test_colours_of_words_stand_out_from_their_ground() -> None:
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    inks = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", style))
    grounds = ["#ffffff", inks["faint"], *re.findall(r"background: (#[0-9a-f]{6})", style)]

    for name in ("ink", "soft", "accent", "met", "not-met", "open"):
        for ground in grounds:
            assert contrast(inks[name], ground) >= 4.5, (name, ground)


def contrast(one: str, other: str) -> float:
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ASSESSMENTS)
def test_the_page_is_the_golden_page(decision_06: Ruleset, name: str) -> None:
    golden = GOLDEN / f"{name}.html"
    html = html_of(decision_06, name)
    if os.environ.get("PHUHOP_UPDATE_GOLDEN"):
        golden.write_text(html, encoding="utf-8", newline="\n")

    assert golden.read_text(encoding="utf-8") == html


def test_on_paper_every_page_carries_the_notices(decision_06: Ruleset, tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or shutil.which("pdftotext") is None:
        pytest.skip("printing needs chromium and pdftotext; one of them is not installed")
    page, pdf = tmp_path / "ho-so.html", tmp_path / "ho-so.pdf"
    page.write_text(html_of(decision_06, "mien-nui-dat"), encoding="utf-8")
    quiet = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
        "--disable-background-networking --disable-component-update --disable-sync"
    )
    subprocess.run(
        [
            chromium,
            *quiet.split(),
            f"--user-data-dir={tmp_path / 'profile'}",
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = text_of(pdf).split("\f")[:-1]

    assert len(pages) > 3
    assert [True] * len(pages) == [all(n in text for n in NOTICES) for text in pages]
