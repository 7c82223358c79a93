"""What a sheet shows and its cells do not say: merged cells, hidden rows, sheets nobody reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.support.intake_tables import COMMUNE, HEADINGS, assessments, said, saved, taken, write
from tests.support.raw_workbooks import FIGURE, book, commune, heading, row, sheet

pytestmark = pytest.mark.usefixtures("in_a_folder_of_its_own")

IF_NOT = "nếu giá trị này không phải của từng dòng thì bỏ gộp ô rồi ghi riêng từng dòng"
UNMERGE = "bỏ gộp ô (Merge & Center) rồi ghi lại"


def without(xml: str, *cells: str) -> str:
    for cell in cells:
        start = xml.index(f'<c r="{cell}"')
        end = xml.index("</c>", start) + 4
        xml = xml[:start] + xml[end:]
    return xml


def merged(*ranges: str, xml: str) -> bytes:
    references = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    after = f"<mergeCells>{references}</mergeCells>"
    return book(xml.replace("</sheetData>", f"</sheetData>{after}"))


THREE = sheet(heading(), *(commune(n, f"9900{n}", 5 + n) for n in (2, 3, 4)))


def test_a_cell_merged_down_one_column_counts_for_each_of_its_rows() -> None:
    content = merged("D2:D4", "H3:H4", xml=without(THREE, "D3", "D4", "H4"))

    intake = taken(write("a.xlsx", content))

    assert [("miền núi", 2024)] * 3 == [
        (a.commune.areas[0].value, a.year) for a in assessments(intake)
    ]
    assert [
        (
            "a.xlsx: trang «Số liệu», ô D2, cột «vung»: [o-gop] cảnh báo: ô gộp D2:D4: dòng 3–4 "
            f"cũng lấy giá trị «miền núi»; {IF_NOT}"
        ),
        (
            "a.xlsx: trang «Số liệu», ô H3, cột «nam»: [o-gop] cảnh báo: ô gộp H3:H4: dòng 4 "
            f"cũng lấy giá trị «2024»; {IF_NOT}"
        ),
    ] == said(intake)


def test_a_merged_code_gives_no_second_commune() -> None:
    intake = taken(write("a.xlsx", merged("A2:A3", xml=without(THREE, "A3"))))

    assert ["99004"] == [a.commune.code for a in assessments(intake)]
    assert 2 == sum("[trung-xa]" in line for line in said(intake))


def test_a_number_hidden_under_a_merged_cell_is_a_fault_and_never_read() -> None:
    intake = taken(write("a.xlsx", merged("I2:I3", xml=THREE)))

    assert ["99002", "99004"] == [a.commune.code for a in assessments(intake)]
    assert [
        (
            f"a.xlsx: trang «Số liệu», ô I3, cột «{FIGURE}»: [so-bi-che] ô bị gộp vào ô I2, bên "
            f"dưới còn «8» mà không ai thấy; xem lại giá trị đúng; {UNMERGE}"
        )
    ] == said(intake)


def test_an_equal_value_under_a_merged_cell_hides_nothing() -> None:
    xml = sheet(heading(), *(commune(n, f"9900{n}", 7) for n in (2, 3)))

    intake = taken(write("a.xlsx", merged("D2:D3", "I2:I3", xml=xml)))

    assert ([7, 7], []) == ([a.figures[FIGURE] for a in assessments(intake)], said(intake))


def test_cells_merged_across_columns_give_nothing_away() -> None:
    xml = sheet(heading(FIGURE, "tre_duoi_5_tuoi"), commune(2, "99001", 50), commune(3, "99002", 9))

    intake = taken(write("a.xlsx", merged("I2:J2", xml=xml)))

    assert [{FIGURE: 50}, {FIGURE: 9}] == [dict(a.figures) for a in assessments(intake)]
    assert [
        (
            f"a.xlsx: trang «Số liệu», ô I2, cột «{FIGURE}»: [o-bi-gop] cảnh báo: ô gộp I2:J2 nằm "
            f"trên nhiều cột; các ô bị gộp coi như chưa có số liệu; {UNMERGE}"
        )
    ] == said(intake)


def test_a_number_hidden_beside_a_merged_cell_is_a_fault() -> None:
    xml = sheet(heading(FIGURE, "tre_duoi_5_tuoi"), commune(2, "99001", 50, 50))

    intake = taken(write("a.xlsx", merged("I2:J2", xml=xml)))

    assert () == intake.entries
    assert ["so-bi-che"] == [p.code for p in intake.faults]


def test_merged_titles_and_headings_give_nothing_to_the_rows_below() -> None:
    content = merged("A1:A2", "D1:D2", "A4:I4", xml=without(THREE, "A2", "D2"))

    intake = taken(write("a.xlsx", content))

    assert ["99003"] == [a.commune.code for a in assessments(intake)]
    assert "để trống mã xã" in said(intake)[0]


def test_a_merge_over_the_rest_of_a_column_adds_no_rows() -> None:
    intake = taken(write("a.xlsx", merged("D2:D1048576", xml=without(THREE, "D3", "D4"))))

    assert 3 == len(intake.entries)


def test_merged_cells_without_number_stop_the_reading_in_time() -> None:
    xml = sheet(heading(), *(commune(n, "99001", 5) for n in range(2, 3_000)))
    content = merged(*["A2:Z3000"] * 2_000, xml=xml)

    assert "[qua-nhieu-o]" in said(taken(write("a.xlsx", content)))[0]


def test_filtered_rows_are_read_and_told() -> None:
    hidden = 'hidden="1"'
    xml = sheet(
        heading(),
        commune(2, "99002", 5),
        *(commune(n, f"9900{n}", 5, attributes=hidden) for n in (3, 4, 5)),
        commune(6, "99006", 5),
        commune(7, "99007", 5, attributes='ht="0"'),
        row(8, (), hidden),
    )

    intake = taken(write("a.xlsx", book(xml)))

    assert 6 == len(intake.entries)
    assert [
        (
            "a.xlsx: trang «Số liệu»: [dong-an] cảnh báo: dòng 3–5, 7 đang ẩn hoặc bị lọc, vẫn "
            "được đọc; bỏ lọc (Data, Clear) hoặc bỏ ẩn để xem lại; xóa dòng nếu không phải số liệu"
        )
    ] == said(intake)


HINT = "không sao nếu đây là ghi chú, hướng dẫn hay danh mục"
NO_HEADING = "trang không được đọc: không có dòng tiêu đề với cột «ma_xa»"
LOST: dict[str, tuple[list[list[Any]], str]] = {
    "a misspelt heading": (
        [["Mã xã", *HEADINGS[1:]], ["99002", *COMMUNE[1:]]],
        (
            ", ô A1: [trang-khong-doc] trang không được đọc: không có cột «ma_xa», chỉ có "
            "«Mã xã»; đổi tiêu đề này thành «ma_xa»"
        ),
    ),
    "a heading too far down": (
        [[] for _ in range(30)] + [[*HEADINGS], ["99002", *COMMUNE[1:]]],
        (
            ", ô A31: [trang-khong-doc] trang không được đọc: dòng tiêu đề ở dòng 31, quá thấp; "
            "dòng tiêu đề phải nằm trong 20 dòng đầu; xóa bớt dòng ở trên"
        ),
    ),
    "no heading": (
        [["99002", *COMMUNE[1:]], ["99003", *COMMUNE[1:]]],
        (
            f": [trang-khong-doc] {NO_HEADING}, trong khi dòng 1–2 có mã xã; ghi dòng tiêu đề lên "
            "trên, như ở trang được đọc"
        ),
    ),
    "notes": ([["Ghi chú của xã"]], f": [trang-khong-doc] cảnh báo: {NO_HEADING}; {HINT}"),
    "a list of communes": (
        [["99002", "Xã Gió"], ["Mã xã", "ghi năm chữ số"]],
        f": [trang-khong-doc] cảnh báo: {NO_HEADING}; {HINT}",
    ),
}


def with_a_second_sheet(rows: list[list[Any]], state: str = "visible") -> bytes:
    workbook = Workbook()
    first: Any = workbook.active
    second: Any = workbook.create_sheet("Huyện B")
    second.sheet_state = state
    for one, table in ((first, [[*HEADINGS, 1.1], [*COMMUNE, "có"]]), (second, rows)):
        for values in table:
            one.append(values)
    return saved(workbook)


@pytest.mark.parametrize("kind", LOST)
def test_a_sheet_that_is_not_read_is_named_with_the_reason(kind: str) -> None:
    rows, message = LOST[kind]
    intake = taken(write("a.xlsx", with_a_second_sheet(rows)))

    assert [{"1.1": True}] == [dict(a.answers) for a in assessments(intake)]
    assert [f"a.xlsx: trang «Huyện B»{message}"] == said(intake)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_named_and_not_read(state: str) -> None:
    content = with_a_second_sheet([[*HEADINGS], ["99002", *COMMUNE[1:]]], state)

    intake = taken(write("a.xlsx", content))

    assert ["99001"] == [a.commune.code for a in assessments(intake)]
    assert [
        (
            "a.xlsx: trang «Huyện B»: [trang-khong-doc] cảnh báo: trang đang ẩn nên không được "
            "đọc; nếu là số liệu thì bỏ ẩn (Unhide), nếu không thì xóa trang này"
        )
    ] == said(intake)


def test_an_empty_sheet_is_not_worth_a_word() -> None:
    assert [] == said(taken(write("a.xlsx", with_a_second_sheet([[], ["", " "]]))))


def test_a_workbook_whose_only_table_is_hidden_says_so() -> None:
    content = book(sheet(row(1, ("Ghi chú",))), THREE, states=("visible", "hidden"))

    assert [
        (
            "a.xlsx: [khong-co-bang] không trang nào có dòng tiêu đề với cột «ma_xa»; các trang: "
            "«Số liệu»; trang ẩn, không được đọc: «Trang 2»; dòng tiêu đề phải nằm trong 20 dòng "
            "đầu"
        )
    ] == said(taken(write("a.xlsx", content)))


def test_communes_above_the_headings_are_named() -> None:
    table = [commune(1, "99001", 5), row(2, (*HEADINGS, FIGURE)), commune(3, "99002", 6)]

    intake = taken(write("a.xlsx", book(sheet(*table))))

    assert ["99002"] == [a.commune.code for a in assessments(intake)]
    assert [
        (
            "a.xlsx: trang «Số liệu»: [dong-khong-doc] dòng 1 có mã xã nhưng nằm trên dòng tiêu "
            "đề nên không được đọc; chuyển xuống dưới dòng tiêu đề"
        )
    ] == said(intake)


def test_hidden_columns_are_read_and_told_as_hidden_rows_are(tmp_path: Path) -> None:
    file = Workbook()
    page = file.active
    page.append([*HEADINGS, "tong_so_tre_em", "phieu_hop_le"])
    page.append([*COMMUNE, 1065, 200])
    page.column_dimensions["I"].hidden = True
    page.column_dimensions["J"].hidden = True
    page.column_dimensions["Z"].hidden = True
    file.save(tmp_path / "a.xlsx")
    intake = taken(tmp_path / "a.xlsx")
    told = [p.message for p in intake.problems if p.code == "cot-an"]

    assert ["cột I, J đang ẩn, vẫn được đọc"] == told
    assert 1065 == intake.entries[0].assessment.figures["tong_so_tre_em"]


def test_faults_come_in_the_order_of_the_sheets(tmp_path: Path) -> None:
    file = Workbook()
    file.remove(file.active)
    for name in ("Ô", "B", "A"):
        page = file.create_sheet(name)
        page.append([*HEADINGS, "tong_so_tre_em"])
        page.append([f"9900{len(file.worksheets)}", *COMMUNE[1:], "x"])
    file.save(tmp_path / "a.xlsx")
    found = [p.place.sheet for p in taken(tmp_path / "a.xlsx").problems if p.is_fault]

    assert ["Ô", "B", "A"] == found
