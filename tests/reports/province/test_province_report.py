"""The province's report: the release in the decree's form, with what people must add left open."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from reports.papers.office import Office, load_office
from reports.province.report import Target, province_documents, province_report, province_set
from reports.province.targets import targets_for
from reports.wording.stamp import Stamp
from scoring.engine.score_sheet import Finding
from scoring.ranking.targets import SHIPPED, load_plan
from scoring.release.model import Release
from scoring.release.policy import load_policy
from scoring.release.release import release_of
from scoring.release.rows import NOT_RECOGNISED, RECOGNISED
from scoring.rules.ruleset import Ruleset
from tests.support.release_samples import province
from tests.support.word_files import OFFICE, as_text
from tests.support.word_form.decree_check import decree_faults

STAMP = Stamp("26.11.0")
REPORT, ANNEXES = "bao-cao-tong-hop.docx", "phu-luc-bao-cao.docx"
IN_ORDER = ("Bến Trăng", "Cồn Gió", "Đảo Xa", "Đồng Mây", "Núi Ngọc", "Rừng Thông", "Suối Mơ")
TARGETS = (
    Target("Tỷ lệ năm 2024", Fraction(745, 10), "Kế hoạch mẫu (hư cấu)"),
    Target("Mục tiêu thấp", Fraction(1), "Kế hoạch mẫu (hư cấu)"),
)


@pytest.fixture(scope="module")
def release(decision_06: Ruleset) -> Release:
    rows = province(decision_06, 70, 4, luck=0.75)
    return release_of([*rows, *province(decision_06, 70, 5, year=2022)], load_policy(), decision_06)


def office_of(folder: Path) -> Office:
    path = folder / "co-quan.yaml"
    text = OFFICE.replace('"01": 12\n  "02": 5\n  "04": 3', '"BC": 5')
    text = text.replace("Ủy ban nhân dân huyện Rừng Thông", "Bộ Y tế")
    path.write_text(text.replace("xã Trăng Non", "tỉnh Trăng Non"), encoding="utf-8")
    return load_office(path, province_set().numbered)


def text_of(release: Release, targets: tuple[Target, ...] = ()) -> str:
    made = province_documents(release, STAMP, targets=targets)
    return as_text(made[REPORT]) + as_text(made[ANNEXES])


def test_every_document_has_the_form(release: Release, tmp_path: Path) -> None:
    for made in (
        province_documents(release, STAMP),
        province_documents(release, STAMP, office_of(tmp_path), TARGETS),
    ):
        assert [REPORT, ANNEXES] == list(made)
        for name, content in made.items():
            assert [] == decree_faults(name, content)


def test_the_head_is_that_of_a_report_to_the_level_above(release: Release, tmp_path: Path) -> None:
    text = as_text(province_documents(release, STAMP, office_of(tmp_path))[REPORT])

    assert "Số: 05/BC-UBND" in text
    assert "Kính gửi: Bộ Y tế" in text
    assert (
        "Tổng hợp kết quả công nhận xã, phường, thị trấn phù hợp với trẻ em năm 2024 "
        "của tỉnh Trăng Non"
    ) in text.replace("\n", " ")


def test_the_figures_of_the_form_are_those_of_the_release(release: Release) -> None:
    (line,) = province_report(release, STAMP).form
    met = release.overview.met

    assert ("Tỉnh Trăng Non", "70", str(met)) == (line.name, line.communes, line.met)
    assert f"| Tỉnh Trăng Non | 70 | {met} | {line.share} |" in text_of(release)
    assert "Biểu 604/TE-Sở, kỳ báo cáo từ 01/01/2024 đến 31/12/2024" in text_of(release)


def test_lines_of_groups_add_up(release: Release) -> None:
    report = province_report(release, STAMP)
    for lines in (report.groups, report.districts):
        assert int(report.total.communes) == sum(int(line.communes) for line in lines)
        assert int(report.total.met) == sum(int(line.met) for line in lines)
    assert [line.name for line in report.districts] == [
        name
        for name in (
            "Bến Trăng",
            "Cồn Gió",
            "Đảo Xa",
            "Đồng Mây",
            "Núi Ngọc",
            "Rừng Thông",
            "Suối Mơ",
        )
        if name in {one.group.name for one in release.by_district}
    ]


def test_targets_say_how_many_are_lacking(release: Release) -> None:
    high, low = province_report(release, STAMP, targets=TARGETS).targets
    met = release.overview.met
    lacking = next(n for n in range(71) if Fraction(100 * (met + n), 70) >= Fraction(745, 10))

    assert ("74,5%", "✘ Chưa đạt", str(lacking)) == (high.wanted, high.mark, high.needed)
    assert ("1%", "✔ Đạt", "") == (low.wanted, low.mark, low.needed)
    assert "74,5%" in text_of(release, TARGETS)


def test_without_targets_there_is_a_place_to_write_them(release: Release) -> None:
    assert "Chỉ tiêu năm 2024 và văn bản giao chỉ tiêu: ……" in text_of(release)


def test_what_is_withheld_stands_nowhere_in_the_report(release: Release) -> None:
    report = province_report(release, STAMP)
    sensitive = {s.number: s for s in release.criteria if s.is_sensitive}
    gone = 0
    for statistic in report.statistics:
        number = int(statistic.heading.split(".")[0].removeprefix("Tiêu chí "))
        rows = (
            {row.group.name or "Toàn bộ": row for row in sensitive[number].rows}
            if number in sensitive
            else {}
        )
        for line in statistic.rows:
            if line.group in rows and rows[line.group].counts[Finding.NOT_MET] is None:
                gone += 1

                assert ("…", "…") == (line.lost, line.share)
    names = {bar.name.split(".")[0] for bar in report.criteria_chart.bars}

    assert gone
    assert "không có nghĩa là 0" in report.withheld
    for number, statistics in sensitive.items():
        if statistics.rows[0].counts[Finding.NOT_MET] is None:
            assert str(number) not in names


def test_the_trend_compares_with_the_year_before(release: Release) -> None:
    before, now = (one.decisions.share for one in release.trend)
    report = province_report(release, STAMP)

    assert before is not None
    assert now is not None
    assert ("cao hơn" if now > before else "thấp hơn") in report.trend
    assert ["2022", "2024"] == [line.name for line in report.years]


def test_one_year_has_no_trend(decision_06: Ruleset) -> None:
    release = release_of(province(decision_06, 30, 1), load_policy(), decision_06)

    assert "Diễn biến qua các năm" not in text_of(release)


def test_the_annexes_list_every_commune_once(release: Release) -> None:
    report = province_report(release, STAMP)
    codes = [one.code for one in (*report.recognised, *report.others)]

    assert sorted(row.code for row in release.rows) == sorted(codes)
    assert release.overview.met == len(report.recognised)
    assert {"Không đạt (tự chấm)", "Chưa kết luận được (tự chấm)"} >= {
        one.decision for one in report.others
    }


def test_no_decision_means_that_nothing_is_called_recognised(
    decision_06: Ruleset, release: Release
) -> None:
    rows = province(decision_06, 20, 1)
    decided = [
        replace(row, status=RECOGNISED if row.verdict is Finding.MET else NOT_RECOGNISED)
        for row in rows
    ]
    after = release_of(decided, load_policy(), decision_06)
    some = release_of([*decided[:5], *rows[5:]], load_policy(), decision_06)

    assert "đủ điều kiện theo kết quả chấm điểm" in province_report(release, STAMP).opening
    assert "đơn vị được công nhận, đạt tỷ lệ" in province_report(after, STAMP).opening
    assert "15 đơn vị còn lại tính theo kết quả chấm điểm" in province_report(some, STAMP).status


def test_levels_and_sample_data_are_told_on_every_page(release: Release) -> None:
    text = text_of(release)

    assert "[chân trang] SỐ LIỆU MẪU – đơn vị hư cấu" in text
    assert "[chân trang] Bảng điểm chưa đối chiếu văn bản gốc" in text
    assert "Kết luận: " not in text


def test_the_policy_and_who_decided_it_are_printed(decision_06: Ruleset, tmp_path: Path) -> None:
    from scoring.release.policy import DEFAULT

    path = tmp_path / "rieng.yaml"
    decided = "quyết định: {người: Ông Mẫu, ngày: 2024-12-01, căn cứ: Công văn 1, lý do: Thử}"
    text = DEFAULT.read_text(encoding="utf-8").replace("quyết định: null", decided)
    path.write_text(text.replace("gộp khi lộ\n\n", "chính xác\n\n"), encoding="utf-8")
    release = release_of(province(decision_06, 20, 1), load_policy(path), decision_06)
    text = text_of(release)

    assert "tổng điểm từng xã công bố «chính xác», mặc định là «gộp khi lộ»" in text
    assert "Ông Mẫu, 01/12/2024; căn cứ Công văn 1; lý do: Thử" in text


def test_the_same_release_gives_the_same_bytes(release: Release) -> None:
    first, second = (province_documents(release, STAMP, targets=TARGETS) for _ in range(2))

    assert first == second


def test_a_province_is_held_to_its_own_targets_and_several_to_the_national_ones(
    release: Release,
) -> None:
    plan = load_plan(SHIPPED)
    one = replace(release, provinces=("Tỉnh Hưng Yên",), year=2024)
    several = replace(one, provinces=("Tỉnh Hưng Yên", "Tỉnh Bắc Ninh"))

    assert ["Hưng Yên, đến hết năm 2024"] == [t.name for t in targets_for(one, plan)]
    assert [65, 75] == [t.percent for t in targets_for(several, plan)]
    assert () == targets_for(replace(one, year=2025), plan)
    assert all("mức tin cậy: nguồn thứ cấp" in t.source for t in targets_for(several, plan))
