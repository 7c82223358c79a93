"""Where to look first: what decides, what stands out, and a sample anybody can draw again."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.base.problems import Place
from scoring.engine.assessment import Assessment
from scoring.engine.possible_points import attainable, away
from scoring.engine.score_sheet import Outcome, ScoreSheet
from scoring.engine.scorer import score
from scoring.engine.what_if import WhatIf, exactly
from scoring.focus.decisive_parts import overturning
from scoring.focus.focus import focus
from scoring.focus.sampling import draw
from scoring.focus.shares import ScoredCommune
from scoring.focus.signal_kinds import SignalKind
from scoring.focus.signals import signals
from scoring.intake.reading import Entry
from scoring.rules.ruleset import Ruleset
from tests.support.examples import examples
from tests.support.sample_sheets import ASSESSMENTS, FIGURES, LOWLAND
from tests.support.strategies import assessments, decision_06, small_rulesets

RULES = decision_06()


def brute_force(ruleset: Ruleset, sheet: ScoreSheet) -> set[tuple[tuple[str, ...], Any]]:
    """Return the parts, singly and in pairs, by trying every points of every part."""
    rules = {part.code: part for _, part in ruleset.parts}
    points = {part.code: attainable(rules[part.code], part) for part in sheet.parts}
    what_if = WhatIf(sheet)
    alone = {
        (code, value): what_if.verdict({code: exactly(value)})
        for code, values in points.items()
        for value in values
    }
    found = {((code,), verdict) for (code, _), verdict in alone.items()}
    for one, two in combinations(points, 2):
        for first, second in product(points[one], points[two]):
            if {alone[one, first], alone[two, second]} == {sheet.verdict}:
                both = {one: exactly(first), two: exactly(second)}
                found.add(((one, two), what_if.verdict(both)))
    return {(codes, verdict) for codes, verdict in found if verdict is not sheet.verdict}


@examples(40)  # each tries thousands of pairs
@given(st.data())
def test_decisive_parts_are_those_that_trying_everything_finds(data: Any) -> None:
    ruleset = data.draw(small_rulesets())
    assessment: Assessment = data.draw(assessments(ruleset))
    sheet = score(ruleset, assessment)
    found = overturning(ruleset, assessment, sheet)

    assert brute_force(ruleset, sheet) == {
        (tuple(other.part for other in one.parts), one.verdict) for one in found
    }
    for one in found:
        spans = {other.part: exactly(other.points) for other in one.parts}
        assert one.verdict is WhatIf(sheet).verdict(spans)


@pytest.mark.parametrize("name", ASSESSMENTS)
def test_under_the_real_decision_they_are_the_same_too(name: str) -> None:
    sheet = score(RULES, ASSESSMENTS[name])
    found = overturning(RULES, ASSESSMENTS[name], sheet)

    assert brute_force(RULES, sheet) == {
        (tuple(other.part for other in one.parts), one.verdict) for one in found
    }


@given(assessments(RULES, blanks=False), st.data())
def test_so_many_units_bring_the_points_and_one_fewer_does_not(
    assessment: Assessment, data: Any
) -> None:
    sheet = score(RULES, assessment)
    rules = {part.code: part for _, part in RULES.parts}
    code = data.draw(st.sampled_from(sorted(rules)))
    scored = sheet.part(code)
    target = data.draw(st.sampled_from(attainable(rules[code], scored)))
    distance = away(RULES, assessment, rules[code], scored, target)
    if distance is None or scored.items or scored.points is None:
        return
    (figure,) = (f.code for f in scored.figures[:1])
    whole = RULES.figures[figure].not_exceeding
    if whole is not None and assessment.figures[figure] > assessment.figures[whole]:
        # The intake takes no such figures: a part is no larger than its whole.
        return

    def points(count: int) -> Fraction | None:
        step = count if distance.is_more else -count
        other = {**assessment.figures, figure: assessment.figures[figure] + step}
        return score(RULES, replace(assessment, figures=other)).part(code).points

    def is_there(value: Fraction | None) -> bool:
        assert scored.points is not None
        if value is None:
            return False
        return value >= target if target > scored.points else value <= target

    assert is_there(points(distance.count))
    assert not is_there(points(distance.count - 1))


def commune(number: int, **figures: int) -> Assessment:
    own = replace(LOWLAND, code=f"99{number:03}", name=f"Xã Mẫu {number}")
    # 46 of 48 would just reach 95 per cent; nothing else of the sample is on an edge.
    given_ = {**FIGURES, "tre_hoan_canh_dac_biet_duoc_tro_giup": 47, **figures}
    return Assessment(own, 2024, given_, {}, {})


def cases(*given_: Assessment) -> list[ScoredCommune]:
    return [ScoredCommune(one, RULES, score(RULES, one).threshold) for one in given_]


def told(found: list[ScoredCommune], kind: SignalKind) -> dict[tuple[str, int], list[str]]:
    return {
        key: [signal.text for signal in of_one if signal.kind is kind]
        for key, of_one in signals(found).items()
        if any(signal.kind is kind for signal in of_one)
    }


def test_a_jump_against_last_year_is_told_with_both_values() -> None:
    before = replace(commune(1, tre_duoc_kham_suc_khoe=700), year=2023)
    now = commune(1, tre_duoc_kham_suc_khoe=1130)

    text = (
        "Phần 9: năm 2023 là 56%, nay là 90,4%; thay đổi lớn hơn mức dao động thường thấy. "
        "Nên xem tài liệu của cả hai kỳ."
    )

    assert {("99001", 2024): [text]} == told(cases(now, before), SignalKind.JUMP)


def test_a_small_commune_may_change_much_by_chance() -> None:
    small = {"tre_duoi_1_tuoi": 6, "tre_duoi_1_tuoi_tiem_chung_day_du": 6}
    before = replace(commune(1, **{**small, "tre_duoi_1_tuoi_tiem_chung_day_du": 4}), year=2023)

    assert {} == told(cases(commune(1, **small), before), SignalKind.JUMP)


def test_one_far_out_of_its_group_is_told_with_the_groups_middle_half() -> None:
    group = [commune(n, tre_duoc_kham_suc_khoe=1120 + n) for n in range(1, 12)]
    group.append(commune(12, tre_duoc_kham_suc_khoe=900))

    found = told(cases(*group), SignalKind.OUTLIER)

    assert [("99012", 2024)] == list(found)
    assert found["99012", 2024][0].startswith(
        "Phần 9: 72%, trong khi một nửa số xã cùng nhóm (12 xã có số liệu) từ "
    )


def test_seven_communes_are_no_group() -> None:
    group = [commune(n, tre_duoc_kham_suc_khoe=1120 + n) for n in range(1, 7)]

    assert {} == told(cases(*group, commune(7, tre_duoc_kham_suc_khoe=900)), SignalKind.OUTLIER)


def test_many_that_just_reach_a_band_are_told_of_together() -> None:
    """1.125 of 1.250 are exactly 90 per cent."""
    group = [commune(n, tre_duoc_kham_suc_khoe=1125) for n in range(1, 13)]

    found = told(cases(*group), SignalKind.EDGE)
    text = (
        "Phần 9: 1.125/1.250 vừa đủ mức «từ 90», lệch 1 đơn vị là mức «từ 80 dưới 90». Trong nhóm "
        "có 12 xã vừa đủ, 0 xã vừa hụt, 0 xã hơn đúng 1 đơn vị. Nên xem cách đếm."
    )

    assert 12 == len(found)
    assert [text] == found["99001", 2024]


def test_as_many_on_the_other_side_are_no_signal() -> None:
    group = [commune(n, tre_duoc_kham_suc_khoe=1125 - n % 2) for n in range(1, 25)]

    assert {} == told(cases(*group), SignalKind.EDGE)


def test_every_child_reached_is_no_edge() -> None:
    """6.2 gives its points from 100 per cent: that is what good work looks like."""
    cases_ = {"vu_viec_xam_hai_bo_roi_mua_ban": 4, "vu_viec_co_ke_hoach_kip_thoi": 4}

    assert {} == told(cases(*(commune(n, **cases_) for n in range(1, 25))), SignalKind.EDGE)


def test_no_signal_says_anything_of_a_person() -> None:
    group = [commune(n, tre_duoc_kham_suc_khoe=1125) for n in range(1, 13)]
    group.append(commune(13, tre_duoc_kham_suc_khoe=300))
    text = " ".join(s.text for of_one in signals(cases(*group)).values() for s in of_one)

    assert text
    assert not [
        word for word in ("gian", "khống", "sai phạm", "nghi ngờ", "vi phạm", "bịa") if word in text
    ]


def test_the_sample_can_be_drawn_again_with_other_tools() -> None:
    codes = [f"{number:05}" for number in range(80001, 80101)]
    by_hand = sorted(codes, key=lambda code: hashlib.sha256(f"2024-a:{code}".encode()).hexdigest())

    assert tuple(by_hand[:7]) == draw(codes, 7, "2024-a").codes


@given(st.lists(st.integers(0, 99_999), min_size=1, unique=True), st.data())
def test_the_order_of_rows_changes_no_sample(numbers: list[int], data: Any) -> None:
    codes = [f"{number:05}" for number in numbers]
    other = data.draw(st.permutations(codes))
    size = data.draw(st.integers(0, len(codes) + 2))

    assert draw(codes, size, "s") == draw([*other, *other], size, "s")
    assert min(size, len(codes)) == len(draw(codes, size, "s").codes)


def test_what_needs_the_smallest_change_comes_first() -> None:
    entries = [
        Entry(assessment, RULES, Place("bang.csv", row))
        for row, assessment in enumerate(ASSESSMENTS.values(), 2)
    ]
    found = focus(entries, sample=1, seed="a")

    assert found.communes == focus(entries[::-1], sample=1, seed="a").communes
    orders = [one.closest.order for one in found.communes if one.closest]
    assert sorted(orders) == orders
    assert 1 == sum(one.is_drawn for one in found.communes)


def test_nothing_to_look_at_is_an_error() -> None:
    with pytest.raises(ValueError, match="no communes"):
        focus([])


@given(st.data())
def test_whatever_a_commune_reports_its_points_are_attainable(data: Any) -> None:
    ruleset = data.draw(small_rulesets())
    sheet = score(ruleset, data.draw(assessments(ruleset)))
    other = score(ruleset, data.draw(assessments(ruleset)))
    rules = {part.code: part for _, part in ruleset.parts}
    for part in sheet.parts:
        points = attainable(rules[part.code], part)
        theirs = other.part(part.code).points
        if theirs is not None:
            assert theirs in points or rules[part.code].has_unknown_points


def test_a_part_that_waits_can_take_any_points_up_to_its_maximum() -> None:
    assessment = replace(
        ASSESSMENTS["mien-nui-dat"],
        figures={**FIGURES, "tre_duoi_1_tuoi": 0, "tre_duoi_1_tuoi_tiem_chung_day_du": 0},
    )
    scored = score(RULES, assessment).part("7")
    rules = {part.code: part for _, part in RULES.parts}

    assert Outcome.NEEDS_APPRAISAL is scored.outcome
    assert (0, 20, 35, 50) == attainable(rules["7"], scored)
