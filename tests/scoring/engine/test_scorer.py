"""The reference scorer on what is reported: bands, blanks, zero denominators, unknown rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.base.levels import Level
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Finding, Outcome
from scoring.engine.scorer import score
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from tests.support.places import SOUND
from tests.support.scored_years import MOUNTAIN_COMMUNE, Report


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
