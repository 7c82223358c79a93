"""A cell means the same in a column as alone, whatever the file stores it as."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.base.problems import Place, Problem
from scoring.intake.rows.column_cells import FAULT, ColumnReaders
from scoring.intake.rows.plausibility import Plausibility
from scoring.tables import cells
from scoring.tables.cell_text import CellFault
from tests.support.messy_tables import CELLS
from tests.support.strategies import assessments, decision_06, small_rulesets

READERS = ["code", "year", "count", "yes_no", "kind", "areas", "text"]
RAW = st.one_of(
    st.sampled_from(CELLS),
    st.text(max_size=8),
    st.integers(0, 10**10).map(str),
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.integers(1900, 2200),
    st.integers(-(2**62), 2**62),
    st.integers(-3, 3).map(float),
    st.floats(allow_nan=False),
    st.just(date(2024, 5, 1)),
)


def alone(name: str, raw: Any) -> Any:
    try:
        return getattr(cells, name)(raw)
    except CellFault:
        return FAULT


def exact(values: Sequence[Any]) -> list[tuple[type, Any]]:
    return [(type(value), value) for value in values]


@pytest.mark.parametrize("name", READERS)
@given(columns=st.lists(st.lists(RAW, max_size=9), max_size=3))
def test_a_cell_means_the_same_in_a_column_as_alone(
    name: str, columns: Sequence[Sequence[Any]]
) -> None:
    read = getattr(ColumnReaders(), name)
    for column in columns:
        expected = [alone(name, raw) for raw in column]
        seen, has_faults = read(column)

        assert exact(expected) == exact(seen)
        assert (FAULT in expected) == has_faults


@pytest.mark.parametrize("is_shipped", [True, False])
@given(data=st.data())
def test_no_row_with_a_warning_is_passed_over(data: st.DataObject, is_shipped: bool) -> None:  # noqa: FBT001
    ruleset = decision_06() if is_shipped else data.draw(small_rulesets())
    row = data.draw(assessments(ruleset))
    quick = Plausibility(ruleset)
    slow = Plausibility(ruleset)
    slow._sizes = -1, -1

    def warned(by: Plausibility) -> list[Problem]:
        return list(by.problems(row, lambda _heading: Place("a.csv", 2)))

    assert warned(slow) == warned(quick)
