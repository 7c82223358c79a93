"""Parts that compare with the previous period."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Outcome
from scoring.engine.scorer import score
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from tests.support.places import SOUND
from tests.support.scored_years import MOUNTAIN_COMMUNE, Report, best_year, trend_part


def test_no_case_needs_no_previous_figure(report: Report) -> None:
    part = trend_part(report, 0, None, None)

    assert 100 == part.points
    assert "không phát sinh" == part.band
    assert () == part.blanks


@pytest.mark.parametrize(
    ("cases", "before", "band", "points"),
    [
        (4, (5, 1000), "giảm", 50),
        (5, (5, 1000), "không đổi", 0),
        (6, (5, 1000), "tăng", 0),
        # The rate counts, not the number of cases: 5 of 999 is more than 5 of 1.000.
        (5, (5, 999), "giảm", 50),
        (5, (5, 1001), "tăng", 0),
        (5, (10, 2000), "không đổi", 0),
        (1, (0, 1000), "tăng", 0),
    ],
)
def test_the_rate_is_compared_with_the_previous_rate(
    report: Report, cases: int, before: tuple[int, int], band: str, points: int
) -> None:
    part = trend_part(report, cases, *before)

    assert band == part.band
    assert points == part.points


def test_a_rate_that_differs_in_the_seventh_place_is_lower_all_the_same(
    decision_06: Ruleset,
) -> None:
    assessment = best_year(
        tong_so_tre_em=100_001,
        tre_bi_xam_hai=3,
        previous={"tong_so_tre_em": 100_000, "tre_bi_xam_hai": 3},
    )
    part = score(decision_06, assessment).part("3")

    assert "giảm" == part.band
    assert part.value_text != part.previous_text


def test_no_children_in_the_previous_period_awaits_appraisal(report: Report) -> None:
    part = trend_part(report, 5, 0, 0)

    assert Outcome.NEEDS_APPRAISAL is part.outcome
    assert (0, 100) == (part.minimum, part.maximum)


def test_cases_without_previous_figures_can_no_longer_be_no_case(report: Report) -> None:
    part = trend_part(report, 5, None, None)

    assert Outcome.MISSING is part.outcome
    assert (0, 50) == (part.minimum, part.maximum)


@pytest.mark.parametrize(("before", "children"), [(None, 1000), (5, None)])
def test_half_of_the_previous_period_is_missing_too(
    report: Report, before: int | None, children: int | None
) -> None:
    part = trend_part(report, 5, before, children)

    assert Outcome.MISSING is part.outcome
    assert (0, 50) == (part.minimum, part.maximum)
    (blank,) = part.blanks
    assert blank.endswith("(kỳ trước)")


def test_missing_cases_leave_everything_open(report: Report) -> None:
    part = report(without=("tre_bi_xam_hai",), previous={"tre_bi_xam_hai": 5}).part("3")

    assert (0, 100) == (part.minimum, part.maximum)


def test_equal_points_for_every_trend_left_bound_a_part_to_one_number(tmp_path: Path) -> None:
    text = SOUND.read_text(encoding="utf-8").replace(
        "giảm: 10, không đổi: 0, tăng: 0", "giảm: 10, không đổi: 10, tăng: 10"
    )
    path = tmp_path / "nhu-nhau.yaml"
    path.write_text(text, encoding="utf-8")
    figures = {"tong_so_tre_em": 100, "tre_bi_xam_hai": 1}
    part = score(load(path), Assessment(MOUNTAIN_COMMUNE, 2024, figures)).part("2")

    assert Outcome.MISSING is part.outcome
    assert (10, 10) == (part.minimum, part.maximum)
    assert part.points is None
