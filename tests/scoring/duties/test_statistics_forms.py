"""Forms of statistics: as the circular has them, checked, blank where nothing is known."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phuhop.usecases.duties.statistics import blank_grid
from reports.duties.statistics_words import form_documents, form_words
from reports.duties.statistics_workbook import forms_workbook
from reports.wording.shares import share_text
from scoring.base.problems import ProblemsFound
from scoring.base.quantities import vietnamese
from scoring.duties.filled_forms import NOTHING_TYPED, Grid, filled_forms, grid_of
from scoring.duties.statistics import load_statistics
from scoring.forms.files import read_file
from tests.support.plan_places import units
from tests.support.word_files import as_text

FILE = load_statistics()


def _grid(folder: Path, *numbers: tuple[str, str, str, object]) -> Grid:
    book = openpyxl.load_workbook(io.BytesIO(blank_grid(2026)))
    for form, row, column, number in numbers:
        sheet = book[form]
        names = {cell.value: cell.column for cell in sheet[11]}
        (at,) = [line[1].row for line in sheet.iter_rows() if line[1].value == row]
        sheet.cell(at, names[column]).value = number
    path = folder / "te.xlsx"
    book.save(path)
    tables, problems = read_file(path)
    assert [] == [problem for problem in problems if problem.is_fault]
    return grid_of(tables, FILE)


def test_the_forms_are_those_of_the_gazette() -> None:
    assert {"604": 3, "601-602": 16, "603": 15} == {
        form.code: len(form.columns) for form in FILE.forms
    }
    assert "15/01/2027" == f"{FILE.due_for(2026):%d/%m/%Y}"


def test_who_sends_to_whom_goes_by_the_day() -> None:
    assert ("Sở Y tế", "Cục Bà mẹ và Trẻ em, Bộ Y tế") == (
        FILE.exchange_for(2026).sender,
        FILE.exchange_for(2026).receiver,
    )
    assert "Cục Trẻ em" == FILE.exchange_for(2023).receiver


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 50))
def test_form_604_follows_decisions_and_the_register(
    recognised: int, refused: int, silent: int
) -> None:
    count = units(recognised, refused, silent)
    (made,), _ = filled_forms(FILE, ["604"], count)
    (row,) = form_words(FILE, made.form, 2026, made).rows
    total = recognised + refused + silent

    if not recognised + refused:
        assert (vietnamese(total), "", "") == (row.c1, row.c2, row.c3)
    else:
        share = share_text(recognised, total).removesuffix("%")
        assert (vietnamese(total), vietnamese(recognised), share) == (row.c1, row.c2, row.c3)


def test_105_of_220_is_not_cut() -> None:
    (made,), _ = filled_forms(FILE, ["604"], units(105, 115))
    words = form_words(FILE, made.form, 2026, made)
    (content,) = form_documents([(made, words)], is_sample=False).values()
    text = as_text(content)
    sheet = openpyxl.load_workbook(io.BytesIO(forms_workbook([(made, words)])))["604"]

    assert "47,73" in text
    assert "47,72" not in text
    assert "Thủ trưởng đơn vị (Ký, đóng dấu, họ tên)" in text
    values = [cell.value for line in sheet.iter_rows() for cell in line]
    assert {"Biểu số 604/TE-Sở", 220, 105, "Người lập biểu"} <= {*values}


def test_a_typed_grid_comes_back_and_shares_are_of_the_other_form(tmp_path: Path) -> None:
    grid = _grid(
        tmp_path,
        ("601-602", "100", "c1", 1000),
        ("601-602", "100", "c2", 40),
        ("603", "100", "c1", 38),
    )
    made, told = filled_forms(FILE, ["601-602", "603"], None, grid)
    words = {one.form.code: form_words(FILE, one.form, 2026, one) for one in made}

    assert ("1.000", "40", "") == (
        words["601-602"].rows[0].c1,
        words["601-602"].rows[0].c2,
        words["601-602"].rows[0].c3,
    )
    assert "95" == words["603"].rows[0].c1
    assert ["o-trong", "o-trong"] == [problem.code for problem in told]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (
            (("100", "c1", 10), ("121", "c1", 4), ("122", "c1", 5)),
            "dòng 100 là 10, dòng 121 + 122 là 4 + 5",
        ),
        ((("100", "c1", 10), ("110", "c1", 11)), "dòng 110 là 11, lớn hơn 10 của dòng 100"),
        ((("100", "c1", 10), ("100", "c2", 11)), "11 ở cột c2 lớn hơn 10 ở cột c1"),
        ((("100", "c2", 3), ("100", "c9", 4)), "4 ở cột c9 lớn hơn 3 ở cột c2"),
    ],
)
def test_numbers_that_cannot_be_are_told_at_their_cell(
    tmp_path: Path, numbers: tuple[tuple[str, str, object], ...], told: str
) -> None:
    grid = _grid(tmp_path, *(("601-602", *one) for one in numbers))
    with pytest.raises(ProblemsFound, match=told.replace("+", r"\+")) as found:
        filled_forms(FILE, ["601-602"], None, grid)

    assert "601-602" == found.value.problems[0].place.sheet


def test_more_cared_for_than_there_are_is_told(tmp_path: Path) -> None:
    grid = _grid(tmp_path, ("601-602", "100", "c2", 3), ("603", "100", "c1", 4))
    with pytest.raises(ProblemsFound, match="4 lớn hơn 3 của biểu 601-602"):
        filled_forms(FILE, ["601-602", "603"], None, grid)


def test_a_share_typed_for_a_count_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="la-ty-le"):
        _grid(tmp_path, ("603", "100", "c1", "95%"))


def test_nothing_typed_and_nothing_decided_leaves_everything_blank() -> None:
    (made,), told = filled_forms(FILE, ["604"], None, NOTHING_TYPED)

    assert {None} == {cell.number for cell in made.cells.values()}
    assert "o-trong" in {problem.code for problem in told}


def test_the_same_numbers_give_the_same_bytes() -> None:
    (made,), _ = filled_forms(FILE, ["604"], units(1, 1))
    words = form_words(FILE, made.form, 2026, made)

    assert forms_workbook([(made, words)]) == forms_workbook([(made, words)])
