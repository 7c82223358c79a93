"""A form read back after everything that officers and their programs do to a workbook."""

from __future__ import annotations

import dataclasses
import io
import re
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from phuhop.usecases.reading import completed
from phuhop.usecases.rulesets import choose_ruleset
from phuhop.usecases.samples.demo import SAMPLES
from reports.workbook.form import form
from reports.workbook.prefill import of_assessment
from scoring.forms.form import EvidenceGiven
from scoring.intake.reading import read_tables
from scoring.rules.loading import load
from tests.support.form_workbooks import (
    ASSESSMENT,
    NOTES,
    a_form,
    needs_libreoffice,
    put,
    recalculated,
    said,
    taken,
    treated,
)
from tests.support.intake_tables import rezipped
from tests.support.strategies import decision_06

pytestmark = pytest.mark.slow

DRAFT = load(SAMPLES / "du-thao-mau.yaml")
Change = Callable[[Workbook], None]


def inserted_rows(book: Workbook) -> None:
    for name in ("Đơn vị", "Số liệu", "Nội dung", "Minh chứng"):
        book[name].insert_rows(1)
        book[name].insert_rows(9, 3)
        book[name]["C10"] = "Ghi thêm của xã"


def moved_and_renamed_sheets(book: Workbook) -> None:
    book.move_sheet("Số liệu", -2)
    book.move_sheet("Minh chứng", -4)
    for number, sheet in enumerate(list(book)):
        sheet.title = f"Trang {number}"


def sorted_rows(book: Workbook) -> None:
    for name, first, last, width in (("Số liệu", 6, 26, 10), ("Nội dung", 7, 18, 8)):
        sheet = book[name]
        rows = [[c.value for c in row[:width]] for row in sheet.iter_rows(first, last)]
        for number, row in enumerate(sorted(rows, key=lambda row: str(row[2])), first):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value


def extra_columns(book: Workbook) -> None:
    book["Số liệu"].insert_cols(1)
    book["Số liệu"].insert_cols(5, 2)
    book["Số liệu"]["F5"] = "Kỳ này (nháp)"
    book["Số liệu"]["F6"] = 77


def merged_titles_and_hidden_rows(book: Workbook) -> None:
    sheet = book["Số liệu"]
    sheet.merge_cells("B3:H3")
    for row in range(8, 14):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["F"].hidden = True


def other_fonts(book: Workbook) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                cell.font = Font(name="Arial", size=9, bold=True)


def visible_system_sheets_and_own_sheets(book: Workbook) -> None:
    for sheet in book:
        sheet.sheet_state = "visible"
        sheet.protection.sheet = False
    book.create_sheet("Nháp", 0).append(["tổng", 15, "=1+1"])


def a_copied_sheet(book: Workbook) -> None:
    book.copy_worksheet(book["Số liệu"])


TREATMENTS: dict[str, Change] = {
    "saved as it is": lambda _book: None,
    "rows inserted": inserted_rows,
    "sheets moved and renamed": moved_and_renamed_sheets,
    "rows sorted": sorted_rows,
    "columns inserted": extra_columns,
    "titles merged and rows hidden": merged_titles_and_hidden_rows,
    "other fonts": other_fonts,
    "unlocked and with sheets of their own": visible_system_sheets_and_own_sheets,
    "a sheet copied": a_copied_sheet,
}

TOLD = {
    "rows inserted": ("dong-khong-doc",),
    "titles merged and rows hidden": ("dong-an", "cot-an"),
    "unlocked and with sheets of their own": ("trang-khong-doc",),
}
"""What is not read, or not plain to see, is told all the same."""


def assert_nothing_is_lost(content: bytes, told: tuple[str, ...] = ()) -> None:
    """*told* are the codes of problems that may be told."""
    intake = taken(content)
    (entry,) = intake.entries
    given = entry.form

    assert [] == [problem for problem in intake.problems if problem.code not in told]
    assert ASSESSMENT == entry.assessment
    assert given is not None
    assert NOTES.profile == given.profile
    assert (NOTES.sources, NOTES.notes) == (given.sources, given.notes)
    assert {
        "2:1": EvidenceGiven("Sổ hộ tịch 01", date(2024, 10, 31), "UBND xã", "tr. 1–40"),
        "3:khac": EvidenceGiven(number="12/BC-UBND"),
    } == given.evidence


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_nothing_is_lost_when_the_workbook_was(treatment: str) -> None:
    assert_nothing_is_lost(treated(TREATMENTS[treatment]), told=TOLD.get(treatment, ()))


