"""The internal report: complete, in the decree's form, one definition of every number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from reports.papers.office import Office
from reports.papers.office_file import load_office
from reports.province.heads import office_remarks
from reports.province.internal import province_documents, province_report, province_set
from reports.province.material import Material
from reports.wording.stamp import Stamp
from scoring.plans.loading import SAMPLE
from scoring.plans.share_results import result_of
from scoring.plans.share_targets import load_plan
from scoring.recognition.communes import CommuneYear, State
from scoring.recognition.everybody import Everybody, Whole
from scoring.rules.ruleset import Ruleset
from tests.support.communes import province_year
from tests.support.word_files import OFFICE, as_text
from tests.support.word_form.decree_check import decree_faults

STAMP = Stamp("26.11.0")
REPORT, ANNEXES = "bao-cao-noi-bo.docx", "phu-luc-noi-bo.docx"


def _year(units: Sequence[CommuneYear], *, without_districts: bool = False) -> Everybody:
    found = [replace(one, district=None) if without_districts else one for one in units]
    return Everybody(found[0].year, tuple(found), Whole.EXPECTED, "", ())


@pytest.fixture(scope="module")
def material(decision_06: Ruleset) -> Material:
    years = [
        _year(province_year(decision_06, 70, 5, year=2025)),
        _year(province_year(decision_06, 70, 4, year=2026, luck=0.75)),
    ]
    targets = [result_of(target, years) for target in load_plan(SAMPLE).targets]
    return Material(years, (), decision_06, targets)


def _office(folder: Path, province: str = "tỉnh Trăng Non") -> Office:
    path = folder / "co-quan.yaml"
    text = OFFICE.replace('"01": 12\n  "02": 5\n  "04": 3', '"BC": 5')
    text = text.replace("Ủy ban nhân dân huyện Rừng Thông", "Bộ Y tế")
    path.write_text(text.replace("xã Trăng Non", province), encoding="utf-8")
    return load_office(path, province_set().numbered)


def _text(material: Material) -> str:
    made = province_documents(material, STAMP)
    return as_text(made[REPORT]) + as_text(made[ANNEXES])


def test_every_document_has_the_form(material: Material, tmp_path: Path) -> None:
    for made in (
        province_documents(material, STAMP),
        province_documents(material, STAMP, _office(tmp_path)),
    ):
        assert [REPORT, ANNEXES] == list(made)
        for name, content in made.items():
            assert [] == decree_faults(name, content)


def test_the_head_is_that_of_a_report_to_the_level_above(
    material: Material, tmp_path: Path
) -> None:
    text = as_text(province_documents(material, STAMP, _office(tmp_path))[REPORT])

    assert "Số: 05/BC-UBND" in text
    assert "Kính gửi: Bộ Y tế" in text
    assert "phù hợp với trẻ em năm 2026 của tỉnh Trăng Non" in text.replace("\n", " ")


def test_both_documents_say_that_they_are_not_for_publication(material: Material) -> None:
    made = province_documents(material, STAMP)

    for content in made.values():
        assert "LƯU HÀNH NỘI BỘ – không công bố" in as_text(content)


def test_the_figures_of_the_form_are_those_of_recognition(material: Material) -> None:
    count = material.latest.count
    (line,) = province_report(material, STAMP).form

    assert ("Tỉnh Trăng Non", "70", str(count.recognised)) == (
        line.name,
        line.total,
        line.recognised,
    )
    assert f"| Tỉnh Trăng Non | 70 | {count.recognised} | {line.share} |" in _text(material)
    assert "Biểu 604/TE-Sở, kỳ báo cáo từ 01/01/2026 đến 31/12/2026" in _text(material)


def test_lines_of_groups_and_places_add_up(material: Material) -> None:
    report = province_report(material, STAMP)
    for lines in (report.groups, report.places):
        for name in ("total", "recognised", "refused", "waiting", "nothing"):
            numbers = [getattr(line, name) for line in lines]
            assert int(getattr(report.total, name)) == sum(int(n) for n in numbers if n.isdigit())


def test_every_criterion_of_every_unit_is_there(material: Material) -> None:
    report = province_report(material, STAMP)
    criteria = material.ruleset.criteria

    assert [str(one.number) for one in criteria] == [line.number for line in report.criteria]
    assert len(material.rows) == len(report.units)
    for line in report.units:
        assert len(criteria) == len(line.points.split("; "))
    for line in report.criteria:
        parts = (line.full, line.partly, line.failed, line.open)
        assert len(material.rows) == sum(map(int, parts))


def test_annexes_name_decisions_and_reasons_and_who_sent_nothing(material: Material) -> None:
    report = province_report(material, STAMP)
    states = material.latest.count.states

    assert (states[State.RECOGNISED], states[State.REFUSED], states[State.SENT_NOTHING]) == (
        len(report.recognised),
        len(report.refused),
        len(report.nothing),
    )
    for line in (*report.recognised, *report.refused):
        assert line.paper.endswith("/QĐ-UBND")
        assert line.day.endswith("/2026")
    for line in report.refused:
        assert line.reason.startswith(("điểm liệt ở tiêu chí", "tổng điểm"))
    assert states[State.REFUSED] == sum(int(line.count) for line in report.reasons)
    assert {"", *(line.name for line in report.nothing)} > {""}


def test_one_province_does_not_stand_in_every_row(material: Material) -> None:
    alone = replace(
        material, years=[_year(material.latest.communes, without_districts=True)], rearranged=()
    )
    report = province_report(alone, STAMP)

    assert {""} == {line.place for line in report.units}
    assert not report.places
    annexes = as_text(province_documents(alone, STAMP)[ANNEXES])
    assert "Địa bàn" not in annexes
    assert "Tỉnh Trăng Non" not in annexes


def test_a_year_that_is_only_self_scored_stands_apart(
    decision_06: Ruleset, material: Material
) -> None:
    before = _year(province_year(decision_06, 70, 5, year=2025, is_sealed=False))
    mixed = replace(material, years=[before, material.latest])
    report = province_report(mixed, STAMP)

    assert ["2026"] == [line.name for line in report.years]
    assert ["2025"] == [line.name for line in report.self_years]
    assert "điểm phần trăm" not in _text(mixed)
    assert "Các năm mới có kết quả tự chấm, không so với năm đã có quyết định" in _text(mixed)


def test_two_decided_years_are_compared_unless_their_units_differ(material: Material) -> None:
    assert "điểm phần trăm" in _text(material)

    merged = replace(material, rearranged=[(2025, 2026)])
    assert "điểm phần trăm" not in _text(merged)
    assert "Năm 2025 và năm 2026 không cùng những đơn vị cấp xã" in _text(merged)


def test_where_nothing_is_decided_cells_say_so_instead_of_a_number(
    decision_06: Ruleset, material: Material
) -> None:
    now = _year(province_year(decision_06, 70, 5, year=2026, is_sealed=False))
    alone = replace(
        material,
        years=[now],
        targets=[result_of(target, [now]) for target in load_plan(SAMPLE).targets],
    )
    report = province_report(alone, STAMP)

    assert "chưa có quyết định" == report.form[0].recognised == report.form[0].share
    assert {"chưa có quyết định"} == {line.reached for line in report.targets}
    assert {"? Chưa kết luận được"} == {line.mark for line in report.targets}
    assert "chưa có quyết định công nhận nào" in report.opening


def test_targets_are_held_to_the_same_count(material: Material) -> None:
    report = province_report(material, STAMP)

    assert ["74,5%", "90%"] == [line.wanted for line in report.targets]
    assert {report.form[0].share} == {line.reached for line in report.targets}


def test_an_office_of_another_province_is_remarked_on(tmp_path: Path) -> None:
    here, there = "tỉnh Trăng Non", "tỉnh Mô Phỏng"
    own = [*office_remarks(_office(tmp_path, here), ["Tỉnh Trăng Non"], "co-quan.yaml")]
    (told,) = office_remarks(_office(tmp_path, there), ["Tỉnh Trăng Non"], "co-quan.yaml")

    assert [] == own
    assert "của nơi khác; báo cáo này của tỉnh Trăng Non" in told.message
    assert not told.is_fault


def test_the_same_material_gives_the_same_bytes(material: Material) -> None:
    assert province_documents(material, STAMP) == province_documents(material, STAMP)
