"""Plans as data: all of them load, every fault is told with its line."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

import criteria
from scoring.base.problems import ProblemsFound
from scoring.plans.json_schema import SCHEMAS, plan_schema_text
from scoring.plans.loading import (
    SAMPLE,
    adopted_plan,
    adopted_plans,
    is_plan,
    load_children_plan,
)
from scoring.plans.plan import goal_of

PLAN = """\
kế hoạch:
  mã: thu
  tên: Kế hoạch hư cấu
  cấp: tỉnh
  nơi: Tỉnh Mẫu
  từ năm: 2024
  đến năm: 2025
  đối chiếu: {mức: giả định}
chỉ tiêu:
  - mã: "1"
    tên: Tiêm chủng đầy đủ
    loại: tỷ lệ
    chỉ số: tiem_chung_day_du
    mức:
      - năm: 2024
        so: ít nhất
        giá trị: 95,5
"""


def _faults(folder: Path, *changes: tuple[str, str]) -> list[str]:
    text = PLAN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "ke-hoach.yaml"
    path.write_text(text, "utf-8")
    try:
        load_children_plan(path)
    except ProblemsFound as found:
        return [str(problem).removeprefix(f"{path.as_posix()}:") for problem in found.problems]
    return []


def test_thirteen_plans_with_104_targets_are_shipped() -> None:
    plans = [load_children_plan(path) for path in adopted_plans()]

    assert (13, 104) == (len(plans), sum(len(plan.targets) for plan in plans))
    assert [path.stem for path in adopted_plans()] == [plan.head.code for plan in plans]
    assert {"nguồn thứ cấp"} == {plan.head.verified.level for plan in plans}
    assert all(plan.head.verified.source for plan in plans)


def test_the_numbers_are_those_that_were_read() -> None:
    national = {target.code: target for target in adopted_plan("qg-23-2021").targets}
    stunting = [(one.comparison, one.value) for one in national["4b"].levels]

    assert 35 == len(national)
    assert [("nhiều nhất", 17), ("dưới", 15)] == stunting
    assert (100_000, "tỷ suất") == (national["11a"].per, national["11a"].kind)
    (gia_lai,) = [one for one in adopted_plan("gialai-2022").targets if one.code == "8"]
    assert Fraction(141 * 100, 220) == goal_of(gia_lai.levels[0])


def test_a_comma_is_a_decimal_sign(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.yaml"
    path.write_text(PLAN, "utf-8")

    assert Fraction(191, 2) == load_children_plan(path).targets[0].levels[0].value
    assert is_plan(path)


def test_a_comma_within_braces_is_explained(tmp_path: Path) -> None:
    level = "- năm: 2024\n        so: ít nhất\n        giá trị: 95,5"
    (fault,) = _faults(tmp_path, (level, "- {năm: 2024, so: ít nhất, giá trị: 95,5}"))

    assert fault.startswith("15:46: [dau-phay-trong-ngoac]")
    assert "viết số với dấu chấm như 95.5" in fault


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("tiem_chung_day_du", "tiem_chung", "13:13: [chi-so-la] không có chỉ số «tiem_chung»"),
        ("tiem_chung_day_du", "tai_nan_thuong_tich", "13:13: [chi-so-khac-don-vi]"),
        ("loại: tỷ lệ", "loại: tỷ suất", "12:11: [thieu-tren]"),
        ("năm: 2024\n        so", "năm: 2026\n        so", "[nam-sai] năm «2026» nằm ngoài"),
        ("95,5", "120", "[ty-le-sai] tỷ lệ «120» lớn hơn 100 phần trăm"),
        ("so: ít nhất", "so: giảm", "[nam-goc]"),
        ("so: ít nhất", "so: it nhat", "[gia-tri-la] «it nhat» không dùng được ở đây"),
        ("        giá trị: 95,5\n", "", "[gia-tri] so «ít nhất» thì cần «giá trị»"),
        ("{mức: giả định}", "{mức: suy ra}", "«từ»"),
        ("đến năm: 2025", "đến năm: 2023", "[nam-sai] năm đầu 2024 sau năm cuối 2023"),
        ("giá trị: 95,5", "tử số: 3", "[tu-mau]"),
        ("tên: Tiêm chủng đầy đủ", "nhóm: x\n    tên: Tiêm", "[nhom-la] không có nhóm «x»"),
    ],
)
def test_each_mistake_is_told_at_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert any(told in fault for fault in _faults(tmp_path, (old, new)))


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    changes = (("tiem_chung_day_du", "tiem"), ("95,5", "120"), ("đến năm: 2025", "đến năm: 2023"))

    assert {"nam-sai", "chi-so-la", "ty-le-sai"} <= {
        fault.partition("[")[2].partition("]")[0] for fault in _faults(tmp_path, *changes)
    }


def test_an_unknown_plan_names_the_nearest() -> None:
    with pytest.raises(ProblemsFound, match="có phải «hungyen-39-2024»"):
        adopted_plan("hungyen-2024")


@pytest.mark.parametrize(
    ("which", "file"), [("kế hoạch", "schema.json"), ("chỉ số", "chi-so.schema.json")]
)
def test_the_schemas_are_those_of_the_classes(which: str, file: str) -> None:
    text = plan_schema_text(which)

    Draft7Validator.check_schema(__import__("json").loads(text))
    assert text == (criteria.PLANS / file).read_text("utf-8")
    assert {"kế hoạch", "chỉ số"} <= {*SCHEMAS}


def test_the_sample_has_every_kind_of_target() -> None:
    plan = load_children_plan(SAMPLE)
    levels = [level for target in plan.targets for level in target.levels]

    assert {"tỷ lệ", "tỷ suất", "số lượng", "tiền", "số trên số"} == {
        target.kind for target in plan.targets
    }
    assert {"ít nhất", "nhiều nhất", "dưới", "đúng", "giảm", "giảm ít nhất"} <= {
        level.comparison for level in levels
    }


def test_a_command_writes_the_schema(run: Callable[..., object]) -> None:
    assert plan_schema_text() == run("rules", "schema", "--of", "kế hoạch").output  # type: ignore[attr-defined]
