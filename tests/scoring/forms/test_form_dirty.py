"""Dirty forms, one trouble each: what is said of it, by sheet and cell, and what is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from tests.support.form_workbooks import ASSESSMENT, put, said, taken, treated
from tests.support.strategies import decision_06

pytestmark = pytest.mark.slow

FIRST = ("Số liệu", "E6")
NAME = ("Đơn vị", "C6")
OLD = "kiểm tra lại chữ; nên gõ bằng phông Unicode"

# What stands in the count of children (Số liệu!E6) → what is said; None where it is read.
COUNTS: dict[str, tuple[Any, str | None]] = {
    "thousands with a dot": ("1.250", None),
    "trailing spaces": (" 1250 \u00a0", None),
    "a whole number with decimals": ("1.250,0", None),
    "a number as a float": (1250.0, None),
    "decimals": (
        "912,5",
        "[so-khong-nguyen] «912,5» không phải số nguyên; số đếm không có phần lẻ",
    ),
    "a percentage": (
        "98%",
        (
            "[la-ty-le] «98%» là tỷ lệ, ở đây cần số đếm; ghi số trẻ em, số vụ việc …; tỷ "
            "lệ do chương "
            "trình tự tính"
        ),
    ),
    "words around the number": (
        "có 15 trẻ",
        "[so-co-chu] «có 15 trẻ» có chữ lẫn với số; nếu số đếm là 15 thì chỉ ghi 15",
    ),
    "an English thousands mark": (
        "1,250",
        (
            "[so-mo-ho] «1,250» mơ hồ: dấu phẩy là hàng nghìn hay phần lẻ?; nếu là số đếm "
            "1.250 thì ghi "
            "1250"
        ),
    ),
    "a dash for nothing": (
        "-",
        (
            "[o-khong-co-so] «-» không phải là số đếm; để trống nếu chưa có số liệu; ghi 0 "
            "nếu không có "
            "trường hợp nào"
        ),
    ),
    "a negative number": (
        -5,
        "[so-am] «-5» là số âm; để trống nếu chưa có số liệu; ghi 0 nếu không có trường hợp nào",
    ),
    "a number that became a date": (
        datetime(2024, 5, 12),  # noqa: DTZ001 -- a cell knows no time zone
        (
            "[o-ngay-thang] ô đang là ngày giờ (12/05/2024); Excel đã đổi số thành ngày; "
            "đổi định dạng ô "
            "sang Number rồi gõ lại số"
        ),
    ),
    "an Excel error": (
        "#REF!",
        "[loi-excel] ô báo lỗi của Excel «#REF!»; sửa công thức hoặc gõ thẳng giá trị",
    ),
    "too large for a commune": (
        12_500_000,
        "[so-qua-lon] «12500000» lớn hơn 9.999.999; kiểm tra lại số đếm của một xã",
    ),
}


@pytest.mark.parametrize("trouble", COUNTS)
def test_a_dirty_count_is_read_or_told_by_its_cell(trouble: str) -> None:
    value, message = COUNTS[trouble]
    intake = taken(put({FIRST: value}))

    if message is None:
        assert ([ASSESSMENT], []) == ([e.assessment for e in intake.entries], said(intake))
    else:
        assert () == intake.entries
        named = message.replace("] ", "] «Tổng số trẻ em»: ", 1)
        assert [f"a.xlsx: trang «Số liệu», ô E6: {named}"] == said(intake)


def test_parts_above_their_whole_are_told_at_the_part() -> None:
    intake = taken(put({("Số liệu", "E18"): 97}))

    assert [
        (
            "a.xlsx: trang «Số liệu», ô E18: [vuot-qua] «Số trẻ em dưới 1 tuổi được tiêm "
            "chủng đầy đủ» "
            "(97) vượt quá «Số trẻ em dưới 1 tuổi» (96); sửa một trong hai số"
        )
    ] == said(intake)


FIRST_QUESTION = decision_06().items["1.1"].question
TEXTS: dict[str, tuple[tuple[str, str], Any, str]] = {
    "a code with lost zeros": (
        ("Đơn vị", "C5"),
        91,
        (
            "[mat-so-0] mã xã «91» chỉ có 2 chữ số, có thể đã mất số 0 ở đầu; có phải "
            '"00091"? đặt cột '
            "dạng Text rồi gõ lại"
        ),
    ),
    "a kind nobody knows": (
        ("Đơn vị", "C7"),
        "phuờng",
        "[loai-la] không có loại đơn vị «phuờng»; có phải «phường»?",
    ),
    "a kind the decision does not know": (
        ("Đơn vị", "C7"),
        "đặc khu",
        (
            "[loai-khong-ap-dung] 06/QĐ-TTg không áp dụng cho loại «đặc khu»; áp dụng cho: "
            "xã, phường, "
            "thị trấn"
        ),
    ),
    "an answer that is none": (
        ("Nội dung", "E8"),
        "x",
        (
            f"[co-khong] «{FIRST_QUESTION}»: «x» không phải «có» hoặc «không»; ghi «có» "
            "hoặc «không»; để trống "
            "nếu chưa trả "
            "lời được"
        ),
    ),
    "an area that is no answer": (
        ("Đơn vị", "C11"),
        "miền núi",
        (
            "[co-khong] «miền núi» không phải «có» hoặc «không»; ghi «có» hoặc «không»; để "
            "trống nếu "
            "chưa trả lời được"
        ),
    ),
}


@pytest.mark.parametrize("trouble", TEXTS)
def test_a_dirty_text_is_told_by_its_cell(trouble: str) -> None:
    (sheet, cell), value, message = TEXTS[trouble]
    intake = taken(put({(sheet, cell): value}))

    assert () == intake.entries
    assert [f"a.xlsx: trang «{sheet}», ô {cell}: {message}"] == said(intake)


def test_the_type_of_province_is_asked_for_where_the_threshold_needs_it() -> None:
    cells = {("Đơn vị", "C7"): "phường", ("Đơn vị", "C10"): None, ("Đơn vị", "C11"): None}
    cells["Đơn vị", "C6"] = "Phường Suối Mơ"

    assert [
        (
            "a.xlsx: trang «Đơn vị», ô C10: [thieu-loai-tinh] để trống, nên chưa biết "
            "phường này phải đạt "
            "900 hay 850 điểm; ô C10 trang «Đơn vị»: ghi «có» nếu tỉnh là thành phố trực "
            "thuộc trung "
            "ương, nếu không thì ghi «không»"
        )
    ] == said(taken(put(cells)))


def decomposed(book: Workbook) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = unicodedata.normalize("NFD", cell.value)


def test_decomposed_letters_are_the_same_letters() -> None:
    intake = taken(treated(decomposed))

    assert ([ASSESSMENT], []) == ([entry.assessment for entry in intake.entries], said(intake))


def in_font(text: str, font: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        cell = book[NAME[0]][NAME[1]]
        cell.value, cell.font = text, Font(name=font)

    return change


@pytest.mark.parametrize(
    ("typed", "font", "encoding"),
    [
        ("X· Suèi M¬", ".VnTime", "TCVN3"),
        ("X· Suèi M¬", "Times New Roman", "TCVN3"),
        ("Xaõ Suoái Mô", "VNI-Times", "VNI"),
        ("Xaõ Suoái Mô", "Arial", "VNI"),
    ],
)
def test_text_of_an_old_font_is_converted_and_shown(typed: str, font: str, encoding: str) -> None:
    intake = taken(treated(in_font(typed, font)))

    assert "Xã Suối Mơ" == intake.entries[0].assessment.commune.name
    assert [
        (
            f"a.xlsx: trang «Đơn vị», ô C6: [chu-cu] cảnh báo: chữ {encoding}: đọc «{typed}» thành "
            f"«Xã Suối Mơ»; {OLD}"
        )
    ] == said(intake)


def test_an_answer_in_an_old_font_is_an_answer() -> None:
    def change(book: Workbook) -> None:
        cell = book["Nội dung"]["E8"]
        cell.value, cell.font = "kh«ng", Font(name=".VnArial")

    assert taken(treated(change)).entries[0].assessment.answers["1.1"] is False


@pytest.mark.parametrize("typed", ["31/02/2024", "15-2024", "hôm qua", datetime(1900, 1, 5)])  # noqa: DTZ001
def test_a_wrong_day_of_a_document_is_kept_and_told(typed: Any) -> None:
    intake = taken(put({("Minh chứng", "F17"): typed}))
    (line,) = said(intake)

    assert intake.entries[0].form is not None
    assert intake.entries[0].form.evidence["2:1"].day is not None
    assert line.startswith("a.xlsx: trang «Minh chứng», ô F17: [ngay-sai] cảnh báo: «")


def test_a_note_that_is_too_long_is_kept_whole_and_told() -> None:
    intake = taken(put({("Số liệu", "J6"): "dài " * 100}))

    assert intake.entries[0].form is not None
    assert 399 == len(intake.entries[0].form.notes["tong_so_tre_em"])
    assert "[qua-dai] cảnh báo" in said(intake)[0]


def test_all_troubles_of_a_form_come_at_once() -> None:
    cells = {FIRST: "98%", ("Số liệu", "E9"): "ba", ("Nội dung", "E8"): "?", ("Đơn vị", "C5"): 5}

    assert 4 == len(said(taken(put(cells))))
