"""What an officer typed into the workbook stands in the documents, and nowhere changes a point."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

from reports.dossier.dossier import dossier
from reports.dossier.model import CriterionWords, Dossier
from reports.dossier.office_entries import office_remarks
from reports.dossier.sets import commune_set
from reports.html.writing import html_template
from reports.papers.office import EMPTY, Meeting, Office
from reports.workbook.form import form as workbook
from reports.workbook.prefill import of_assessment, of_form
from scoring.base.problems import Place
from scoring.forms.form import Form
from scoring.rules.ruleset import Ruleset
from tests.support.filled_form import FORM
from tests.support.form_workbooks import a_form
from tests.support.places import GOLDEN
from tests.support.sample_sheets import ASSESSMENTS, STAMP, sheet_of
from tests.support.word_files import as_text, templates


def made(decision_06: Ruleset, form: Form | None = FORM, office: Office = EMPTY) -> Dossier:
    sheet = sheet_of(decision_06, ASSESSMENTS["mien-nui-dat"])
    return dossier(sheet, STAMP, office, form=form)


def criterion(papers: Dossier, number: str) -> CriterionWords:
    return next(one for one in papers.criteria if one.number == number)


def test_the_documents_with_a_form_are_the_golden_ones(decision_06: Ruleset) -> None:
    papers = made(decision_06)
    html = html_template(commune_set()).packed(papers).decode()
    words = "".join(
        f"===== {one.name}\n{as_text(one.fill(papers))}"
        for one in templates().values()
        if one.is_wanted(papers)
    )
    for suffix, text in (("html", html), ("docx.txt", words)):
        golden = GOLDEN / f"co-bieu.{suffix}"
        if os.environ.get("PHUHOP_UPDATE_GOLDEN"):
            golden.write_text(text, encoding="utf-8", newline="\n")

        assert golden.read_text(encoding="utf-8") == text


def test_a_form_that_says_nothing_more_changes_no_word(decision_06: Ruleset) -> None:
    assert made(decision_06, None) == made(decision_06, Form("", "", ""))


def test_a_form_changes_no_number_of_the_result(decision_06: Ruleset) -> None:
    without, with_form = made(decision_06, None), made(decision_06)

    assert (without.result, without.conditions) == (with_form.result, with_form.conditions)
    assert [c.points for c in without.criteria] == [c.points for c in with_form.criteria]


def test_the_office_of_the_form_heads_the_documents(decision_06: Ruleset) -> None:
    papers = made(decision_06)

    assert "ỦY BAN NHÂN DÂN XÃ SUỐI MƠ" == papers.office.issuer
    assert "Suối Mơ, ngày 25 tháng 11 năm 2024" == papers.days["02"]
    assert ("CHỦ TỊCH", "Hà Văn Mẫu") == (papers.office.position, papers.office.signer)
    assert ("Người lập biểu", "Lò Thị Mẫu, Công chức Văn hóa – Xã hội") == (
        papers.commune.facts[-1].name,
        papers.commune.facts[-1].value,
    )


def test_the_office_file_is_not_overruled_and_the_difference_is_told(decision_06: Ruleset) -> None:
    office = Office(signer="Trần Thị Khác", day=date(2024, 12, 1))
    remarks = [str(one) for one in office_remarks(office, FORM, Place("bieu.xlsx"))]

    assert "Trần Thị Khác" == made(decision_06, office=office).office.signer
    assert [
        (
            "bieu.xlsx: [thong-tin-co-quan] cảnh báo: «Ngày ký»: biểu ghi «25/11/2024», tệp "
            "thông tin cơ quan ghi «01/12/2024»; văn bản in theo tệp thông tin cơ quan"
        ),
        (
            "bieu.xlsx: [thong-tin-co-quan] cảnh báo: «Người ký»: biểu ghi «Hà Văn Mẫu», tệp "
            "thông tin cơ quan ghi «Trần Thị Khác»; văn bản in theo tệp thông tin cơ quan"
        ),
    ] == remarks


COUNCIL_ROWS = {
    "vb_kinh_gui": "Ủy ban nhân dân tỉnh Sông Mây",
    "vb_noi_nhan:2": "Hội đồng nhân dân xã",
    "vb_noi_nhan:1": "Đảng ủy xã",
    "vb_so:02": "5",
    "vb_ngay:01": "26/11/2024",
    "hd_qd_so": "45/QĐ-UBND",
    "hd_ngay": "20/11/2024",
    "hd_chu_toa": "Hà Văn Mẫu",
    "hd_chu_toa:chuc_vu": "Chủ tịch Hội đồng",
    "hd_thanh_vien:1": "Lò Thị Mẫu",
    "hd_tan_thanh": "7",
    "hd_ve_tieu_chi:8": "Cần cân lại trẻ em",
    "hd_ton_tai:1": "Tỷ lệ thấp còi còn cao.",
}


def test_papers_and_council_of_the_form_reach_the_documents(decision_06: Ruleset) -> None:
    papers = made(decision_06, replace(FORM, profile={**FORM.profile, **COUNCIL_ROWS}))

    assert "Ủy ban nhân dân tỉnh Sông Mây" == papers.office.recipient
    assert ("Đảng ủy xã", "Hội đồng nhân dân xã") == papers.office.recipients
    assert papers.numbers["02"].startswith("05/BC-")
    assert "ngày 26 tháng 11 năm 2024" == papers.dates["01"]
    assert "ngày 20 tháng 11 năm 2024" == papers.dates["04"] == papers.meeting.day
    assert ("Hà Văn Mẫu", "Chủ tịch Hội đồng") == (
        papers.meeting.chair.name,
        papers.meeting.chair.position,
    )
    assert ["Lò Thị Mẫu"] == [one.name for one in papers.meeting.members]
    assert ("07", "45/QĐ-UBND") == (papers.meeting.in_favour, papers.council.number)
    assert "Cần cân lại trẻ em" == criterion(papers, "8").opinion
    assert ("Tỷ lệ thấp còi còn cao.",) == papers.narrative.shortcomings


def test_what_the_office_file_leaves_open_comes_from_the_form(decision_06: Ruleset) -> None:
    form = replace(FORM, profile={**FORM.profile, **COUNCIL_ROWS})
    office = Office(numbers={"01": 12, "02": 6}, meeting=Meeting(place="Hội trường"))
    papers = made(decision_06, form, office)
    remarks = [one.message for one in office_remarks(office, form, Place("a"))]

    assert ("Hội trường", "07") == (papers.meeting.place, papers.meeting.in_favour)
    assert papers.numbers["02"].startswith("06/BC-")
    assert [
        (
            "«Số văn bản 02»: biểu ghi «5», tệp thông tin cơ quan ghi «6»; văn bản in theo tệp "
            "thông tin cơ quan"
        )
    ] == remarks


def test_typed_sources_stand_beside_the_figures_they_are_of(decision_06: Ruleset) -> None:
    told = criterion(made(decision_06), "7")

    assert "Nguồn: Báo cáo tiêm chủng của Trạm Y tế." in told.remark
    assert "TL\u00a015" == told.evidence


def test_an_explanation_stands_once_at_the_first_part_that_reads_the_figure(
    decision_06: Ruleset,
) -> None:
    papers = made(decision_06)
    remarks = [c.remark for c in papers.criteria]
    remarks += [line.remark for c in papers.criteria for line in c.lines]

    assert 1 == sum("không tính 14 trẻ tạm trú dưới 6 tháng" in remark for remark in remarks)
    assert "Giải trình: dời sang quý I năm sau vì mưa lũ & sạt lở." in next(
        line.remark for line in criterion(papers, "11").lines if line.code == "11.2"
    )


def test_the_list_of_evidence_has_number_day_issuer_and_page(decision_06: Ruleset) -> None:
    by_code = {one.serves: one for one in made(decision_06).evidence}

    assert ("12/BC-TYT ngày 15/11/2024, Trạm Y tế, trang 3", "☒") == (
        by_code["7"].given,
        by_code["7"].tick,
    )
    assert "08/KH-UBND ngày tháng 3" == by_code["11.2"].given
    assert ("", "☐") == (by_code["8.1; 8.2"].given, by_code["8.1; 8.2"].tick)


def test_files_that_go_with_the_dossier_stand_in_the_list(decision_06: Ruleset) -> None:
    sheet = sheet_of(decision_06, ASSESSMENTS["mien-nui-dat"])
    attached = {"TL 01": ("kế hoạch.docx",), "TL 15": ("a.pdf", "b.pdf")}
    listed = dossier(sheet, STAMP, form=FORM, attached=attached).evidence
    by_code = {one.serves: one for one in listed}

    assert ("kèm tệp kế hoạch.docx", "☒") == (by_code["1.1"].given, by_code["1.1"].tick)
    assert "12/BC-TYT ngày 15/11/2024, Trạm Y tế, trang 3; kèm tệp a.pdf, b.pdf" == (
        by_code["7"].given
    )


def test_a_document_that_nobody_asked_for_stands_at_the_end(decision_06: Ruleset) -> None:
    without, with_form = made(decision_06, None).evidence, made(decision_06).evidence
    last = with_form[-1]

    assert {one.number for one in without} < {one.number for one in with_form[:-1]}
    assert ("Tài liệu khác của phần 9 (*)", "45/GXN-TYT, Trạm Y tế") == (last.document, last.given)


def test_the_dossier_of_a_workbook_prints_what_was_typed_into_it(tmp_path: Path, run) -> None:
    (tmp_path / "bieu.xlsx").write_bytes(a_form())
    result = run("dossier", tmp_path / "bieu.xlsx", "-o", tmp_path / "ho-so", "--format", "html")
    (page,) = tmp_path.glob("ho-so/*/ho-so.html")

    assert 0 == result.exit_code, result.output
    assert "Sổ hộ tịch 01 ngày 31/10/2024, UBND xã, tr. 1–40" in page.read_text(encoding="utf-8")


def test_a_workbook_against_its_office_file_is_told(
    decision_06: Ruleset, tmp_path: Path, run
) -> None:
    assessment = ASSESSMENTS["mien-nui-dat"]
    cells = of_assessment(assessment) | of_form(FORM)
    (tmp_path / "bieu.xlsx").write_bytes(workbook(decision_06, 2024, cells))
    office = tmp_path / "co-quan.yaml"
    office.write_text("họ tên: Trần Thị Khác\n", encoding="utf-8")
    result = run("dossier", tmp_path / "bieu.xlsx", "-o", tmp_path / "ho-so", "--office", office)

    assert 0 == result.exit_code
    assert "[thong-tin-co-quan] cảnh báo: «Người ký»: biểu ghi «Hà Văn Mẫu»" in result.stderr
