"""The verifier's worksheet and YAML: read back as written, every mistake told at its place."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from scoring.appraisal.appraised import appraise
from scoring.appraisal.document import AppraisalFile
from scoring.appraisal.file import read_appraisal
from scoring.appraisal.findings import Appraisal, EvidenceFinding, PartFinding
from scoring.base.problems import ProblemsFound
from scoring.rules.ruleset import Ruleset
from tests.support.appraisal_samples import DISAGREED
from tests.support.places import ROOT
from tests.support.sample_sheets import FIGURES
from tests.support.worksheets import MET, filled, put, worksheet


def read(folder: Path, content: bytes) -> AppraisalFile:
    path = folder / "tham-dinh.xlsx"
    path.write_bytes(content)
    return read_appraisal(path)


def told(folder: Path, ruleset: Ruleset, content: bytes) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        read(folder, content).against(ruleset)
    return [str(problem).removeprefix(folder.as_posix()) for problem in caught.value.problems]


def test_the_same_assessment_gives_the_same_worksheet_bytes(decision_06: Ruleset) -> None:
    assert worksheet(decision_06) == worksheet(decision_06)


def test_an_empty_worksheet_is_agreement_with_everything(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    found = read(tmp_path, worksheet(decision_06)).against(decision_06)

    assert Appraisal("99001", 2024, decision_06.id, assessment_sha256=MET.sha256) == found
    assert MET == found.verified(MET)


def test_what_is_typed_into_the_worksheet_is_the_appraisal(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    found = read(tmp_path, worksheet(decision_06, filled(DISAGREED))).against(decision_06)

    assert {**DISAGREED.canonical(), "assessment_sha256": MET.sha256} == found.canonical()


def test_the_reported_figures_stand_beside_the_empty_cells(decision_06: Ruleset) -> None:
    book = load_workbook(io.BytesIO(worksheet(decision_06)))
    page = book["Số liệu"]
    rows = {page.cell(at, 1).value: at for at in range(1, page.max_row + 1)}

    assert FIGURES["tre_duoi_1_tuoi"] == page.cell(rows["tre_duoi_1_tuoi"], 5).value
    assert page.cell(rows["tre_duoi_1_tuoi"], 6).value is None


def test_sorted_rows_and_inserted_columns_change_nothing(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    def change(book: Workbook) -> None:
        filled(DISAGREED)(book)
        book["Số liệu"].insert_cols(4)
        book["Từng phần"].insert_rows(9, 3)
        book["Quyết định"].title = "QĐ"

    found = read(tmp_path, worksheet(decision_06, change)).against(decision_06)

    assert DISAGREED.figures == found.figures
    assert DISAGREED.parts == found.parts
    assert DISAGREED.rulings == found.rulings


WRONG_CELLS: tuple[tuple[str, str, str, Any, str], ...] = (
    ("Số liệu", "tre_duoi_1_tuoi", "ky_nay", -1, "[so-am] «-1» là số âm; để trống nếu thống nhất"),
    ("Số liệu", "tre_duoi_1_tuoi", "ky_nay", "95%", "[la-ty-le] «95%» là tỷ lệ"),
    (
        "Số liệu",
        "tre_duoi_1_tuoi",
        "ky_nay",
        "12,5",
        "[so-khong-nguyen] «12,5» không phải số nguyên",
    ),
    (
        "Số liệu",
        "tre_duoi_1_tuoi",
        "ky_nay",
        "không chứng minh đựơc",
        "không phải là số đếm; có phải «không chứng minh được»?",
    ),
    ("Nội dung", "11.1", "tra_loi", "được", "[co-khong] «được» không phải «có» hoặc «không»"),
    ("Từng phần", "9", "ly_do", "Ghi nhầm", "không có lý do «Ghi nhầm»"),
    ("Từng phần", "9", "ly_do", "Lý do khác", "[thieu-loi] phần 9: lý do «Lý do khác» phải ghi rõ"),
    ("Từng phần", "9", "tai_lieu", "đồng ý", "[minh-chung-la] «đồng ý» không dùng được ở đây"),
    ("Từng phần", "9", "ghi_ro", "x" * 2001, "[qua-dai]"),
    ("Quyết định", "7", "diem", 10, "[thieu-ly-do] quyết định về phần 7 thiếu lý do"),
    ("Quyết định", "7", "ly_do", "vì", "[thieu-diem] quyết định về phần 7 thiếu số điểm"),
    (
        "Người thẩm định",
        "ngay",
        "gia_tri",
        "31/11/2024",
        "[ngay-sai] «31/11/2024» không phải là ngày",
    ),
)


@pytest.mark.parametrize(("sheet", "row", "column", "value", "said"), WRONG_CELLS)
def test_a_wrong_cell_is_told_by_sheet_and_cell(  # noqa: PLR0913, PLR0917 -- a table of cases
    decision_06: Ruleset,
    tmp_path: Path,
    sheet: str,
    row: str,
    column: str,
    value: Any,
    said: str,
) -> None:
    content = worksheet(decision_06, lambda book: put(book, sheet, row, column, value))
    (line,) = told(tmp_path, decision_06, content)

    assert f"trang «{sheet}», ô " in line
    assert said in line


def test_all_wrong_cells_are_told_at_once(decision_06: Ruleset, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        put(book, "Số liệu", "tre_duoi_1_tuoi", "ky_nay", -1)
        put(book, "Nội dung", "11.1", "tra_loi", "được")
        put(book, "Từng phần", "9", "ly_do", "Lý do khác")

        put(book, "Quyết định", "7", "diem", "12.5")

    found = told(tmp_path, decision_06, worksheet(decision_06, change))

    # In the order of the sheets.
    assert ["so-am", "co-khong", "thieu-loi", "khong-phai-so", "thieu-ly-do"] == [
        line.partition("[")[2].partition("]")[0] for line in found
    ]


def test_a_whole_set_below_its_part_is_told_at_the_whole(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    def change(book: Workbook) -> None:
        put(book, "Số liệu", "tre_duoi_1_tuoi", "ky_nay", 90)

    file = read(tmp_path, worksheet(decision_06, change))
    with pytest.raises(ProblemsFound) as caught:
        appraise(decision_06, MET, file.against(decision_06), file.place)
    (problem,) = caught.value.problems

    assert ("vuot-qua", "Số liệu") == (problem.code, problem.place.sheet)
    assert file.places["figures", "tre_duoi_1_tuoi"] == problem.place


def test_exchanged_rows_stop_everything(decision_06: Ruleset, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        page = book["Số liệu"]
        first, second = page["C8"].value, page["C9"].value
        page["C8"].value, page["C9"].value = second, first
        put(book, "Nội dung", "11.1", "tra_loi", "được")

    lines = told(tmp_path, decision_06, worksheet(decision_06, change))

    assert 2 == len(lines)
    assert all("[xao-tron-dong]" in line for line in lines)


def test_a_lost_sheet_is_named(decision_06: Ruleset, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        del book["Từng phần"]

    (line,) = told(tmp_path, decision_06, worksheet(decision_06, change))

    assert "[mat-trang] phiếu không còn đọc được trang «Từng phần»" in line


def test_a_list_of_children_is_refused_unread(decision_06: Ruleset, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Số liệu"]["M2"].value = "Họ và tên trẻ"

    (line,) = told(tmp_path, decision_06, worksheet(decision_06, change))

    assert "[du-lieu-ca-nhan]" in line


def test_another_workbook_is_no_worksheet(decision_06: Ruleset, tmp_path: Path) -> None:
    book = Workbook()
    target = io.BytesIO()
    book.save(target)
    (line,) = told(tmp_path, decision_06, target.getvalue())

    assert "[khong-phai-phieu]" in line


def test_a_damaged_workbook_is_told_as_such(decision_06: Ruleset, tmp_path: Path) -> None:
    (line,) = told(tmp_path, decision_06, worksheet(decision_06)[:4000])

    assert "[tep-hong]" in line


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="khong-doc-duoc"):
        read_appraisal(tmp_path / "khong-co.yaml")


YAML = """\
mã đơn vị: "99001"
năm: 2024
bộ tiêu chí: 06-QD-TTg-2019
người thẩm định: Trần Thị Mẫu
ngày: 2024-11-25
số liệu:
  tre_duoi_1_tuoi: 0
  tre_duoi_1_tuoi_tiem_chung_day_du: 0
  tre_duoc_kham_suc_khoe: không chứng minh được
