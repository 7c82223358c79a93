"""A column or row of the verifier's worksheet copied with its hidden id: never half of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from scoring.appraisal.file import read_appraisal
from scoring.base.problems import ProblemsFound
from scoring.rules.ruleset import Ruleset
from tests.support.worksheets import put, worksheet


def copy_of_inputs(book: Workbook) -> int:
    """Copy the verifier's column of figures with its id; return where the copy is."""
    page = book["Số liệu"]
    (column,) = (at for at in range(1, 30) if page.cell(1, at).value == "ky_nay")
    for row in range(1, page.max_row + 1):
        page.cell(row, 30).value = page.cell(row, column).value
    return column


def read(folder: Path, content: bytes, ruleset: Ruleset) -> dict[str, int | None]:
    path = folder / "phieu.xlsx"
    path.write_bytes(content)
    return dict(read_appraisal(path).against(ruleset).figures)


def test_a_number_in_the_copied_column_alone_counts(decision_06: Ruleset, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        column = copy_of_inputs(book)
        put(book, "Số liệu", "tre_bi_xam_hai", "ky_nay", 9)
        page = book["Số liệu"]
        (row,) = (at for at in range(1, 60) if page.cell(at, 1).value == "tre_bi_xam_hai")
        page.cell(row, column).value = None
        page.cell(row, 30).value = 9

    content = worksheet(decision_06, change)

    assert {"tre_bi_xam_hai": 9} == read(tmp_path, content, decision_06)


def test_two_numbers_for_one_figure_are_a_fault(decision_06: Ruleset, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        column = copy_of_inputs(book)
        page = book["Số liệu"]
        (row,) = (at for at in range(1, 60) if page.cell(at, 1).value == "tre_bi_xam_hai")
        page.cell(row, column).value, page.cell(row, 30).value = 2, 9

    with pytest.raises(ProblemsFound) as found:
        read(tmp_path, worksheet(decision_06, change), decision_06)
    (problem,) = found.value.problems

    assert "trung-dong" == problem.code
    assert problem.place.cell is not None
    assert problem.place.cell.startswith("AD")
    assert "«2» ở" in problem.message
    assert "«9» ở đây" in problem.message


def test_a_row_that_a_verifier_added_is_named(decision_06: Ruleset, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        page = book["Số liệu"]
        (column,) = (at for at in range(1, 30) if page.cell(1, at).value == "ky_nay")
        page.cell(page.max_row + 2, column).value = 17

    path = tmp_path / "phieu.xlsx"
    path.write_bytes(worksheet(decision_06, change))

    assert ["dong-khong-doc"] == [problem.code for problem in read_appraisal(path).problems]
