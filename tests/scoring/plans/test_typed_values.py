"""Typed values: a form goes out, comes back, is summed; blanks and faults are told."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from phuhop.usecases.duties.place_years import PlaceWish
from phuhop.usecases.duties.plan_forms import plan_form
from phuhop.usecases.duties.plan_tracking import TrackingWish, track, typed_tables
from phuhop.usecases.province.results import Source
from scoring.base.private_text import PRIVATE
from scoring.base.problems import ProblemsFound
from scoring.plans.loading import adopted_plan
from scoring.plans.tracking import Progress, Sources, tracked

PLAN = adopted_plan("hungyen-39-2024")
HEAD = "ma_chi_tieu;don_vi;nam;tu_so;mau_so;gia_tri;nguon\n"


def _typed(folder: Path, rows: str, head: str = HEAD):  # noqa: ANN202
    path = folder / "so.csv"
    path.write_text(head + rows, "utf-8")
    return typed_tables([path]).values(PLAN)


def _faults(folder: Path, rows: str, head: str = HEAD) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        _typed(folder, rows, head)
    return [problem.code for problem in found.value.problems]


def test_rows_of_units_are_summed_and_a_blank_is_no_zero(tmp_path: Path) -> None:
    found = _typed(tmp_path, "4a;A;2024;10;10;;BC 1\n4a;B;2024;5;20;;BC 2\n4a;C;2024;;;;\n")
    amount = found["4a", 2024]

    assert (15, 30, 2, 3, ("C",)) == (
        amount.numerator,
        amount.denominator,
        amount.covered,
        amount.wanted,
        amount.missing,
    )
    assert "nhập tay: BC 1; BC 2" in amount.origin
    assert "so.csv:2" in amount.origin


def test_communes_of_one_name_are_told_apart_and_a_part_has_its_own_sum(tmp_path: Path) -> None:
    head = "ma_chi_tieu;ma_xa;don_vi;nam;tu_so;mau_so;gia_tri;nguon\n"
    path = tmp_path / "so.csv"
    path.write_text(head + "3;99001;Xã A;2024;1;2;;B\n3;99002;Xã A;2024;3;4;;B\n", "utf-8")
    whole = typed_tables([path]).values(PLAN)["3", 2024]
    part = typed_tables([path]).values(PLAN, lambda unit: unit.code == "99002")["3", 2024]

    assert (4, 6, 2) == (whole.numerator, whole.denominator, whole.covered)
    assert (3, 4, 1) == (part.numerator, part.denominator, part.wanted)


def test_all_blank_is_no_value(tmp_path: Path) -> None:
    found = _typed(tmp_path, "4a;A;2024;;;;\n")
    (one,) = [t for t in tracked(PLAN, 2024, Sources({}, found)) if t.target.code == "4a"]

    assert (Progress.NO_DATA, None) == (one.progress, one.amount and one.amount.value)


def test_one_unit_may_state_a_share_with_a_comma(tmp_path: Path) -> None:
    assert Fraction(199, 2) == _typed(tmp_path, '4a;tỉnh;2024;;;"99,5";BC\n')["4a", 2024].value


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("9z;A;2024;1;2;;BC\n", "chi-tieu-la"),
        ("4a;A;2024;1;2;;\n", "thieu-nguon"),
        ("4a;A;2024;1;;;BC\n", "thieu-gia-tri"),
        ("4a;A;2024;3;2;;BC\n", "tu-lon-hon-mau"),
        ("4a;A;2024;1;2;;BC\n4a;A;2024;1;2;;BC\n", "trung-don-vi"),
        ("4a;A;2024;;;50;BC\n4a;B;2024;;;60;BC\n", "khong-cong-ty-le"),
        ("4c;A;2024;3;5;;BC\n", "sai-cot"),
        ("4a;A;;1;2;;BC\n", "thieu-gia-tri"),
        ("4c;A;2024;;;ba;BC\n", "khong-phai-so"),
        ("4a;A;2024;1;2;;cháu Nguyễn Văn A sinh 02/03/2015\n", PRIVATE),
    ],
)
def test_each_mistake_is_told(tmp_path: Path, rows: str, code: str) -> None:
    assert code in _faults(tmp_path, rows)


def test_a_table_without_its_columns_names_them(tmp_path: Path) -> None:
    assert ["thieu-cot"] == _faults(tmp_path, "4a;A\n", "ma_chi_tieu;don_vi\n")


def test_a_form_comes_back_as_it_was_filled(tmp_path: Path) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(plan_form("hungyen-39-2024", 2024, ["Cụm A", "Cụm B"]).content)
    book = openpyxl.load_workbook(path)
    sheet = book["Nhập số"]
    rows = [row for row in sheet.iter_rows(min_row=3) if row[0].value]
    wanted = [(row[0].value, row[3].value) for row in rows]
    for row in rows:
        if row[2].value == "Cụm A":
            is_plain = row[0].value == "4c"
            row[6].value, row[7].value, row[8].value = (None, None, 7) if is_plain else (3, 4, None)
            row[9].value = "Báo cáo cụm"
    book.save(path)
    found = typed_tables([path]).values(PLAN)

    assert ("4c", 2023) in wanted
    assert {"1", "2c", "3", "4a", "4c"} == {code for code, _ in wanted}
    assert (3, 4, 1, 2) == (
        found["3", 2024].numerator,
        found["3", 2024].denominator,
        found["3", 2024].covered,
        found["3", 2024].wanted,
    )
    assert 7 == found["4c", 2023].value


def test_the_same_plan_gives_the_same_form() -> None:
    made = [plan_form("hungyen-39-2024", 2024).content for _ in range(2)]

    assert made[0] == made[1]


def test_hidden_rows_and_sheets_that_are_not_read_are_told(tmp_path: Path) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(plan_form("hungyen-39-2024", 2024, ["Cụm A"]).content)
    book = openpyxl.load_workbook(path)
    rows = [row for row in book["Nhập số"].iter_rows(min_row=3) if row[0].value == "3"]
    rows[0][6].value, rows[0][7].value, rows[0][9].value = 3, 4, "Báo cáo"
    book["Nhập số"].row_dimensions[rows[0][0].row].hidden = True
    book.create_sheet("Ghi thêm").append(["số khác", 12])
    book.save(path)

    found = typed_tables([path])
    made = track(TrackingWish("hungyen-39-2024", PlaceWish(Source()), [path], 2024))

    assert {"dong-an", "trang-khong-doc"} <= {problem.code for problem in found.remarks}
    assert {*found.remarks} <= {*made.problems}