def test_nothing_is_lost_before_anybody_opened_it() -> None:
    assert_nothing_is_lost(a_form())


@needs_libreoffice
def test_nothing_is_lost_when_libreoffice_saved_it_after_every_treatment() -> None:
    treatments = {str(number): treated(change) for number, change in enumerate(TREATMENTS.values())}
    for content in recalculated(treatments).values():
        # openpyxl moves sheets and columns without the formulas that name them, as Excel would
        # not: the sheet's own results are then wrong, and that is told.
        results = ("bieu-loi-cong-thuc", "khac-tinh-lai")
        assert_nothing_is_lost(content, told=(*results, *chain(*TOLD.values())))


def test_the_same_form_of_a_drafted_decision_is_read_with_it() -> None:
    assessment = dataclasses.replace(
        ASSESSMENT,
        figures={"tre_em": 1000, "tre_biet_boi": 600, "tre_duoi_nuoc": 1},
        previous={"tre_em": 900, "tre_duoi_nuoc": 2},
        answers={"3.1": True, "3.2": False},
    )
    intake = taken(form(DRAFT, 2024, of_assessment(assessment)), ruleset=DRAFT)

    assert [assessment] == [entry.assessment for entry in intake.entries]


# What cannot be read without guessing is told, with its sheet and cell.


def shuffled_without_ids(book: Workbook) -> None:
    sheet = book["Số liệu"]
    for column in (3, 5):
        upper, lower = sheet.cell(17, column), sheet.cell(18, column)
        upper.value, lower.value = lower.value, upper.value


def test_rows_sorted_without_their_hidden_ids_are_refused() -> None:
    intake = taken(treated(shuffled_without_ids))

    assert () == intake.entries
    assert [
        (
            "a.xlsx: trang «Số liệu», ô C17: [xao-tron-dong] dòng ghi «Số trẻ em dưới 1 "
            "tuổi được tiêm "
            "chủng đầy đủ» nhưng mã ẩn là của «Số trẻ em dưới 1 tuổi»: các dòng đã bị xáo "
            "trộn; bỏ sắp "
            "xếp, hoặc tạo biểu mới rồi ghi lại"
        ),
        (
            "a.xlsx: trang «Số liệu», ô C18: [xao-tron-dong] dòng ghi «Số trẻ em dưới 1 "
            "tuổi» nhưng mã "
            "ẩn là của «Số trẻ em dưới 1 tuổi được tiêm chủng đầy đủ»: các dòng đã bị xáo "
            "trộn; bỏ sắp "
            "xếp, hoặc tạo biểu mới rồi ghi lại"
        ),
    ] == said(intake)


def test_a_deleted_row_is_missing_and_named() -> None:
    intake = taken(treated(lambda book: book["Số liệu"].delete_rows(26)))

    assert "phieu_hai_long" not in intake.entries[0].assessment.figures
    assert any(
        "[mat-dong] cảnh báo: biểu không còn dòng «Số phiếu trả lời hài lòng»" in s
        for s in said(intake)
    )


@pytest.mark.parametrize(
    ("sheet", "column", "words"),
    [
        ("Số liệu", 5, "Kỳ này"),
        ("Số liệu", 6, "Kỳ trước"),
        ("Nội dung", 5, "Trả lời"),
        ("Minh chứng", 6, "Ngày"),
    ],
)
def test_a_deleted_column_of_inputs_is_named(sheet: str, column: int, words: str) -> None:
    intake = taken(treated(lambda book: book[sheet].delete_cols(column)))

    (line,) = [line for line in said(intake) if "[mat-cot]" in line]
    assert line.startswith(f"a.xlsx: trang «{sheet}»: [mat-cot] cảnh báo: biểu không còn cột")
    assert f"«{words}»" in line


