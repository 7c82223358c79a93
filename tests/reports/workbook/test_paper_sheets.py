"""«Văn bản sẽ in»: what the sheet says of a blank cell is what the papers then print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.dossier.office_entries import completed
from reports.papers.office import EMPTY, NONE_AT_ALL
from reports.papers.usual_office import usual
from reports.workbook.form import form
from reports.workbook.plan import PAPERS_SHEET
from reports.workbook.prefill import of_assessment, of_form
from scoring.base.communes import CommuneKind
from scoring.forms import paper_fields as rows
from scoring.forms.form import Form
from scoring.rules.ruleset import Ruleset
from tests.support.calculated_forms import opened
from tests.support.sample_sheets import ASSESSMENTS

SAMPLE = ASSESSMENTS["mien-nui-dat"]
NOT_TOLD = "…… (để viết tay)"
NO_LINE = {rows.PARENT: "(không ghi dòng này)", rows.UNIT_SYMBOL: "(không ghi)"}
FIELDS = {
    rows.ISSUER_NAME: "issuer",
    rows.PARENT: "parent",
    rows.SYMBOL: "symbol",
    rows.UNIT_SYMBOL: "unit",
    rows.PLACE: "place",
    rows.AUTHORITY: "authority",
    rows.SIGNER_POSITION: "position",
    rows.SIGNER: "signer",
    rows.RECIPIENT: "recipient",
    rows.KEPT_BY: "kept_by",
}


@pytest.mark.parametrize(
    "profile",
    [
        {},
        {rows.SIGNER: "Hà Văn Mẫu"},
        {rows.SIGNER: "Hà Văn Mẫu", rows.SIGNER_POSITION: "Phó Chủ tịch"},
        {rows.SIGNER_POSITION: "Chủ tịch", rows.UNIT_SYMBOL: "VHXH"},
        {rows.SIGNER_POSITION: "Trưởng phòng"},
        {rows.ISSUER_NAME: "Phòng Văn hóa – Xã hội"},
        {rows.ISSUER_NAME: "Ủy ban nhân dân xã Khác", rows.RECIPIENT: "Ủy ban nhân dân tỉnh"},
    ],
)
@pytest.mark.parametrize(
    ("kind", "name"),
    [(CommuneKind.COMMUNE, "Xã Suối Mơ"), (CommuneKind.WARD, "Phường 10")],
)
def test_the_sheet_shows_what_the_papers_print(
    decision_06: Ruleset, profile: dict[str, str], kind: CommuneKind, name: str
) -> None:
    commune = replace(SAMPLE.commune, kind=kind, name=name)
    typed = Form("", "", "", profile=profile)
    cells = of_assessment(replace(SAMPLE, commune=commune)) | of_form(typed)
    model = opened(form(decision_06, 2024, cells))
    model.evaluate()
    at = [sheet["name"] for sheet in model.get_worksheets_properties()].index(PAPERS_SHEET)
    _, last, _, _ = model.get_sheet_dimensions(at)
    shown = {
        str(model.get_cell_value(at, row, 1)): str(model.get_cell_value(at, row, 4))
        for row in range(2, last + 1)
    }
    office = usual(completed(EMPTY, typed), commune)
    printed = {id_: getattr(office, field) for id_, field in FIELDS.items()}

    assert {
        id_: NO_LINE.get(id_, NOT_TOLD) if value == NONE_AT_ALL else value or NOT_TOLD
        for id_, value in printed.items()
    } == {id_: shown[id_] for id_ in FIELDS}
