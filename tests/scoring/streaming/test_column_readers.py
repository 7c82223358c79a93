"""A cell means the same in a column as alone, whatever the file stores it as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.base.problems import Place
from scoring.batch.columns import KINDS, area_bits, city_code
from scoring.intake.plausibility import implausible
from scoring.streaming.chunks import Numbers, Words
from scoring.streaming.column_readers import BLANK, DOUBT, Lanes, NumberLane
from scoring.streaming.plausibility_columns import may_be_implausible
from scoring.tables import cells
from scoring.tables.cell_text import CellFault
from tests.support.messy_tables import CELLS
from tests.support.strategies import assessments, decision_06, small_rulesets

ENCODED: dict[str, tuple[Callable[[Any], Any], Callable[[Any], int]]] = {
    "code": (cells.code, int),
    "year": (cells.year, int),
    "count": (cells.count, int),
    "yes_no": (cells.yes_no, int),
    "kind": (cells.kind, KINDS.index),
    "areas": (cells.areas, area_bits),
    "city": (cells.yes_no, city_code),
}
TEXTS = st.one_of(st.sampled_from(CELLS), st.text(max_size=8), st.integers(0, 10**10).map(str))


def alone(name: str, raw: Any) -> int:
    read, encode = ENCODED[name]
    try:
        value = read(raw)
    except CellFault:
        return DOUBT
    return BLANK if value is None else encode(value)


def lane(name: str) -> NumberLane:
    found: NumberLane = getattr(Lanes(), name)
    return found


@pytest.mark.parametrize("name", ENCODED)
@given(texts=st.lists(TEXTS | st.none(), max_size=12))
def test_a_text_means_the_same_in_a_column_as_alone(name: str, texts: Sequence[str | None]) -> None:
    assert [alone(name, text) for text in texts] == lane(name)(texts).tolist()


@pytest.mark.parametrize("name", sorted(ENCODED.keys() - {"areas"}))
@given(texts=st.lists(TEXTS, min_size=1, max_size=5), data=st.data())
def test_a_dictionary_means_what_its_words_mean(
    name: str, texts: Sequence[str], data: st.DataObject
) -> None:
    at = data.draw(st.lists(st.integers(-1, len(texts) - 1), max_size=9))
    expected = [alone(name, None if word < 0 else texts[word]) for word in at]

    assert expected == lane(name)(Words(texts, np.array(at, np.intp))).tolist()


INTEGERS = st.one_of(st.integers(-3, 3), st.integers(1900, 2200), st.integers(-(2**62), 2**62))
FLOATS = st.one_of(INTEGERS.map(float), st.floats(allow_nan=False), st.just(0.5))


@pytest.mark.parametrize("name", sorted(ENCODED.keys() - {"areas"}))
@given(
    values=st.one_of(
        st.lists(INTEGERS, max_size=9).map(lambda found: np.array(found, np.int64)),
        st.lists(st.integers(0, 255), max_size=9).map(lambda found: np.array(found, np.uint8)),
        st.lists(FLOATS, max_size=9).map(lambda found: np.array(found, np.float64)),
        st.lists(st.booleans(), max_size=9).map(lambda found: np.array(found, np.bool_)),
    ),
    data=st.data(),
)
def test_a_stored_number_means_the_same_in_a_column_as_alone(
    name: str, values: np.ndarray, data: st.DataObject
) -> None:
    size = len(values)
    given_ = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)), np.bool_)
    expected = [
        alone(name, value if is_given else None)
        for value, is_given in zip(values.tolist(), given_.tolist(), strict=True)
    ]

    assert expected == lane(name)(Numbers(values, given_)).tolist()


@given(texts=st.lists(TEXTS | st.none(), max_size=9))
def test_a_name_means_the_same_in_a_column_as_alone(texts: Sequence[str | None]) -> None:
    def read(raw: str | None) -> str | int | None:
        try:
            return cells.text(raw)
        except CellFault:
            return DOUBT

    assert [read(text) for text in texts] == Lanes().text(texts)


@pytest.mark.parametrize("is_shipped", [True, False])
@given(data=st.data())
def test_no_row_with_a_warning_is_passed_over(data: st.DataObject, is_shipped: bool) -> None:  # noqa: FBT001
    ruleset = decision_06() if is_shipped else data.draw(small_rulesets())
    row = data.draw(assessments(ruleset))
    figures = {code: np.array([row.figures.get(code, BLANK)]) for code in ruleset.figures}
    previous = {
        code: np.array([row.previous.get(code, BLANK)]) for code in ruleset.compared_figures
    }
    headings = {*figures, *(f"{code}__ky_truoc" for code in previous)}
    warned = list(implausible(row, ruleset, lambda _heading: Place("a.csv", 2)))
    may_be = may_be_implausible(ruleset, figures, previous, headings, 1)

    assert may_be[0] or not warned
