"""The first page: the answer measured by the plan, the wall, the course of the years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from reports.site.edition import Edition
from reports.site.goals import Goal, goals_of
from reports.site.overview import MOST_SQUARES, answer_of, trend_of, walls
from scoring.base.communes import CommuneKind
from scoring.plans.share_targets import load_plan
from scoring.recognition.communes import CommuneYear, State
from scoring.release.policy import load_policy
from scoring.release.release import public_release
from scoring.rules.ruleset import Ruleset
from tests.support.communes import unit_of
from tests.support.public_samples import release, story
from tests.support.sample_site import sample_edition

S = State
XA = CommuneKind.COMMUNE


def edition_of(ruleset: Ruleset, units: Sequence[CommuneYear], goal: int | None = None) -> Edition:
    made = public_release(units, ruleset, load_policy())
    return sample_edition(made, goal=None if goal is None else Fraction(goal))[0]


def in_states(ruleset: Ruleset, states: Sequence[State], year: int = 2026) -> list[CommuneYear]:
    """Return xã in these states, as a register might have them."""
    rows = [one.result for one in story(ruleset, 80, year=year) if one.result is not None]
    return [
        unit_of(replace(rows[place], code=f"{99100 + place}", kind=XA), state, place)
        for place, state in enumerate(states)
    ]


def answer(edition: Edition) -> tuple[str, tuple[str, ...]]:
    found = answer_of(edition, edition.communes, "xep-hang.html", is_whole=True)
    return found.headline, found.sentences


def test_the_answer_is_the_share_of_all_units_also_those_that_sent_nothing(
    decision_06: Ruleset,
) -> None:
    units = in_states(
        decision_06, [S.RECOGNISED] * 3 + [S.REFUSED] + [S.WAITING] + [S.SENT_NOTHING]
    )

    assert "3 trên 6 xã được công nhận, đạt 50%" == answer(edition_of(decision_06, units))[0]


def test_the_plan_draws_its_line_and_says_how_many_are_missing(decision_06: Ruleset) -> None:
    units = in_states(decision_06, [S.RECOGNISED] * 3 + [S.REFUSED] * 3)
    edition = edition_of(decision_06, units, 75)
    found = answer_of(edition, edition.communes, "", is_whole=True)

    assert ("270",) == tuple(rule.x for rule in found.bar.rules)
    assert (
        "Chỉ tiêu của Tỉnh Trăng Non đến hết năm 2026 là 75%, tức 5 đơn vị: còn thiếu 2 đơn vị. "
        "Căn cứ: 74/KH-UBND (giả định)."
    ) == "".join(found.sentences)
    assert "Vạch đứt: chỉ tiêu 75% đến hết năm 2026." in found.bar.description


def test_a_goal_that_is_reached_is_said_so_and_never_by_rounding(decision_06: Ruleset) -> None:
    reached = edition_of(decision_06, in_states(decision_06, [S.RECOGNISED] * 3 + [S.REFUSED]), 75)
    nearly = in_states(decision_06, [S.RECOGNISED] * 2 + [S.REFUSED])
    edition = replace(
        edition_of(decision_06, nearly),
        goals=(Goal("x", Fraction(200, 3) + Fraction(1, 1000), 2026, 3, "văn bản", "mức"),),
    )

    assert "đã đạt chỉ tiêu" in answer(reached)[1][0]
    assert "2 trên 3 xã được công nhận, đạt 66,667%" == answer(edition)[0]
    assert "còn thiếu 1 đơn vị" in answer(edition)[1][0]


@pytest.mark.parametrize("states", [[S.WAITING] * 2, [S.WAITING, S.SENT_NOTHING]])
def test_where_nothing_is_decided_there_is_no_share_anywhere(
    decision_06: Ruleset, states: list[State]
) -> None:
    edition, files = sample_edition(
        public_release(in_states(decision_06, states), decision_06, load_policy())
    )
    home = next(f.content.decode() for f in files if f.path == "index.html")

    assert "Chưa có quyết định nào cho 2 xã" == answer(edition)[0]
    assert () == answer_of(edition, edition.communes, "", is_whole=True).bar.rules
    assert "Tỷ lệ được công nhận" not in home
    assert "<strong>Chưa có quyết định nào</strong>" in home


def test_a_table_that_is_no_registers_is_no_recognition(decision_06: Ruleset) -> None:
    edition, _ = sample_edition(release(decision_06, is_sealed=False))
    headline, sentences = answer(edition)

    assert "56 trên 60 xã, phường, thị trấn tự chấm điểm, chưa qua sổ" == headline
    assert () == sentences


def test_special_zones_are_among_the_total_and_named_apart(decision_06: Ruleset) -> None:
    units = in_states(decision_06, [S.RECOGNISED, S.SENT_NOTHING])
    units[1] = replace(units[1], kind=CommuneKind.SPECIAL_ZONE)

    assert (
        "1 trên 2 xã, đặc khu được công nhận, đạt 50%",
        ("Trong 2 đơn vị có 1 đặc khu.",),
    ) == answer(edition_of(decision_06, units))


def test_the_bar_is_as_wide_as_all_units_and_no_state_disappears(decision_06: Ruleset) -> None:
    units = in_states(decision_06, [S.RECOGNISED] * 50 + [S.SENT_NOTHING])
    edition = edition_of(decision_06, units)
    bar = answer_of(edition, edition.communes, "", is_whole=True).bar
    ends = [Fraction(rect.x) + Fraction(rect.width) for rect in bar.rects]

    assert ["recognised", "nothing"] == [rect.kind for rect in bar.rects]
    assert all(Fraction(rect.width) >= 1 for rect in bar.rects)
    assert 358 < max(ends) <= 360


def test_every_unit_is_a_square_in_the_wall_of_its_part(decision_06: Ruleset) -> None:
    edition, _ = sample_edition(release(decision_06))
    found = walls(edition.parts, edition.communes)

    assert [area.name for area in edition.parts] == [wall.name for wall in found]
    assert sorted(f"xa/{one.code}.html" for one in edition.communes) == sorted(
        square.link for wall in found for square in wall.squares
    )


def test_units_in_no_cluster_have_a_wall_of_their_own(decision_06: Ruleset) -> None:
    made = release(decision_06, 4, clusters={"99100": "Cụm Bắc"})
    edition, _ = sample_edition(made)
    found = walls(edition.parts, edition.communes)

    assert [("Cụm Bắc", 1), ("Các đơn vị khác", 3)] == [(w.name, len(w.squares)) for w in found]


def test_too_many_units_for_a_wall_are_told_by_place(decision_06: Ruleset) -> None:
    edition, _ = sample_edition(release(decision_06, MOST_SQUARES + 1), goal=None)

    assert [] == walls(edition.parts, edition.communes)


# The course of the years.


def test_a_single_year_has_no_course(decision_06: Ruleset) -> None:
    assert trend_of(edition_of(decision_06, in_states(decision_06, [S.RECOGNISED]))) is None


def test_two_decided_years_stand_side_by_side_and_changes_are_named(decision_06: Ruleset) -> None:
    before = in_states(decision_06, [S.RECOGNISED, S.REFUSED, S.REFUSED], 2024)
    now = in_states(decision_06, [S.REFUSED, S.RECOGNISED, S.REFUSED])
    found = trend_of(edition_of(decision_06, [*before, *now]))

    assert found is not None
    assert found.picture is not None
    assert ["2024", "2026"] == [t.text for t in found.picture.texts if re.match("20", t.text)]
    assert [
        ("Năm 2024 chưa được công nhận, nay được công nhận: 1 đơn vị", ["xa/99101.html"]),
        ("Năm 2024 được công nhận, nay không được công nhận: 1 đơn vị", ["xa/99100.html"]),
    ] == [(move.words, [unit.link for unit in move.units]) for move in found.moves]


def test_a_self_scored_year_is_never_on_one_line_with_a_decided_one(decision_06: Ruleset) -> None:
    before = in_states(decision_06, [S.SELF_SCORED] * 2, 2024)
    now = in_states(decision_06, [S.RECOGNISED, S.REFUSED])
    found = trend_of(edition_of(decision_06, [*before, *now]))

    assert found is not None
    assert found.picture is None
    assert () == found.moves
    assert [
        ("2026", "50%", ""),
        ("2024", "chưa có quyết định", "Số liệu tự chấm, chưa qua sổ"),
    ] == [(row.year, row.share, row.note) for row in found.rows]


def test_years_before_and_after_a_merger_are_not_compared_and_it_is_said(
    decision_06: Ruleset,
) -> None:
    before = in_states(decision_06, [S.RECOGNISED, S.REFUSED, S.REFUSED], 2024)
    now = in_states(decision_06, [S.RECOGNISED, S.REFUSED])
    found = trend_of(edition_of(decision_06, [*before, *now]))

    assert found is not None
    assert found.picture is None
    assert () == found.moves
    assert "Các đơn vị khác với năm trước đó" in found.rows[0].note


# The plan.


def test_a_province_is_held_to_its_own_nearest_target_and_several_to_the_nations(
    tmp_path: Path,
) -> None:
    path = tmp_path / "chi-tieu.yaml"
    lines = ["tên: Thử", "chỉ tiêu:"]
    for place, more, year, share in (
        ("cả nước", "", 2030, 75),
        ("Hòa Bình", "", 2030, 90),
        ("Hòa Bình", "", 2025, 60),
        ("Hòa Bình", "", 2028, 80),
        ("Hòa Bình", "huyện: Núi", 2026, 99),
    ):
        lines += [f"  - nơi: {place}", *([f"    {more}"] if more else [])]
        lines += [f"    năm: {year}", f"    tỷ lệ: {share}", "    văn bản: Kế hoạch 1"]
        lines += ["    đối chiếu: {mức: giả định}"]
    path.write_text("\n".join(lines), encoding="utf-8")
    plan = load_plan(path)

    assert [2028, 2030] == [g.year for g in goals_of(plan, ["Tỉnh Hoà Bình"], 2026, 60)]
    assert [(2030, 45)] == [
        (g.year, g.needed) for g in goals_of(plan, ["Hòa Bình", "Sơn La"], 2026, 60)
    ]
    assert () == goals_of(plan, ["Sơn La"], 2026, 60)
