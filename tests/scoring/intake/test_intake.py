"""Tables to assessments: what is read, what is withheld, and what is said about it."""

from __future__ import annotations

import dataclasses
import unicodedata
from pathlib import Path

import pytest
import yaml
from openpyxl import Workbook

from scoring.base.communes import Area
from scoring.intake.reading import read_tables
from tests.support.intake_tables import (
    COMMUNE,
    DECISION_06,
    HEADINGS,
    as_csv,
    as_xlsx,
    assessments,
    codes,
    said,
    saved,
    table,
    taken,
    write,
)
from tests.support.places import WRONG_FILES as WRONG

pytestmark = pytest.mark.usefixtures("in_a_folder_of_its_own")


# One wrong file for each mistake.


EXPECTED = yaml.safe_load((WRONG / "expected.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_wrong_file_gets_exactly_these_messages(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(WRONG)

    intake = taken(Path(name))

    assert EXPECTED[name]["problems"] == said(intake)
    assert EXPECTED[name]["good"] == [a.commune.code for a in assessments(intake)]


def test_every_wrong_file_is_in_the_list() -> None:
    files = {path.name for path in WRONG.iterdir()} - {"expected.yaml"}

    assert files == set(EXPECTED)


def test_the_faults_of_all_files_come_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WRONG)

    intake = taken(Path("so-am.csv"), Path("tep-rong.csv"), Path("khong-co.csv"))

    assert {"so-am.csv", "tep-rong.csv", "khong-co.csv"} == {p.place.file for p in intake.faults}


# What is read.


def test_a_row_becomes_an_assessment() -> None:
    row = (*COMMUNE, 1234, 1200, "có", "không")
    columns = ("tong_so_tre_em", "tong_so_tre_em__ky_truoc", "1.1", "1.2")

    (read,) = assessments(taken(write("a.csv", as_csv(table(*columns, rows=[row])))))

    assert ("99001", "Xã Mẫu", "xã") == (
        read.commune.code,
        read.commune.name,
        read.commune.kind.value,
    )
    assert (Area.MOUNTAINOUS,) == read.commune.areas
    assert ("Tỉnh Mẫu", None) == (read.commune.province, read.commune.district)
    assert read.commune.centrally_run_city is False
    assert 2024 == read.year
    assert {"tong_so_tre_em": 1234} == read.figures
    assert {"tong_so_tre_em": 1200} == read.previous
    assert {"1.1": True, "1.2": False} == read.answers


def test_an_entry_knows_its_ruleset_and_its_line() -> None:
    rows = table("tong_so_tre_em", rows=[(*COMMUNE, 5), ("99002", *COMMUNE[1:], 6)])

    first, second = taken(write("a.csv", as_csv(rows))).entries

    assert first.ruleset is DECISION_06
    assert ("a.csv:2", "a.csv:3") == (str(first.place), str(second.place))


def test_a_blank_cell_is_missing_not_zero() -> None:
    rows = table("tong_so_tre_em", "tre_bi_xam_hai", "1.1", rows=[(*COMMUNE, " ", "\u00a0", "")])

    (read,) = assessments(taken(write("a.csv", as_csv(rows))))

    assert {} == read.figures
    assert {} == read.answers


def test_a_missing_column_is_told_once_for_the_table() -> None:
    rows = table("tong_so_tre_em", rows=[(*COMMUNE, 5), ("99002", "Xã Khác", *COMMUNE[2:], 6)])

    (problem,) = taken(write("a.csv", as_csv(rows))).problems

    assert "thieu-cot-so-lieu" == problem.code
    assert not problem.is_fault
    assert "tre_phai_khai_sinh" in problem.message
    assert "tong_so_tre_em__ky_truoc" in problem.message
    assert "12.2" in problem.message


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_delimiters_and_byte_order_marks_change_nothing(delimiter: str, mark: bytes) -> None:
    rows = table("tong_so_tre_em", rows=[(*COMMUNE, "1.234")])

    intake = taken(write("a.csv", mark + as_csv(rows, delimiter)))

    assert [{"tong_so_tre_em": 1234}] == [a.figures for a in assessments(intake)]


def test_headings_are_read_in_any_case_and_form() -> None:
    headings = " Ma_Xa ;TEN_XA;loai;vung;tinh;huyen;tp_truc_thuoc_tw;nam;Tong_So_Tre_Em\u00a0"
    text = headings + "\n99001;Xã;XÃ;Miền Núi;T;;KHÔNG;2024;7\n"

    intake = taken(write("a.csv", unicodedata.normalize("NFD", text).encode()))

    assert [{"tong_so_tre_em": 7}] == [a.figures for a in assessments(intake)]
    assert ["Xã"] == [a.commune.name for a in assessments(intake)]


def test_titles_above_the_headings_and_empty_rows_are_stepped_over() -> None:
    body = as_csv(table("tong_so_tre_em", rows=[(*COMMUNE, 5), [None] * 9, (*COMMUNE, "-")]))

    intake = taken(write("a.csv", "sep=;\nBẢNG SỐ LIỆU\n\n".encode() + body))

    assert ["a.csv:5", "a.csv:7", "a.csv:7"] == [str(p.place).split(": ")[0] for p in intake.faults]


def test_a_row_over_two_lines_is_named_by_its_first() -> None:
    rows = table("1.1", rows=[("99001", "Xã\nMẫu", *COMMUNE[2:], "x"), (*COMMUNE, "y")])

    intake = taken(write("a.csv", as_csv(rows)))

    assert [2, 2, 4, 4] == [p.place.line for p in intake.faults]


def test_the_same_commune_in_two_files_is_withheld_from_both() -> None:
    rows = table("tong_so_tre_em", rows=[(*COMMUNE, 5)])
    paths = write("a.csv", as_csv(rows)), write("b.xlsx", as_xlsx(rows))

    intake = taken(*paths)

    assert () == intake.entries
    assert [
        (
            "a.csv:2: cột «ma_xa»: [trung-xa] xã 99001 năm 2024 còn có ở b.xlsx:2: "
            "trang «Số liệu»; giữ lại một dòng"
        ),
        (
            "b.xlsx: trang «Số liệu», ô A2, cột «ma_xa»: [trung-xa] xã 99001 năm 2024 còn có ở "
            "a.csv:2; giữ lại một dòng"
        ),
    ] == said(intake)


def test_the_same_commune_in_two_years_is_no_duplicate() -> None:
    other_year = ("99001", "Tên cũ", *COMMUNE[2:7], 2022, 6)

    intake = taken(write("a.csv", as_csv(table("1.1", rows=[(*COMMUNE, None), other_year[:8]]))))

    assert [2024, 2022] == [a.year for a in assessments(intake)]


def test_a_file_given_twice_is_read_once() -> None:
    path = write("a.csv", as_csv(table("tong_so_tre_em", rows=[(*COMMUNE, 5)])))

    intake = taken(path, Path("./") / path)

    assert 1 == len(intake.entries)
    assert ["trung-tep"] == codes(intake)


def test_a_chain_with_a_blank_in_it_is_still_compared() -> None:
    columns = ("tre_duoi_1_tuoi_tiem_chung_day_du", "tre_duoi_5_tuoi", "tong_so_tre_em")

    intake = taken(write("a.csv", as_csv(table(*columns, rows=[(*COMMUNE, 11, 10, 100)]))))

    (problem,) = intake.faults
    assert "vuot-qua" == problem.code
    assert "tre_duoi_1_tuoi_tiem_chung_day_du" == problem.place.heading


def test_a_column_is_known_when_some_row_s_ruleset_knows_it() -> None:
    extra = {**DECISION_06.figures, "so_thon": DECISION_06.figures["tong_so_tre_em"]}
    older = dataclasses.replace(DECISION_06, id="cu", figures=extra)
    rows = table("so_thon", rows=[(*COMMUNE, 5), (*COMMUNE[:7], 2020, 6)])
    path = write("a.csv", as_csv(rows))

    intake = read_tables([path], lambda year: older if year == 2020 else DECISION_06)

    assert [{}, {"so_thon": 6}] == [a.figures for a in assessments(intake)]
    assert [
        (
            "a.csv:2: cột «so_thon»: [khong-dung] cảnh báo: 06/QĐ-TTg không dùng số liệu này; "
            "không được đọc"
        )
    ] == said(intake)


def test_a_wrong_year_does_not_hide_the_other_faults_of_its_row() -> None:
    rows = table("tong_so_tre_em", rows=[(*COMMUNE[:7], "hai nghìn", "-")])

    assert {"nam-sai", "o-khong-co-so"} == set(codes(taken(write("a.csv", as_csv(rows)))))


def test_the_type_of_province_may_be_blank_where_no_threshold_depends_on_it() -> None:
    rows = table("1.1", rows=[(*COMMUNE[:6], None, 2024, "có")])

    (read,) = assessments(taken(write("a.csv", as_csv(rows))))

    assert read.commune.centrally_run_city is None


def test_personal_data_on_one_sheet_withholds_the_whole_file() -> None:
    workbook = Workbook()
    for title, extra in (("A", "tong_so_tre_em"), ("B", "Họ tên trẻ")):
        sheet = workbook.create_sheet(title)
        sheet.append([*HEADINGS, extra])
        sheet.append([*COMMUNE, "Nguyễn Văn A"])

    intake = taken(write("a.xlsx", saved(workbook)))

    assert () == intake.entries
    assert ["du-lieu-ca-nhan"] == codes(intake)
    assert "Nguyễn" not in str(intake.problems)


@pytest.mark.parametrize(
    "heading",
    [
        "ho_ten",
        "Họ và tên",
        "họ tên trẻ em",
        "NGAY_SINH",
        "ngày, tháng, năm sinh",
        "Địa chỉ",
        "so_ho_so_benh_an",
        "CCCD/CMND",
        "số định danh cá nhân",
        "Lớp",
        "lớp học",
        "Giới tính",
    ],
)
def test_columns_of_a_list_of_children_are_recognised(heading: str) -> None:
    intake = taken(write("a.csv", as_csv(table(heading, rows=[(*COMMUNE, "x")]))))

    assert ["du-lieu-ca-nhan"] == codes(intake)


def test_no_figure_of_a_ruleset_looks_like_personal_data() -> None:
    columns = (*DECISION_06.figures, *DECISION_06.items)

    intake = taken(write("a.csv", as_csv(table(*columns, rows=[COMMUNE]))))

    assert [] == codes(intake)
    assert 1 == len(intake.entries)
