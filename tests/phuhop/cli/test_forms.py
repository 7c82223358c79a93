"""The form command: filled from the register of units, and never over somebody's work."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.places import DEMO


def _unit(path: Path, name: str = "Đơn vị") -> dict[str, object]:
    sheet = load_workbook(path)[name]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    columns = {sheet.cell(1, at).value: at for at in range(1, sheet.max_column + 1)}
    return {str(id_): sheet.cell(row, columns["gia_tri"]).value for id_, row in rows.items() if id_}


@pytest.mark.parametrize("asked", ["03160", "Mường Nhé", "mường nhé, điện biên"])
def test_a_commune_of_the_register_needs_no_table(tmp_path: Path, run, asked: str) -> None:
    done = run("form", "--year", 2026, "--commune", asked, "-o", tmp_path / "b.xlsx")
    unit = _unit(tmp_path / "b.xlsx")

    assert 0 == done.exit_code
    assert ["03160", "Xã Mường Nhé", "xã", "Tỉnh Điện Biên", "không"] == [
        unit[id_] for id_ in ("ma_xa", "ten_xa", "loai", "tinh", "tp_truc_thuoc_tw")
    ]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("12345", "không có «12345»"),
        ("Mường Nhe", "theo tên thì có thể là 03160"),
        ("Hòa Bình", "có 5 đơn vị tên «Hòa Bình»; ghi mã xã"),
        ("1234567", "không phải là 5 chữ số"),
    ],
)
def test_an_unknown_commune_is_told_and_no_form_written(
    tmp_path: Path, run, asked: str, told: str
) -> None:
    done = run("form", "--year", 2026, "--commune", asked, "-o", tmp_path / "b.xlsx")

    assert 2 == done.exit_code
    assert told in done.stderr
    assert not (tmp_path / "b.xlsx").exists()


def test_an_invented_commune_gets_its_code_alone(tmp_path: Path, run) -> None:
    run("form", "--year", 2026, "--commune", "99001", "-o", tmp_path / "b.xlsx")
    unit = _unit(tmp_path / "b.xlsx")

    assert ("99001", None) == (unit["ma_xa"], unit["ten_xa"])


def test_a_filled_form_is_never_overwritten(tmp_path: Path, run) -> None:
    path = tmp_path / "b.xlsx"
    run("form", "--year", 2026, "-o", path)
    book = load_workbook(path)
    book["Đơn vị"]["C6"] = "đã điền"
    book.save(path)
    before = path.read_bytes()
    done = run("form", "--year", 2026, "-o", path)

    assert 1 == done.exit_code
    assert "không ghi đè thông tin đã điền" in done.stderr
    assert before == path.read_bytes()


def test_prefilling_a_folder_again_keeps_the_filled_ones_and_writes_the_rest(
    tmp_path: Path, run
) -> None:
    arguments = ("form", "--year", 2024, "--prefill", DEMO / "so-lieu-mau.csv", "-o", tmp_path)
    run(*arguments)
    first, second = sorted(tmp_path.glob("*.xlsx"))[:2]
    first.write_bytes("của tôi".encode())
    second.unlink()
    done = run(*arguments)

    assert 1 == done.exit_code
    assert 1 == done.stderr.count("[da-co-tep]")
    assert "của tôi" == first.read_text("utf-8")
    assert second.exists()


def test_a_prefilled_form_of_the_next_year_keeps_no_day_of_the_old_one(tmp_path: Path, run) -> None:
    old = tmp_path / "2026.xlsx"
    run("form", "--year", 2026, "--commune", "03160", "-o", old)
    book = load_workbook(old)
    sheet = book["Văn bản"]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    column = next(c for c in range(1, sheet.max_column + 1) if sheet.cell(1, c).value == "gia_tri")
    sheet.cell(rows["ho_so_ngay"], column).value = "15/11/2026"
    sheet.cell(rows["ho_so_nguoi_ky"], column).value = "Lò Thị Hạnh"
    book.save(old)
    run("form", "--year", 2027, "--prefill", old, "-o", tmp_path / "2027.xlsx")
    unit = _unit(tmp_path / "2027.xlsx", "Văn bản")

    assert (None, "Lò Thị Hạnh") == (unit["ho_so_ngay"], unit["ho_so_nguoi_ky"])


def test_a_worksheet_a_verifier_filled_in_is_never_overwritten(tmp_path: Path, run) -> None:
    table = DEMO / "so-lieu-mau.csv"
    run("verify", "blank", table, "-o", tmp_path)
    first = min(tmp_path.glob("*.xlsx"))
    first.write_bytes("của tôi".encode())
    done = run("verify", "blank", table, "-o", tmp_path)

    assert 1 == done.exit_code
    assert 1 == done.stderr.count("[da-co-tep]")
    assert "của tôi" == first.read_text("utf-8")


def test_the_footer_of_a_form_is_not_read_as_a_font_size(tmp_path: Path, run) -> None:
    run("form", "--year", 2026, "-o", tmp_path / "b.xlsx")
    footers = {
        sheet.oddFooter.left.text for sheet in load_workbook(tmp_path / "b.xlsx") if sheet.oddFooter
    }

    assert any(str(text).strip().startswith("06/QĐ-TTg") for text in footers)
