"""Equal totals have equal ranks, nobody is ranked on a guess, intervals are what can happen."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from phuhop.usecases.samples import demo
from scoring.base.problems import ProblemsFound
from scoring.engine.score_sheet import Finding
from scoring.ranking.changes import changes
from scoring.ranking.intervals import rank_intervals
from scoring.ranking.ranking import ApartReason, Scope, rankings
from scoring.ranking.tie_break import load_tie_break
from scoring.results.rows import Interval, ResultRow, Status
from tests.support.examples import examples
from tests.support.result_rows import RULES, result_row

DEMO = demo.SAMPLES / "so-lieu-mau.csv"
RULE = """
quy tắc:
  tên: Bằng tổng điểm thì xét tiêu chí 2 trước
  đối chiếu: {mức: giả định}
bằng điểm thì xét:
  - tiêu chí: 2
"""

totals = st.integers(0, 12).map(lambda n: Fraction(n, 2))
spans = st.tuples(totals, totals).map(sorted)


def _rank(rows: list[ResultRow], code: str, scope: Scope = Scope.ALL) -> tuple[int, int, int]:
    (ranking,) = rankings(rows)
    (standing,) = [r.standings[scope] for r in ranking.ranked if r.row.code == code]
    return standing.rank, standing.of, standing.equals


def test_equal_totals_share_a_rank_and_the_next_is_left_out() -> None:
    rows = [result_row(f"9900{at}", points) for at, points in enumerate((970, 960, 960, 955))]

    assert [(1, 4, 1), (2, 4, 2), (2, 4, 2), (4, 4, 1)] == [
        _rank(rows, f"9900{at}") for at in range(4)
    ]


def test_totals_that_print_alike_are_not_equal() -> None:
    rows = [
        result_row("99001", Fraction(900)),
        result_row("99002", Fraction(900) + Fraction(1, 999)),
    ]

    assert [2, 1] == [_rank(rows, code)[0] for code in ("99001", "99002")]


def test_a_rank_is_given_within_group_province_and_district() -> None:
    rows = [
        result_row("99001", 900, group="A", district="Huyện 1"),
        result_row("99002", 950, group="B", district="Huyện 1"),
        result_row("99003", 990, group="A", province="Tỉnh Khác", district="Huyện 1"),
    ]

    assert [(3, 3, 1), (2, 2, 1), (2, 2, 1), (1, 1, 1), (2, 2, 1)] == [
        _rank(rows, "99001", scope)
        for scope in (
            Scope.ALL,
            Scope.GROUP,
            Scope.PROVINCE,
            Scope.PROVINCE_GROUP,
            Scope.DISTRICT,
        )
    ]


@given(st.lists(totals, min_size=1, max_size=12))
def test_a_rank_is_one_more_than_how_many_are_better(found: list[Fraction]) -> None:
    rows = [result_row(f"{99000 + at}", points) for at, points in enumerate(found)]
    (ranking,) = rankings(rows)
    expected = {row.code: 1 + sum(o > p for o in found) for row, p in zip(rows, found, strict=True)}

    assert expected == {one.row.code: one.standings[Scope.ALL].rank for one in ranking.ranked}


def test_an_open_total_stands_apart_with_its_parts() -> None:
    (ranking,) = rankings([result_row("99001", 800, 900), result_row("99002", 700)])
    (apart,) = ranking.apart

    assert (ApartReason.INCOMPLETE,) == apart.reasons
    assert ["1"] == list(apart.open_parts)
    assert ["99002"] == [one.row.code for one in ranking.ranked]


def test_who_is_only_self_scored_stands_apart_where_the_table_says_who_is() -> None:
    (ranking,) = rankings(
        [
            result_row("99001", 900, status=Status.SELF_SCORED),
            result_row("99002", 800, status=Status.APPRAISED),
        ]
    )

    assert [(ApartReason.UNVERIFIED,)] == [one.reasons for one in ranking.apart]


def test_years_and_rulesets_are_never_ranked_together() -> None:
    other = RULES._replace(sha256="b" * 64)
    rows = [
        result_row("99001", 900),
        result_row("99002", 950, year=2023),
        result_row("99003", 960, ruleset=other),
    ]

    assert [(2024, 1), (2024, 1), (2023, 1)] == [
        (ranking.year, len(ranking.ranked)) for ranking in rankings(rows)
    ]


@examples(60)
@given(st.lists(spans, min_size=1, max_size=4))
def test_rank_intervals_are_what_enumeration_finds(found: list[list[Fraction]]) -> None:
    rows = [
        result_row(f"9900{at}", low, None if low == high else high)
        for at, (low, high) in enumerate(found)
    ]
    (ranking,) = rankings(rows)
    intervals = rank_intervals(ranking)
    ways = product(*(_halves(low, high) for low, high in found))
    seen: list[set[int]] = [set() for _ in found]
    for way in ways:
        for at, own in enumerate(way):
            seen[at].add(1 + sum(other > own for other in way))

    assert [(min(ranks), max(ranks)) for ranks in seen] == [
        (intervals[r.code][Scope.ALL].best, intervals[r.code][Scope.ALL].worst) for r in rows
    ]


def _halves(low: Fraction, high: Fraction) -> list[Fraction]:
    return [low + Fraction(step, 2) for step in range(int((high - low) * 2) + 1)]


@examples(40)
@given(st.lists(st.tuples(spans, st.integers(0, 2)), min_size=1, max_size=4))
def test_a_rule_for_ties_keeps_every_possible_rank_inside(tmp_path_factory, found) -> None:
    path = tmp_path_factory.mktemp("rule") / "bang-diem.yaml"
    path.write_text(RULE, "utf-8")
    rows = []
    for at, ((low, high), second) in enumerate(found):
        row = result_row(f"9900{at}", low, None if low == high else high)
        exact = Interval(Fraction(second), Fraction(second), Fraction(second))
        rows.append(_with(row, criteria={**row.criteria, 2: exact}))
    (ranking,) = rankings(rows, load_tie_break(path))
    intervals = rank_intervals(ranking)
    for way in product(*(_halves(low, high) for (low, high), _ in found)):
        keys = [(total, second) for total, (_, second) in zip(way, found, strict=True)]
        for row, own in zip(rows, keys, strict=True):
            rank = 1 + sum(other > own for other in keys)
            interval = intervals[row.code][Scope.ALL]

            assert interval.best <= rank <= interval.worst


def _with(row: ResultRow, **more: object) -> ResultRow:
    from dataclasses import replace

    return replace(row, **more)


def test_a_named_rule_tells_equal_totals_apart(tmp_path: Path) -> None:
    path = tmp_path / "bang-diem.yaml"
    path.write_text(RULE, "utf-8")
    rows = [
        _with(result_row(code, 900), criteria={2: Interval(*[Fraction(points)] * 3)})
        for code, points in (("99001", 30), ("99002", 50), ("99003", 30))
    ]
    (ranking,) = rankings(rows, load_tie_break(path))

    assert [("99002", 1, 1), ("99001", 2, 2), ("99003", 2, 2)] == [
        (one.row.code, one.standings[Scope.ALL].rank, one.standings[Scope.ALL].equals)
        for one in ranking.ranked
    ]


WRONG_RULES = [
    (RULE.replace("tiêu chí: 2", "tieu chi: 2"), "6:5: [khoa-la]"),
    (RULE.replace("  - tiêu chí: 2", '  - phần: "2"\n  - phần: "2"'), "7:5: [trung-ma]"),
    (RULE.replace("  đối chiếu: {mức: giả định}\n", ""), "[thieu-khoa]"),
    (RULE.replace("giả định", "nguồn thứ cấp"), "nguồn"),
    (RULE.replace("tiêu chí: 2", "kết luận: trượt trước"), "6:15:"),
]


@pytest.mark.parametrize(("text", "told"), WRONG_RULES, ids=range(len(WRONG_RULES)))
def test_each_fault_of_a_rule_is_told_by_its_line(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "bang-diem.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_tie_break(path)

    assert told in str(found.value)


def test_a_rule_about_a_criterion_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bang-diem.yaml"
    path.write_text(RULE, "utf-8")
    with pytest.raises(ProblemsFound, match="kết quả không có tiêu chí 2; có: 1"):
        rankings([result_row("99001", 900)], load_tie_break(path))


def test_ranks_change_only_between_like_and_like() -> None:
    now = [result_row("99001", 900), result_row("99002", 800)]
    then = [result_row("99001", 700, year=2023), result_row("99002", 800, year=2023)]
    found = rankings([*now, *then])
    compared = changes(found[0], found, lambda _one, _other: True)

    assert (2023, "") == (compared.year, compared.reason)
    assert {"99001": 1, "99002": -1} == {
        code: by_scope[Scope.ALL].moved for code, by_scope in compared.by_code.items()
    }


def test_another_ruleset_or_register_is_said_and_not_compared() -> None:
    now = result_row("99001", 900)
    changed = RULES._replace(sha256="b" * 64)
    other = result_row("99001", 700, year=2023, ruleset=changed)
    found = rankings([now, other])
    by_rules = changes(found[0], found, lambda _one, _other: True)
    found = rankings([now, result_row("99001", 700, year=2023)])
    by_register = changes(found[0], found, lambda _one, _other: False)

    assert "một bản khác của 06-QD-TTg-2019" in by_rules.reason
    assert "không còn chỉ cùng một xã" in by_register.reason
    assert not by_rules.by_code
    assert not by_register.by_code


def test_a_self_scored_year_is_not_compared_with_a_verified_one() -> None:
    before = result_row("99001", 700, year=2023)
    found = rankings([result_row("99001", 900, status=Status.APPRAISED), before])
    compared = changes(found[0], found, lambda _one, _other: True)

    assert "kết quả năm 2023 mới là tự chấm, năm 2024 đã thẩm định" == compared.reason
    assert not compared.by_code


def test_another_group_than_last_year_is_not_compared_within_the_group() -> None:
    found = rankings([result_row("99001", 900), result_row("99001", 700, year=2023, group="B")])
    compared = changes(found[0], found, lambda _one, _other: True)

    assert Scope.GROUP not in compared.by_code["99001"]
    assert Scope.ALL in compared.by_code["99001"]


def test_the_command_prints_ranks_reasons_and_what_they_rest_on(tmp_path: Path, run) -> None:
    run("score", DEMO, "-o", tmp_path / "kq.csv")
    result = run("rank", tmp_path / "kq.csv", "--by", "nhom")

    assert 0 == result.exit_code
    assert "SỐ LIỆU MẪU" in result.stdout
    assert "giả định, không phải quy định" in " ".join(result.stdout.split())
    assert "Phường Hoa Giấy: từ 785 đến 985 điểm, hạng có thể 1–6" in result.stdout
    assert "hạng có thể 1–6 (cùng nhóm ngưỡng)" in " ".join(result.stdout.split())
    assert "chờ thẩm định ở phần 6.1" in " ".join(result.stdout.split())


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "json"])
def test_the_same_results_give_the_same_bytes(ending: str, tmp_path: Path, run) -> None:
    run("score", DEMO, "-o", tmp_path / "kq.csv")
    for name in ("a", "b"):
        target = tmp_path / f"{name}.{ending}"
        done = run("rank", tmp_path / "kq.csv", "-o", target, "--data", DEMO, "--draws", "3")

        assert 0 == done.exit_code

    assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_a_workbook_of_ranks_has_headings_that_people_read(tmp_path: Path, run) -> None:
    run("score", DEMO, "-o", tmp_path / "kq.csv")
    run("rank", tmp_path / "kq.csv", "-o", tmp_path / "hang.xlsx")
    sheet = load_workbook(tmp_path / "hang.xlsx").active
    heads = [cell.value for cell in sheet[1]]

    assert ["Mã", "Tên đơn vị", "Loại"] == heads[:3]
    assert "Toàn bảng: hạng" in heads
    assert not [head for head in heads if "_" in head]
    assert 15 == sheet.max_row


def test_a_column_shows_last_years_rank(tmp_path: Path, run) -> None:
    run("score", DEMO, "-o", tmp_path / "kq.csv")
    before = tmp_path / "truoc.csv"
    text = (tmp_path / "kq.csv").read_text("utf-8-sig").replace(";2024;", ";2022;")
    before.write_text(text, "utf-8-sig")
    run("rank", tmp_path / "kq.csv", "--previous", before, "-o", tmp_path / "h.json")
    (found,) = json.loads((tmp_path / "h.json").read_text("utf-8"))["rankings"]
    first = found["rows"][0]

    assert 2022 == found["compared_with"]
    assert (1, 1, 0) == (first["hang_chung"], first["hang_chung_truoc"], first["hang_chung_tang"])


def test_figures_that_do_not_give_the_results_are_refused(tmp_path: Path, run) -> None:
    run("score", DEMO, "-o", tmp_path / "kq.csv")
    lines = DEMO.read_text("utf-8-sig").splitlines()
    other = tmp_path / "khac.csv"
    other.write_text("\n".join([lines[0], *lines[2:]]), "utf-8-sig")
    result = run("rank", tmp_path / "kq.csv", "--data", other)

    assert 1 == result.exit_code
    assert "[thieu-so-lieu] bảng số liệu không có xã 99001 năm 2024" in result.stderr


def test_wrong_usage_is_told(tmp_path: Path, run) -> None:
    run("score", DEMO, "-o", tmp_path / "kq.csv")

    assert 2 == run("rank", tmp_path / "kq.csv", "-o", tmp_path / "a.pdf").exit_code
    assert 2 == run("rank", tmp_path / "kq.csv", "--year", "2020").exit_code


def test_a_verdict_does_not_move_a_rank() -> None:
    rows = [
        result_row("99001", 900, verdict=Finding.NOT_MET, no_zero=Finding.NOT_MET),
        result_row("99002", 850),
    ]

    assert (1, 2, 1) == _rank(rows, "99001")


def test_a_row_of_the_json_has_columns_of_the_table_and_no_others(tmp_path: Path, run) -> None:
    run("score", DEMO, "-o", tmp_path / "kq.csv")
    for name in ("h.json", "h.csv"):
        run("rank", tmp_path / "kq.csv", "-o", tmp_path / name)
    (found,) = json.loads((tmp_path / "h.json").read_text("utf-8"))["rankings"]
    heads = (tmp_path / "h.csv").read_text("utf-8-sig").splitlines()[0].split(";")

    assert set() == {name for row in found["rows"] for name in row} - set(heads)
