"""CSV whose quotation marks or letters went wrong on the way: told by line, nothing swallowed."""

from __future__ import annotations

import pytest

from tests.support.intake_tables import COMMUNE, HEADINGS, assessments, codes, said, taken, write
from tests.support.raw_workbooks import FIGURE

pytestmark = pytest.mark.usefixtures("in_a_folder_of_its_own")

HINT = "trong ô có dấu ngoặc kép thì viết hai lần và đặt cả ô trong ngoặc kép"


def taken_for(text: str, encoding: str) -> str:
    """Return UTF-8 as Windows reads it in *encoding*: bytes that are free there stay."""
    letters = (bytes([byte]) for byte in text.encode())
    return "".join(one.decode(encoding, "ignore") or one.decode("latin-1") for one in letters)


def line(code: str, name: str = "Xã Mẫu", figure: object = 5, delimiter: str = ";") -> str:
    cells = (code, name, *COMMUNE[2:], figure)
    return delimiter.join("" if cell is None else str(cell) for cell in cells)


def table(*lines: str, delimiter: str = ";", end: str = "\n") -> bytes:
    return end.join([delimiter.join((*HEADINGS, FIGURE)), *lines, ""]).encode()


def read(content: bytes) -> tuple[list[str], list[str]]:
    intake = taken(write("a.csv", content))
    return [a.commune.code for a in assessments(intake)], said(intake)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_name_between_two_stray_marks_swallows_no_commune(delimiter: str, end: str) -> None:
    content = table(
        line("99001", delimiter=delimiter),
        line("99002", '"Xã Gió', 6, delimiter),
        line("99003", 'Xã Mây"', 7, delimiter),
        line("99004", delimiter=delimiter),
        delimiter=delimiter,
        end=end,
    )

    good, told = read(content)

    assert ["99001", "99004"] == good
    assert [
        (
            "a.csv:3: [dong-hong] dòng sai dấu ngoặc kép hoặc quá dài (dấu ngoặc kép mở ở dòng 3, "
            f"đóng ở dòng 4, nuốt mất các ô ở giữa); {HINT}"
        ),
        (
            "a.csv:4: [dong-hong] dòng sai dấu ngoặc kép hoặc quá dài (có một dấu ngoặc kép lẻ); "
            f"{HINT}"
        ),
    ] == told


def test_a_mark_in_the_last_cell_does_not_swallow_the_next_code() -> None:
    content = table(line("99001", figure='"5'), '99002"' + line("99002")[5:], line("99003"))

    good, told = read(content)

    assert ["99003"] == good
    assert "mở ở dòng 2, đóng ở dòng 3" in told[0]
    assert told[1].startswith("a.csv:3: [dong-hong]")


def test_marks_that_swallow_delimiters_of_their_own_line_shift_no_figures() -> None:
    swallowed = line("99001").replace("xã;miền núi;Tỉnh Mẫu", '"xã;miền núi;Tỉnh Mẫu"')

    good, told = read(table(swallowed, line("99002")))

    assert ["99002"] == good
    assert [
        (
            "a.csv:2: [dong-hong] dòng sai dấu ngoặc kép hoặc quá dài (dấu ngoặc kép nuốt mất 2 "
            f"dấu phân cách); {HINT}"
        )
    ] == told


@pytest.mark.parametrize(
    "name",
    ['"Xã\nMẫu"', '"Xã ""Mẫu"""', 'Xã "Mẫu"', '"Xã; Mẫu"', '"Xã\r\nMẫu 12345"'],
)
def test_sound_marks_are_no_fault(name: str) -> None:
    good, told = read(table(line("99001", name), line("99002")))

    assert (["99001", "99002"], []) == (good, told)


def test_several_areas_in_a_short_row_are_sound() -> None:
    row = line("99001").replace(";miền núi;", ';"miền núi; hải đảo";').removesuffix(";5")

    good, told = read(table(row, line("99002")))

    assert (["99001", "99002"], []) == (good, told)


@pytest.mark.parametrize(
    ("typed", "encoding"),
    [
        ("X· Suèi M¬", "TCVN3"),
        ("Xaõ Suoái Mô", "VNI"),
        (taken_for("Xã Suối Mơ", "cp1252"), "UTF-8 bị mã hóa hai lần"),
        (taken_for("Xã Suối Mơ", "latin-1"), "UTF-8 bị mã hóa hai lần"),
        (taken_for("Xã Suối Mơ", "cp1258"), "UTF-8 bị mã hóa hai lần"),
    ],
)
def test_text_that_is_not_what_was_typed_is_converted_and_told(typed: str, encoding: str) -> None:
    intake = taken(write("a.csv", table(line("99001", typed))))
    (told,) = said(intake)

    assert ["Xã Suối Mơ"] == [a.commune.name for a in assessments(intake)]
    assert told.startswith(f"a.csv:2: cột «ten_xa»: [chu-cu] cảnh báo: chữ {encoding}: đọc «")
    assert told.endswith("thành «Xã Suối Mơ»; kiểm tra lại chữ; nên gõ bằng phông Unicode")


def test_a_whole_table_in_an_old_font_is_told_of_twenty_times_and_once_more() -> None:
    intake = taken(write("a.csv", table(*(line(f"{99000 + n}", f"X· {n}") for n in range(50)))))

    assert {"Xã"} == {a.commune.name.split()[0] for a in assessments(intake)}
    assert ["chu-cu"] * 21 == codes(intake)
    assert "a.csv:22: [chu-cu] cảnh báo: từ đây chữ cũ trong các ô khác cũng" in said(intake)[20]


@pytest.mark.parametrize(
    "name",
    ["Xã Tr?ng", "Xã ?ông Hà", "Xã Bình Ph?", "Xã Mẫu\ufffd", "Xã SuÃ´i Äáº", "Phưá»ng 3"],
)
def test_a_name_that_lost_letters_is_a_fault(name: str) -> None:
    good, told = read(table(line("99001", name)))

    assert [] == good
    assert [
        (
            f"a.csv:2: cột «ten_xa»: [mat-chu] «{name}» có chữ đã bị mất hoặc sai khi lưu; gõ lại, "
            "rồi lưu dạng «CSV UTF-8» hoặc .xlsx"
        )
    ] == told


@pytest.mark.parametrize(
    "heading",
    [
        "Ðịa chỉ",
        "Ɖịa chỉ",
        "ĐỊA CHỈ",
        "ÐỊA CHỈ THƯỜNG TRÚ",
        "Số ɖịnh danh",
        "Ｅｍａｉｌ",
        "Hä vµ tªn",
        "Ngaøy sinh",
        taken_for("Họ và tên", "cp1252"),
    ],
)
def test_a_private_column_is_recognised_however_its_letters_are_written(heading: str) -> None:
    content = table(line("99001") + ";x").replace(FIGURE.encode(), f"{FIGURE};{heading}".encode())

    assert ["du-lieu-ca-nhan"] == codes(taken(write("a.csv", content)))


def test_a_commune_above_the_headings_is_named() -> None:
    heading, *rows = table(line("99001"), line("99002")).decode().splitlines()

    good, told = read("\n".join(["Bảng số liệu;2024", rows[0], heading, rows[1]]).encode())

    assert ["99002"] == good
    assert [
        (
            "a.csv:2: [dong-khong-doc] dòng này có mã xã nhưng nằm trên dòng tiêu đề nên không "
            "được đọc; chuyển xuống dưới dòng tiêu đề"
        )
    ] == told
