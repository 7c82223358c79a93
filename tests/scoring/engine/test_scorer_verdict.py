"""The verdict from criteria and threshold, and on which level of trust it stands."""

from __future__ import annotations

from dataclasses import replace

from scoring.base.levels import Level
from scoring.engine.score_sheet import Finding, ScoreSheet
from scoring.engine.scorer import score
from scoring.rules.ruleset import Ruleset
from tests.support.scored_years import CITY_WARD, Report, best_year

# The verdict.


def _findings(sheet: ScoreSheet) -> list[Finding]:
    return [condition.finding for condition in sheet.conditions]


def test_a_criterion_with_no_points_fails_the_commune(report: Report) -> None:
    sheet = report(tre_khai_sinh_dung_quy_dinh=10)

    assert 950 == sheet.total.points
    assert [Finding.NOT_MET, Finding.NOT_MET, Finding.MET] == _findings(sheet)
    assert (2,) == sheet.conditions[0].numbers
    assert Finding.NOT_MET is sheet.verdict


def test_one_part_with_no_points_does_not_fail_its_criterion(report: Report) -> None:
    sheet = report(tre_tu_vong_do_tai_nan=1, tre_bi_tai_nan_thuong_tich=0)

    assert 0 == sheet.part("5.2").points
    assert 50 == sheet.criterion(5).points
    assert Finding.MET is sheet.verdict


def test_blanks_that_cannot_change_the_verdict_do_not_hold_it_up(report: Report) -> None:
    sheet = report(without=("1.4",))

    assert (980, 1000) == (sheet.total.minimum, sheet.total.maximum)
    assert Finding.MET is sheet.verdict
    assert () == sheet.deciding


def test_a_blank_that_may_leave_a_criterion_at_zero_holds_the_verdict_up(report: Report) -> None:
    sheet = report(without=("phieu_hai_long",))

    assert [Finding.CANNOT_SAY, Finding.CANNOT_SAY, Finding.MET] == _findings(sheet)
    assert Finding.CANNOT_SAY is sheet.verdict
    assert ["13"] == [part.part for part in sheet.deciding]


def test_a_threshold_out_of_reach_is_said_in_spite_of_blanks(report: Report) -> None:
    lost = {"tre_duoc_kham_suc_khoe": 700, "tre_den_truong_lop_mam_non": 140, "tre_bi_xam_hai": 9}
    sheet = report(
        CITY_WARD,
        without=("1.4",),
        previous={"tre_bi_xam_hai": 10, "tong_so_tre_em": 1000},
        **lost,
    )

    # 1.000 − 30 − 50 − 50
    assert 870 == sheet.total.maximum
    assert Finding.NOT_MET is sheet.verdict
    assert () == sheet.deciding


def test_a_failed_criterion_is_said_in_spite_of_blanks(report: Report) -> None:
    sheet = report(tre_khai_sinh_dung_quy_dinh=10, without=("phieu_hai_long",))

    assert Finding.NOT_MET is sheet.verdict
    assert (2,) == sheet.conditions[1].numbers


def test_an_open_threshold_makes_every_open_part_decide_highest_stake_first(
    report: Report,
) -> None:
    sheet = report(
        CITY_WARD, without=("1.4", "11.2", "12.1", "tre_duoc_kham_suc_khoe", "phieu_hai_long")
    )

    assert [Finding.CANNOT_SAY] * 3 == _findings(sheet)
    assert [("13", 75), ("9", 50), ("12", 50), ("11", 35), ("1", 20)] == [
        (part.part, part.stake) for part in sheet.deciding
    ]


def test_with_the_threshold_reached_only_criteria_that_may_end_at_zero_decide(
    report: Report,
) -> None:
    sheet = report(without=("1.4", "12.1", "phieu_hai_long"))

    assert Finding.MET is sheet.conditions[2].finding
    assert ["13"] == [part.part for part in sheet.deciding]


def test_the_threshold_is_met_at_exactly_its_points(decision_06: Ruleset) -> None:
    # 1.000 − 50 (criterion 3 lower than before) − 50 (12.2): a city ward needs 900.
    assessment = best_year(
        CITY_WARD,
        tre_bi_xam_hai=1,
        previous={"tre_bi_xam_hai": 2, "tong_so_tre_em": 1000},
        answers={"12.2": False},
    )
    on = score(decision_06, assessment)
    under = score(decision_06, replace(assessment, answers={**assessment.answers, "1.2": False}))

    assert (900, Finding.MET) == (on.total.points, on.verdict)
    assert (885, Finding.NOT_MET) == (under.total.points, under.verdict)


# Levels.


def test_the_level_of_a_part_is_that_of_the_number_used(report: Report) -> None:
    top = report().part("7")
    lower = report(tre_duoi_1_tuoi_tiem_chung_day_du=48).part("7")

    assert Level.SECONDARY_SOURCE is top.level
    assert Level.ASSUMED is lower.level


def test_the_level_of_a_sum_is_the_weakest_of_its_items(report: Report) -> None:
    assert Level.DERIVED is report().part("1").level


def test_the_level_of_the_sheet_is_the_weakest_of_all(report: Report) -> None:
    sheet = report()

    assert Level.ASSUMED is sheet.ruleset.level
    assert Level.ASSUMED is sheet.conditions[0].level
