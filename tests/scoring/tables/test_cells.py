"""One cell at a time: what is read, what is blank, and what is asked back about."""

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.base.communes import Area, CommuneKind
from scoring.base.quantities import vietnamese
from scoring.base.text import clean
from scoring.tables import cells
from scoring.tables.cell_text import CellFault, Raw, Unsaved, text_of


def fault_of(reader: Callable[[Raw], object], raw: Raw) -> CellFault:
    with pytest.raises(CellFault) as caught:
        reader(raw)
    return caught.value


@pytest.mark.parametrize("raw", [None, "", " ", "\u00a0", "\t\r\n", "\u200b", "\ufeff \u202e"])
@pytest.mark.parametrize(
    "reader", [cells.count, cells.yes_no, cells.code, cells.year, cells.kind, cells.text]
)
def test_a_blank_is_missing_not_zero(reader: Callable[[Raw], object], raw: Raw) -> None:
    assert reader(raw) is None


@pytest.mark.parametrize(
    ("expected", "raw"),
    [
        (0, "0"),
        (0, "0,0"),
        (0, 0),
        (0, -0.0),
        (15, "15"),
        (15, " 15\u00a0"),
        (15, 15),
        (15, 15.0),
        (15, "15,0"),
        (15, "15,00"),
        (15, "15.0"),  # as pandas writes a whole number in a column that has blanks
        (1234, "1.234"),
        (1234, "1.234,0"),
        (1234567, "1.234.567"),
        (1234567, "1234567"),
        (9999999, 9999999.0),
    ],
)
def test_a_count_is_read_by_vietnamese_rules(expected: object, raw: Raw) -> None:
    assert expected == cells.count(raw)


@pytest.mark.parametrize(
    ("expected", "raw"),
    [
        ("so-khong-nguyen", "912,5"),
        ("so-khong-nguyen", "912.5"),
        ("so-khong-nguyen", 912.5),
        ("so-khong-nguyen", "1,000.5"),
        ("so-khong-nguyen", "1.234,5"),
        ("so-khong-nguyen", "0.123"),
        ("so-khong-nguyen", "1234.567"),
        ("so-mo-ho", "1,234"),
        ("so-mo-ho", "15,000"),
        ("so-mo-ho", "1,234,567"),
        ("la-ty-le", "98%"),
        ("la-ty-le", "98,5 %"),
        ("la-ty-le", "5‰"),
        ("so-co-chu", "có 15 trẻ"),
        ("so-co-chu", "15 trẻ em"),
        ("so-co-chu", "'15"),
        ("so-am", "-5"),
        ("so-am", "\u22125"),
        ("so-am", "(5)"),
        ("so-am", -5),
        ("so-am", -5.0),
        ("so-0-o-dau", "007"),
        ("so-0-o-dau", "00"),
        ("khong-phai-so", "1e3"),
        ("khong-phai-so", "mười lăm"),
        ("khong-phai-so", "15/20"),
        ("khong-phai-so", "1 234"),
        ("khong-phai-so", "1..2"),
        ("khong-phai-so", "1.23.456"),
        ("khong-phai-so", "１５"),
        ("khong-phai-so", "١٥"),
        ("khong-phai-so", "²"),
        ("khong-phai-so", "có"),
        ("khong-phai-so", True),
        ("khong-phai-so", float("inf")),
        ("so-qua-lon", "10000000"),
        ("so-qua-lon", "10.000.000"),
        ("so-qua-lon", 1e7),
        ("so-qua-lon", "9" * 5000),
        ("o-khong-co-so", "-"),
        ("o-khong-co-so", "—"),
        ("o-khong-co-so", "N/A"),
        ("o-khong-co-so", "Không có"),
        ("o-khong-co-so", "chưa có số liệu"),
        ("loi-excel", "#DIV/0!"),
        ("loi-excel", "#N/A"),
        ("loi-excel", "#REF!"),
        ("loi-excel", "#NAME?"),
        ("loi-excel", "######"),
        ("cong-thuc", "=A1+B1"),
        ("o-ngay-thang", datetime(2024, 1, 15)),  # noqa: DTZ001 -- workbooks know no zones
        ("o-ngay-thang", date(2024, 1, 15)),
        ("o-ngay-thang", time(1, 15)),
        ("cong-thuc-chua-luu", Unsaved.FORMULA),
    ],
)
def test_what_is_not_plainly_a_count_is_asked_back_about(expected: object, raw: Raw) -> None:
    assert expected == fault_of(cells.count, raw).code


def test_a_dash_is_told_apart_from_zero_in_the_hint() -> None:
    expected = "để trống nếu chưa có số liệu; ghi 0 nếu không có trường hợp nào"

    assert expected == fault_of(cells.count, "-").hint


@pytest.mark.parametrize(
    ("expected", "raw"),
    [
        ("nếu số đếm là 15 thì chỉ ghi 15", "có 15 trẻ"),
        ("nếu số đếm là 1234 thì chỉ ghi 1234", "1.234 trẻ"),
        ("nếu là số đếm 1.234 thì ghi 1234", "1,234"),
        ("nếu là số đếm thì ghi 7", "007"),
        ("nếu là một số thì ghi liền: 1234", "1 234"),
        ("số đếm không có phần lẻ; nếu định ghi 1.234 thì gõ 1234", 1.234),
        ("số đếm không có phần lẻ; nếu định ghi 1.500 thì gõ 1500", 1.5),
        ("nếu đây là tỷ lệ thì ghi số đếm; tỷ lệ do chương trình tự tính", 0.98),
    ],
)
def test_the_hint_proposes_what_was_probably_meant(expected: object, raw: Raw) -> None:
    assert expected == fault_of(cells.count, raw).hint


