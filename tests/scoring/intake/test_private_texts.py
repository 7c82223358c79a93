"""Words beside the figures of a form that seem to name a child hold the form back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.base.private_text import confirmation_of
from scoring.base.problems import Place
from scoring.forms.form import EvidenceGiven, Form
from scoring.intake.private_texts import private_texts
from scoring.rules.ruleset import Ruleset

Cell = tuple[str, str, str]
"""Sheet, row and column ids."""


def _form(folder: Path, run, cell: Cell, text: str) -> Path:
    sheet, row, column = cell
    path = folder / "bieu.xlsx"
    run("form", "--year", 2026, "--commune", "03160", "-o", path)
    book = load_workbook(path)
    page = book[sheet]
    rows = {page.cell(at, 1).value: at for at in range(1, page.max_row + 1)}
    columns = {page.cell(1, at).value: at for at in range(1, page.max_column + 1)}
    page.cell(rows[row], columns[column]).value = text
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("cell", "text", "kind"),
    [
        (("Số liệu", "tre_bi_xam_hai", "ghi_chu"), "Cháu Hoa, sinh 02/03/2015", "tên riêng"),
        (("Số liệu", "tre_bi_xam_hai", "ghi_chu"), "một vụ ở thôn 2", "nơi ở"),
        (("Số liệu", "tong_so_tre_em", "nguon"), "hỏi số 0912 345 678", "số điện thoại"),
        (("Nội dung", "1.1", "ghi_chu"), "em Lò Văn Pó", "tên riêng"),
    ],
)
def test_a_private_text_is_a_fault_with_its_cell(
    tmp_path: Path, run, cell: Cell, text: str, kind: str
) -> None:
    path = _form(tmp_path, run, cell, text)
    done = run("check", path)
    (line,) = [line for line in done.stdout.splitlines() if "[chu-rieng-tu]" in line]

    assert 1 == done.exit_code
    assert cell[0] in line
    assert kind in line
    assert text not in done.output


def test_a_hamlet_beside_an_ordinary_figure_is_none(tmp_path: Path, run) -> None:
    path = _form(tmp_path, run, ("Số liệu", "tre_duoi_1_tuoi", "ghi_chu"), "cả 5 thôn, thôn 2 chậm")

    assert "chu-rieng-tu" not in run("check", path).output


def test_a_confirmed_text_is_taken_with_its_confirmation(tmp_path: Path, run) -> None:
    text = "em Lò Văn Pó, cán bộ"
    path = _form(tmp_path, run, ("Nội dung", "1.1", "ghi_chu"), f"{text} {confirmation_of(text)}")

    assert "chu-rieng-tu" not in run("check", path).output


CHILD = "Cháu Hoa, sinh 02/03/2015"


@pytest.mark.parametrize(
    "form",
    [
        Form("", "", "", sources={"1.1": CHILD}),
        Form("", "", "", notes={"tre_duoi_1_tuoi": CHILD}),
        *(Form("", "", "", profile={row: CHILD}) for row in ("vb_noi_nhan:1", "hd_dia_diem")),
        *(Form("", "", "", profile={row: CHILD}) for row in ("hd_ve_tieu_chi:3", "hd_vang_ly_do")),
        *(Form("", "", "", profile={row: CHILD}) for row in ("hd_phat_bieu:1", "hd_ket_luan:1")),
        *(Form("", "", "", profile={row: CHILD}) for row in ("hd_tuyen_truyen:1", "hd_ton_tai:1")),
        # A name may be wanted there, no birth date is.
        *(Form("", "", "", profile={row: CHILD}) for row in ("hd_chu_toa", "hd_thanh_vien:2")),
        *(Form("", "", "", profile={row: CHILD}) for row in ("ho_so_nguoi_lap", "ho_so_nguoi_ky")),
        Form("", "", "", evidence={"1.1:1": EvidenceGiven(number=CHILD)}),
        Form("", "", "", evidence={"1.1:1": EvidenceGiven(day=CHILD)}),
        Form("", "", "", evidence={"1.1:1": EvidenceGiven(issuer=CHILD)}),
        Form("", "", "", evidence={"1.1:1": EvidenceGiven(page=CHILD)}),
        Form("", "", "", evidence={"1.1:khac": EvidenceGiven(document=CHILD)}),
        Form("", "", "", evidence={"1.1:1": EvidenceGiven(files=CHILD)}),
    ],
)
def test_every_text_beside_the_figures_is_looked_at(decision_06: Ruleset, form: Form) -> None:
    (problem,) = private_texts(form, decision_06, lambda row, column: Place(f"{row} {column}"))

    assert problem.is_fault
    assert "Hoa" not in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize("row", ["hd_chu_toa", "hd_thu_ky:chuc_vu", "ho_so_nguoi_lap"])
@pytest.mark.parametrize("name", ["Bé Thị Hoa", "Lò Văn Em Pó, 0912 345 678"])
def test_an_official_may_be_called_be_and_have_a_telephone(
    decision_06: Ruleset, row: str, name: str
) -> None:
    form = Form("", "", "", profile={row: name})

    assert [] == [*private_texts(form, decision_06, lambda _row, _column: Place(""))]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (("Số liệu", "tre_bi_xam_hai", "ky_nay"), f"1 ({CHILD})"),
        (("Minh chứng", "1.1:1", "ngay"), CHILD),
        (("Hội đồng", "hd_ngay", "gia_tri"), CHILD),
        (("Đơn vị", "tinh", "gia_tri"), CHILD),
    ],
)
def test_in_a_cell_for_a_number_a_day_or_a_place_it_is_refused_and_not_printed(
    tmp_path: Path, run, cell: Cell, text: str
) -> None:
    done = run("check", _form(tmp_path, run, cell, text))

    assert 1 == done.exit_code
    assert "Hoa" not in done.output
    assert "02/03/2015" not in done.output
