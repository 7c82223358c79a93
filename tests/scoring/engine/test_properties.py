"""What holds for the points of every assessment, of the shipped ruleset and of random ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.engine.explanation import explain
from scoring.engine.score_sheet import Outcome
from scoring.engine.scorer import score
from scoring.results.json_writing import as_result
from scoring.rules.kinds.against_previous import AgainstPrevious
from scoring.rules.kinds.band_scale import BandScale
from tests.support.examples import examples
from tests.support.scored_pairs import Pair, pairs, parts_of

usual = examples(80)
fewer = examples(30)


@usual
@given(pairs())
def test_points_lie_between_zero_and_the_maximum(pair: Pair) -> None:
    for part in score(*pair).parts:
        assert 0 <= part.minimum <= part.maximum <= part.max_points
        if part.points is not None:
            assert part.minimum == part.points == part.maximum


@usual
@given(pairs())
def test_there_are_points_exactly_when_a_part_is_scored(pair: Pair) -> None:
    for part in score(*pair).parts:
        assert (part.outcome is Outcome.SCORED) == (part.points is not None)


@usual
@given(pairs())
def test_parts_sum_to_criteria_and_criteria_to_the_total(pair: Pair) -> None:
    sheet = score(*pair)
    for whole, pieces in (
        *((criterion, criterion.parts) for criterion in sheet.criteria),
        (sheet.total, sheet.criteria),
    ):
        points = [piece.points for piece in pieces]

        assert sum(piece.minimum for piece in pieces) == whole.minimum
        assert sum(piece.maximum for piece in pieces) == whole.maximum
        assert sum(piece.max_points for piece in pieces) == whole.max_points
        assert (None if None in points else sum(points)) == whole.points


@usual
@given(pairs(blanks=False), st.data())
def test_a_better_rate_never_scores_less(pair: Pair, data: st.DataObject) -> None:
    ruleset, assessment = pair
    scales = [
        part
        for part in parts_of(ruleset)
        if isinstance(part, BandScale) and len(set(part.figures)) == len(part.figures)
    ]
    assume(scales)
    part = data.draw(st.sampled_from(scales))
    numerator = part.figures[0]
    more = replace(
        assessment,
        figures={
            **assessment.figures,
            numerator: assessment.figures[numerator] + data.draw(st.integers(1, 60)),
        },
    )
    before, after = score(ruleset, assessment).part(part.code), score(ruleset, more).part(part.code)
    worse, better = (before, after) if part.is_higher_better else (after, before)
    assume(worse.points is not None and better.points is not None)

    assert worse.points <= better.points


@usual
@given(pairs(blanks=False), st.data())
def test_fewer_cases_than_before_never_score_less(pair: Pair, data: st.DataObject) -> None:
    ruleset, assessment = pair
    trends = [
        part
        for part in parts_of(ruleset)
        if isinstance(part, AgainstPrevious) and len(set(part.figures)) == 2
    ]
    assume(trends)
    part = data.draw(st.sampled_from(trends))
    numerator = part.figures[0]
    fewer_cases = data.draw(st.integers(0, assessment.figures[numerator]))
    less = replace(assessment, figures={**assessment.figures, numerator: fewer_cases})
    worse, better = score(ruleset, assessment).part(part.code), score(ruleset, less).part(part.code)
    assume(worse.points is not None and better.points is not None)

    assert worse.points <= better.points


# Repetition and order.


@fewer
@given(pairs())
def test_scoring_twice_gives_equal_sheets(pair: Pair) -> None:
    first, second = score(*pair), score(*pair)

    assert first == second
    assert explain(first) == explain(second)


@fewer
@given(pairs(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_reported_changes_nothing(pair: Pair, random: Any) -> None:
    ruleset, assessment = pair

    def shuffled(mapping: Mapping[str, Any]) -> dict[str, Any]:
        items = list(mapping.items())
        random.shuffle(items)
        return dict(items)

    other = replace(
        assessment,
        figures=shuffled(assessment.figures),
        previous=shuffled(assessment.previous),
        answers=shuffled(assessment.answers),
    )
    expected = json.dumps(as_result(score(ruleset, assessment), "0"))

    assert expected == json.dumps(as_result(score(ruleset, other), "0"))