trả lời:
  "11.2": không chứng minh được
các phần:
  "9":
    lý do: Chưa có tài liệu kiểm chứng
    tài liệu: chưa chấp nhận
quyết định:
  - phần: "7"
    điểm: 12.5
    lý do: Trạm y tế xác nhận
"""


def written(folder: Path, text: str) -> AppraisalFile:
    path = folder / "tham-dinh.yaml"
    path.write_text(text, encoding="utf-8")
    return read_appraisal(path)


def test_yaml_says_the_same_in_words(decision_06: Ruleset, tmp_path: Path) -> None:
    found = written(tmp_path, YAML).against(decision_06)

    assert {"tre_duoi_1_tuoi": 0, "tre_duoc_kham_suc_khoe": None}.items() <= found.figures.items()
    assert {"11.2": None} == found.answers
    assert {"9": PartFinding("chua-co-tai-lieu", None, EvidenceFinding.NOT_ACCEPTED)} == found.parts
    assert [("7", 12.5)] == [(ruling.part, float(ruling.points)) for ruling in found.rulings]


def test_the_example_of_the_docs_is_read(decision_06: Ruleset, tmp_path: Path) -> None:
    text = (ROOT / "docs" / "developers" / "appraisal.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    found = written(tmp_path, example).against(decision_06)

    assert {"tong_so_tre_em": 1240} == found.previous
    assert "Hội đồng thẩm định" == found.rulings[0].by


def test_codes_and_days_of_yaml_may_be_typed_plainly(decision_06: Ruleset, tmp_path: Path) -> None:
    plain = YAML.replace('"', "").replace("2024-11-25", "25/11/2024")
    plain = plain.replace("tre_duoi_1_tuoi: 0", "tre_duoi_1_tuoi: 00")

    assert written(tmp_path, YAML).against(decision_06) == written(tmp_path, plain).against(
        decision_06
    )


WRONG_YAML = (
    ("năm: 2024", "năm: 202", "2:6: [nam-sai] năm «202» nằm ngoài 1990–2100"),
    ('"99001"', '"9901"', "1:12: [ma-xa-sai] «9901» không đúng dạng"),
    ("06-QD-TTg-2019", "34-QD", "3:14: [bo-tieu-chi-khac] không có bộ tiêu chí «34-QD»"),
    ("2024-11-25", "2024-25-11", "5:7: [khong-phai-ngay] «2024-25-11» không phải là ngày"),
    (
        "tre_duoi_1_tuoi: 0",
        "tre_duoi_1_tui: 0",
        "7:3: [ma-la] bộ tiêu chí không dùng mã «tre_duoi_1_tui» ở đây; có phải «tre_duoi_1_tuoi»?",
    ),
    ("tre_duoi_1_tuoi: 0", "tre_duoi_1_tuoi: 1.5", "7:20: [khong-phai-so] «1.5» không phải số đếm"),
    (
        "khoe: không chứng minh được",
        "khoe: không chứng minh",
        "9:27: [khong-phai-so] «không chứng minh» không phải số đếm; có phải «không chứng minh",
    ),
    ('"9":', '"99":', "13:3: [phan-la] không có phần «99»"),
    ("Chưa có tài liệu kiểm", "Chưa có tài kiểm", "14:12: [ly-do-la] không có lý do"),
    ("chưa chấp nhận", "không", "15:15: [minh-chung-la] «không» không dùng được ở đây"),
    ("    lý do: Trạm y tế xác nhận\n", "", "17:5: [thieu-khoa] thiếu khóa «lý do»"),
    ("điểm: 12.5", "diểm: 12.5", "[khoa-la] khóa «diểm» không có trong mẫu; có phải «điểm»?"),
    ("điểm: 12.5", "điểm: -3", "18:11: [so-am] «-3» là số âm"),
)


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG_YAML)
def test_a_wrong_line_of_yaml_is_told_with_its_place(
    decision_06: Ruleset, tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    assert right in YAML
    with pytest.raises(ProblemsFound) as caught:
        written(tmp_path, YAML.replace(right, wrong, 1)).against(decision_06)

    assert said in "\n".join(map(str, caught.value.problems))


def test_json_of_the_program_is_read_back(decision_06: Ruleset, tmp_path: Path) -> None:
    path = tmp_path / "tham-dinh.json"
    path.write_text(json.dumps(DISAGREED.canonical()), encoding="utf-8")

    assert DISAGREED == read_appraisal(path).against(decision_06)


@pytest.mark.parametrize("text", ["{", '{"a": 1', "{]"])
def test_broken_json_is_told_as_such(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tham-dinh.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ProblemsFound, match="json-sai"):
        read_appraisal(path)


@pytest.mark.parametrize("key", ["reason", "citation"])
def test_words_of_a_ruling_that_name_a_child_are_refused(
    decision_06: Ruleset, tmp_path: Path, key: str
) -> None:
    document = DISAGREED.canonical()
    ruling = {"part": "3", "points": "50", "reason": "Theo biên bản", "citation": None, "by": None}
    document["rulings"] = [{**ruling, key: "cháu Hoa, sinh 02/03/2015"}]
    path = tmp_path / "td.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        read_appraisal(path).against(decision_06)

    (problem,) = [one for one in caught.value.problems if one.code == "chu-rieng-tu"]
    assert "Hoa" not in str(problem)


def test_a_verifier_may_be_called_be(decision_06: Ruleset, tmp_path: Path) -> None:
    path = tmp_path / "td.json"
    document = {**DISAGREED.canonical(), "appraiser": "Bé Thị Hoa, 0912 345 678"}
    path.write_text(json.dumps(document), encoding="utf-8")

    assert "Bé Thị Hoa, 0912 345 678" == read_appraisal(path).against(decision_06).appraiser


@pytest.mark.parametrize(("sheet", "column"), [("Số liệu", 6), ("Số liệu", 8), ("Nội dung", 6)])
def test_a_worksheet_without_a_column_of_the_verifiers_is_no_agreement(
    decision_06: Ruleset, tmp_path: Path, sheet: str, column: int
) -> None:
    content = worksheet(decision_06, lambda book: book[sheet].delete_cols(column))
    (line,) = told(tmp_path, decision_06, content)

    assert "[mat-cot] phiếu không còn cột «Thẩm định" in line
    assert f"của trang «{sheet}»" in line


def test_a_worksheet_without_the_row_of_a_figure_is_no_agreement(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    def without_abuse(book: Workbook) -> None:
        page = book["Số liệu"]
        rows = {page.cell(at, 1).value: at for at in range(1, page.max_row + 1)}
        page.delete_rows(rows["tre_bi_xam_hai"])

    (line,) = told(tmp_path, decision_06, worksheet(decision_06, without_abuse))

    assert "[mat-dong] phiếu không còn dòng «Số trẻ em bị xâm hại»" in line
