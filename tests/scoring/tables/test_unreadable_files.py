"""Files that are no tables, or none that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.intake_tables import (
    COMMUNE,
    HEADINGS,
    as_csv,
    as_parquet,
    as_xlsx,
    codes,
    said,
    table,
    taken,
    write,
)

pytestmark = pytest.mark.usefixtures("in_a_folder_of_its_own")


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
        ("khong-phai-bang", b"%PDF-1.7 ma_xa"),
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


LARGER = "chia thành nhiều tệp, mỗi xã một dòng; kiểm tra và chấm điểm đọc được bảng lớn hơn"
SMALLER = "bỏ ảnh chèn thêm và các dòng trống đã định dạng ở cuối trang, hoặc chia nhiều tệp"


@pytest.mark.parametrize(
    ("expected", "hint", "magic"),
    [
        ("32", LARGER, b"ma_xa;nam"),
        ("20", SMALLER, b"PK\x03\x04"),
        ("64", LARGER, b"PAR1"),
    ],
)
def test_a_huge_file_is_refused_before_it_is_read(expected: str, hint: str, magic: bytes) -> None:
    path = write("a.csv", magic)
    with path.open("r+b") as stream:
        stream.truncate(200_000_000)

    assert [(f"a.csv: [tep-qua-lon] tệp 200 MB, lớn hơn {expected} MB; {hint}")] == said(
        taken(path)
    )


def test_a_huge_workbook_of_zeros_is_told_to_be_none() -> None:
    path = write("a.xlsx", b"")
    with path.open("r+b") as stream:
        stream.truncate(200_000_000)

    assert ["a.xlsx:1: [tep-nhi-phan] tệp nhị phân, không phải bảng CSV, XLSX hay Parquet"] == said(
        taken(path)
    )
