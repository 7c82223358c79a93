"""Tables to assessments: what is read, what is withheld, and what is said about it."""

import dataclasses
import io
import random
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from scoring.assessment import Assessment
from scoring.commune import Area
from scoring.intake import Intake, read_tables
from scoring.loading import load
from scoring.ruleset import Ruleset

ROOT = Path(__file__).parents[1]
WRONG = Path(__file__).parent / "wrong_files"
DECISION_06 = load(ROOT / "criteria" / "06-QD-TTg-2019.yaml")

HEADINGS = ("ma_xa", "ten_xa", "loai", "vung", "tinh", "huyen", "tp_truc_thuoc_tw", "nam")
COMMUNE = ("99001", "Xã Mẫu", "xã", "miền núi", "Tỉnh Mẫu", None, "không", 2024)

Table = Sequence[Sequence[Any]]


def in_force(year: int) -> Ruleset | None:
    return DECISION_06 if year >= 2019 else None


def taken(*paths: Path) -> Intake:
    return read_tables(paths, in_force, this_year=2026)


def said(intake: Intake) -> list[str]:
    """What was said, without the warning that these small tables have few columns."""
    return [str(p) for p in intake.problems if p.code != "thieu-cot-so-lieu"]


def codes(intake: Intake) -> list[str]:
    return [p.code for p in intake.problems if p.code != "thieu-cot-so-lieu"]


def assessments(intake: Intake) -> list[Assessment]:
    return [entry.assessment for entry in intake.entries]


def table(*columns: str, rows: Table) -> Table:
    return [(*HEADINGS, *columns), *rows]


def as_csv(rows: Table, delimiter: str = ";") -> bytes:
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in cells]
    return "".join(delimiter.join(row) + "\n" for row in quoted).encode()


def as_xlsx(rows: Table) -> bytes:
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = "Số liệu"
    for row in rows:
        sheet.append(list(row))
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def as_parquet(rows: Table) -> bytes:
    headings, *body = rows
    columns = [pa.array([row[at] for row in body]) for at in range(len(headings))]
    stream = io.BytesIO()
    pq.write_table(pa.table(columns, names=list(headings)), stream)
    return stream.getvalue()


def rezipped(content: bytes, changes: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            new.writestr(name, part)
    return stream.getvalue()


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, content: bytes) -> Path:
    path = Path(name)
    path.write_bytes(content)
    return path


# One wrong file for each mistake


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


# What is read


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
    rows = table("tong_so_tre_em", rows=[(*COMMUNE, 5), ("99002", *COMMUNE[1:], 6)])

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


# Files that are no tables


