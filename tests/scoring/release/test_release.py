"""A release: what it shows of many communes, what it withholds, and every kind of leak found."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.base.problems import ProblemsFound
from scoring.disclosure.intruder import COMPUTED, EVERY_ONE, Leak
from scoring.engine.score_sheet import Finding
from scoring.engine.scorer import score
from scoring.release.check import (
    OTHER_PATTERN,
    SMALL_CHANGE,
    SMALL_GROUP,
    TELLING_TOTAL,
    check_publication,
)
from scoring.release.groups import small_difference
from scoring.release.model import Release
from scoring.release.policy import DEFAULT, load_policy
from scoring.release.release import check_release, release_of
from scoring.release.rows import (
    NOT_RECOGNISED,
    RECOGNISED,
    Interval,
    ScoredRow,
    rows_of,
    rows_of_sheets,
)
from scoring.release.statement import publication_of
from scoring.results.json_writing import to_json
from scoring.results.reading import read_results
from scoring.rules.ruleset import Ruleset
from tests.support.release_samples import province, scored
from tests.support.sample_sheets import ASSESSMENTS

MET, NOT_MET, CANNOT_SAY = Finding.MET, Finding.NOT_MET, Finding.CANNOT_SAY
LOSES = Interval(Fraction(0), Fraction(0))


@pytest.fixture(scope="module")
def rows(decision_06: Ruleset) -> list[ScoredRow]:
    return province(decision_06, 110, 4, luck=0.75)


@pytest.fixture(scope="module")
def release(decision_06: Ruleset, rows: list[ScoredRow]) -> Release:
    return release_of(rows, load_policy(), decision_06)


def counts_of(content: dict[str, Any], slug: str, group: str) -> dict[str, int | None]:
    for cell in content["cells"]:
        if cell["criterion"] == slug and f"{cell['family']}:{cell['group']}" == group:
            counts: dict[str, int | None] = cell["counts"]
            return counts
    raise KeyError(group)


def codes(leaks: list[Leak]) -> set[str]:
    return {leak.code for leak in leaks}


@given(st.integers(0, 10**6), st.integers(12, 90), st.sampled_from([0.5, 0.8, 0.95, 1.0]))
@settings(max_examples=12, deadline=None)
def test_nothing_can_be_found_out_of_a_release(
    decision_06: Ruleset, seed: int, communes: int, luck: float
) -> None:
    release = release_of(
        province(decision_06, communes, seed, luck=luck), load_policy(), decision_06
    )

    assert [] == check_release(release)


def test_what_is_not_sensitive_is_counted_as_it_is(release: Release, rows: list[ScoredRow]) -> None:
    (whole,) = (row for row in release.criteria[6].rows if row.group.family == "toàn bộ")
    lost = sum(row.criteria[7].maximum == 0 for row in rows)

    assert 110 == whole.group.communes == release.overview.group.communes
    assert {MET: 110 - lost, NOT_MET: lost, CANNOT_SAY: 0} == whole.counts


def test_every_number_follows_from_the_results(
    decision_06: Ruleset, rows: list[ScoredRow], release: Release
) -> None:
    """One commune loses what it had, and the counts of its groups move by one."""
    at = next(n for n, row in enumerate(rows) if row.verdict is MET)
    changed = scored(replace(rows[at], criteria={**rows[at].criteria, 7: LOSES}))
    after = release_of([*rows[:at], changed, *rows[at + 1 :]], load_policy(), decision_06)

    assert release.overview.met - 1 == after.overview.met
    assert [one.met - (one.group.name == changed.district) for one in release.by_district] == [
        one.met for one in after.by_district
    ]
    assert release.criteria[6].rows[0].counts[MET] - 1 == after.criteria[6].rows[0].counts[MET]  # type: ignore[operator]


def test_small_counts_of_sensitive_criteria_are_withheld_and_others_not(
    release: Release,
) -> None:
    for statistics in release.criteria:
        for row in statistics.rows:
            counts = [count for count in row.counts.values() if count is not None]
            if statistics.slug == "injuries":
                assert not any(0 < count < 5 for count in counts)
            if not statistics.is_sensitive:
                assert 3 == len(counts)


def test_groups_below_ten_have_no_statistics(decision_06: Ruleset) -> None:
    release = release_of(province(decision_06, 60, 9), load_policy(), decision_06)
    shown = [row.group.communes for row in release.criteria[0].rows]

    assert min(shown) >= 10
    assert release.omitted
    assert all(group.communes < 10 for group in release.omitted)
    assert 60 == sum(one.group.communes for one in release.by_district)


def test_a_commune_shows_decision_and_total_and_nothing_of_a_criterion(release: Release) -> None:
    text = json.dumps(publication_of(release)["communes"])
    fields = {"code", "province", "district", "group", "threshold", "decision", "total"}

    assert all(set(commune) == fields for commune in json.loads(text))


def test_communes_of_a_class_share_one_rank(release: Release) -> None:
    classed = [row for row in release.rows if row.least != row.most]
    top = [row for row in classed if row.most == 1000]

    assert len(top) > 1
    assert {1} == {row.rank for row in top}
    assert {(Fraction(920), Fraction(1000))} == {(row.least, row.most) for row in top}


def test_a_missing_figure_leaves_total_and_rank_out(decision_06: Ruleset) -> None:
    row = province(decision_06, 1, 1)[0]
    open_ = scored(replace(row, criteria={**row.criteria, 1: Interval(Fraction(0), Fraction(100))}))
    (shown,) = release_of([open_], load_policy(), decision_06).rows

    assert (None, None, None, None) == (shown.least, shown.most, shown.rank, shown.rank_in_group)


def test_a_decision_counts_more_than_a_computed_verdict(decision_06: Ruleset) -> None:
    good, bad = (
        replace(row, status=status)
        for row, status in zip(
            [r for r in province(decision_06, 40, 1, luck=1) if r.verdict is MET][:2],
            (RECOGNISED, NOT_RECOGNISED),
            strict=True,
        )
    )
    release = release_of([good, bad], load_policy(), decision_06)

    assert [MET, NOT_MET] == [row.decision for row in release.rows]
    assert {MET: 1, NOT_MET: 1, CANNOT_SAY: 0} == release.overview.counts


def test_years_before_give_the_trend_only(decision_06: Ruleset, rows: list[ScoredRow]) -> None:
    before = province(decision_06, 50, 2, year=2022)
    release = release_of([*rows, *before], load_policy(), decision_06)

    assert [(2022, 50), (2024, 110)] == [
        (one.year, one.decisions.group.communes) for one in release.trend
    ]
    assert {2024} == {row.year for row in release.rows}


def test_districts_of_one_name_in_two_provinces_are_two(
    decision_06: Ruleset, rows: list[ScoredRow]
) -> None:
    moved = [
        replace(row, district="Châu Thành", province="A" if n % 2 else "B")
        for n, row in enumerate(rows)
    ]
    release = release_of(moved, load_policy(), decision_06)

    assert [("Châu Thành (B)", 55), ("Châu Thành (A)", 55)] == [
        (one.group.name, one.group.communes) for one in release.by_district
    ]
    assert {"tỉnh", "toàn bộ", "nhóm ngưỡng"} == {
        row.group.family for row in release.criteria[0].rows
    }


def test_the_order_of_the_results_changes_nothing(
    decision_06: Ruleset, rows: list[ScoredRow], release: Release
) -> None:
    assert release == release_of(rows[::-1], load_policy(), decision_06)


def test_real_sheets_can_be_released(decision_06: Ruleset) -> None:
    by_code = {assessment.commune.code: assessment for assessment in ASSESSMENTS.values()}
    sheets = [score(decision_06, assessment) for assessment in by_code.values()]
    release = release_of(rows_of_sheets(sheets), load_policy(), decision_06)

    assert len({s.commune.code for s in sheets if s.year == release.year}) == len(release.rows)
    assert [] == check_release(release)


def test_results_read_back_are_released_as_those_just_scored(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    by_code = {assessment.commune.code: assessment for assessment in ASSESSMENTS.values()}
    sheets = [score(decision_06, assessment) for assessment in by_code.values()]
    path = tmp_path / "ket-qua.jsonl"
    path.write_text("\n".join(to_json(sheet, "1") for sheet in sheets), encoding="utf-8")

    assert rows_of_sheets(sheets) == rows_of(read_results([path]).rows)


# Seeded leaks: each kind is found and named.


def test_a_missing_complementary_count_is_found(release: Release, decision_06: Ruleset) -> None:
    content, slug, group = one_withheld(release)
    counts = counts_of(content, slug, group)
    truth = sum(c["counts"]["MET"] is not None for c in content["cells"])
    counts["MET"] = min(truth, 3)
    leaks = check_publication(content, decision_06)

    assert f"{slug}|{group}|NOT_MET" in {leak.key for leak in leaks if leak.code == COMPUTED}


def one_withheld(release: Release) -> tuple[dict[str, Any], str, str]:
    """Return the statement and a group whose MET and NOT_MET are withheld, OPEN shown."""
    content = copy.deepcopy(publication_of(release))
    for cell in content["cells"]:
        counts = cell["counts"]
        if counts["MET"] is None and counts["NOT_MET"] is None and counts["CANNOT_SAY"] == 0:
            return content, cell["criterion"], f"{cell['family']}:{cell['group']}"
    raise AssertionError


def test_that_every_refused_commune_lost_a_sensitive_criterion_is_not_shown(
    decision_06: Ruleset, rows: list[ScoredRow]
) -> None:
    """Six communes are refused, six lost criterion 3: decisions are public, so by name."""
    full = {c.number: Interval(c.max_points, c.max_points) for c in decision_06.criteria}
    moved = [
        scored(
            replace(
                row,
                criteria={**full, 3: LOSES} if n < 6 else full,
                district=None,
                group=rows[0].group,
                threshold=Fraction(800),
            )
        )
        for n, row in enumerate(rows)
    ]
    release = release_of(moved, load_policy(), decision_06)
    shown = release.criteria[2].rows[0].counts
    content = copy.deepcopy(publication_of(release))
    counts_of(content, "abuse", "toàn bộ:").update({"MET": 104, "NOT_MET": 6})
    leaks = check_publication(content, decision_06)

    assert 6 == release.overview.counts[NOT_MET]
    assert (None, None) == (shown[MET], shown[NOT_MET])
    assert [] == check_release(release)
    assert EVERY_ONE in codes(leaks)
    assert "biết chắc cả 6 xã không được công nhận đều không đạt" in {x.message for x in leaks}


def test_a_percentage_beside_a_withheld_count_is_found(
    release: Release, decision_06: Ruleset
) -> None:
    content, slug, group = one_withheld(release)
    for cell in content["cells"]:
        if cell["criterion"] == slug and f"{cell['family']}:{cell['group']}" == group:
            cell["lost_percent"] = [(200 + cell["communes"] // 2) // cell["communes"]] * 2
    leaks = check_publication(content, decision_06)

    assert f"{slug}|{group}|NOT_MET" in {leak.key for leak in leaks}


def test_a_group_of_nine_is_found(decision_06: Ruleset, rows: list[ScoredRow]) -> None:
    nine = [replace(row, district="Đảo Xa") for row in rows[:9]]
    rest = [replace(row, district="Rừng Thông") for row in rows[9:]]
    content = copy.deepcopy(publication_of(release_of([*nine, *rest], load_policy(), decision_06)))
    content["cells"].append(
        {
            "criterion": "preschool",
            "family": "huyện",
            "group": "Đảo Xa",
            "communes": 9,
            "counts": {"MET": 9, "NOT_MET": 0, "CANNOT_SAY": 0},
            "lost_percent": None,
        }
    )
    leaks = check_publication(content, decision_06)

    assert (SMALL_GROUP, "huyện:Đảo Xa") in {(leak.code, leak.key) for leak in leaks}
    assert "thống kê của 9 xã, ít nhất phải 10 xã" in {leak.message for leak in leaks}


def test_a_small_group_that_is_left_when_others_are_subtracted_is_not_shown(
    decision_06: Ruleset, rows: list[ScoredRow]
) -> None:
    """A province and its only large district tell of the four communes that are left."""
    moved = [
        replace(row, district="Đảo Xa" if n < 4 else "Rừng Thông", group=rows[0].group)
        for n, row in enumerate(rows)
    ]
    release = release_of(moved, load_policy(), decision_06)

    assert ["Rừng Thông"] == [group.name for group in release.dropped]
    assert [] == check_release(release)


def test_what_differences_of_groups_tell_is_found_with_any_coefficients() -> None:
    large = frozenset(f"{n}" for n in range(30))
    groups = {"tỉnh": large, "a": frozenset(sorted(large)[:16]), "b": frozenset(sorted(large)[13:])}
    found = small_difference(groups, 10)

    assert found is not None
    assert (3, ("a", "b", "tỉnh")) == (found.communes, found.used)
    assert None is small_difference({"tỉnh": large, "a": groups["a"]}, 10)


def test_a_search_of_differences_that_is_too_long_proves_nothing(monkeypatch) -> None:
    monkeypatch.setattr("scoring.release.groups._MOST_STEPS", 0)
    groups = {"a": frozenset("abcdefghij"), "b": frozenset("cdefghijkl")}
    found = small_difference(groups, 10)

    assert found is not None
    assert not found.is_proved


def test_a_total_that_determines_a_part_is_found(
    decision_06: Ruleset, rows: list[ScoredRow]
) -> None:
    full = next(row for row in rows if row.points is not None and row.points >= 960)
    content = copy.deepcopy(publication_of(release_of(rows, load_policy(), decision_06)))
    for commune in content["communes"]:
        if commune["code"] == full.code:
            assert ["920", "1000"] == commune["total"]
            commune["total"] = ["1000", "1000"]
    (leak,) = check_publication(content, decision_06)

    assert (TELLING_TOTAL, f"xã {full.code}") == (leak.code, leak.key)
    assert "tổng điểm 1.000 cho biết phần 3 (Trẻ em bị xâm hại) được 100 điểm" in leak.message


def policy_file(folder: Path, *changes: tuple[str, str]) -> Path:
    text = DEFAULT.read_text(encoding="utf-8")
    for right, wrong in changes:
        text = text.replace(right, wrong)
    path = folder / "chinh-sach.yaml"
    path.write_text(text, encoding="utf-8")
    load_policy.cache_clear()
    return path


def test_the_same_results_are_not_published_twice_with_another_pattern(
    decision_06: Ruleset, rows: list[ScoredRow], release: Release, tmp_path: Path
) -> None:
    stricter = load_policy(policy_file(tmp_path, ("công bố: 5 ", "công bố: 9 ")))
    second = release_of(rows, stricter, decision_06)
    leaks = check_release(second, release)

    assert set(release.pattern) != set(second.pattern)
    assert {OTHER_PATTERN, COMPUTED} <= codes(leaks)
    assert any("bản đã công bố" in leak.message for leak in leaks if leak.code == COMPUTED)
    assert [] == check_release(release, release)
    assert [] == check_release(release, publication_of(release))


def test_totals_in_other_classes_the_second_time_are_found(
    decision_06: Ruleset, rows: list[ScoredRow], release: Release, tmp_path: Path
) -> None:
    by_threshold = load_policy(policy_file(tmp_path, ("gộp khi lộ\n\n", "theo ngưỡng\n\n")))
    leaks = check_release(release_of(rows, by_threshold, decision_06), release)

    assert {OTHER_PATTERN} == codes(leaks)
    assert all(leak.key.startswith("xã ") for leak in leaks)


def test_a_correction_that_moves_a_sensitive_count_a_little_is_found(
    decision_06: Ruleset,
) -> None:
    rows = province(decision_06, 200, 3, luck=0.3)
    first = release_of(rows, load_policy(), decision_06)
    at = next(n for n, row in enumerate(rows) if row.criteria[3].maximum > 0)
    changed = scored(replace(rows[at], criteria={**rows[at].criteria, 3: LOSES}))
    second = release_of(
        [*rows[:at], changed, *rows[at + 1 :]], load_policy(), decision_06, first.pattern
    )
    leaks = check_release(second, first)

    assert SMALL_CHANGE in codes(leaks)
    assert "abuse|toàn bộ:|NOT_MET" in {leak.key for leak in leaks if leak.code == SMALL_CHANGE}


def test_what_was_withheld_can_stay_withheld(
    decision_06: Ruleset, rows: list[ScoredRow], release: Release
) -> None:
    key = next(
        f"preschool|{row.group.key}|MET" for row in release.criteria[9].rows if row.group.name
    )
    sensitive = next(
        f"{s.slug}|{row.group.key}|MET"
        for s in release.criteria
        for row in s.rows
        if s.is_sensitive and row.counts[MET] is not None
    )
    again = release_of(rows, load_policy(), decision_06, [*release.pattern, sensitive])

    assert set(release.pattern) | {sensitive} <= set(again.pattern)
    assert key not in again.pattern
    assert [] == check_release(again)


def test_publishing_exact_totals_needs_a_named_policy(
    decision_06: Ruleset, rows: list[ScoredRow], tmp_path: Path
) -> None:
    decided = "quyết định: {người: A, ngày: 2024-12-01, căn cứ: B, lý do: C}"
    path = policy_file(tmp_path, ("gộp khi lộ\n\n", "chính xác\n\n"), ("quyết định: null", decided))
    release = release_of(rows, load_policy(path), decision_06)

    assert {row.code: row.points for row in rows} == {row.code: row.least for row in release.rows}
    assert [] == check_release(release)


def test_totals_by_threshold_or_not_at_all(
    decision_06: Ruleset, rows: list[ScoredRow], tmp_path: Path
) -> None:
    path = policy_file(tmp_path, ("gộp khi lộ\n\n", "theo ngưỡng\n\n"))
    halves = release_of(rows, load_policy(path), decision_06)
    path = policy_file(tmp_path, ("gộp khi lộ\n\n", "không công bố\n\n"))
    none = release_of(rows, load_policy(path), decision_06)

    assert all((row.least or 0) >= row.threshold for row in halves.rows if row.decision is MET)
    assert {None} == {row.most for row in none.rows}
    assert [] == check_release(halves)
    assert [] == check_release(none)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda rows: rows[:0], "[khong-co-xa] không có kết quả nào để công bố"),
        (lambda rows: [*rows, rows[0]], "[trung-xa] xã mã «99100» năm 2024 có hai kết quả"),
        (
            lambda rows: [replace(rows[0], ruleset_sha256="0" * 64)],
            "[khac-bo-tieu-chi] kết quả năm 2024 chấm theo bộ tiêu chí có SHA-256 000000000000…",
        ),
    ],
)
def test_results_that_cannot_be_released_together_are_told(
    decision_06: Ruleset, rows: list[ScoredRow], spoil, said: str
) -> None:
    with pytest.raises(ProblemsFound) as found:
        release_of(spoil(rows), load_policy(), decision_06)

    assert said in str(found.value)


def test_a_policy_for_other_criteria_is_told(
    decision_06: Ruleset, rows: list[ScoredRow], tmp_path: Path
) -> None:
    more = "slug: abuse, giấu số 0: có}\n  - {slug: abused, giấu số 0: có}"
    path = policy_file(tmp_path, ("slug: abuse, giấu số 0: có}", more))
    with pytest.raises(ProblemsFound) as found:
        release_of(rows, load_policy(path), decision_06)

    assert "không có tiêu chí «abused»; có phải «abuse»?" in str(found.value)
