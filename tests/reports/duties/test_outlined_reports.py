"""Reports by an outline: the decree's form, numbers from figures, dots where nobody wrote."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.duties.outlined import (
    COUNCIL_SET,
    YEAR_SET,
    OutlinedMaterial,
    outlined_documents,
    outlined_report,
    report_set,
)
from reports.province.material import Material
from reports.wording.stamp import Stamp
from scoring.base.quantities import vietnamese
from scoring.duties.outline import COUNCIL, YEAR_RESULT, load_outline
from scoring.plans.loading import adopted_plan
from scoring.plans.tracking import Sources, tracked
from scoring.recognition.everybody import Everybody, Whole
from scoring.rules.ruleset import Ruleset
from tests.support.communes import province_year
from tests.support.plan_places import place, units
from tests.support.word_files import as_text
from tests.support.word_form.decree_check import decree_faults

STAMP = Stamp("26.11.0")
REPORTS = [(COUNCIL, COUNCIL_SET), (YEAR_RESULT, YEAR_SET)]
BIRTHS, MUST = "tre_khai_sinh_dung_quy_dinh", "tre_phai_khai_sinh"


def _material(
    outline: Path, figures: int = 57, before: int = 50, **more: object
) -> OutlinedMaterial:
    years = {
        2023: place(2023, [{BIRTHS: before, MUST: 60}], count=units(4, 6)),
        2024: place(2024, [{BIRTHS: figures, MUST: 60}], silent=1, count=units(5, 5)),
    }
    plan = adopted_plan("hungyen-39-2024")
    values: dict[str, object] = {
        "plan": plan,
        "tracked": tracked(plan, 2024, Sources(years, {})),
        "is_sample": True,
    }
    material = OutlinedMaterial(load_outline(outline), "tỉnh Mẫu", 2024, years, {}, None)
    return replace(material, **(values | more))  # type: ignore[arg-type]


def _text(outline: Path, documents: Path, **more: object) -> str:
    material = _material(outline, **more)  # type: ignore[arg-type]
    made = outlined_documents(report_set(documents), material, STAMP)
    return "\n".join(as_text(content) for content in made.values())


@pytest.mark.parametrize(("outline", "documents"), REPORTS)
def test_a_report_has_the_decrees_form_and_is_the_same_each_time(
    outline: Path, documents: Path, decision_06: Ruleset
) -> None:
    year = province_year(decision_06, 40, 4, year=2024)
    whole = Material([Everybody(2024, tuple(year), Whole.EXPECTED, "", ())], (), decision_06)
    material = _material(outline, provincial=whole)
    made = outlined_documents(report_set(documents), material, STAMP)

    assert made == outlined_documents(report_set(documents), material, STAMP)
    for name, content in made.items():
        assert [] == decree_faults(name, content)


@pytest.mark.parametrize(("outline", "documents"), REPORTS)
def test_it_says_that_it_is_not_for_publication(outline: Path, documents: Path) -> None:
    text = _text(outline, documents)

    assert "LƯU HÀNH NỘI BỘ – không công bố" in text
    assert "SỐ LIỆU MẪU" in text


@pytest.mark.parametrize(("outline", "documents"), REPORTS)
def test_figures_stand_in_real_values_with_last_year_and_coverage(
    outline: Path, documents: Path
) -> None:
    text = _text(outline, documents)

    assert "57/60 = 95%" in text
    assert "50/60 = 83,33%" in text
    assert "1/2 đơn vị (còn thiếu: Xã 2)" in text
    assert "9 chỉ tiêu" in text


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 40), st.integers(1, 40))
def test_each_printed_number_follows_its_source(
    births: int, before: int, recognised: int, refused: int
) -> None:
    years = {
        2023: place(2023, [{BIRTHS: before, MUST: 60}]),
        2024: place(2024, [{BIRTHS: births, MUST: 60}], silent=1, count=units(recognised, refused)),
    }
    material = replace(_material(COUNCIL), years=years)
    report = outlined_report(report_set(COUNCIL_SET), material, STAMP)
    sections = {one.title: one for part in report.parts for one in part.sections}
    (figure,) = sections["1. Quyền được khai sinh và có quốc tịch"].figures
    (count,) = sections["1. Xây dựng xã, phường, đặc khu phù hợp với trẻ em"].counts

    assert figure.now.startswith(f"{births}/60 = ")
    assert figure.before.startswith(f"{before}/60 = ")
    assert (vietnamese(recognised + refused), vietnamese(recognised)) == (
        count.total,
        count.recognised,
    )


def test_what_the_office_wrote_stands_instead_of_dots() -> None:
    report = outlined_report(
        report_set(COUNCIL_SET),
        _material(COUNCIL, texts={"truyen_thong": ("Đã mở 12 lớp.", "340 lượt người.")}),
        STAMP,
    )
    first = {one.title: one for one in report.parts[0].sections}

    assert not first["3. Truyền thông, giáo dục, tập huấn"].is_blank
    assert "Đã mở 12 lớp." == first["3. Truyền thông, giáo dục, tập huấn"].written[0].text
    assert first["4. Thanh tra, kiểm tra, giám sát"].is_blank


def test_one_commune_answers_yes_or_no_and_a_case_that_never_arose_is_told() -> None:
    figures = {"vu_viec_co_ke_hoach_kip_thoi": 0, "vu_viec_xam_hai_bo_roi_mua_ban": 0}
    years = {2024: place(2024, [figures], answers=[{"12.1": False}])}
    report = outlined_report(
        report_set(COUNCIL_SET), replace(_material(COUNCIL), years=years), STAMP
    )
    rows = {
        row.name: row.now
        for part in report.parts
        for section in part.sections
        for row in section.figures_of_one
    }

    assert "không" == rows["Có điểm vui chơi, giải trí, văn hóa, thể thao dành cho trẻ em"]
    assert "0/0, không phát sinh" in rows.values()


def test_previous_figures_of_the_communes_stand_in_for_a_year_nobody_gave() -> None:
    years = {2024: place(2024, [{BIRTHS: 57, MUST: 60}])}
    report = outlined_report(
        report_set(COUNCIL_SET), replace(_material(COUNCIL), years=years), STAMP
    )
    (figure,) = report.parts[1].sections[0].figures_of_one

    assert "–" == figure.before
