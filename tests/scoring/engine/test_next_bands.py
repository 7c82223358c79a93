"""How far the next better band is, in children."""

from __future__ import annotations

import pytest

from scoring.engine.assessment import Assessment
from scoring.engine.scorer import score
from tests.support.scored_years import MOUNTAIN_COMMUNE, Report, trend_part
from tests.support.small_decisions import fewer_beyond_the_whole, small_decision


@pytest.mark.parametrize(
    ("counted", "of", "expected"),
    [
        (89, 100, ("từ 90 dưới 95", 1, 20)),
        (0, 100, ("từ 90 dưới 95", 90, 20)),
        (94, 100, ("từ 95 dưới 98", 1, 15)),
        # 95 % of 7 children is 6,65: no band in between holds a whole child, 7 is the best.
        (6, 7, ("từ 98", 1, 50)),
        (146, 150, ("từ 98", 1, 15)),
    ],
)
def test_the_next_band_is_so_many_children_away(
    report: Report, counted: int, of: int, expected: tuple[str, int, int]
) -> None:
    part = report(tre_phai_khai_sinh=of, tre_khai_sinh_dung_quy_dinh=counted).part("2")

    assert part.next_band
    assert part.next_band.is_more
    assert expected == (part.next_band.label, part.next_band.count, part.next_band.gain)


def test_there_is_no_band_above_the_best(report: Report) -> None:
    assert report().part("2").next_band is None


def test_where_fewer_is_better_the_next_band_is_so_many_fewer(report: Report) -> None:
    part = report(tre_duoi_5_tuoi=100, tre_duoi_5_tuoi_nhe_can=12).part("8.1")

    assert part.next_band
    assert ("từ 9 dưới 12", 1, 15, False) == (
        part.next_band.label,
        part.next_band.count,
        part.next_band.gain,
        part.next_band.is_more,
    )


def test_a_higher_rate_needs_fewer_cases_than_before_to_be_lower(report: Report) -> None:
    part = trend_part(report, 6, 5, 1000)

    # 5 of 1.000 is equal and brings nothing; 4 is lower.
    assert part.next_band
    assert ("giảm", 2, 50) == (part.next_band.label, part.next_band.count, part.next_band.gain)


def test_after_lower_comes_no_case_at_all(report: Report) -> None:
    part = trend_part(report, 4, 5, 1000)

    assert part.next_band
    assert ("không phát sinh", 4, 50) == (
        part.next_band.label,
        part.next_band.count,
        part.next_band.gain,
    )


def test_one_case_against_one_before_can_only_become_no_case(report: Report) -> None:
    part = trend_part(report, 1, 1, 1000)

    assert part.next_band
    assert ("không phát sinh", 1) == (part.next_band.label, part.next_band.count)


def test_the_nearest_step_to_no_case_is_not_called_lower(report: Report) -> None:
    previous = {"tre_bi_tai_nan_thuong_tich": 1, "tong_so_tre_em": 1000}
    part = report(tre_bi_tai_nan_thuong_tich=2, previous=previous).part("5.1")

    # «giảm» and «không phát sinh» bring the same here; only the second has no case.
    assert part.next_band
    assert ("không phát sinh", 2, 50) == (
        part.next_band.label,
        part.next_band.count,
        part.next_band.gain,
    )


def test_a_band_above_all_the_children_there_are_is_out_of_reach() -> None:
    ruleset = small_decision(
        ("{từ: 90, điểm: 50}", "{từ: 101, điểm: 50}"), ("dưới: 90", "dưới: 101")
    )
    figures = {"tong_so_tre_em": 100, "tre_duoc_kham": 99}
    part = score(ruleset, Assessment(MOUNTAIN_COMMUNE, 2024, figures)).part("3")

    assert 20 == part.points
    assert part.next_band is None


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (205, ("từ 90 dưới 102", 2, 20)),
        (204, ("từ 90 dưới 102", 1, 20)),
        (203, ("dưới 90", 24, 30)),
    ],
)
def test_where_fewer_is_better_a_count_above_its_whole_has_a_next_band_too(
    now: int, expected: tuple[str, int, int]
) -> None:
    figures = {"tong_so_tre_em": 200, "tre_duoc_kham": now}
    assessment = Assessment(MOUNTAIN_COMMUNE, 2024, figures)
    part = score(fewer_beyond_the_whole(), assessment).part("3")

    assert part.next_band
    assert expected == (part.next_band.label, part.next_band.count, part.next_band.gain)
