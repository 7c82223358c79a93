"""*Minh chứng*: numbers, what is missing and what is late, as the program has them."""

from __future__ import annotations

import pytest

from reports.dossier.evidence import EvidenceList
from reports.workbook.form import form
from reports.workbook.plan import EVIDENCE_SHEET
from reports.workbook.prefill import of_assessment
from scoring.engine.assessment import Assessment
from scoring.engine.scorer import score
from scoring.intake.blanks import blanks_of
from scoring.rules.ruleset import Ruleset
from tests.support.calculated_forms import opened
from tests.support.form_workbooks import ASSESSMENT, said, taken

CELLS = {
    ("2:1", "so_ky_hieu"): "Sổ hộ tịch 01",
    ("7:1", "so_ky_hieu"): "12/BC-TYT",
    ("7:khac:2", "ten"): "Ảnh ngày tiêm chủng",
    ("7:khac:2", "ten_tep"): "anh.jpg",
    ("13:khac", "ten"): "Ảnh diễn đàn",
    ("9:khac", "so_ky_hieu"): "45/GXN-TYT",
}


def columns(content: bytes) -> dict[str, dict[str, object]]:
    """Compute a form; return by row id the TL number and what is missing, and the lead."""
    model = opened(content)
    model.evaluate()
    names = [sheet["name"] for sheet in model.get_worksheets_properties()]
    at = names.index(EVIDENCE_SHEET)
    _, last, _, _ = model.get_sheet_dimensions(at)
    found = {
        str(id_): {"TL": model.get_cell_value(at, row, 3), "J": model.get_cell_value(at, row, 10)}
        for row in range(2, last + 1)
        if (id_ := model.get_cell_value(at, row, 1))
    }
    lead = next(
        str(value)
        for row in range(2, 9)
        if "Còn thiếu" in str(value := model.get_cell_value(at, row, 2))
    )
    return {**found, "": {"lead": lead}}


@pytest.fixture(scope="module")
def noted(decision_06: Ruleset) -> bytes:
    return form(decision_06, 2024, of_assessment(ASSESSMENT) | CELLS)


def test_the_sheet_numbers_documents_as_the_papers_do(decision_06: Ruleset, noted: bytes) -> None:
    (entry,) = taken(noted).entries
    assert entry.form is not None
    listed = EvidenceList(score(decision_06, entry.assessment), entry.form).listed
    seen = columns(noted)

    assert [] == [one for one in listed if one.is_added and not one.given]
    by_name = {one.needed.document: int(one.plain_label[3:]) for one in listed}
    assert [
        by_name["Ảnh ngày tiêm chủng"],
        by_name["Tài liệu khác của phần 9"],
        by_name["Ảnh diễn đàn"],
    ] == [int(float(str(seen[id_]["TL"]))) for id_ in ("7:khac:2", "9:khac", "13:khac")]
    by_codes = {code: int(one.plain_label[3:]) for one in listed for code in one.codes}
    assert (by_codes["2"], by_codes["8.2"]) == (
        int(float(str(seen["2:1"]["TL"]))),
        int(float(str(seen["8.2:1"]["TL"]))),
    )


@pytest.mark.parametrize("answers", [{}, {"1.4": False, "11.2": False}])
def test_the_sheet_counts_what_is_missing_as_the_program_does(
    decision_06: Ruleset, answers: dict[str, bool]
) -> None:
    assessment = Assessment(
        ASSESSMENT.commune,
        ASSESSMENT.year,
        ASSESSMENT.figures,
        ASSESSMENT.previous,
        {**ASSESSMENT.answers, **answers},
    )
    content = form(decision_06, 2024, of_assessment(assessment) | CELLS)
    (entry,) = taken(content).entries
    blanks = blanks_of(entry.assessment, decision_06, entry.form)

    assert (
        f"Còn thiếu {blanks.evidence}/{blanks.of_evidence} tài liệu cần có."
        == (columns(content)[""]["lead"])
    )


def test_a_document_after_the_report_is_told_on_the_sheet_and_by_the_program(
    decision_06: Ruleset,
) -> None:
    cells = {("2:1", "ngay"): "05/12/2024", ("7:1", "ngay"): "15/11/2024"}
    content = form(
        decision_06,
        2024,
        of_assessment(ASSESSMENT) | cells | {("ho_so_ngay", "gia_tri"): "15/11/2024"},
    )

    assert [
        (
            "a.xlsx: trang «Minh chứng», ô F17: [minh-chung-sau-bao-cao] cảnh báo: ngày 05/12/2024 "
            "sau ngày ký báo cáo 15/11/2024; minh chứng phải có trước báo cáo; sửa một trong hai "
            "ngày"
        )
    ] == said(taken(content))


def test_the_name_of_another_document_is_kept(noted: bytes) -> None:
    (entry,) = taken(noted).entries
    assert entry.form is not None

    assert ("Ảnh ngày tiêm chủng", "anh.jpg") == (
        entry.form.evidence["7:khac:2"].document,
        entry.form.evidence["7:khac:2"].files,
    )