@pytest.mark.parametrize(
    ("expected", "content"),
    [
        ("bang-ma", "ma_xa;ten_xa\n00001;Xã\n".encode("utf-16")),
        ("bang-ma", b"\xfe\xff" + "ma_xa;ten_xa\n".encode("utf-16-be")),
        ("bang-ma", b"ma_xa;ten_xa\n00001;X\xe3\n"),
        ("bang-ma", b"ma_xa;ten_xa\n00001;" + "Đông".encode("cp1258")),
        ("tep-nhi-phan", b"ma_xa;ten_xa\n00001;\0\n"),
        ("tep-trong", b""),
        ("tep-trong", b"\xef\xbb\xbf\n ; ;\n"),
        ("tep-trong", as_csv([HEADINGS])),
        ("xls-cu", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("tep-hong", b"PK\x03\x04" + bytes(100)),
        ("tep-hong", b"PAR1" + bytes(100) + b"PAR1"),
        ("khong-phai-bang", b"<html><table></table></html>"),
        ("thieu-cot", b"%PDF-1.7 ma_xa"),
    ],
)
def test_what_is_no_table_is_named(expected: str, content: bytes) -> None:
    intake = taken(write("a.csv", content))

    assert () == intake.entries
    assert expected in codes(intake)


def test_a_letter_that_is_no_utf_8_is_found_by_its_line() -> None:
    intake = taken(write("a.csv", b"\xef\xbb\xbfma_xa;ten_xa\r\n00001;A\r\n00002;X\xe3\r\n"))

    assert [
        (
            "a.csv:3: [bang-ma] byte 0xe3 không phải chữ UTF-8; "
            "lưu lại dạng «CSV UTF-8 (Comma delimited)»"
        )
    ] == said(intake)


def test_the_kind_of_file_is_told_by_its_content_not_its_name() -> None:
    rows = table("tong_so_tre_em", rows=[(*COMMUNE, 5)])

    for name, content in (
        ("a.csv", as_xlsx(rows)),
        ("b.xlsx", as_csv(rows)),
        ("c.xlsx", as_parquet(rows)),
    ):
        assert 1 == len(taken(write(name, content)).entries)


def test_a_folder_a_missing_file_and_a_device_are_named() -> None:
    Path("thu-muc").mkdir()

    intake = taken(Path("thu-muc"), Path("khong-co.csv"), Path("a\0b.csv"))

    assert [
        "a\0b.csv: [khong-doc-duoc] không đọc được tệp: tên tệp không hợp lệ",
        "khong-co.csv: [khong-doc-duoc] không đọc được tệp: không có tệp này",
        "thu-muc: [khong-doc-duoc] không đọc được tệp: đây là thư mục, không phải tệp",
    ] == said(intake)


def test_a_file_without_permission_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.csv", b"")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)

    assert ["a.csv: [khong-doc-duoc] không đọc được tệp: không có quyền đọc"] == said(taken(path))


@pytest.mark.parametrize(
    ("expected", "hint", "magic"),
    [
        ("32", "; phuhop check và phuhop score … -o đọc được bảng lớn hơn", b"ma_xa;nam"),
        ("5", "", b"PK\x03\x04"),
        ("64", "; phuhop check và phuhop score … -o đọc được bảng lớn hơn", b"PAR1"),
    ],
)
def test_a_huge_file_is_refused_before_it_is_read(expected: str, hint: str, magic: bytes) -> None:
    path = write("a.csv", magic)
    with path.open("r+b") as stream:
        stream.truncate(200_000_000)

    assert [
        (
            f"a.csv: [tep-qua-lon] tệp 200 MB, lớn hơn {expected} MB; "
            f"chia thành nhiều tệp, mỗi xã một dòng{hint}"
        )
    ] == said(taken(path))


def test_a_huge_workbook_of_zeros_is_told_to_be_none() -> None:
    path = write("a.xlsx", b"")
    with path.open("r+b") as stream:
        stream.truncate(200_000_000)

    assert ["a.xlsx:1: [tep-nhi-phan] tệp nhị phân, không phải bảng CSV, XLSX hay Parquet"] == said(
        taken(path)
    )


# Workbooks


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
    assert '<c r="I2">' in xml
    computed = xml.replace('<c r="I2">', '<c r="I2" t="str">')

    intake = taken(
        write("a.xlsx", rezipped(content, {"xl/worksheets/sheet1.xml": computed.encode()}))
    )

    assert [{}] == [a.figures for a in assessments(intake)]


def test_hidden_sheets_and_sheets_without_a_table_are_left_out() -> None:
    workbook = Workbook()
    notes: Any = workbook.active
    notes.append(["Hướng dẫn"])
    shown, hidden = workbook.create_sheet("Số liệu"), workbook.create_sheet("Cũ")
    hidden.sheet_state = "hidden"
    for sheet in (shown, hidden):
        sheet.append([*HEADINGS, 1.1])  # Excel keeps the item code 1.1 as a number
        sheet.append([*COMMUNE, "có"])

    (read,) = assessments(taken(write("a.xlsx", saved(workbook))))

    assert {"1.1": True} == read.answers


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
        ("nen-bat-thuong", {f"xl/{n}.xml": b"" for n in range(200)}),
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


# Parquet


def test_parquet_reads_null_and_nan_as_blank_and_dictionaries_as_text() -> None:
    columns: dict[str, Any] = {
        name: pa.array([value] * 2).dictionary_encode() if isinstance(value, str) else [value] * 2
        for name, value in zip(HEADINGS, COMMUNE, strict=True)
    }
    columns["ma_xa"] = ["99001", "99002"]
    columns["tong_so_tre_em"] = [float("nan"), 5.0]
    columns["tre_duoi_5_tuoi"] = pa.array([None, 4], pa.int8())
    columns["1.1"] = [True, None]
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)

    first, second = assessments(taken(write("a.parquet", stream.getvalue())))

    assert ({}, {"1.1": True}) == (first.figures, first.answers)
    assert ({"tong_so_tre_em": 5, "tre_duoi_5_tuoi": 4}, {}) == (second.figures, second.answers)


def test_a_parquet_column_of_another_type_is_told_once() -> None:
    rows = table("tong_so_tre_em", "1.1", rows=[(*COMMUNE, [1, 2], "x")])

    assert [
        (
            "a.parquet: cột «tong_so_tre_em»: [kieu-cot] cột kiểu «list<element: int64>» không đọc "
            "được; coi như trống; ghi số đếm dạng số nguyên, còn lại dạng chữ"
        ),
        (
            "a.parquet:1: cột «1.1»: [co-khong] «x» không phải «có» hoặc «không»; "
            "ghi «có» hoặc «không»; để trống nếu chưa trả lời được"
        ),
    ] == said(taken(write("a.parquet", as_parquet(rows))))


def test_a_parquet_file_that_unpacks_to_a_million_rows_is_refused() -> None:
    stream = io.BytesIO()
    pq.write_table(pa.table({"ma_xa": pa.repeat("99001", 1_000_000)}), stream)

    assert ["tep-qua-lon"] == codes(taken(write("a.parquet", stream.getvalue())))


