"""*Kiểm phiếu*: ballots of hamlets sum up into two figures; the sheet and the program agree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.workbook.form import form
from reports.workbook.prefill import known_to, of_assessment, of_form
from scoring.engine.assessment import Assessment
from scoring.forms.tally import CHILDREN, CITIZENS, PLACES, row_of
from tests.support.calculated_forms import CalculatedForm
from tests.support.examples import examples
from tests.support.form_workbooks import ASSESSMENT, said, taken
from tests.support.strategies import decision_06

COLUMNS = (*CHILDREN, *CITIZENS)
CODES = ("phieu_hop_le", "phieu_hai_long")
WITHOUT = Assessment(
    ASSESSMENT.commune,
    ASSESSMENT.year,
    {code: count for code, count in ASSESSMENT.figures.items() if code not in CODES},
    ASSESSMENT.previous,
    ASSESSMENT.answers,
)
Cells = dict[tuple[str, str], Any]
FORM = CalculatedForm(decision_06())


def ballots(*rows: tuple[Any, Any, Any, Any]) -> Cells:
    return {
        (row_of(number), column): value
        for number, row in enumerate(rows, 1)
        for column, value in zip(COLUMNS, row, strict=True)
        if value is not None
    }


def by_program(cells: Cells) -> list[int | None] | None:
    entries = taken(form(decision_06(), 2024, of_assessment(WITHOUT) | cells)).entries
    return [entries[0].assessment.figures.get(code) for code in CODES] if entries else None


def by_sheet(cells: Cells) -> list[int | None]:
    FORM.filled(of_assessment(WITHOUT) | cells)
    return [FORM.figure(code) for code in CODES]


def test_hamlets_sum_up_where_the_figures_are_blank() -> None:
    cells = ballots((40, 38, 60, 50), (None, None, 20, 0))

    assert [120, 88] == by_program(cells) == by_sheet(cells)


def test_nothing_typed_is_no_zero() -> None:
    assert [None, None] == by_program({}) == by_sheet({})


def test_a_half_pair_makes_no_sum_and_is_told() -> None:
    cells = ballots((40, 38, 60, 50), (None, None, 20, None))
    told = said(taken(form(decision_06(), 2024, of_assessment(WITHOUT) | cells)))

    assert [None, None] == by_program(cells) == by_sheet(cells)
    assert ["a.xlsx: trang «Kiểm phiếu», ô F8: [phieu-con-trong] cảnh báo: ô này còn trống"] == [
        line.partition(" nên")[0] for line in told if "phieu-con-trong" in line
    ]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (ballots((40, 41, None, None)), "41 phiếu hài lòng, chỉ có 40 phiếu hợp lệ"),
        (ballots((40, "ba mươi", None, None)), "«ba mươi» không phải là số đếm"),
    ],
)
def test_a_wrong_cell_is_a_fault_and_the_sheet_makes_no_sum(cells: Cells, message: str) -> None:
    told = said(taken(form(decision_06(), 2024, of_assessment(WITHOUT) | cells)))

    (line,) = [one for one in told if message in one]
    assert "trang «Kiểm phiếu», ô D7" in line
    assert by_program(cells) is None
    assert [None, None] == by_sheet(cells)


def test_what_stands_on_the_sheet_of_figures_goes_first_and_the_difference_is_told() -> None:
    content = form(decision_06(), 2024, of_assessment(ASSESSMENT) | ballots((1, 1, None, None)))
    intake = taken(content)

    assert ASSESSMENT.figures == intake.entries[0].assessment.figures
    assert 2 == sum("[khac-kiem-phieu]" in line for line in said(intake))


def test_ballots_are_kept_when_the_form_is_written_again() -> None:
    cells = {**ballots((40, 38, 60, 50)), (row_of(1), "noi"): "Thôn Đông"}
    (entry,) = taken(form(decision_06(), 2024, of_assessment(WITHOUT) | cells)).entries
    assert entry.form is not None

    assert cells == {
        key: value
        for key, value in known_to(decision_06(), of_form(entry.form)).items()
        if key[0].startswith("kp:")
    }


PAIRS = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda p: (sum(p), p[0]))
HALVES = st.one_of(st.just((None, None)), PAIRS, st.tuples(st.integers(0, 9), st.none()))
ROWS = st.lists(st.tuples(HALVES, HALVES).map(lambda two: two[0] + two[1]), max_size=PLACES)


@examples(10)
@given(rows=ROWS)
def test_the_sheet_sums_up_as_the_program_does(rows: list[tuple[Any, Any, Any, Any]]) -> None:
    cells = ballots(*rows)

    assert by_program(cells) == by_sheet(cells)
