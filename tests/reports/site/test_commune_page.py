"""A unit's page: decision and objections, points beside the group, years, what was corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from statistics import median

import pytest

from reports.site.commune_page import CommunePage, Correction, commune_page, forced_words
from reports.site.edition import Edition
from reports.site.profile import EMPTY
from reports.site.record import Record, read_record, written
from reports.wording.words import DOTS
from scoring.recognition.communes import CommuneYear, Decision, State
from scoring.release.policy import PublicationPolicy, load_policy
from scoring.release.public import Forced, ForcedKind
from scoring.release.release import public_release
from scoring.rules.ruleset import Ruleset
from tests.support.public_samples import release, story
from tests.support.sample_site import PROFILE, sample_edition


def page_of(edition: Edition, code: str) -> CommunePage:
    return commune_page(edition, next(one for one in edition.communes if one.code == code))


def first(edition: Edition, state: State) -> CommunePage:
    one = next(one for one in edition.communes if one.state is state)
    return commune_page(edition, one)


def test_a_decision_stands_with_number_day_and_office_and_the_day_for_objections(
    decision_06: Ruleset,
) -> None:
    edition, _ = sample_edition(release(decision_06))
    page = first(edition, State.REFUSED)

    assert "Không được công nhận" == page.headline
    assert page.decision[0].startswith("Quyết định số ")
    assert page.decision[0].endswith("/2026, Ủy ban nhân dân tỉnh Trăng Non.")
    assert "Nhận phản ánh đến hết ngày 15 tháng 01 năm 2027." == page.decision[1]


def test_what_the_register_does_not_say_is_no_made_up_number(decision_06: Ruleset) -> None:
    units = story(decision_06)
    bare = [
        replace(one, decision=Decision(None, None, None)) if one.decision else one for one in units
    ]
    edition, _ = sample_edition(public_release(bare, decision_06, load_policy()), EMPTY)
    page = first(edition, State.RECOGNISED)

    assert "Số, ngày của quyết định chưa ghi trong sổ." == page.decision[0]
    assert f"Nhận phản ánh đến hết ngày {DOTS}." == page.decision[1]


@pytest.mark.parametrize("state", [State.WAITING, State.SENT_NOTHING])
def test_where_nothing_is_decided_the_page_says_where_it_stands(
    decision_06: Ruleset, state: State
) -> None:
    edition, _ = sample_edition(release(decision_06))

    assert "Quyết định" not in first(edition, state).decision[0]


def test_points_stand_beside_the_middle_of_the_group(decision_06: Ruleset) -> None:
    edition, _ = sample_edition(release(decision_06))
    one = next(c for c in edition.communes if c.points and c.points.total is not None)
    page = commune_page(edition, one)
    assert one.points is not None
    group = [c.points for c in edition.communes if c.points and c.group == one.group]
    for row, criterion in zip(page.criteria, edition.criteria, strict=True):
        known = [p for c in group if (p := c.criteria[criterion.number]) is not None]

        assert str(criterion.number) == row.name.split(".")[0]
        assert f"{float(median(known)):g}".replace(".", ",") == row.median
    totals = [c.total for c in group if c.total is not None]
    assert page.total is not None

    assert f"{float(median(totals)):g}".replace(".", ",") == page.total.median
    assert f"{float(one.points.total or 0):g}".replace(".", ",") == page.total.points


def test_the_years_of_a_unit_stand_one_under_the_other_the_latest_first(
    decision_06: Ruleset,
) -> None:
    edition, _ = sample_edition(release(decision_06))
    page = page_of(edition, "99100")
    before = next(one for one in edition.release.earlier if one.code == "99100")

    assert ["2026", "2024"] == [row.year for row in page.years]
    assert before.state.value == page.years[1].state.words


def test_a_unit_made_by_a_merger_has_only_its_own_years(decision_06: Ruleset) -> None:
    units = [*story(decision_06, 5), *story(decision_06, 4, year=2024)]
    edition, _ = sample_edition(public_release(units, decision_06, load_policy()))

    assert ["2026"] == [row.year for row in page_of(edition, "99104").years]


# Corrections.

Changed = Callable[[CommuneYear], CommuneYear]


def republished(
    ruleset: Ruleset, code: str, changed: Changed, *, day: date = date(2026, 12, 20)
) -> tuple[Edition, Edition]:
    units = story(ruleset)
    policy = load_policy()
    before, _ = sample_edition(public_release(units, ruleset, policy))
    later = [changed(one) if one.code == code else one for one in units]
    profile = replace(PROFILE, day=day, version="2")
    made = public_release(later, ruleset, policy)
    kept = read_record(written(before.record))
    return before, sample_edition(made, profile, before=kept)[0]


def test_an_appeal_that_was_won_is_told_as_a_correction_on_the_units_page_alone(
    decision_06: Ruleset,
) -> None:
    code = next(one.code for one in story(decision_06) if one.state is State.REFUSED)
    paper = Decision("31/QĐ-UBND", date(2026, 12, 18), "Ủy ban nhân dân tỉnh Trăng Non")
    before, after = republished(
        decision_06, code, lambda one: replace(one, state=State.RECOGNISED, decision=paper)
    )
    told = {one.code: commune_page(after, one).corrections for one in after.communes}
    (correction,) = told.pop(code)
    state, decision = correction.points

    assert "Đính chính ngày 20/12/2026" == correction.head
    assert "tình trạng: trước ✘ không được công nhận; nay ✔ được công nhận" == state
    assert decision.startswith("quyết định: trước số ")
    assert decision.endswith("nay số 31/QĐ-UBND, ngày 18/12/2026, Ủy ban nhân dân tỉnh Trăng Non")
    assert {()} == set(told.values())
    assert [1, 2] == [len(edition.record.editions) for edition in (before, after)]


def test_a_changed_figure_is_told_by_its_criterion(decision_06: Ruleset) -> None:
    one = next(o for o in story(decision_06) if o.result and o.result.criteria[7].points == 50)
    assert one.result is not None
    less = replace(
        one.result,
        criteria={
            **one.result.criteria,
            7: replace(
                one.result.criteria[7],
                points=Fraction(35),
                minimum=Fraction(35),
                maximum=Fraction(35),
            ),
        },
    )
    _, after = republished(decision_06, one.code, lambda each: replace(each, result=less))

    assert (
        Correction("Đính chính ngày 20/12/2026", ("điểm tiêu chí 7: trước 50; nay 35",)),
    ) == page_of(after, one.code).corrections


def test_work_that_went_on_is_news_and_no_correction(decision_06: Ruleset) -> None:
    code = next(one.code for one in story(decision_06) if one.state is State.WAITING)
    paper = Decision("31/QĐ-UBND", date(2026, 12, 18), None)
    _, after = republished(
        decision_06, code, lambda one: replace(one, state=State.RECOGNISED, decision=paper)
    )
    (told,) = page_of(after, code).corrections

    assert "Cập nhật ngày 20/12/2026" == told.head
    assert "quyết định: trước chưa có; nay số 31/QĐ-UBND, ngày 18/12/2026" == told.points[1]


def test_earlier_corrections_stay_and_earlier_editions_are_listed(decision_06: Ruleset) -> None:
    code = next(one.code for one in story(decision_06) if one.state is State.REFUSED)
    paper = Decision("31/QĐ-UBND", date(2026, 12, 18), None)
    before, after = republished(
        decision_06, code, lambda one: replace(one, state=State.RECOGNISED, decision=paper)
    )
    third, files = sample_edition(
        before.release, replace(PROFILE, day=date(2027, 1, 9), version="3"), before=after.record
    )
    data = next(f.content.decode() for f in files if f.path == "du-lieu.html")

    assert ["Đính chính ngày 20/12/2026", "Đính chính ngày 09/01/2027"] == [
        correction.head for correction in page_of(third, code).corrections
    ]
    assert [before.digest, after.digest, third.digest] == [
        one.sha256 for one in third.record.editions
    ]
    assert all(one.sha256 in data for one in third.record.editions)
    assert ["05/12/2026", "20/12/2026", "09/01/2027"] == [
        day for day in ("05/12/2026", "20/12/2026", "09/01/2027") if day in data
    ]


def test_the_same_edition_made_again_is_no_new_edition(decision_06: Ruleset) -> None:
    made = release(decision_06)
    edition, files = sample_edition(made)
    again, same = sample_edition(made, before=edition.record)

    assert 1 == len(again.record.editions)
    assert [(f.path, f.content) for f in files] == [(f.path, f.content) for f in same]


def test_a_new_year_begins_a_new_list_of_editions(decision_06: Ruleset) -> None:
    old = Record(2025, (), {}, {})
    edition, _ = sample_edition(release(decision_06), before=old)

    assert 1 == len(edition.record.editions)


# What the decision itself tells, and what only a policy publishes.


def test_what_decision_and_points_tell_together_is_said_on_the_page() -> None:
    some = {3: (Fraction(0), Fraction(50)), 4: (Fraction(0),)}

    def words(kind: ForcedKind) -> str:
        return forced_words(Forced(kind, some, Fraction(175), Fraction(300), Fraction(375)), 9)

    assert "" == forced_words(None, 9) == words(ForcedKind.NOTHING)
    assert (
        "Từ quyết định và điểm 9 tiêu chí, người đọc biết: 2 tiêu chí không công bố được tổng "
        "cộng ít nhất 175 trên 375 điểm."
    ) == words(ForcedKind.AT_LEAST)
    assert "không biết là tiêu chí nào, vì việc gì" in words(ForcedKind.LOST)


def test_totals_and_verdicts_stand_on_the_page_only_by_a_policy(decision_06: Ruleset) -> None:
    policy = load_policy()
    more: PublicationPolicy = replace(policy, official_results=True)
    facts = []
    for each in (policy, more):
        edition, _ = sample_edition(public_release(story(decision_06), decision_06, each))
        facts.append({fact.name for fact in first(edition, State.REFUSED).facts})

    assert {"Tổng điểm cả bộ tiêu chí", "Kết luận tính từ điểm"} == facts[1] - facts[0]
