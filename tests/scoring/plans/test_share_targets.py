"""Shares against targets: exact ceilings, one definition, nothing concluded without decisions."""

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
from reports.plans.shares_text import targets_text
from scoring.base.communes import CommuneKind
from scoring.base.problems import ProblemsFound
from scoring.engine.score_sheet import Finding
from scoring.plans.loading import SAMPLE
from scoring.plans.share_results import TargetResult, result_of
from scoring.plans.share_targets import SHIPPED, load_plan
from scoring.recognition.communes import State
from scoring.recognition.everybody import Everybody, everybody
from scoring.results.rows import ResultRow, Status
from scoring.units.registers import Register, Unit, Units
from tests.support.result_rows import result_row

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


def _years(rows: Sequence[ResultRow]) -> list[Everybody]:
    return [everybody(rows, year, lambda: UNITS) for year in sorted({row.year for row in rows})]


def _held(tmp_path: Path, rows: Sequence[ResultRow], text: str = PLAN) -> TargetResult:
    (target,) = load_plan(_plan(tmp_path, text)).targets
    return result_of(target, _years(rows))


def _rows(
    recognised: int, refused: int, waiting: int = 0, *, first: int = 70001, **more: object
) -> list[ResultRow]:
    statuses = [
        *[Status.RECOGNISED] * recognised,
        *[Status.NOT_RECOGNISED] * refused,
        *[Status.APPRAISED] * waiting,
    ]
    values = {"from_register": True, **more}
    return [
        result_row(str(first + at), 900, status=status, **values)
        for at, status in enumerate(statuses)
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
    found = _held(tmp_path, _rows(7, 3))
    assert found.count is not None

    assert (7, 10) == (found.count.recognised, found.count.total)
    assert (8, (1, 1), Finding.NOT_MET) == (found.goal, found.needed, found.reached)


def test_who_waits_or_sent_nothing_may_still_be_recognised(tmp_path: Path) -> None:
    found = _held(tmp_path, _rows(7, 0, 1))
    assert found.count is not None

    assert (1, 2) == tuple(found.count.states[s] for s in (State.WAITING, State.SENT_NOTHING))
    assert (10, (0, 1), Finding.CANNOT_SAY) == (found.most, found.needed, found.reached)


def test_a_score_alone_reaches_no_target(tmp_path: Path) -> None:
    found = _held(tmp_path, _rows(10, 0, from_register=False))
    assert found.count is not None

    assert (0, 10) == (found.count.recognised, found.qualified)
    assert (None, Finding.CANNOT_SAY) == (found.count.share, found.reached)


def test_the_latest_results_before_the_target_count_and_later_ones_never(tmp_path: Path) -> None:
    rows = [*_rows(1, 3, year=2022), *_rows(2, 2, year=2023), *_rows(4, 0, year=2025)]
    found = _held(tmp_path, rows)
    assert found.count is not None
    assert found.everybody is not None

    assert (2023, 2) == (found.everybody.year, found.count.recognised)
    assert _held(tmp_path, _rows(4, 0, year=2025)).count is None


def test_a_group_and_a_district_are_places_too(tmp_path: Path) -> None:
    rows = [
        *_rows(1, 0, first=99001, group="A", district="Huyện Một"),
        *_rows(0, 1, first=99002, group="B", district="Huyện Một"),
        *_rows(1, 0, first=99003, group="B", district="Huyện Hai"),
    ]
    group = _held(tmp_path, rows, PLAN.replace("    năm:", "    nhóm: B\n    năm:"))
    district = _held(tmp_path, rows, PLAN.replace("    năm:", "    huyện: Một\n    năm:"))
    assert group.count is not None
    assert district.count is not None

    assert (1, 2) == (group.count.recognised, group.count.total)
    assert (1, 2) == (district.count.recognised, district.count.total)


def test_a_comma_is_a_decimal_sign(tmp_path: Path) -> None:
    (target,) = load_plan(_plan(tmp_path, PLAN.replace("74.5", "74,5"))).targets

    assert Fraction(149, 2) == target.percent


def test_the_plan_to_fill_in_is_a_sound_one(tmp_path: Path, run) -> None:
    path = tmp_path / "ke-hoach.yaml"
    assert 0 == run("targets", "--sample", path).exit_code

    assert [2026, 2030] == [target.year for target in load_plan(path).targets]
    assert SAMPLE.read_bytes() == path.read_bytes()
    path.write_text("của tôi", "utf-8")
    assert 1 == run("targets", "--sample", path).exit_code
    assert "của tôi" == path.read_text("utf-8")


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


def _told(tmp_path: Path, rows: Sequence[ResultRow], text: str = PLAN) -> str:
    plan = load_plan(_plan(tmp_path, text))
    years = _years(rows)
    results = [result_of(target, years) for target in plan.targets]
    return " ".join(targets_text(rows, years, (), plan, results).split())


def test_a_share_below_its_target_never_prints_as_the_target(tmp_path: Path) -> None:
    told = _told(tmp_path, _rows(2, 1, first=99001), PLAN.replace("74.5", "66.67"))

    assert "2/3 = 66,667%" in told
    assert "còn thiếu 1 xã" in told


def test_where_nothing_is_decided_the_text_says_so_instead_of_a_number(tmp_path: Path) -> None:
    told = _told(tmp_path, _rows(9, 1, from_register=False))

    assert "chưa có quyết định nào; 10 xã đạt theo kết quả chấm, chưa phải công nhận" in told
    assert "Chưa kết luận được: cần 8 xã được công nhận, chưa có quyết định nào." in told
    assert "bảng không có niêm phong" in told
    assert "Đã đạt chỉ tiêu" not in told


def test_the_provinces_own_target_comes_before_the_nations(tmp_path: Path) -> None:
    nation = PLAN[PLAN.index("  - nơi") :].replace("Tỉnh Mẫu", "cả nước")
    told = _told(tmp_path, _rows(9, 1), PLAN.replace("chỉ tiêu:\n", f"chỉ tiêu:\n{nation}"))

    assert told.index("Tỉnh Mẫu, năm 2024") < told.index("cả nước, năm 2024")
    assert "không phải của cả nước" in told


def test_the_command_says_the_whole_and_what_is_needed(province_story: Path, run) -> None:
    base = (
        "targets",
        "--db",
        province_story / "so.db",
        "--expected",
        province_story / "phai-gui.csv",
    )
    result = run(*base, "--by", "nhom")
    text = " ".join(result.stdout.split())

    assert 0 == result.exit_code
    assert "Năm 2026: 60 đơn vị cấp xã: 28 được công nhận; 16 không được công nhận" in text
    assert "kể cả đơn vị chưa gửi gì" in text
    assert "28/60 = 46,67%, có thể tới 44/60 = 73,33%" in text
    assert "không phải của cả nước" in text


@pytest.mark.parametrize("ending", ["csv", "json", "parquet", "xlsx"])
def test_targets_become_a_table(ending: str, tmp_path: Path, run) -> None:
    run("score", DEMO, "-o", tmp_path / "kq.csv")
    target = tmp_path / f"a.{ending}"
    result = run("targets", tmp_path / "kq.csv", "-o", target)

    assert 0 == result.exit_code
    if ending == "json":
        found = json.loads(target.read_text("utf-8"))
        first = found["targets"][0]
        assert "phuhop.targets/2" == found["format"]
        assert "so_duoc_cong_nhan" not in first
        assert (14, 14, 7, 10, "chưa có quyết định") == tuple(
            first[name]
            for name in ("tong_so", "so_tu_cham", "so_dat_theo_ket_qua_cham", "can", "ty_le")
        )