def test_what_stands_beside_the_form_is_named_cell_by_cell() -> None:
    beside = {("Số liệu", "N9"): 5, ("Số liệu", "M12"): "xem lại", ("Nội dung", "K8"): "có"}
    told = [line for line in said(taken(put(beside))) if "[o-ngoai-bieu]" in line]

    assert ["trang «Nội dung»: K8", "trang «Số liệu»: N9, M12"] == sorted(
        f"{line.split(': ')[1]}: {line.partition('ô ')[2].partition(' nằm')[0]}" for line in told
    )


def test_a_form_under_another_communes_code_is_told() -> None:
    commune = replace(ASSESSMENT.commune, code="00004", name="Xã Suối Mơ")
    content = a_form(replace(ASSESSMENT, commune=commune, year=2026))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(content)
        intake = read_tables([path], choose_ruleset(None, None), complete=completed)

    assert 1 == len(intake.entries)
    (problem,) = [p for p in intake.problems if p.code == "ten-ma-lech"]
    assert "C6" == problem.place.cell
    assert "mã 00004 là «Phường Ba Đình, Thành phố Hà Nội»" in problem.message


def test_faults_hide_no_doubts_so_that_a_form_is_mended_in_one_round() -> None:
    """Another's code and figures that cannot be beside figures that hardly are."""
    commune = replace(ASSESSMENT.commune, code="00004", name="Xã Suối Mơ")
    faulty = {("Số liệu", "E18"): "9O", ("Số liệu", "E22"): 99_999}
    doubtful = {("Số liệu", "E19"): None, ("Số liệu", "F6"): 20}
    content = put({**faulty, **doubtful}, a_form(replace(ASSESSMENT, commune=commune, year=2026)))
    mended = put({("Số liệu", "E18"): 93, ("Số liệu", "E22"): 1_100}, content)
    rounds = []
    for one in (content, mended):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.xlsx"
            path.write_bytes(one)
            intake = read_tables([path], choose_ruleset(None, None), complete=completed)
        rounds.append({(p.place.cell, p.code) for p in intake.problems})
    doubts = {
        *(("C6", "ten-ma-lech"), ("C7", "loai-lech"), ("C8", "tinh-lech")),
        *(("C9", "khong-con-huyen"), ("E6", "thay-doi-lon")),
        *(("E20", "thieu-mot-nua"), ("E21", "thieu-mot-nua")),
    }

    assert {*doubts, ("E18", "khong-phai-so"), ("E22", "vuot-qua")} == rounds[0]
    assert doubts == rounds[1]


def test_half_a_pair_is_not_called_blank_where_the_other_half_is_wrong() -> None:
    intake = taken(put({("Số liệu", "E19"): "4oo"}))

    assert ["khong-phai-so"] == [p.code for p in intake.problems if p.place.sheet == "Số liệu"]


@pytest.mark.parametrize("sheet", ["Số liệu", "_he_thong"])
def test_a_deleted_sheet_is_named(sheet: str) -> None:
    intake = taken(treated(lambda book: book.remove(book[sheet])))

    assert [
        (
            f"a.xlsx: [mat-trang] biểu không còn đọc được trang «{sheet}»; trang hoặc cột ẩn A của "
            "trang đã bị xóa; lấy lại bản trước hoặc tạo biểu mới"
        )
    ] == said(intake)


def contradicting_copy(book: Workbook) -> None:
    copy = book.copy_worksheet(book["Số liệu"])
    copy["E6"] = 9999


def test_two_copies_that_contradict_each_other_are_refused() -> None:
    intake = taken(treated(contradicting_copy))

    assert () == intake.entries
    assert [
        (
            "a.xlsx: trang «Số liệu Copy», ô E6: [trung-dong] ô này có hai lần: «1250» ở "
            "a.xlsx: trang "
            "«Số liệu», ô E6 và «9999» ở đây; xóa dòng, cột hoặc trang bị chép thừa"
        )
    ] == said(intake)


def merge_over_an_input(book: Workbook) -> None:
    book["Số liệu"].merge_cells("E9:E10")


def test_an_input_swallowed_by_merging_is_named() -> None:
    intake = taken(treated(merge_over_an_input))

    assert "tre_vi_pham_phap_luat_nghien_ma_tuy" not in intake.entries[0].assessment.figures
    assert (
        "a.xlsx: trang «Số liệu», ô E10: [o-bi-gop] cảnh báo: ô bị gộp vào ô E9; coi như "
        "chưa có số "
        "liệu; bỏ gộp ô (Merge & Center) rồi ghi lại"
    ) in said(intake)


