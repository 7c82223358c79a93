"""*Văn bản* and *Hội đồng*: every wrong cell is named with what is expected, no figure is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from reports.workbook.plan import COUNCIL_SHEET, PAPERS_SHEET
from tests.support.form_workbooks import a_form, said, taken, treated


def filled(cells: dict[str, Any], column: str = "gia_tri") -> bytes:
    """Return a form with values in rows of both sheets, by their ids."""

    def change(book: Workbook) -> None:
        missing = set(cells)
        for sheet in (book[PAPERS_SHEET], book[COUNCIL_SHEET]):
            columns = {cell.value: cell.column for cell in sheet[1]}
            for row in range(2, sheet.max_row + 1):
                id_ = sheet.cell(row, 1).value
                if id_ in cells:
                    sheet.cell(row, columns[column]).value = cells[id_]
                    missing.discard(id_)
        assert not missing

    return treated(change, a_form())


def test_what_is_typed_is_kept_as_the_papers_write_it() -> None:
    intake = taken(
        filled(
            {
                "ho_so_ngay": date(2024, 11, 25),
                "hd_ngay": "20/11/2024",
                "vb_so:02": "05",
                "vb_so:01": 12,
                "hd_vang": 0,
                "hd_thanh_vien:1": "Lò Thị Mẫu",
            }
        )
    )
    (entry,) = intake.entries
    assert entry.form is not None

    assert [] == said(intake)
    assert {
        "ho_so_ngay": "25/11/2024",
        "hd_ngay": "20/11/2024",
        "vb_so:02": "5",
        "vb_so:01": "12",
        "hd_vang": "0",
        "hd_thanh_vien:1": "Lò Thị Mẫu",
        "ho_so_nguoi_lap": "Công chức Văn hóa – Xã hội",
    } == dict(entry.form.profile)


def test_the_position_of_a_person_stands_beside_the_name() -> None:
    (entry,) = taken(filled({"hd_chu_toa": "Chủ tịch Hội đồng"}, "chuc_vu")).entries
    assert entry.form is not None

    assert "Chủ tịch Hội đồng" == entry.form.profile["hd_chu_toa:chuc_vu"]


def test_all_wrong_cells_are_told_at_once_and_the_figures_are_read() -> None:
    intake = taken(
        filled(
            {
                "ho_so_ngay": "cuối tháng 11",
                "vb_so:01": "12/UBND",
                "hd_ngay": "31/11/2024",
                "hd_tan_thanh": "bảy",
                "hd_du_hop": 999,
                "hd_ton_tai:1": "x" * 1001,
            }
        )
    )
    told = said(intake)

    assert 1 == len(intake.entries)
    assert [
        "«cuối tháng 11» không phải là ngày; ghi ngày/tháng/năm, ví dụ 15/11/2024",
        "«12/UBND» có chữ lẫn với số; chỉ ghi số, ví dụ 12; ký hiệu phần mềm tự ghi",
        "«31/11/2024» không phải là ngày; ghi ngày/tháng/năm, ví dụ 15/11/2024",
        "«999» không phải số người của một Hội đồng; ghi số đếm bằng chữ số, ví dụ 7",
        "«bảy» không phải là số đếm; ghi số đếm bằng chữ số, ví dụ 7",
        f"«{'x' * 59}…» dài 1.001 ký tự; ghi không quá 1.000 ký tự một ô",
    ] == [line.partition("] ")[2] for line in told]
    assert all(" ô C" in line for line in told)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"ho_so_ngay": "19/11/2024", "hd_ngay": "20/11/2024"},
            "ngày ký 19/11/2024 trước ngày họp Hội đồng 20/11/2024",
        ),
        (
            {"hd_qd_ngay": "11/11/2024", "hd_ngay": "10/11/2024"},
            "ngày họp 10/11/2024 trước ngày thành lập Hội đồng 11/11/2024",
        ),
        (
            {"hd_du_hop": 9, "hd_tan_thanh": 7, "hd_khong_tan_thanh": 1, "hd_y_kien_khac": 0},
            "các ý kiến cộng lại 8 người, dự họp 9 người",
        ),
        ({"hd_du_hop": 5, "hd_tan_thanh": 7}, "các ý kiến cộng lại 7 người, dự họp 5 người"),
        ({"ho_so_nguoi_ky": "ThS. Hà Văn Mẫu"}, "«ThS. Hà Văn Mẫu» có ghi «ThS.»"),
        (
            {"hd_phat_bieu:1": "Cháu Lò Thị Hoa sinh 12/03/2015 cần giúp"},
            "có vẻ ghi ngày hoặc năm sinh, tên riêng của trẻ",
        ),
    ],
)
def test_what_cannot_be_is_told_with_its_cell(cells: dict[str, Any], message: str) -> None:
    (told,) = said(taken(filled(cells)))

    assert message in told
    assert " ô C" in told


def test_a_form_of_the_first_kind_still_gives_its_office() -> None:
    def as_it_was(book: Workbook) -> None:
        for name in (PAPERS_SHEET, COUNCIL_SHEET):
            del book[name]
        unit = book["Đơn vị"]
        row = unit.max_row + 1
        unit.cell(row, 1).value, unit.cell(row, 3).value = "ho_so_nguoi_ky", "Hà Văn Mẫu"

    intake = taken(treated(as_it_was, a_form()))
    (entry,) = intake.entries
    assert entry.form is not None

    assert [] == said(intake)
    assert "Hà Văn Mẫu" == entry.form.profile["ho_so_nguoi_ky"]
