"""Ranking by the criteria that are not sensitive: exact, and every unit has its row."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reports.site.edition import Edition
from reports.site.ranking import Ranking, Wanted
from scoring.release.public import PublicCommune
from scoring.rules.ruleset import Ruleset
from tests.support.public_samples import release
from tests.support.sample_site import pages_of, sample_edition

WHOLE = Wanted("xep-hang.html", "Xếp hạng chung", "rank", ("rank_in_group", "group", "part"))


@pytest.fixture(scope="module")
def edition(decision_06: Ruleset) -> Edition:
    return sample_edition(release(decision_06))[0]


def total(one: PublicCommune) -> Fraction | None:
    return one.points.total if one.points else None


def test_ranks_count_the_units_with_more_points(edition: Edition) -> None:
    (sheet,) = Ranking(edition).sheets(edition.communes, WHOLE)
    by_link = {line.cells[1].link: line.cells for line in sheet.lines}
    for one in edition.communes:
        mine = total(one)
        cells = by_link[f"xa/{one.code}.html"]
        if mine is None:
            assert ("–", "–", "–") == (cells[0].text, cells[2].text, cells[4].text)
            continue
        above = [o for o in edition.communes if (t := total(o)) is not None and t > mine]
        in_group = [o for o in above if o.group == one.group]

        assert (str(1 + len(above)), str(1 + len(in_group))) == (cells[0].text, cells[4].text)


def test_rows_stand_by_rank_then_by_name_and_unranked_units_last(edition: Edition) -> None:
    (sheet,) = Ranking(edition).sheets(edition.communes, WHOLE)
    order = {f"xa/{one.code}.html": place for place, one in enumerate(edition.communes)}
    keys = [
        (999 if line.cells[0].text == "–" else int(line.cells[0].text), order[line.cells[1].link])
        for line in sheet.lines
    ]

    assert sorted(keys) == keys
    assert len(edition.communes) == len(keys)


def test_the_page_says_what_the_ranking_is_and_what_it_is_not(decision_06: Ruleset) -> None:
    page = pages_of(sample_edition(release(decision_06))[1])["xep-hang.html"]

    assert "<h1>Xếp hạng theo 9 tiêu chí không nhạy cảm</h1>" in page
    assert "Hạng không nói đơn vị có được công nhận hay không" in page
    assert "nhiều nhất 625 điểm" in page


def test_a_long_table_is_cut_into_pages_that_hold_every_row_once(decision_06: Ruleset) -> None:
    edition, files = sample_edition(release(decision_06, 1_500), goal=None)
    sheets = Ranking(edition).sheets(edition.communes, WHOLE)
    links = [line.cells[1].link for sheet in sheets for line in sheet.lines]
    pages = pages_of(files)

    assert len(sheets) > 1
    assert sorted(f"xa/{one.code}.html" for one in edition.communes) == sorted(links)
    assert {sheet.path for sheet in sheets} <= set(pages)
    assert 'data-pages="' in pages["xep-hang.html"]
    # A filter of one page of several would not show what the legend counts.
    assert "xep-hang.html?tinh-trang" not in pages["index.html"]
