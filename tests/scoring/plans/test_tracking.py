"""Plans held to figures: Hưng Yên 2024, Quyết định 23, Gia Lai 2022, with invented values."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.plans.text import plan_text
from reports.plans.words import tracked_words
from scoring.plans.holding import Bound, Sign
from scoring.plans.loading import adopted_plan
from scoring.plans.tracking import Progress, Sources, Tracked, Trend, tracked
from scoring.totals.amounts import Amount
from tests.support.plan_places import place, units

CHILDREN, SPECIAL = "tong_so_tre_em", "tre_hoan_canh_dac_biet"
HELPED, DEATHS = "tre_hoan_canh_dac_biet_duoc_tro_giup", "tre_tu_vong_do_tai_nan"


def _typed(cases: int, whole: int | None = None, *, filled: int = 1, of: int = 1) -> Amount:
    per = None if whole is None else 100
    return Amount(cases, whole, per, "nhập tay: Báo cáo Sở", filled, of)


def _hung_yen(**changes: object) -> dict[str, Tracked]:
    figures = {CHILDREN: 30_000, SPECIAL: 290, HELPED: 280, DEATHS: 9}
    figures |= changes.pop("figures", {})  # type: ignore[arg-type]
    base = {CHILDREN: 30_000, SPECIAL: 310, HELPED: 285, DEATHS: 11}
    silent = changes.pop("silent", 0)
    count = changes.pop("count", units(121, 40))
    years = {
        2023: place(2023, [base]),
        2024: place(2024, [figures], silent=silent, count=count),  # type: ignore[arg-type]
    }
    typed: dict[tuple[str, int], Amount] = {
        ("1", 2024): _typed(10, 10, filled=10, of=10),
        ("2c", 2024): _typed(0, 0),
        ("3", 2024): _typed(25_000, 25_000),
        ("4a", 2024): _typed(198, 200),
        ("4c", 2024): _typed(18),
        ("4c", 2023): _typed(20),
    }
    typed |= changes.pop("typed", {})  # type: ignore[arg-type]
    plan = adopted_plan("hungyen-39-2024")
    return {one.target.code: one for one in tracked(plan, 2024, Sources(years, typed))}


def _progress(found: Mapping[str, Tracked]) -> dict[str, Progress]:
    return {code: one.progress for code, one in found.items()}


def test_the_nine_targets_of_hung_yen() -> None:
    assert {
        "1": Progress.MET,
        "2a": Progress.MET,
        "2b": Progress.MET,
        "2c": Progress.NO_CASE,
        "3": Progress.MET,
        "4a": Progress.NOT_MET,
        "4b": Progress.MET,
        "4c": Progress.MET,
        "5": Progress.MET,
    } == _progress(_hung_yen())


def test_above_is_strict_and_at_least_is_not() -> None:
    exact = _hung_yen(figures={SPECIAL: 300, HELPED: 282})

    assert Fraction(94) == exact["2a"].amount.value  # type: ignore[union-attr]
    assert (Progress.NOT_MET, 1) == (exact["2a"].progress, exact["2a"].distance)
    assert (Progress.NOT_MET, 1) == (exact["2b"].progress, exact["2b"].distance)


def test_a_fall_is_held_against_the_base_year_exactly() -> None:
    found = _hung_yen(figures={DEATHS: 10}, typed={("4c", 2024): _typed(19)})

    assert (Progress.NOT_MET, 1) == (found["4b"].progress, found["4b"].distance)
    assert (Progress.NOT_MET, 1) == (found["4c"].progress, found["4c"].distance)
    assert (
        "giảm ít nhất 10% so với năm 2023, tức nhiều nhất 9,9" == tracked_words(found["4b"]).wanted
    )


def test_a_base_year_nobody_knows_concludes_nothing() -> None:
    plan = adopted_plan("hungyen-39-2024")
    sources = Sources({2024: place(2024, [{DEATHS: 9}])}, {})
    (found,) = [one for one in tracked(plan, 2024, sources) if one.target.code == "4b"]

    assert (Progress.NO_DATA, "chưa có số của năm gốc 2023") == (found.progress, found.why)


def test_the_share_of_161_communes_needs_120() -> None:
    assert Progress.MET is _hung_yen(count=units(120, 41))["5"].progress
    below = _hung_yen(count=units(119, 42))["5"]
    open_ = _hung_yen(count=units(119, 40, 2))["5"]
    assert (Progress.NOT_MET, 1) == (below.progress, below.distance)
    assert (Progress.CANNOT_SAY, "còn 2 đơn vị chưa có quyết định") == (open_.progress, open_.why)


def test_units_that_are_missing_leave_a_share_open_and_it_says_what_it_comes_to() -> None:
    found = _hung_yen(silent=1)["2a"]
    words = tracked_words(found)

    assert (Progress.CANNOT_SAY, Progress.MET) == (found.progress, found.so_far)
    assert "? Chưa kết luận được: mới có số của 1/2 đơn vị; theo số đã có: đạt" == words.mark
    assert "1/2 đơn vị (còn thiếu: Xã 2)" == words.coverage


def test_a_plain_count_that_passed_its_bound_is_certain_without_the_others() -> None:
    found = _hung_yen(silent=1, figures={DEATHS: 12})["4b"]

    assert Progress.NOT_MET is found.progress


def test_a_case_that_arose_is_judged_again() -> None:
    assert Progress.NOT_MET is _hung_yen(typed={("2c", 2024): _typed(1, 2)})["2c"].progress


def test_gia_lai_prints_its_fraction_rounded_not_cut() -> None:
    found = {
        one.target.code: one for one in tracked(adopted_plan("gialai-2022"), 2022, Sources({}, {}))
    }
    words = tracked_words(found["8"])

    assert "105/220 = 47,73%" == words.value
    assert "ít nhất 64,09% (141/220)" == words.wanted
    assert ("✘ Chưa đạt", "còn thiếu 36 xã") == (words.mark, words.distance)


def test_141_of_220_is_enough_though_its_rounding_is_not() -> None:
    plan = adopted_plan("gialai-2022")
    years = {2022: place(2022, [], count=units(141, 79))}
    (found,) = [one for one in tracked(plan, 2022, Sources(years, {})) if one.target.code == "8"]

    assert Progress.MET is found.progress


def test_gia_lai_falls_without_an_amount_and_money() -> None:
    years = {
        2021: place(2021, [{"tre_bi_xam_hai": 5, CHILDREN: 1_000}]),
        2022: place(2022, [{"tre_bi_xam_hai": 5, CHILDREN: 1_000}]),
    }
    typed = {("9", 2022): _typed(3_400_000_000)}
    found = {
        one.target.code: one
        for one in tracked(adopted_plan("gialai-2022"), 2022, Sources(years, typed))
    }

    assert (Progress.NOT_MET, 1) == (found["3"].progress, found["3"].distance)
    assert Trend.SAME is found["3"].trend
    money = tracked_words(found["9"])
    assert ("3.400.000.000 đồng", "còn thiếu 100.000.000 đồng") == (money.value, money.distance)


def test_decision_23_has_another_operator_by_year() -> None:
    plan = adopted_plan("qg-23-2021")
    sums = [{"tre_duoi_5_tuoi_thap_coi": 17, "tre_duoi_5_tuoi": 100, CHILDREN: 1_000}]
    years = {year: place(year, sums) for year in (2025, 2030)}
    found = {
        year: next(
            one for one in tracked(plan, year, Sources(years, {})) if one.target.code == "4b"
        )
        for year in (2025, 2030)
    }

    assert [Progress.MET, Progress.NOT_MET] == [one.progress for one in found.values()]
    assert ["nhiều nhất 17%", "dưới 15%"] == [tracked_words(one).wanted for one in found.values()]
    assert 3 == found[2030].distance


def test_decision_23_falls_each_year_within_a_range_and_rates_are_per_100_000() -> None:
    plan = adopted_plan("qg-23-2021")
    years = {2026: place(2026, [{"tre_bi_tai_nan_thuong_tich": 6, CHILDREN: 1_000}])}
    typed = {("13", 2026): _typed(98), ("13", 2025): _typed(100)}
    found = {one.target.code: one for one in tracked(plan, 2026, Sources(years, typed))}

    assert Progress.MET is found["13"].progress
    assert tracked_words(found["13"]).wanted.startswith("giảm ít nhất 2 đến 3% so với năm 2025")
    rate = tracked_words(found["11a"])
    assert "6/1.000 = 600 trên 100.000" == rate.value
    assert "nhiều nhất 500 trên 100.000 (mức của năm 2030)" == rate.wanted
    assert "phải giảm 1 trẻ em" == rate.distance
    assert Progress.NO_DATA is found["12"].progress


def test_a_year_outside_the_plan_is_asked_nothing() -> None:
    found = tracked(adopted_plan("gialai-2022"), 2030, Sources({}, {}))

    assert {"kế hoạch không đặt mức cho năm 2030"} == {one.why for one in found}


SIGNS: list[Sign] = [">=", ">", "<=", "<"]


@given(
    st.sampled_from(SIGNS),
    st.fractions(0, 200, max_denominator=40),
    st.integers(1, 400),
    st.sampled_from([100, 1_000, 100_000]),
)
def test_the_nearest_count_is_enough_and_the_one_before_is_not(
    sign: Sign, number: Fraction, whole: int, per: int
) -> None:
    bound = Bound(sign, number)
    found = bound.nearest_count(Fraction(whole, per))
    if found is None:
        assert not bound.holds(Fraction(0))
        return
    step = -1 if bound.wants_more else 1

    assert bound.holds(Fraction(found * per, whole))
    assert found + step < 0 or not bound.holds(Fraction((found + step) * per, whole))


@given(st.integers(0, 300), st.integers(1, 300), st.integers(0, 40), st.integers(0, 40))
def test_every_printed_number_follows_what_was_counted(
    helped: int, special: int, deaths: int, deaths_before: int
) -> None:
    helped = min(helped, special)
    figures = {CHILDREN: 30_000, SPECIAL: special, HELPED: helped, DEATHS: deaths}
    years = {
        2023: place(2023, [{DEATHS: deaths_before}]),
        2024: place(2024, [figures], count=units(special, 0)),
    }
    plan = adopted_plan("hungyen-39-2024")
    found = tracked(plan, 2024, Sources(years, {}))
    text = plan_text(plan, 2024, found, {}, is_sample=True).replace("\n    ", " ")

    assert f"Thực hiện: {helped}/{special} = " in text
    assert f"Thực hiện: {special}/30.000 = " in text
    assert f"Thực hiện: {deaths};" in text
    assert f"Năm trước: {deaths_before}\n" in text
    assert f"Thực hiện: {special}/{special} = 100%" in text


@pytest.mark.parametrize("code", ["1", "2c", "3", "4a", "4c"])
def test_what_nothing_computes_and_nobody_typed_has_no_value(code: str) -> None:
    found = {
        one.target.code: one
        for one in tracked(adopted_plan("hungyen-39-2024"), 2024, Sources({}, {}))
    }

    assert (Progress.NO_DATA, None) == (found[code].progress, found[code].amount)