def test_a_formula_nobody_computed_is_told_only_where_it_matters() -> None:
    intake = taken(put({("Số liệu", "E6"): "=1200+50", ("Số liệu", "L9"): "=1+1"}))

    assert [
        (
            "a.xlsx: trang «Số liệu», ô E6: [cong-thuc-chua-luu] «Tổng số trẻ em»: ô có công "
            "thức nhưng chưa có kết quả; "
            "mở bằng Excel, bấm Lưu rồi gửi lại"
        )
    ] == said(intake)


@needs_libreoffice
def test_a_computed_formula_is_read_as_its_value() -> None:
    content = put({("Số liệu", "E6"): "=1200+50"})
    assert_nothing_is_lost(recalculated({"a": content})["a"])


@needs_libreoffice
def test_the_sheet_s_own_results_are_compared_never_used() -> None:
    honest = recalculated({"a": a_form()})["a"]

    def doctored(book: Workbook) -> None:
        sheet: Worksheet = book["Tự chấm"]
        for row in sheet.iter_rows():
            if row[0].value == "7":
                row[6].value = 50
            if row[0].value == "ket_luan":
                row[3].value = "✘ KHÔNG ĐẠT"

    intake = taken(put({}, honest))
    assert [] == said(intake)

    lines = said(taken(treated(doctored, honest)))

    assert 2 == len(lines)
    assert "biểu ghi «✘ KHÔNG ĐẠT», tính lại được «đạt»" in lines[0]
    assert "[khac-tinh-lai] cảnh báo: biểu ghi «50», tính lại được «35»" in lines[1]


def test_a_form_of_another_decision_is_refused_with_the_way_out() -> None:
    intake = taken(a_form(), ruleset=DRAFT)

    assert [
        (
            "a.xlsx: [bieu-khac-bo-tieu-chi] biểu lập theo «06-QD-TTg-2019», năm 2024 chấm theo "
            "«du-thao-mau»; muốn chấm theo biểu thì chọn bộ tiêu chí "
            "06-QD-TTg-2019; nếu không thì tạo biểu mới của năm 2024"
        )
    ] == said(intake)


def test_a_form_of_another_version_of_the_ruleset_is_read_and_named() -> None:
    newer = dataclasses.replace(decision_06(), sha256="f" * 64)
    intake = taken(a_form(), ruleset=newer)

    assert [ASSESSMENT] == [entry.assessment for entry in intake.entries]
    assert [
        (
            f"a.xlsx: [bieu-khac-ban] cảnh báo: biểu lập theo bản {decision_06().sha256[:8]} của "
            "«06-QD-TTg-2019», nay đọc theo bản ffffffff; điểm trên biểu có thể khác; điểm "
            "được tính "
            "lại theo bản nay"
        )
    ] == said(intake)


def test_a_form_whose_year_was_overwritten_is_refused() -> None:
    intake = taken(put({("Đơn vị", "C14"): 2023}))

    assert [
        (
            "a.xlsx: trang «Đơn vị», ô C14: [bieu-khac-nam] biểu lập cho năm «2024» nhưng "
            "ô này ghi 2023; "
            "dùng biểu của năm 2023"
        )
    ] == said(intake)


def another_version(book: Workbook) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("phuhop.form/1"):
                    cell.value = cell.value.replace("form/1", "form/9")


def test_a_form_of_a_later_program_is_named() -> None:
    assert [
        (
            "a.xlsx: [bieu-phien-ban] biểu thuộc phiên bản «phuhop.form/9», phần mềm đọc "
            "phuhop.form/1; "
            "tạo biểu mới, hoặc dùng đúng phiên bản phần mềm"
        )
    ] == said(taken(treated(another_version)))


def test_the_same_form_sent_twice_is_read_once() -> None:
    intake = taken(a_form(), treated(lambda _book: None))

    assert 1 == len(intake.entries)
    assert ["b.xlsx: [trung-bieu] cảnh báo: biểu giống hệt a.xlsx; chỉ đọc một lần"] == said(intake)