# Properties


COUNTS = [
    *("tre_phai_khai_sinh", "phieu_hop_le", "vu_viec_xam_hai_bo_roi_mua_ban", "tong_so_tre_em"),
    "tong_so_tre_em__ky_truoc",
]
ITEMS = ["1.1", "12.2"]


@st.composite
def good_tables(draw: st.DrawFn) -> Table:
    communes = draw(st.lists(st.integers(0, 99_999), min_size=1, max_size=6, unique=True))
    rows = []
    for number in communes:
        name = draw(st.sampled_from(["Xã Mẫu", "Phường 10", 'Xã "A"; B', "Hòa\nBình", "Đăk Tô"]))
        kind = draw(st.sampled_from(["xã", "phường", "Thị trấn"]))
        areas = draw(st.sampled_from([None, "miền núi", "hải đảo; miền núi"]))
        year = draw(st.integers(2019, 2026))
        counts = [draw(st.none() | st.integers(0, 10**9 - 1)) for _ in COUNTS]
        answers = [draw(st.sampled_from([None, "có", "không"])) for _ in ITEMS]
        identity = [f"{number:05}", name, kind, areas, "Tỉnh Mẫu", None, "không", year]
        rows.append([*identity, *counts, *answers])
    return table(*COUNTS, *ITEMS, rows=rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bang")


def hashes(content: bytes, folder: Path) -> set[str]:
    path = folder / "bang"
    path.write_bytes(content)
    intake = taken(path)
    assert () == intake.faults
    return {a.sha256 for a in assessments(intake)}


@settings(deadline=None, max_examples=40)
@given(good_tables())
def test_the_same_table_as_csv_xlsx_and_parquet_is_the_same(folder: Path, rows: Table) -> None:
    from_csv = hashes(as_csv(rows), folder)

    assert len(rows) - 1 == len(from_csv)
    assert from_csv == hashes(as_csv(rows, ","), folder)
    assert from_csv == hashes(as_xlsx(rows), folder)
    assert from_csv == hashes(as_parquet(rows), folder)


@settings(deadline=None, max_examples=60)
@given(good_tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(
    folder: Path, rows: Table, shuffled: random.Random
) -> None:
    columns = shuffled.sample(range(len(rows[0])), len(rows[0]))
    headings, *body = [[row[at] for at in columns] for row in rows]
    shuffled.shuffle(body)

    assert hashes(as_csv(rows), folder) == hashes(as_csv([headings, *body]), folder)


def damaged(content: bytes, chance: random.Random) -> bytes:
    damage = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(damage) + 1)
        match chance.randrange(4):
            case 0:
                damage[at:at] = chance.choice([b'"', b";", b"\n", b"\r", b"\0", b"\xff", b"\xad"])
            case 1:
                damage[at : at + chance.randint(1, 9)] = b""
            case 2:
                damage[at : at + 1] = chance.randbytes(1)
            case 3:
                del damage[at:]
    return bytes(damage)


def kinds_of_file() -> list[bytes]:
    rows = table(*COUNTS, rows=[(*COMMUNE, 5, 6, 7, 8, 9), ("99002", *COMMUNE[1:])])
    rows = [[*row, *[None] * (13 - len(row))] for row in rows]
    return [as_csv(rows), as_xlsx(rows), as_parquet(rows)]


@pytest.mark.parametrize("content", kinds_of_file(), ids=["csv", "xlsx", "parquet"])
@settings(deadline=None, max_examples=150)
@given(chance=st.randoms(use_true_random=False))
def test_any_damaged_bytes_end_in_listed_problems_never_an_exception(
    folder: Path, content: bytes, chance: random.Random
) -> None:
    path = folder / "hong"
    path.write_bytes(damaged(content, chance))

    intake = taken(path)

    assert intake.entries or intake.faults
    assert all(str(problem) for problem in intake.problems)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200))
@example(b"\x01\n!")
def test_any_bytes_at_all_end_in_listed_problems(folder: Path, content: bytes) -> None:
    path = folder / "bat-ky"
    path.write_bytes(content)

    assert taken(path).faults


def test_reading_csv_loads_no_heavy_library() -> None:
    path = write("a.csv", as_csv(table("tong_so_tre_em", rows=[(*COMMUNE, 5)])))
    heavy = ["openpyxl", "pyarrow", "numpy", "pandas", "zipfile"]
    program = f"""
import sys
from pathlib import Path
before = set(sys.modules)
from scoring.tables import read_file
from scoring import intake
tables, problems = read_file(Path({str(path.absolute())!r}))
assert tables and not problems
print([name for name in {heavy!r} if name in set(sys.modules) - before])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert "[]" == done.stdout.strip()
