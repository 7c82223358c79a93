"""What is public of a place: states, decisions, open criteria; groups, ranks, years of them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import criteria
from scoring.base.problems import ProblemsFound
from scoring.engine.score_sheet import Finding
from scoring.recognition.communes import CommuneYear, State
from scoring.recognition.counting import count_of
from scoring.release.history import lines_of
from scoring.release.policy import DEFAULT, load_policy
from scoring.release.public import PublicCommune, PublicRelease, ZeroShare
from scoring.release.release import public_release
from scoring.results.rows import Interval, RulesetKey
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from tests.support.communes import province_year, unit_of, with_sensitive_points
from tests.support.strategies import decision_06

RULES = decision_06()
DEFAULT_POLICY = load_policy()
EXTRAS = replace(DEFAULT_POLICY, official_results=True, sensitive_statistic=True)
FULL = [Fraction(100), Fraction(50), Fraction(100), Fraction(125)]


@pytest.fixture(scope="module")
def units() -> list[CommuneYear]:
    return province_year(RULES, 80, 3, luck=0.8)


@pytest.fixture(scope="module")
def release(units: list[CommuneYear]) -> PublicRelease:
    return public_release(units, RULES, DEFAULT_POLICY)


def test_every_unit_is_there_with_its_state_and_decision(
    units: list[CommuneYear], release: PublicRelease
) -> None:
    assert [(one.code, one.state, one.decision) for one in units] == [
        (one.code, one.state, one.decision) for one in release.communes
    ]
    assert count_of(units) == release.whole.count
    assert release.is_sealed
    assert release.is_sample


def test_points_are_those_of_the_nine_open_criteria(
    units: list[CommuneYear], release: PublicRelease
) -> None:
    assert [1, 2, 7, 8, 9, 10, 11, 12, 13] == [each.number for each in release.criteria]
    assert 625 == release.max_points
    for unit, one in zip(units, release.communes, strict=True):
        if unit.result is None:
            assert (None, None, None) == (one.points, one.group, one.threshold)
        else:
            assert one.points is not None
            assert {
                number: unit.result.criteria[number].points
                for number in (1, 2, 7, 8, 9, 10, 11, 12, 13)
            } == one.points.criteria


def test_by_default_nothing_official_is_public(release: PublicRelease) -> None:
    assert {None} == {one.official for one in release.communes}
    assert release.zero_share is None


def test_ranks_are_competition_ranks_of_the_sums(release: PublicRelease) -> None:
    ranked = [one for one in release.communes if one.points and one.points.total is not None]
    for one in ranked:
        assert one.points is not None
        own = [each for each in ranked if each.group == one.group]

        assert 1 + _above(ranked, one) == one.points.rank
        assert 1 + _above(own, one) == one.points.rank_in_group
    others = [one for one in release.communes if one.points and one.points.total is None]
    assert others
    assert {None} == {one.points.rank for one in others if one.points}


def _above(units: list[PublicCommune], one: PublicCommune) -> int:
    return sum(_total(each) > _total(one) for each in units)


def _total(one: PublicCommune) -> Fraction:
    assert one.points is not None
    assert one.points.total is not None
    return one.points.total


def test_groups_add_up_and_share_out_every_unit(release: PublicRelease) -> None:
    for groups in (release.by_province, release.by_district):
        assert release.whole.count.total == sum(one.count.total for one in groups)
    sent = [one for one in release.communes if one.group]
    assert len(sent) == sum(one.count.total for one in release.by_threshold)
    for spread in release.whole.criteria:
        assert spread.scored + spread.open == release.whole.pointed
        assert sum(spread.distribution.values()) == spread.scored
        assert spread.full == spread.distribution.get(max(spread.distribution), 0)
        assert spread.failed == spread.distribution.get(Fraction(0), 0)


def test_medians_stand_in_the_middle(release: PublicRelease) -> None:
    for group in (release.whole, *release.by_district):
        for spread in group.criteria:
            middle = spread.median
            if middle is not None:
                below = sum(count for p, count in spread.distribution.items() if p < middle)
                above = sum(count for p, count in spread.distribution.items() if p > middle)
                assert 2 * max(below, above) <= spread.scored


def test_clusters_are_the_provinces_own(units: list[CommuneYear]) -> None:
    named = {units[0].code: "Cụm Bắc", units[1].code: "Cụm Bắc", units[2].code: "Cụm Nam"}
    release = public_release(units, RULES, DEFAULT_POLICY, clusters=named)

    assert [("Cụm Bắc", 2), ("Cụm Nam", 1)] == [
        (one.name, one.count.total) for one in release.by_cluster
    ]


def test_an_unsealed_table_decides_nothing() -> None:
    release = public_release(province_year(RULES, 40, 5, is_sealed=False), RULES, DEFAULT_POLICY)

    assert not release.is_sealed
    assert release.whole.count.share is None
    assert {None} == {one.decision for one in release.communes}
    assert {None} == {one.forced for one in release.communes}


def test_self_scored_and_decided_years_never_stand_on_one_line() -> None:
    years = [
        *province_year(RULES, 30, 1, year=2019, is_sealed=False),
        *province_year(RULES, 30, 2, year=2020),
        *province_year(RULES, 30, 3, year=2022),
        *province_year(RULES, 20, 4, year=2026),
    ]
    release = public_release(years, RULES, DEFAULT_POLICY)

    assert [(2019,), (2020, 2022), (2026,)] == [
        tuple(one.year for one in line) for line in lines_of(release.history)
    ]
    assert [False, False, False, True] == [one.has_other_units for one in release.history]
    assert 2026 == release.year
    assert {2019, 2020, 2022} == {one.year for one in release.earlier}


def test_a_year_under_other_rules_keeps_states_and_has_no_points() -> None:
    before = [
        one
        if one.result is None
        else replace(one, result=replace(one.result, ruleset=RulesetKey("12-QD-2017", "b" * 64)))
        for one in province_year(RULES, 20, 2, year=2016)
    ]
    release = public_release([*before, *province_year(RULES, 20, 1)], RULES, DEFAULT_POLICY)

    assert {None} == {one.points for one in release.earlier}
    assert [one.state for one in before] == [one.state for one in release.earlier]


def test_a_named_policy_adds_totals_and_verdicts(units: list[CommuneYear]) -> None:
    release = public_release(units, RULES, EXTRAS)
    for unit, one in zip(units, release.communes, strict=True):
        if unit.result is None:
            assert one.official is None
        else:
            assert one.official is not None
            assert unit.result.total.points == one.official.points
            assert unit.result.verdict is one.official.verdict


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (4, ZeroShare.UNDER_A_QUARTER),
        (5, ZeroShare.A_QUARTER_TO_A_HALF),
        (10, ZeroShare.A_QUARTER_TO_A_HALF),
        (11, ZeroShare.OVER_A_HALF),
    ],
)
def test_the_statistic_on_refused_units_is_a_class(lost: int, said: ZeroShare) -> None:
    release = public_release(_refused(20, lost), RULES, EXTRAS)

    assert said is release.zero_share


def test_fewer_than_twenty_refused_units_have_no_statistic() -> None:
    assert public_release(_refused(19, 15), RULES, EXTRAS).zero_share is None


def _refused(units: int, lost: int) -> list[CommuneYear]:
    found = []
    for number, one in enumerate(_sent(units)):
        assert one.result is not None
        refused = unit_of(one.result, State.REFUSED, number)
        points = [Fraction(0), *FULL[1:]] if number < lost else FULL
        found.append(with_sensitive_points(refused, RULES, points))
    return found


def _sent(units: int) -> list[CommuneYear]:
    found = [one for one in province_year(RULES, 3 * units, 9, luck=1) if one.result]
    return found[:units]


def test_no_class_that_is_public_has_room_for_more() -> None:
    """Whoever adds a field to what is public must say here why it may be there."""
    assert {
        "code",
        "name",
        "kind",
        "province",
        "district",
        "year",
        "state",
        "decision",
        "group",
        "threshold",
        "points",
        "cluster",
        "forced",
        "official",
    } == {each.name for each in fields(PublicCommune)}
    assert is_dataclass(PublicRelease)


# --- refusals ---


def _codes(communes: list[CommuneYear], **more: Any) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        public_release(communes, RULES, DEFAULT_POLICY, **more)
    assert all(one.message for one in found.value.problems)
    return [one.code for one in found.value.problems]


def test_nothing_at_all_cannot_be_published() -> None:
    assert ["khong-co-xa"] == _codes([])


def test_a_ruleset_without_marks_cannot_be_published(
    units: list[CommuneYear], unmarked: Ruleset
) -> None:
    with pytest.raises(ProblemsFound, match="chưa nêu tiêu chí nào là nhạy cảm"):
        public_release(units, unmarked, DEFAULT_POLICY)


@pytest.fixture(scope="module")
def unmarked(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    return _changed(tmp_path_factory.mktemp("cu"), "    nhạy cảm: có\n", "")


def _changed(folder: Path, before: str, after: str) -> Ruleset:
    source = criteria.DECISIONS / "06-QD-TTg-2019.yaml"
    path = folder / source.name
    path.write_text(source.read_text("utf-8").replace(before, after), "utf-8")
    return load(path)


def _under(units: list[CommuneYear], ruleset: Ruleset) -> list[CommuneYear]:
    key = RulesetKey(ruleset.id, ruleset.sha256)
    return [
        one if one.result is None else replace(one, result=replace(one.result, ruleset=key))
        for one in units
    ]


def test_results_from_before_the_marks_are_published_when_the_rules_are_the_same(
    units: list[CommuneYear], release: PublicRelease, unmarked: Ruleset
) -> None:
    old = public_release(_under(units, unmarked), RULES, DEFAULT_POLICY, also_under=[unmarked])

    assert release.communes == old.communes


def test_results_under_a_changed_ruleset_are_refused(
    units: list[CommuneYear], tmp_path: Path
) -> None:
    other = _changed(tmp_path, "      điểm: 850\n", "      điểm: 851\n")
    sent = sum(one.result is not None for one in units)

    assert ["bo-tieu-chi-khac"] * sent == _codes(_under(units, other), also_under=[other])


def test_a_copy_of_the_rules_that_takes_a_mark_away_is_refused(
    units: list[CommuneYear], tmp_path: Path
) -> None:
    abuse = "    slug: abuse\n"
    _changed(tmp_path, "    nhạy cảm: có\n", "")
    path = tmp_path / f"{RULES.id}.yaml"
    path.write_text(path.read_text("utf-8").replace(abuse, f"{abuse}    nhạy cảm: có\n"), "utf-8")
    fewer = load(path)

    with pytest.raises(ProblemsFound, match="ở tiêu chí 4, 5, 6") as found:
        public_release(units, fewer, DEFAULT_POLICY, also_under=[RULES])
    assert ["bo-dau-nhay-cam"] == [one.code for one in found.value.problems]


def test_every_fault_is_told_at_once(units: list[CommuneYear]) -> None:
    decided = next(one for one in units if one.state is State.RECOGNISED)
    waiting = next(one for one in units if one.state is State.WAITING)
    rest = [one for one in units if one.code not in {decided.code, waiting.code}]
    assert waiting.result is not None
    strange = replace(waiting.result, group="Nhóm lạ", criteria={1: _none()})
    faulty = [
        *rest,
        rest[0],
        replace(decided, decision=None),
        replace(waiting, decision=decided.decision, result=strange),
    ]

    assert sorted(
        ["trung-xa", "thieu-quyet-dinh", "thua-quyet-dinh", "nhom-la", "thieu-tieu-chi", "xa-la"]
    ) == sorted(_codes(faulty, clusters={"00001": "Cụm Lạ"}))


def _none() -> Interval:
    return Interval(None, Fraction(0), Fraction(100))


def test_self_scored_units_among_those_of_a_register_are_refused(
    units: list[CommuneYear],
) -> None:
    other = replace(units[0], code="99999", state=State.SELF_SCORED)

    assert ["lan-nguon"] == _codes([*units, other])


def test_a_verdict_that_contradicts_the_decision_changes_nothing_public(
    units: list[CommuneYear], release: PublicRelease
) -> None:
    turned = [
        one if one.result is None else replace(one, result=replace(one.result, verdict=verdict))
        for one, verdict in zip(units, [Finding.NOT_MET, Finding.MET] * 40, strict=True)
    ]

    assert release.communes == public_release(turned, RULES, load_policy(DEFAULT)).communes
