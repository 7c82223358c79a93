"""Tables in workbooks: places, what Excel makes of cells, files that attack."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from tests.support.intake_tables import (
    COMMUNE,
    HEADINGS,
    as_xlsx,
    assessments,
    codes,
    rezipped,
    said,
    saved,
    table,
    taken,
    write,
)

pytestmark = pytest.mark.usefixtures("in_a_folder_of_its_own")


def test_places_in_a_workbook_name_sheet_and_cell() -> None:
    rows = [["BẢNG SỐ LIỆU"], [], *table("tong_so_tre_em", rows=[(*COMMUNE, 912.5)])]

    assert [
        (
            "a.xlsx: trang «Số liệu», ô I4, cột «tong_so_tre_em»: [so-khong-nguyen] «912,5» không "
            "phải số nguyên; số đếm không có phần lẻ"
        )
    ] == said(taken(write("a.xlsx", as_xlsx(rows))))


@pytest.mark.parametrize(
    ("expected", "value", "number_format"),
    [
        ("la-ty-le", 1, "0%"),  # 100 % is stored as the number 1
        ("la-ty-le", 0.985, "0.0%"),
        ("o-ngay-thang", datetime(2024, 1, 15), "dd/mm/yyyy"),  # noqa: DTZ001 -- Excel has no zones
        ("o-ngay-thang", 45306, "dd/mm"),
        ("loi-excel", "#DIV/0!", "General"),
        ("cong-thuc-chua-luu", "=1+1", "General"),
        ("khong-phai-so", True, "General"),
    ],
)
def test_what_excel_made_of_a_count_is_named(
    expected: str, value: object, number_format: str
) -> None:
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.append([*HEADINGS, "tong_so_tre_em"])
    sheet.append([*COMMUNE, value])
    sheet["I2"].number_format = number_format

    intake = taken(write("a.xlsx", saved(workbook)))

    assert [expected] == codes(intake)
    assert "I2" == intake.faults[0].place.cell


def test_a_formula_that_gave_empty_text_is_a_blank() -> None:
    rows = table("tong_so_tre_em", rows=[(*COMMUNE, '=IF(A2="","",1)')])
    content = as_xlsx(rows)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
        workbook = archive.read("xl/workbook.xml").decode()
    assert '<c r="I2">' in xml
    changes = {
        "xl/worksheets/sheet1.xml": xml.replace('<c r="I2">', '<c r="I2" t="str">').encode(),
        "xl/workbook.xml": workbook.replace(' fullCalcOnLoad="1"', "").encode(),
    }

    intake = taken(write("a.xlsx", rezipped(content, changes)))

    assert [{}] == [a.figures for a in assessments(intake)]


def test_a_workbook_without_a_table_names_its_sheets() -> None:
    assert [
        (
            "a.xlsx: [khong-co-bang] không trang nào có dòng tiêu đề với cột «ma_xa»; các trang: "
            "«Số liệu»; dòng tiêu đề phải nằm trong 20 dòng đầu"
        )
    ] == said(taken(write("a.xlsx", as_xlsx([["Mã xã"]]))))


def test_a_cell_in_the_last_corner_of_a_sheet_neither_hangs_nor_hides_the_table() -> None:
    workbook = Workbook()
    sheet: Any = workbook.active
    for row in table("tong_so_tre_em", rows=[(*COMMUNE, 5)]):
        sheet.append(list(row))
    sheet["XFD1048576"] = "x"

    intake = taken(write("a.xlsx", saved(workbook)))

    assert 1 == len(intake.entries)
    assert [
        (
            "a.xlsx: trang «Sheet», ô XFD1048576: [o-qua-xa] ô XFD1048576 có nội dung, nằm ngoài "
            "30.000 dòng × 500 cột được đọc; xóa ô này, hoặc chia thành nhiều tệp"
        )
    ] == said(intake)


def test_a_note_beside_the_table_is_a_column_without_a_name() -> None:
    workbook = Workbook()
    sheet: Any = workbook.active
    for row in table("tong_so_tre_em", rows=[(*COMMUNE, 5)]):
        sheet.append(list(row))
    sheet["L2"] = "ghi chú"

    intake = taken(write("a.xlsx", saved(workbook)))

    assert 1 == len(intake.entries)
    assert [
        (
            "a.xlsx: trang «Sheet», ô L1: [cot-la] cột thứ 12 có nội dung mà không có tiêu đề; "
            "ghi tiêu đề hoặc xóa cột"
        )
    ] == said(intake)


NOISE = random.Random(1).randbytes(65_530)  # noqa: S311 -- only to fill a chunk but for 6 bytes
GOOD = as_xlsx(table("tong_so_tre_em", rows=[(*COMMUNE, 5)]))


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("nen-bat-thuong", {"xl/media/a.bin": bytes(60_000_000)}),
        ("nen-bat-thuong", {"xl/media/a.bin": bytes(3_000_000)}),
        ("nen-bat-thuong", {f"xl/{n}.xml": b"" for n in range(5_000)}),
        ("nen-bat-thuong", {"xl/embeddings/a.xlsx": GOOD}),
        ("co-macro", {"xl/vbaProject.bin": b"x"}),
        ("xml-la", {"xl/a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        ("xml-la", {"xl/a.xml": "<!DOCTYPE a>".encode("utf-16")}),
        ("xml-la", {"xl/a.xml": NOISE + b"<!DOCTYPE a>"}),
        ("tep-hong", {"xl/workbook.xml": b"<workbook"}),
        ("tep-hong", {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"}),
        ("tep-hong", {"xl/worksheets/sheet1.xml": b"\xff\xfe\x00"}),
    ],
)
def test_a_workbook_that_attacks_or_is_damaged_is_refused(
    expected: str, changes: dict[str, bytes]
) -> None:
    intake = taken(write("a.xlsx", rezipped(GOOD, changes)))

    assert () == intake.entries
    assert [expected] == codes(intake)


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    content = bytearray(rezipped(GOOD, {"xl/media/a.bin": bytes(60_000_000)}))
    real, claimed = (60_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    lying = bytes(content).replace(real, claimed)

    intake = taken(write("a.xlsx", lying))

    assert lying != bytes(content)
    assert () == intake.entries
    assert codes(intake)[0] in {"nen-bat-thuong", "tep-hong"}


def test_another_kind_of_zip_is_no_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")

    assert ["khong-phai-xlsx"] == codes(taken(write("a.ods", stream.getvalue())))