def test_two_different_forms_of_one_commune_are_withheld_from_both() -> None:
    intake = taken(a_form(), put({("Số liệu", "E6"): 1300}))

    assert () == intake.entries
    assert [
        (
            "a.xlsx: trang «Đơn vị», ô C5: [trung-xa] xã 99001 năm 2024 còn có ở b.xlsx; giữ "
            "lại một biểu"
        ),
        (
            "b.xlsx: trang «Đơn vị», ô C5: [trung-xa] xã 99001 năm 2024 còn có ở a.xlsx; giữ "
            "lại một biểu"
        ),
    ] == said(intake)


def test_hints_name_cells_not_columns_of_a_table() -> None:
    cells: dict[tuple[str, str], Any] = {("Số liệu", "E18"): None}

    assert [
        (
            "a.xlsx: trang «Số liệu», ô E17: [thieu-mot-nua] cảnh báo: «Số trẻ em dưới 1 tuổi»: "
            "phần 7: có số liệu này mà để trống "
            "«Số trẻ em dưới 1 tuổi được tiêm chủng đầy đủ»; điền ô E18 trang «Số liệu»; "
            "thiếu thì phần "
            "này chưa chấm được"
        )
    ] == said(taken(put(cells)))


def test_a_number_under_merged_cells_that_nobody_sees_is_a_fault() -> None:
    content = treated(merge_over_an_input)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (name,) = (n for n in archive.namelist() if b"E9:E10" in archive.read(n))
        xml = archive.read(name).decode()
    hidden = re.sub(r'(<c r="E10"[^>]*)></c>', r"\1><v>4</v></c>", xml)

    intake = taken(rezipped(content, {name: hidden.encode()}))

    assert () == intake.entries
    assert [
        (
            "a.xlsx: trang «Số liệu», ô E10: [so-bi-che] «Số trẻ em vi phạm pháp luật, nghiện ma "
            "túy»: ô bị gộp vào ô E9, bên dưới còn «4» mà không ai thấy; xem lại giá "
            "trị đúng; bỏ gộp ô (Merge & Center) rồi ghi lại"
        )
    ] == said(intake)


def copied_column(book: Workbook, *, other: int = 0) -> None:
    sheet = book["Số liệu"]
    for row in range(1, sheet.max_row + 1):
        value = sheet.cell(row, 5).value
        sheet.cell(row, 12, value + other if isinstance(value, int) else value)


def test_a_column_copied_with_its_hidden_id_is_the_same_column() -> None:
    assert_nothing_is_lost(treated(copied_column))


def test_a_copied_column_that_contradicts_is_a_fault_at_each_cell() -> None:
    intake = taken(treated(partial(copied_column, other=1)))

    assert () == intake.entries
    assert {"trung-dong"} == {problem.code for problem in intake.problems}
    assert (
        "a.xlsx: trang «Số liệu», ô L6: [trung-dong] ô này có hai lần: «1250» ở a.xlsx: trang "
        "«Số liệu», ô E6 và «1251» ở đây; xóa dòng, cột hoặc trang bị chép thừa"
    ) in said(intake)


def copied_beside(book: Workbook) -> None:
    """The whole table with its ids, pasted beside itself; one number was changed there."""
    sheet = book["Số liệu"]
    for row in range(1, sheet.max_row + 1):
        for column in range(1, 11):
            sheet.cell(row, column + 11, sheet.cell(row, column).value)
    sheet["P6"] = 9999


def test_a_table_copied_beside_itself_with_another_number_is_a_fault() -> None:
    (line,) = said(taken(treated(copied_beside)))

    assert line.startswith("a.xlsx: trang «Số liệu», ô P6: [trung-dong] ô này có hai lần: «1250»")


def test_a_row_without_an_id_is_named_with_what_stands_in_it() -> None:
    intake = taken(put({("Số liệu", "E27"): 17, ("Minh chứng", "E140"): "12/BC"}))

    assert 1 == len(intake.entries)
    assert [
        (
            f"a.xlsx: trang «{sheet}», ô {cell}: [dong-khong-doc] cảnh báo: dòng này không phải "
            "của biểu nên không được đọc; ghi vào dòng có sẵn của biểu; dòng thêm vào không có mã "
            "ẩn ở cột A"
        )
        for sheet, cell in (("Số liệu", "E27"), ("Minh chứng", "E140"))
    ] == said(intake)