@given(st.integers(min_value=0, max_value=10**7 - 1))
def test_every_spelling_of_a_count_gives_the_same_count(number: int) -> None:
    spellings: list[Raw] = [number, float(number), str(number), vietnamese(number), f"{number},0"]

    assert {number} == set(map(cells.count, spellings))


_ANYTHING = (
    st.text() | st.integers() | st.floats() | st.booleans() | st.datetimes() | st.times()
) | st.sampled_from([None, Unsaved.FORMULA])


@given(_ANYTHING)
def test_whatever_stands_in_a_cell_is_read_or_told(raw: Raw) -> None:
    for reader in (
        *(cells.count, cells.yes_no, cells.code, cells.year, cells.kind),
        *(cells.areas, cells.text, text_of),
    ):
        with suppress(CellFault):
            reader(raw)


@given(st.text(alphabet="0123456789.,- %", max_size=12))
def test_a_count_is_never_negative_and_never_guessed_from_a_comma_and_three_digits(
    text: str,
) -> None:
    try:
        value = cells.count(text)
    except CellFault:
        return

    assert value is None or 0 <= value < 10**7
    assert value is None or "," not in text or set(text.strip().partition(",")[2]) <= {"0"}


@pytest.mark.parametrize(
    ("expected", "raw"),
    [
        (True, "có"),
        (True, " CÓ "),
        (True, unicodedata.normalize("NFD", "có")),
        (True, True),
        (True, "TRUE"),
        (False, "không"),
        (False, "Không"),
        (False, False),
        (False, "FALSE"),
    ],
)
def test_yes_and_no_are_words(expected: object, raw: Raw) -> None:
    assert cells.yes_no(raw) is expected


@pytest.mark.parametrize("raw", ["1", "0", 1, 0, 1.0, "x", "✔", "co", "yes", "-"])
def test_one_zero_and_crosses_are_no_answer(raw: Raw) -> None:
    assert "co-khong" == fault_of(cells.yes_no, raw).code


@pytest.mark.parametrize(
    ("expected", "raw"), [("00004", "00004"), ("99001", " 99001 "), ("99001", 99001.0)]
)
def test_a_code_is_five_digits(expected: object, raw: Raw) -> None:
    assert expected == cells.code(raw)


@pytest.mark.parametrize("raw", ["4", 4, 4.0, "0004"])
def test_lost_zeros_of_a_code_are_asked_about_never_added(raw: Raw) -> None:
    fault = fault_of(cells.code, raw)

    assert "mat-so-0" == fault.code
    assert 'có phải "00004"?' in fault.hint


@pytest.mark.parametrize("raw", ["000004", "0000a", 4.5, -4, True, "٠٠٠٠٤", "00 04"])
def test_anything_else_is_no_code(raw: Raw) -> None:
    assert "ma-xa-sai" == fault_of(cells.code, raw).code


@pytest.mark.parametrize("raw", ["'00004", '="00004"', "’00004"])
def test_a_code_guarded_against_excel_is_recognised_in_the_hint(raw: Raw) -> None:
    assert fault_of(cells.code, raw).hint == 'có phải "00004"?'


@pytest.mark.parametrize("raw", ["2024", 2024, 2024.0, " 2024 "])
def test_a_year_is_four_digits(raw: Raw) -> None:
    assert 2024 == cells.year(raw)


@pytest.mark.parametrize("raw", ["24", "2.024", "năm 2024", 1989, 2101, 2024.5, True, "２０２４"])
def test_anything_else_is_no_year(raw: Raw) -> None:
    assert "nam-sai" == fault_of(cells.year, raw).code


def test_a_kind_is_read_in_any_case_and_form() -> None:
    spelled = unicodedata.normalize("NFD", " THỊ  TRẤN ")

    assert CommuneKind.TOWNSHIP is cells.kind(spelled)


def test_an_unknown_kind_gets_the_nearest_one() -> None:
    assert "có phải «phường»?" == fault_of(cells.kind, "phuong").hint


def test_areas_come_in_one_order_and_once() -> None:
    expected = (Area.MOUNTAINOUS, Area.ESPECIALLY_DISADVANTAGED)

    assert expected == cells.areas("Đặc biệt khó khăn; miền núi;;MIỀN NÚI ")
    assert () == cells.areas(" Không ")
    assert cells.areas("") is None


def test_names_are_one_line_in_nfc_without_invisible_controls() -> None:
    raw = unicodedata.normalize("NFD", "  Xã\u202e Tân\u200b\n\x0b Lập\u00a0 ") + "\ufeff"

    assert "Xã Tân Lập" == cells.text(raw)


def test_the_soft_hyphen_stays_because_tcvn3_writes_a_letter_with_it() -> None:
    assert "ng\u00adêi" == clean("ng\u00adêi")


def test_a_ward_may_be_called_by_its_number() -> None:
    assert "10" == cells.text(10.0)


def test_a_name_of_more_than_300_characters_is_a_fault() -> None:
    assert "qua-dai" == fault_of(cells.text, "a" * 301).code
    assert "a" * 300 == cells.text("a" * 300)


def test_a_name_that_lost_its_letters_is_a_fault() -> None:
    assert "mat-chu" == fault_of(cells.text, "X\ufffd M\ufffdu").code
