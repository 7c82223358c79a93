"""Files that are something else, and ordinary workbooks that are large or linked."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.support.intake_tables import (
    COMMUNE,
    as_xlsx,
    assessments,
    rezipped,
    said,
    table,
    taken,
    write,
)
from tests.support.raw_workbooks import FIGURE, book, commune, heading, row, sheet

pytestmark = pytest.mark.usefixtures("in_a_folder_of_its_own")


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def old(*streams: str) -> bytes:
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


NO_TABLE = "không phải bảng CSV, XLSX hay Parquet"
NO_BOOK = "không phải bảng tính .xlsx"
SEND = "gửi biểu Excel hoặc bảng số liệu"
KINDS: dict[str, tuple[bytes, str]] = {
    "a.docx": (
        zipped("[Content_Types].xml", "word/document.xml"),
        f"[khong-phai-xlsx] đây là văn bản Word (.docx), {NO_BOOK}; {SEND}",
    ),
    "a.phuhop": (
        zipped("manifest.json", "ruleset.yaml"),
        (
            f"[khong-phai-xlsx] đây là gói hồ sơ của phần mềm này (.phuhop), {NO_BOOK}; mở gói "
            "ra, hoặc kiểm tra gói"
        ),
    ),
    "a.ods": (
        zipped("mimetype", "content.xml"),
        (
            f"[khong-phai-xlsx] đây là tệp OpenDocument (.ods, .odt), {NO_BOOK}; mở bằng "
            "LibreOffice hoặc Excel, lưu lại dạng .xlsx"
        ),
    ),
    "a.xlsb": (
        zipped("[Content_Types].xml", "xl/workbook.bin"),
        (
            f"[khong-phai-xlsx] đây là bảng tính Excel nhị phân (.xlsb), {NO_BOOK}; mở bằng "
            "Excel, lưu lại dạng .xlsx"
        ),
    ),
    "a.zip": (
        zipped("bieu/a.xlsx"),
        (f"[khong-phai-xlsx] đây là tệp nén .zip, {NO_BOOK}; giải nén rồi gửi các tệp bên trong"),
    ),
    "doc.xls": (
        old("Root Entry", "WordDocument", "Workbook"),
        f"[xls-cu] đây là văn bản Word cũ (.doc); {SEND}",
    ),
    "a.xls": (
        old("Root Entry", "Workbook"),
        "[xls-cu] đây là bảng tính Excel cũ (.xls); mở bằng Excel, lưu lại dạng .xlsx",
    ),
    "mat-khau.xlsx": (
        old("Root Entry", "EncryptedPackage"),
        "[xls-cu] đây là tệp có mật khẩu; bỏ mật khẩu, lưu lại dạng .xlsx",
    ),
    "pdf.xlsx": (
        b"%PDF-1.7",
        f"[khong-phai-bang] đây là tệp PDF, {NO_TABLE}; {SEND}, không gửi bản in",
    ),
    "anh.xlsx": (
        b"\xff\xd8\xff\xe0",
        f"[khong-phai-bang] đây là ảnh JPEG, {NO_TABLE}; {SEND}, không gửi ảnh chụp",
    ),
    "a.rtf": (b"{\\rtf1 ma_xa", f"[khong-phai-bang] đây là văn bản RTF, {NO_TABLE}; {SEND}"),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_file_of_another_kind_is_called_what_it_is(name: str) -> None:
    content, message = KINDS[name]

    assert [f"{name}: {message}"] == said(taken(write(name, content)))


def test_values_from_other_files_are_read_as_excel_saved_them_and_told() -> None:
    content = rezipped(
        as_xlsx(table(FIGURE, rows=[(*COMMUNE, 5)])),
        {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"},
    )
    intake = taken(write("a.xlsx", content))

    assert [5] == [a.figures[FIGURE] for a in assessments(intake)]
    assert [
        (
            "a.xlsx: [lien-ket-ngoai] cảnh báo: tệp có liên kết tới tệp khác; đọc giá trị Excel đã "
            "lưu; nếu tệp kia đã đổi thì mở bằng Excel, bấm Update Values rồi lưu"
        )
    ] == said(intake)


def test_a_hundred_sheets_with_printer_settings_are_ordinary() -> None:
    names = [f"Huyện {n}" for n in range(100)]
    sheets = [sheet(heading(), commune(2, f"{99100 + n}", n + 1)) for n in range(100)]
    settings = {f"xl/printerSettings/printerSettings{n}.bin": "x" for n in range(100)}
    related = {f"xl/worksheets/_rels/sheet{n}.xml.rels": "<Relationships/>" for n in range(100)}

    intake = taken(write("a.xlsx", book(*sheets, names=names, parts=settings | related)))

    assert (100, []) == (len(intake.entries), said(intake))


def test_rows_formatted_to_the_last_one_are_ordinary() -> None:
    empty = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(3, 1_048_577))

    intake = taken(write("a.xlsx", book(sheet(heading(), commune(2, "99001", 5), empty))))

    assert (1, []) == (len(intake.entries), said(intake))


def test_a_workbook_that_unpacks_too_large_is_told_how_to_shrink() -> None:
    xml = sheet(heading(), commune(2, "99001", 5), row(3, ("x" * 1_000_000,)))
    (told,) = said(taken(write("a.xlsx", book(xml, parts={"xl/a.xml": "y" * 9_000_000}))))

    assert "[nen-bat-thuong] tệp nén bất thường (bung ra quá lớn); xóa các dòng, cột trống" in told
