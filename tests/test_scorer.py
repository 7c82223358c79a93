"""The reference scorer, case by case, under the shipped ruleset and a small one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest

from scoring.assessment import Assessment
from scoring.commune import Area, Commune, CommuneKind, threshold_group
from scoring.levels import Level
from scoring.loading import load
from scoring.parts import BandScale
from scoring.result import Finding, Outcome, PartScore, ScoreSheet
from scoring.ruleset import Ruleset
from scoring.scorer import score

SOUND = Path(__file__).parent / "faulty" / "_dung.yaml"
MOUNTAIN_COMMUNE = Commune(
    "99001", "Xã Thử", CommuneKind.COMMUNE, (Area.MOUNTAINOUS,), centrally_run_city=False
)
CITY_WARD = Commune("99002", "Phường Thử", CommuneKind.WARD, centrally_run_city=True)

BEST = {
    "tong_so_tre_em": 1000,
    "tre_phai_khai_sinh": 100,
    "tre_khai_sinh_dung_quy_dinh": 100,
    "tre_bi_xam_hai": 0,
    "tre_vi_pham_phap_luat_nghien_ma_tuy": 0,
    "tre_bi_tai_nan_thuong_tich": 0,
    "tre_tu_vong_do_tai_nan": 0,
    "tre_hoan_canh_dac_biet": 20,
    "tre_hoan_canh_dac_biet_duoc_tro_giup": 20,
    "vu_viec_xam_hai_bo_roi_mua_ban": 0,
    "vu_viec_co_ke_hoach_kip_thoi": 0,
    "tre_duoi_1_tuoi": 50,
    "tre_duoi_1_tuoi_tiem_chung_day_du": 50,
    "tre_duoi_5_tuoi": 300,
    "tre_duoi_5_tuoi_nhe_can": 0,
    "tre_duoi_5_tuoi_thap_coi": 0,
    "tre_duoc_kham_suc_khoe": 1000,
    "tre_trong_do_tuoi_mam_non": 200,
    "tre_den_truong_lop_mam_non": 200,
    "phieu_hop_le": 100,
    "phieu_hai_long": 100,
}
ALL_YES = dict.fromkeys(("1.1", "1.2", "1.3", "1.4", "11.1", "11.2", "12.1", "12.2"), True)

Report = Callable[..., ScoreSheet]


def _assessment(
    commune: Commune = MOUNTAIN_COMMUNE,
    *,
    without: tuple[str, ...] = (),
    previous: dict[str, int] | None = None,
    answers: dict[str, bool] | None = None,
    **figures: int,
) -> Assessment:
    """Return the best possible year, changed as told."""
    reported = {**BEST, **figures}
    return Assessment(
        commune=commune,
        year=2024,
        figures={code: value for code, value in reported.items() if code not in without},
        previous=previous or {},
        answers={k: v for k, v in (ALL_YES | (answers or {})).items() if k not in without},
    )


@pytest.fixture
def report(decision_06: Ruleset) -> Report:
    def scored(*arguments: Commune, **changes: object) -> ScoreSheet:
        return score(decision_06, _assessment(*arguments, **changes))  # type: ignore[arg-type]

    return scored


def test_the_best_year_has_all_thousand_points(report: Report) -> None:
    sheet = report()

    assert 1000 == sheet.total.points == sheet.total.minimum == sheet.total.maximum
    assert Finding.MET is sheet.verdict
    assert () == sheet.deciding


# Bands.


def test_29_of_50_is_exactly_58_per_cent(report: Report) -> None:
    part = report(tre_phai_khai_sinh=50, tre_khai_sinh_dung_quy_dinh=29).part("2")

    assert 58 == part.value
    assert "58" == part.value_text


def test_147_of_150_lies_on_the_edge_of_98_per_cent(report: Report) -> None:
    on = report(tre_duoi_1_tuoi=150, tre_duoi_1_tuoi_tiem_chung_day_du=147).part("7")
    under = report(tre_duoi_1_tuoi=150, tre_duoi_1_tuoi_tiem_chung_day_du=146).part("7")

    assert 50 == on.points
    assert "từ 98" == on.band
    assert 35 == under.points
    assert "từ 95 dưới 98" == under.band


def _scale(rules: Ruleset, code: str) -> BandScale:
    (part,) = [p for _, p in rules.parts if p.code == code]
    assert isinstance(part, BandScale)
    return part


@pytest.mark.parametrize("code", ["2", "6.1", "6.2", "7", "8.1", "8.2", "9", "10", "13"])
def test_every_edge_of_a_scale_belongs_to_one_side(
    decision_06: Ruleset, report: Report, code: str
) -> None:
    part = _scale(decision_06, code)
    numerator, denominator = part.indicator.numerator, part.indicator.denominator
    whole = 10_000
    for edge in part.edges:
        at = int(edge * whole / 100)
        # «từ» holds the edge: upwards from it on a higher-is-better scale as on the other.
        for count in (at - 1, at, at + 1):
            scored = report(**{denominator: whole, numerator: count}).part(code)
            (expected,) = [
                band.points
                for band in part.bands
                if (band.at_least is None or count >= at or band.at_least < edge)
                and (band.at_least is None or band.at_least * whole <= count * 100)
                and (band.below is None or count * 100 < band.below * whole)
            ]
            assert expected == scored.points, (edge, count)


@pytest.mark.parametrize(("deaths", "points"), [(0, 50), (1, 0), (2, 0)])
def test_a_count_falls_in_its_band(report: Report, deaths: int, points: int) -> None:
    part = report(tre_tu_vong_do_tai_nan=deaths).part("5.2")

    assert points == part.points
    assert deaths == part.numerator
    assert part.denominator is None


def test_a_value_just_under_an_edge_does_not_read_as_the_edge(report: Report) -> None:
    part = report(tre_phai_khai_sinh=1_000_000, tre_khai_sinh_dung_quy_dinh=979_999).part("2")

    assert 35 == part.points
    assert "97.9999" == part.value_text


# Blanks.


def test_a_missing_figure_is_missing_not_zero(report: Report) -> None:
    part = report(without=("tre_duoi_1_tuoi_tiem_chung_day_du",)).part("7")

    assert Outcome.MISSING is part.outcome
    assert part.points is None
    assert (0, 50) == (part.minimum, part.maximum)
    assert ("Số trẻ em dưới 1 tuổi được tiêm chủng đầy đủ",) == part.blanks


def test_a_reported_zero_is_zero(report: Report) -> None:
    part = report(tre_duoi_1_tuoi_tiem_chung_day_du=0).part("7")

    assert Outcome.SCORED is part.outcome
    assert 0 == part.points


def test_a_blank_denominator_is_missing_too(report: Report) -> None:
    part = report(without=("tre_duoi_1_tuoi",)).part("7")

    assert Outcome.MISSING is part.outcome


def test_a_blank_count_is_missing(report: Report) -> None:
    part = report(without=("tre_tu_vong_do_tai_nan",)).part("5.2")

    assert Outcome.MISSING is part.outcome
    assert (0, 50) == (part.minimum, part.maximum)


def test_an_item_without_an_answer_is_open_between_its_points(report: Report) -> None:
    part = report(without=("1.2",)).part("1")

    assert Outcome.MISSING is part.outcome
    assert (85, 100) == (part.minimum, part.maximum)
    (blank,) = part.blanks
    assert blank.startswith("1.2 ")


def test_an_item_answered_no_loses_its_points(report: Report) -> None:
    part = report(answers={"1.1": False}).part("1")

    assert Outcome.SCORED is part.outcome
    assert 50 == part.points


def test_a_no_beside_a_blank_lowers_what_is_still_possible(report: Report) -> None:
    part = report(answers={"1.1": False}, without=("1.2",)).part("1")

    assert (35, 50) == (part.minimum, part.maximum)


def test_an_empty_report_scores_nothing_and_leaves_everything_open(decision_06: Ruleset) -> None:
    sheet = score(decision_06, Assessment(MOUNTAIN_COMMUNE, 2024))

    assert {Outcome.MISSING} == {part.outcome for part in sheet.parts}
    assert (None, 0, 1000) == (sheet.total.points, sheet.total.minimum, sheet.total.maximum)
    assert Finding.CANNOT_SAY is sheet.verdict
    assert len([*sheet.parts]) == len(sheet.deciding)


# Zero denominators.


def test_no_children_of_that_age_awaits_appraisal(report: Report) -> None:
    part = report(tre_duoi_1_tuoi=0, tre_duoi_1_tuoi_tiem_chung_day_du=0).part("7")

    assert Outcome.NEEDS_APPRAISAL is part.outcome
    assert part.points is None
    assert (0, 50) == (part.minimum, part.maximum)
    assert "Văn bản chưa quy định" == part.zero_citation


def test_where_no_case_arose_the_ruleset_gives_the_maximum(report: Report) -> None:
    part = report(vu_viec_xam_hai_bo_roi_mua_ban=0, vu_viec_co_ke_hoach_kip_thoi=0).part("6.2")

    assert Outcome.SCORED is part.outcome
    assert 75 == part.points
    assert part.band is None
    assert Level.ASSUMED is part.level


def test_no_children_at_all_awaits_appraisal_even_without_a_case(report: Report) -> None:
    part = report(tong_so_tre_em=0, tre_bi_xam_hai=0).part("3")

    assert Outcome.NEEDS_APPRAISAL is part.outcome


def test_a_zero_denominator_may_give_no_points(tmp_path: Path) -> None:
    text = SOUND.read_text(encoding="utf-8")
    head, _, tail = text.rpartition("kết quả: chờ thẩm định")
    path = tmp_path / "khong-diem.yaml"
    path.write_text(f"{head}kết quả: không điểm{tail}", encoding="utf-8")
    figures = {"tong_so_tre_em": 0, "tre_duoc_kham": 0}
    part = score(load(path), Assessment(MOUNTAIN_COMMUNE, 2024, figures)).part("3")

    assert Outcome.SCORED is part.outcome
    assert 0 == part.points


# The previous period.


def _trend(
    report: Report, cases: int, before: int | None, children_before: int | None
) -> PartScore:
    figures = {"tre_bi_xam_hai": before, "tong_so_tre_em": children_before}
    previous = {code: value for code, value in figures.items() if value is not None}
    return report(tre_bi_xam_hai=cases, previous=previous).part("3")


def test_no_case_needs_no_previous_figure(report: Report) -> None:
    part = _trend(report, 0, None, None)

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
    part = _trend(report, cases, *before)

    assert band == part.band
    assert points == part.points


def test_a_rate_that_differs_in_the_seventh_place_is_lower_all_the_same(
    decision_06: Ruleset,
) -> None:
    assessment = _assessment(
        tong_so_tre_em=100_001,
        tre_bi_xam_hai=3,
        previous={"tong_so_tre_em": 100_000, "tre_bi_xam_hai": 3},
    )
    part = score(decision_06, assessment).part("3")

    assert "giảm" == part.band
    assert part.value_text != part.previous_text


def test_no_children_in_the_previous_period_awaits_appraisal(report: Report) -> None:
    part = _trend(report, 5, 0, 0)

    assert Outcome.NEEDS_APPRAISAL is part.outcome
    assert (0, 100) == (part.minimum, part.maximum)


def test_cases_without_previous_figures_can_no_longer_be_no_case(report: Report) -> None:
    part = _trend(report, 5, None, None)

    assert Outcome.MISSING is part.outcome
    assert (0, 50) == (part.minimum, part.maximum)


@pytest.mark.parametrize(("before", "children"), [(None, 1000), (5, None)])
def test_half_of_the_previous_period_is_missing_too(
    report: Report, before: int | None, children: int | None
) -> None:
    part = _trend(report, 5, before, children)

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


# Rules that nobody could read.


@pytest.fixture
def with_unknown_points(tmp_path: Path) -> Ruleset:
    text = SOUND.read_text(encoding="utf-8")
    text = text.replace("{từ: 70, dưới: 90, điểm: 20}", "{từ: 70, dưới: 90, điểm: chưa rõ}")
    text = text.replace("        chiều:", "        điểm tối đa: 50\n        chiều:")
    text = text.replace("            điểm: 10\n", "            điểm: chưa rõ\n")
    text = text.replace("        nội dung:\n", "        điểm tối đa: 30\n        nội dung:\n")
    path = tmp_path / "chua-ro.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


@pytest.mark.parametrize(
    ("checked", "outcome", "points", "bounds"),
    [
        (90, Outcome.SCORED, 50, (50, 50)),
        (80, Outcome.UNKNOWN_RULE, None, (0, 50)),
        (10, Outcome.SCORED, 0, (0, 0)),
    ],
)
def test_only_the_band_nobody_could_read_is_unknown(
    with_unknown_points: Ruleset,
    checked: int,
    outcome: Outcome,
    points: int | None,
    bounds: tuple[int, int],
) -> None:
    figures = {"tong_so_tre_em": 100, "tre_duoc_kham": checked}
    part = score(with_unknown_points, Assessment(MOUNTAIN_COMMUNE, 2024, figures)).part("3")

    assert outcome is part.outcome
    assert points == part.points
    assert bounds == (part.minimum, part.maximum)


@pytest.mark.parametrize(
    ("answers", "outcome", "bounds"),
    [
        ({"1.1": True, "1.2": True}, Outcome.UNKNOWN_RULE, (20, 30)),
        ({"1.1": False, "1.2": True}, Outcome.UNKNOWN_RULE, (0, 10)),
        ({"1.1": True, "1.2": False}, Outcome.SCORED, (20, 20)),
        ({"1.2": True}, Outcome.MISSING, (0, 30)),
        ({"1.1": True}, Outcome.MISSING, (20, 30)),
    ],
)
def test_the_known_items_count_beside_one_nobody_could_read(
    with_unknown_points: Ruleset,
    answers: dict[str, bool],
    outcome: Outcome,
    bounds: tuple[int, int],
) -> None:
    assessment = Assessment(MOUNTAIN_COMMUNE, 2024, answers=answers)
    part = score(with_unknown_points, assessment).part("1")

    assert outcome is part.outcome
    assert bounds == (part.minimum, part.maximum)


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
    assessment = _assessment(
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


# The next better band.


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
    part = _trend(report, 6, 5, 1000)

    # 5 of 1.000 is equal and brings nothing; 4 is lower.
    assert part.next_band
    assert ("giảm", 2, 50) == (part.next_band.label, part.next_band.count, part.next_band.gain)


def test_after_lower_comes_no_case_at_all(report: Report) -> None:
    part = _trend(report, 4, 5, 1000)

    assert part.next_band
    assert ("không phát sinh", 4, 50) == (
        part.next_band.label,
        part.next_band.count,
        part.next_band.gain,
    )


def test_one_case_against_one_before_can_only_become_no_case(report: Report) -> None:
    part = _trend(report, 1, 1, 1000)

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


def test_a_band_above_all_the_children_there_are_is_out_of_reach(tmp_path: Path) -> None:
    text = SOUND.read_text(encoding="utf-8")
    text = text.replace("{từ: 90, điểm: 50}", "{từ: 101, điểm: 50}").replace(
        "dưới: 90", "dưới: 101"
    )
    path = tmp_path / "tren-100.yaml"
    path.write_text(text, encoding="utf-8")
    figures = {"tong_so_tre_em": 100, "tre_duoc_kham": 99}
    part = score(load(path), Assessment(MOUNTAIN_COMMUNE, 2024, figures)).part("3")

    assert 20 == part.points
    assert part.next_band is None


# Threshold groups.


def _expected_threshold(kind: CommuneKind, areas: set[Area], *, city: bool) -> int:
    if kind is CommuneKind.WARD:
        return 900 if city else 850
    counting = {Area.MOUNTAINOUS, Area.ISLAND}
    if kind is CommuneKind.COMMUNE:
        counting = set(Area)
    return 800 if areas & counting else 850


@pytest.mark.parametrize("city", [True, False])
@pytest.mark.parametrize("kind", [CommuneKind.COMMUNE, CommuneKind.WARD, CommuneKind.TOWNSHIP])
def test_every_possible_commune_has_the_threshold_of_its_group(
    decision_06: Ruleset, kind: CommuneKind, *, city: bool
) -> None:
    for size in range(4):
        for areas in combinations(Area, size):
            commune = Commune("99001", "Thử", kind, areas, centrally_run_city=city)
            found = threshold_group(decision_06.recognition, commune)

            assert found
            assert _expected_threshold(kind, set(areas), city=city) == found.points


def test_a_special_zone_is_no_kind_that_the_decision_knows(decision_06: Ruleset) -> None:
    zone = Commune("99001", "Thử", CommuneKind.SPECIAL_ZONE)

    assert threshold_group(decision_06.recognition, zone) is None
    with pytest.raises(ValueError, match="no threshold group"):
        score(decision_06, Assessment(zone, 2024))


def test_a_ward_s_group_needs_to_know_the_type_of_its_province(decision_06: Ruleset) -> None:
    ward = Commune("99001", "Thử", CommuneKind.WARD)
    commune = Commune("99001", "Thử", CommuneKind.COMMUNE)
    of_commune = threshold_group(decision_06.recognition, commune)

    assert threshold_group(decision_06.recognition, ward) is None
    assert of_commune
    assert 850 == of_commune.points


# Who recognises.


@pytest.mark.parametrize(
    ("year", "authority", "level"),
    [
        (2024, "Chủ tịch Ủy ban nhân dân cấp huyện", Level.SECONDARY_SOURCE),
        (2025, "chưa rõ", None),
    ],
)
def test_the_authority_is_the_one_of_the_last_day_of_the_year(
    decision_06: Ruleset, year: int, authority: str, level: Level | None
) -> None:
    used = score(decision_06, replace(_assessment(), year=year)).ruleset

    assert authority == used.authority
    assert level is used.authority_level


def test_points_stay_exact_fractions(tmp_path: Path) -> None:
    text = SOUND.read_text(encoding="utf-8")
    text = text.replace("            điểm: 20\n", "            điểm: 19.9\n")
    text = text.replace("            điểm: 10\n", "            điểm: 10.1\n")
    path = tmp_path / "le.yaml"
    path.write_text(text, encoding="utf-8")
    sheet = score(
        load(path), Assessment(MOUNTAIN_COMMUNE, 2024, answers={"1.1": True, "1.2": True})
    )

    assert Fraction(30) == sheet.part("1").points
