"""Words beside the figures of a form that seem to name a child hold the form back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.base.private_text import confirmation_of

Cell = tuple[str, str, str]
"""Sheet, row and column ids."""


def _form(folder: Path, run, cell: Cell, text: str) -> Path:
    sheet, row, column = cell
    path = folder / "bieu.xlsx"
    run("form", "--year", 2026, "--commune", "03160", "-o", path)
    book = load_workbook(path)
    page = book[sheet]
    rows = {page.cell(at, 1).value: at for at in range(1, page.max_row + 1)}
    columns = {page.cell(1, at).value: at for at in range(1, page.max_column + 1)}
    page.cell(rows[row], columns[column]).value = text
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("cell", "text", "kind"),
    [
        (("Số liệu", "tre_bi_xam_hai", "ghi_chu"), "Cháu Hoa, sinh 02/03/2015", "tên riêng"),
        (("Số liệu", "tre_bi_xam_hai", "ghi_chu"), "một vụ ở thôn 2", "nơi ở"),
        (("Số liệu", "tong_so_tre_em", "nguon"), "hỏi số 0912 345 678", "số điện thoại"),
        (("Nội dung", "1.1", "ghi_chu"), "em Lò Văn Pó", "tên riêng"),
    ],
)
def test_a_private_text_is_a_fault_with_its_cell(
    tmp_path: Path, run, cell: Cell, text: str, kind: str
) -> None:
    path = _form(tmp_path, run, cell, text)
    done = run("check", path)
    (line,) = [line for line in done.stdout.splitlines() if "[chu-rieng-tu]" in line]

    assert 1 == done.exit_code
    assert cell[0] in line
    assert kind in line
    assert text not in done.output


def test_a_hamlet_beside_an_ordinary_figure_is_none(tmp_path: Path, run) -> None:
    path = _form(tmp_path, run, ("Số liệu", "tre_duoi_1_tuoi", "ghi_chu"), "cả 5 thôn, thôn 2 chậm")

    assert "chu-rieng-tu" not in run("check", path).output


def test_a_confirmed_text_is_taken_with_its_confirmation(tmp_path: Path, run) -> None:
    text = "em Lò Văn Pó, cán bộ"
    path = _form(tmp_path, run, ("Nội dung", "1.1", "ghi_chu"), f"{text} {confirmation_of(text)}")

    assert "chu-rieng-tu" not in run("check", path).output
