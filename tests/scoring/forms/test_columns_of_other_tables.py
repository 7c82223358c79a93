"""A heading twice, in any table that is not one of communes with figures, is a fault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from phuhop.usecases.province.clusters import clusters_of
from phuhop.usecases.province.expected_communes import communes_of_table, units_of_table
from phuhop.usecases.reading import shipped_units
from phuhop.usecases.register.messages import contacts_of
from registry.evidence.listing import read_list
from scoring.base.problems import Problem, ProblemsFound
from scoring.forms.files import read_columns
from scoring.units.table_check import check_tables


def faults_of(read: Callable[[Path], object], path: Path) -> list[Problem]:
    with pytest.raises(ProblemsFound) as caught:
        read(path)
    return [problem for problem in caught.value.problems if problem.is_fault]


@pytest.mark.parametrize(
    ("read", "rows"),
    [
        (communes_of_table, "ma_xa;ten_xa;ten_xa\n99001;Xã Mây;Xã Gió\n"),
        (units_of_table, "ma_xa;ten_xa;loai;loai\n99001;Xã Mây;xã;phường\n"),
        (clusters_of, "ma_xa;cum;cum\n99001;Bắc;Nam\n"),
        (contacts_of, "ma_xa;thu_dien_tu;thu_dien_tu\n99001;a@b.vn;c@d.vn\n"),
        (read_list, "tep;ma;ma\na.pdf;7;8\n"),
    ],
)
def test_a_heading_twice_is_a_fault(
    tmp_path: Path, read: Callable[[Path], object], rows: str
) -> None:
    path = tmp_path / "bang.csv"
    path.write_text(rows, encoding="utf-8")
    (fault,) = faults_of(read, path)

    assert "tiêu đề này có hai lần; không đọc dòng nào của bảng" == fault.message
    assert rows.partition("\n")[0].split(";")[-1] == fault.place.heading


def test_so_is_one_of_a_table_that_is_held_against_the_registers(tmp_path: Path) -> None:
    path = tmp_path / "bang.csv"
    path.write_text("ma_xa;ten_xa;ten_xa\n99001;Xã Mây;Xã Gió\n", encoding="utf-8")
    checked = check_tables([path], shipped_units(), None, today=date(2026, 11, 28))

    assert (0, ["trung-cot"]) == (checked.compared, [problem.code for problem in checked.problems])


def test_of_a_workbook_only_the_sheet_is_left_out(tmp_path: Path) -> None:
    book = Workbook()
    for name, headings in (("Một", ("ma_xa", "cum")), ("Hai", ("ma_xa", "cum", "cum"))):
        sheet = book.create_sheet(name)
        sheet.append(headings)
        sheet.append(("99001", "Bắc"))
    book.remove(book.worksheets[0])
    path = tmp_path / "bang.xlsx"
    book.save(path)
    tables, problems = read_columns(path)

    assert ["Một"] == [table.sheet for table in tables]
    assert ["C1"] == [problem.place.cell for problem in problems]
