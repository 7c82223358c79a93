"""What holds for every number in a sentence."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from enum import Enum
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.base.quantities import decimal_text, vietnamese
from scoring.engine.explanation import explain
from scoring.engine.score_sheet import PartScore
from scoring.engine.scorer import score
from scoring.rules.kinds.band_scale import BandScale
from tests.support.examples import examples
from tests.support.scored_pairs import Pair, pairs, parts_of

usual = examples(80)

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


def _numbers(value: object) -> Iterator[str]:
    """Yield every number that stands in a result object, as Vietnamese text."""
    if isinstance(value, bool | Enum) or value is None:
        return
    if isinstance(value, int | Fraction):
        yield from _NUMBER.findall(vietnamese(value))
    elif isinstance(value, str):
        yield from _NUMBER.findall(value)
        if re.fullmatch(r"[0-9]+\.[0-9]+|[0-9]+", value):
            yield vietnamese(value)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _numbers(inner)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _numbers(getattr(value, field.name))


def _strange(text: str, known: set[str]) -> list[str]:
    return [number for number in _NUMBER.findall(text) if number not in known]


@usual
@given(pairs())
def test_the_numbers_of_a_part_s_explanation_are_the_numbers_of_the_part(pair: Pair) -> None:
    sheet = score(*pair)
    explanation = explain(sheet)
    # «Ô trống không phải là 0» and «+0» stand in the sentences themselves.
    for part in sheet.parts:
        known = {*_numbers(part), "0"}
        assert [] == _strange(str(explanation.parts[part.code]), known)


@usual
@given(pairs())
def test_the_numbers_about_the_whole_are_the_numbers_of_the_sheet(pair: Pair) -> None:
    sheet = score(*pair)
    explanation = explain(sheet)
    total, goal = sheet.total, sheet.threshold.points
    known = {
        *_numbers(sheet),
        vietnamese(len(sheet.criteria)),
        vietnamese(abs(goal - total.minimum)),
        vietnamese(abs(goal - total.maximum)),
        "0",
    }
    sentences = [
        explanation.verdict,
        explanation.total,
        *explanation.conditions.values(),
        *explanation.criteria.values(),
        *explanation.deciding,
    ]

    assert [] == _strange(" ".join(sentences), known)


@usual
@given(pairs())
def test_a_displayed_value_stands_on_its_own_side_of_every_edge(pair: Pair) -> None:
    ruleset, _ = pair
    sheet = score(*pair)
    for part in parts_of(ruleset):
        scored: PartScore = sheet.part(part.code)
        if not isinstance(part, BandScale) or scored.value is None or scored.value_text is None:
            continue
        displayed = Fraction(scored.value_text)
        for edge in part.edges:
            assert (scored.value > edge) == (displayed > edge)
            assert (scored.value < edge) == (displayed < edge)


@given(st.fractions(0, 200, max_denominator=10**7), st.lists(st.integers(0, 200), max_size=3))
def test_a_rounded_number_is_near_and_on_its_side(value: Fraction, edges: list[int]) -> None:
    displayed = Fraction(decimal_text(value, map(Fraction, edges)))

    assert abs(displayed - value) <= Fraction(1, 200)
    for edge in edges:
        assert (value > edge) == (displayed > edge)
        assert (value < edge) == (displayed < edge)
