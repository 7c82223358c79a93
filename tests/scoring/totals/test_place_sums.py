"""Sums over communes: divided once, never averaged; a blank is in no sum."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.kinds.item_sum import ItemSum
from scoring.rules.ruleset import Ruleset
from scoring.totals.indicators import load_indicators
from scoring.totals.place_sums import amount_of
from tests.support.plan_places import place, units

VACCINATED, INFANTS = "tre_duoi_1_tuoi_tiem_chung_day_du", "tre_duoi_1_tuoi"
SHARE = load_indicators()["tiem_chung_day_du"]


def test_every_figure_and_item_of_an_indicator_is_in_the_decision(decision_06: Ruleset) -> None:
    items = {
        item.code
        for criterion in decision_06.criteria
        for part in criterion.parts
        if isinstance(part, ItemSum)
        for item in part.items
    }

    for one in load_indicators().values():
        assert set() == {*one.figures} - {*decision_06.figures}
        assert one.item is None or one.item in items


def test_a_share_of_a_place_is_the_sum_by_the_sum_and_no_average() -> None:
    found = amount_of(
        SHARE, place(2024, [{VACCINATED: 1, INFANTS: 1}, {VACCINATED: 0, INFANTS: 9}])
    )
    assert found is not None

    assert (Fraction(10), 1, 10) == (found.value, found.numerator, found.denominator)


def test_a_commune_that_left_one_of_two_figures_blank_is_not_in_the_sum() -> None:
    sent = [{VACCINATED: 9, INFANTS: 10}, {INFANTS: 50}, {VACCINATED: 4}]
    found = amount_of(SHARE, place(2024, sent, silent=1))
    assert found is not None

    assert (9, 10, 1, 4) == (found.numerator, found.denominator, found.covered, found.wanted)
    assert ("Xã 2", "Xã 3", "Xã 4") == found.missing


def test_without_a_figure_anywhere_there_is_no_value() -> None:
    found = amount_of(SHARE, place(2024, [{}]))
    assert found is not None

    assert found.value is None
    assert amount_of(SHARE, place(2024, [])) is None


def test_answers_are_counted_among_those_who_answered() -> None:
    indicator = load_indicators()["xa_co_diem_vui_choi"]
    answers = [{"12.1": True}, {"12.1": False}, {}]
    found = amount_of(indicator, place(2024, [{}, {}, {}], answers=answers))
    assert found is not None

    assert (1, 2, 2, 3) == (found.numerator, found.denominator, found.covered, found.wanted)


def test_only_decisions_recognise_and_who_waits_is_open() -> None:
    indicator = load_indicators()["xa_phu_hop"]
    found = amount_of(indicator, place(2024, [], count=units(105, 100, 15)))
    assert found is not None

    assert (105, 220, 15) == (found.numerator, found.denominator, found.open)
    assert amount_of(indicator, place(2024, [{VACCINATED: 1}])) is None


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), st.booleans()), min_size=1))
def test_every_number_follows_its_communes(sent: list[tuple[int, int, bool]]) -> None:
    figures = [
        {VACCINATED: min(a, b), INFANTS: b} if is_given else {INFANTS: b} for a, b, is_given in sent
    ]
    found = amount_of(SHARE, place(2024, figures))
    assert found is not None
    given_ = [(min(a, b), b) for a, b, is_given in sent if is_given]

    assert len(given_) == found.covered
    assert (sum(a for a, _ in given_) if given_ else None) == found.numerator
    assert (sum(b for _, b in given_) if given_ else None) == found.denominator
