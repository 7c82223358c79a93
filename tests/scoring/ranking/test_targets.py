"""Shares against targets: exact ceilings, a whole with its source, nothing concluded on a guess."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phuhop.usecases.samples import demo
from reports.ranking.targets_text import targets_text
from scoring.base.communes import CommuneKind
from scoring.base.problems import ProblemsFound
from scoring.engine.score_sheet import Finding
from scoring.ranking.target_shares import Basis, Measured, Shares, Whole
from scoring.ranking.targets import SHIPPED, load_plan
from scoring.results.rows import ResultRow, Status
from scoring.units.registers import Register, Unit, Units
from tests.support.result_rows import RULES, result_row

DEMO = demo.SAMPLES / "so-lieu-mau.csv"
PLAN = """
tên: Chỉ tiêu hư cấu (SỐ LIỆU MẪU)
chỉ tiêu:
  - nơi: Tỉnh Mẫu
    năm: 2024
    tỷ lệ: 74.5
    văn bản: chưa rõ
    đối chiếu: {mức: giả định}
"""

# An invented register: ten communes of one province, from 2024 on.
UNITS = Units(
    (
        Register(
            "Sổ hư cấu",
            date(2024, 1, 1),
            None,
            {
                code: Unit(code, f"Xã {code}", CommuneKind.COMMUNE, "01", "Tỉnh Mẫu")
                for code in map(str, range(70001, 70011))
            },
        ),
    )
)


def _plan(folder: Path, text: str = PLAN) -> Path:
    path = folder / "chi-tieu.yaml"
    path.write_text(text, "utf-8")
    return path


def _measured(tmp_path: Path, rows: Sequence[ResultRow], text: str = PLAN) -> Measured:
    (target,) = load_plan(_plan(tmp_path, text)).targets
    return Shares(rows, lambda: UNITS).measure(target)


def _rows(met: int, failed: int, *, first: int = 70001, **more: object) -> list[ResultRow]:
    return [
        result_row(str(first + at), 900 if at < met else 100, **more) for at in range(met + failed)
    ]


def test_the_shipped_targets_are_those_of_the_law_file() -> None:
    found = [(t.place, t.year, t.percent) for t in load_plan(SHIPPED).targets]

    assert ("cả nước", 2025, 65) in found
    assert ("cả nước", 2030, 75) in found
    assert ("Hưng Yên", 2024, Fraction(149, 2)) in found
    assert {"nguồn thứ cấp"} == {t.verified.level for t in load_plan(SHIPPED).targets}


@given(st.integers(0, 400), st.integers(1, 1000).map(lambda n: Fraction(n, 10)))
def test_what_a_target_needs_is_the_least_number_that_reaches_it(whole: int, percent) -> None:
    (target,) = [t for t in load_plan(SHIPPED).targets if t.place == "Hưng Yên"]
    from dataclasses import replace

    needed = replace(target, percent=percent).needed_of(whole)

    assert needed * 100 >= percent * whole
    assert needed == 0 or (needed - 1) * 100 < percent * whole


def test_the_register_of_the_day_is_the_whole(tmp_path: Path) -> None:
    found = _measured(tmp_path, _rows(7, 3))
    assert found.share is not None

    assert (7, 10, Whole.REGISTER) == (found.share.met, found.share.whole, found.share.source)
    assert (8, (1, 1), Finding.NOT_MET) == (found.goal, found.needed, found.reached)


def test_communes_that_the_table_lacks_may_still_meet_it(tmp_path: Path) -> None:
    found = _measured(tmp_path, _rows(7, 0))
    assert found.share is not None

    assert (3, 10) == (found.share.absent, found.share.most)
    assert ((0, 1), Finding.CANNOT_SAY) == (found.needed, found.reached)


def test_an_open_verdict_is_no_failure(tmp_path: Path) -> None:
    rows = [*_rows(7, 2), result_row("70010", 100, 900)]
    found = _measured(tmp_path, rows)
    assert found.share is not None

    assert 1 == found.share.open
    assert Finding.CANNOT_SAY is found.reached


def test_without_a_register_the_table_is_the_whole_and_it_is_said(tmp_path: Path) -> None:
    earlier = _measured(tmp_path, _rows(3, 1, year=2023))
    invented = _measured(tmp_path, _rows(3, 1, first=99001))
    strange = _measured(tmp_path, _rows(3, 1, first=70009))
    assert earlier.share is not None
    assert invented.share is not None
    assert strange.share is not None

    assert "không có sổ của ngày 31/12/2023" == earlier.share.why_table
    assert "hư cấu" in invented.share.why_table
    assert "2 xã của bảng không có trong sổ, ví dụ 70011" == strange.share.why_table
    assert {4} == {found.share.whole for found in (earlier, invented, strange) if found.share}


def test_the_latest_results_before_the_target_count_and_later_ones_never(tmp_path: Path) -> None:
    rows = [*_rows(1, 3, year=2022), *_rows(2, 2, year=2023), *_rows(4, 0, year=2025)]
    found = _measured(tmp_path, rows)
    assert found.share is not None

    assert (2023, 2) == (found.share.year, found.share.met)
    assert _measured(tmp_path, _rows(4, 0, year=2025)).share is None


def test_with_a_status_only_recognised_communes_count(tmp_path: Path) -> None:
    rows = [
        result_row("70001", 900, status=Status.RECOGNISED),
        result_row("70002", 900, status=Status.NOT_RECOGNISED),
        result_row("70003", 900, status=Status.APPRAISED),
    ]
    found = _measured(tmp_path, rows)
    assert found.share is not None

    assert (1, 1) == (found.share.met, found.share.open)
    assert Basis.RECOGNISED is Shares(rows, lambda: UNITS).basis


def test_a_group_and_a_district_are_places_too(tmp_path: Path) -> None:
    rows = [
        result_row("70001", 900, group="A", district="Huyện Một"),
        result_row("70002", 100, group="B", district="Huyện Một"),
        result_row("70003", 900, group="B", district="Huyện Hai"),
    ]
    group = _measured(tmp_path, rows, PLAN.replace("    năm:", "    nhóm: B\n    năm:"))
    district = _measured(tmp_path, rows, PLAN.replace("    năm:", "    huyện: Một\n    năm:"))
    assert group.share is not None
    assert district.share is not None

    assert (1, 2) == (group.share.met, group.share.whole)
    assert (1, 2) == (district.share.met, district.share.whole)


def test_a_commune_under_two_rulesets_in_one_year_is_refused() -> None:
    rows = [
        result_row("70001", 900),
        result_row("70001", 900, ruleset=RULES._replace(id="dự-thảo")),
    ]
    with pytest.raises(ProblemsFound, match="một xã chỉ tính một lần"):
        Shares(rows, lambda: UNITS)


WRONG = [
    ("tỷ lệ: 74.5", "tỷ lệ: 745", "6:12: [ty-le-sai] tỷ lệ «745» nằm ngoài 0–100 phần trăm"),
    ("năm: 2024", "năm: 24", "5:10: [nam-sai] năm «24» nằm ngoài 2010–2100"),
    ("nơi: Tỉnh Mẫu", "noi: Tỉnh Mẫu", "[khoa-la]"),
    ("giả định", "nguồn thứ cấp", "nguồn"),
]


@pytest.mark.parametrize(("before", "after", "told"), WRONG, ids=range(len(WRONG)))
def test_each_fault_of_a_plan_is_told_by_its_line(
    before: str, after: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(ProblemsFound) as found:
        load_plan(_plan(tmp_path, PLAN.replace(before, after)))

    assert told in str(found.value)


def test_a_target_twice_is_told(tmp_path: Path) -> None:
    entry = PLAN[PLAN.index("  - nơi") :]
    with pytest.raises(ProblemsFound, match="đã nêu ở trên"):
        load_plan(_plan(tmp_path, PLAN + entry))


def test_a_share_below_its_target_never_prints_as_the_target(tmp_path: Path) -> None:
    rows = _rows(2, 1, first=80001)
    text = PLAN.replace("74.5", "66.67")
    plan = load_plan(_plan(tmp_path, text))
    shares = Shares(rows, lambda: UNITS)
    told = targets_text(shares, plan, [shares.measure(target) for target in plan.targets])

    assert "2/3 = 66,667%" in told
    assert "còn thiếu 1 xã" in told


def test_the_command_says_the_whole_and_what_is_needed(tmp_path: Path, run) -> None:
    run("score", DEMO, "-o", tmp_path / "kq.csv")
    result = run("targets", tmp_path / "kq.csv", "--by", "nhom")
    text = " ".join(result.stdout.split())

    assert 0 == result.exit_code
    assert "đạt theo kết quả chấm, chưa phải công nhận" in text
    assert "7/14 = 50%, có thể tới 10/14 = 71,43%" in text
    assert "không phải của cả nước" in text
    assert "còn thiếu từ 1 đến 4 xã" in text


@pytest.mark.parametrize("ending", ["csv", "json", "parquet", "xlsx"])
def test_targets_become_a_table(ending: str, tmp_path: Path, run) -> None:
    run("score", DEMO, "-o", tmp_path / "kq.csv")
    target = tmp_path / f"a.{ending}"
    result = run("targets", tmp_path / "kq.csv", "-o", target)

    assert 0 == result.exit_code
    if ending == "json":
        found = json.loads(target.read_text("utf-8"))["targets"]
        assert (7, 14, 10) == tuple(found[0][name] for name in ("so_dat", "tong_so", "can"))
