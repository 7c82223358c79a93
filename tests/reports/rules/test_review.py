from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree as ET

import html5lib

from reports.rules.review_rows import review_groups
from reports.rules.review_sheet import review_html
from reports.rules.text import WIDTH, rules_text
from scoring.base.quantities import vietnamese
from scoring.rules.kinds.against_previous import AgainstPrevious
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.kinds.item_sum import ItemSum
from scoring.rules.ruleset import Ruleset
from tests.support.sample_sheets import STAMP


def page_of(ruleset: Ruleset) -> ET.Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: ET.Element = parser.parse(review_html(ruleset, STAMP))
    return tree


def expected_rows(ruleset: Ruleset) -> int:
    """Count the numbers and deciding words of a ruleset from its classes."""
    recognition = ruleset.recognition
    count = 6 + 4 + len(recognition.thresholds) + len(recognition.authorities)
    count += len(ruleset.criteria)
    for _, part in ruleset.parts:
        count += part.given_max_points is not None
        match part:
            case ItemSum():
                count += len(part.items)
            case BandScale():
                count += 2 + len(part.bands) + (part.zero_denominator is not None)
            case AgainstPrevious():
                count += 1 + 4 + 1
    return count


def test_every_number_of_the_ruleset_has_its_row_and_its_box(decision_06: Ruleset) -> None:
    page = page_of(decision_06)
    boxes = [cell for cell in page.iter("td") if cell.get("class") == "box"]

    assert expected_rows(decision_06) == len(boxes)
    assert all((box.text or "").startswith("☐ đúng") for box in boxes)


def test_every_row_names_its_citation_and_its_level(decision_06: Ruleset) -> None:
    rows = [row for group in review_groups(decision_06) for row in group.rows]

    assert all(row.what and row.value and row.citation and row.level for row in rows)


def test_points_of_every_band_item_and_threshold_are_on_the_sheet(decision_06: Ruleset) -> None:
    rows = {(row.what, row.value) for group in review_groups(decision_06) for row in group.rows}
    values = {value for _, value in rows}

    assert {f"{points} điểm" for points in ("900", "850", "800", "1.000")} <= values
    assert ("Phần 7: từ 95 dưới 98 phần trăm", "35 điểm") in rows
    assert ("Phần 3: không phát sinh", "100 điểm") in rows
    assert any(what.startswith("1.4 ") and value == "20 điểm" for what, value in rows)
    assert ("Phần 6.2: khi mẫu số bằng 0", "điểm tối đa") in rows


def test_nothing_is_confirmed_beforehand(decision_06: Ruleset) -> None:
    html = review_html(decision_06, STAMP)

    assert "☑" not in html
    assert "Người đối chiếu" in html
    assert "Bản văn bản gốc đã dùng" in html
    assert "đối chiếu: {mức: văn bản gốc, ngày:" in html


def test_the_worksheet_is_accessible_and_loads_nothing(decision_06: Ruleset) -> None:
    page, html = page_of(decision_06), review_html(decision_06, STAMP)

    assert "vi" == page.get("lang")
    assert 1 == len(list(page.iter("h1")))
    assert all(table.find("caption") is not None for table in page.iter("table"))
    assert {"row", "col"} == {heading.get("scope") for heading in page.iter("th")}
    for forbidden in ("<script", "http://", "https://", "url(", "src="):
        assert forbidden not in html.lower()


def test_the_worksheet_is_the_same_twice(decision_06: Ruleset) -> None:
    assert review_html(decision_06, STAMP) == review_html(decision_06, STAMP)


def test_the_text_of_the_rules_fits_a_terminal(decision_06: Ruleset) -> None:
    lines = rules_text(decision_06).splitlines()

    assert 100 == WIDTH
    assert [] == [line for line in lines if len(line) > WIDTH or line != line.rstrip()]


def test_the_text_of_the_rules_shows_bands_points_and_levels(decision_06: Ruleset) -> None:
    text = re.sub(" +", " ", rules_text(decision_06))

    assert "từ 98 phần trăm 50 điểm nguồn thứ cấp (CCB; BTB)" in text
    assert "từ 95 dưới 98 phần trăm 35 điểm giả định" in text
    assert "không phát sinh 100 điểm giả định" in text
    assert "Tài liệu kiểm chứng: 4" in text
    for criterion in decision_06.criteria:
        assert f"{criterion.number}. {criterion.name}"[:60] in text
        assert f"tối đa {vietnamese(Fraction(criterion.max_points))} điểm" in text
