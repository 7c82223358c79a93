"""The vector form gives the reference's answers, for every ruleset and every row."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.base.communes import Commune, CommuneKind
from scoring.batch.columns import LARGEST_COUNT, columns_of
from scoring.batch.part_columns import OUTCOMES
from scoring.batch.scorer import BatchScorer, TooLarge
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Outcome
from scoring.rules.boundaries import boundary_cases
from scoring.rules.threshold_groups import every_possible_commune
from tests.support.both_scorers import assert_rows_agree, scored_both_ways
from tests.support.examples import examples
from tests.support.strategies import assessments, decision_06, small_rulesets

XA = Commune("99001", "Xã Trăng Non", CommuneKind.COMMUNE, centrally_run_city=False)


@examples(150)
@given(st.lists(assessments(decision_06()), min_size=1, max_size=8))
def test_the_decision_scores_the_same_over_columns(rows: list[Assessment]) -> None:
    assert_rows_agree(decision_06(), rows)


@examples(150)
@given(st.data())
def test_any_ruleset_scores_the_same_over_columns(data: st.DataObject) -> None:
    ruleset = data.draw(small_rulesets())
    rows = data.draw(st.lists(assessments(ruleset), min_size=1, max_size=6))

    assert_rows_agree(ruleset, rows)


def test_every_edge_of_the_decision_scores_the_same() -> None:
    rows = [
        Assessment(XA, 2024, edge.figures, edge.previous) for edge in boundary_cases(decision_06())
    ]

    assert_rows_agree(decision_06(), rows)


def test_the_largest_counts_score_the_same() -> None:
    ruleset = decision_06()
    for count in (LARGEST_COUNT, LARGEST_COUNT - 1, 1, 0):
        whole = dict.fromkeys(ruleset.figures, LARGEST_COUNT)
        near = {code: count if n % 2 else LARGEST_COUNT for n, code in enumerate(ruleset.figures)}
        rows = [
            Assessment(XA, 2024, whole, dict.fromkeys(ruleset.compared_figures, count)),
            Assessment(XA, 2024, near, dict.fromkeys(ruleset.compared_figures, LARGEST_COUNT)),
        ]
        assert_rows_agree(ruleset, rows)


def test_every_possible_commune_falls_in_the_same_group() -> None:
    ruleset = decision_06()
    rows = [
        Assessment(
            replace(XA, kind=CommuneKind(kind), areas=_areas(areas), centrally_run_city=c), 2024
        )
        for kind, areas, c in every_possible_commune(ruleset.recognition.kinds)
    ]

    assert_rows_agree(ruleset, rows)


def test_a_blank_never_earns_a_point_in_columns() -> None:
    ruleset = decision_06()
    result = BatchScorer(ruleset).score(columns_of(ruleset, [Assessment(XA, 2024)]))

    assert 0 == result.minimum[0]
    assert [Outcome.MISSING] * len(result.parts) == [
        OUTCOMES[part.outcome[0]] for part in result.parts.values()
    ]


def test_a_count_of_more_than_nine_digits_is_refused() -> None:
    rows = [Assessment(XA, 2024, {"tong_so_tre_em": LARGEST_COUNT + 1})]
    with pytest.raises(OverflowError):
        columns_of(decision_06(), rows)
    with pytest.raises(OverflowError):
        columns_of(decision_06(), [Assessment(XA, 2024, {"tong_so_tre_em": 10**30})])


def test_a_ruleset_whose_products_leave_64_bits_is_refused() -> None:
    ruleset = decision_06()
    criterion = ruleset.criteria[6]
    (part,) = criterion.parts
    ratio = replace(part.indicator, multiplier=10**12)
    changed = replace(criterion, parts=(replace(part, indicator=ratio),))
    with pytest.raises(TooLarge):
        BatchScorer(replace(ruleset, criteria=(changed,)))


def test_a_special_zone_has_no_group_as_in_the_reference() -> None:
    rows = [Assessment(replace(XA, kind=CommuneKind.SPECIAL_ZONE), 2024)]
    with pytest.raises(ValueError, match="no threshold group"):
        BatchScorer(decision_06()).score(columns_of(decision_06(), rows))


@examples(20)
@given(st.lists(assessments(decision_06()), min_size=1, max_size=4))
def test_a_rows_sheet_is_the_references(rows: list[Assessment]) -> None:
    result, sheets = scored_both_ways(decision_06(), rows)

    assert sheets == [result.sheet(row) for row in range(len(rows))]


def test_rows_do_not_influence_each_other() -> None:
    ruleset = decision_06()
    rows = [Assessment(XA, 2024, e.figures, e.previous) for e in boundary_cases(ruleset)]
    forward = BatchScorer(ruleset).score(columns_of(ruleset, rows))
    backward = BatchScorer(ruleset).score(columns_of(ruleset, rows[::-1]))

    assert np.array_equal(forward.minimum, backward.minimum[::-1])
    assert np.array_equal(forward.verdict, backward.verdict[::-1])


def _areas(names: tuple[str, ...]) -> tuple:
    from scoring.base.communes import Area

    return tuple(Area(name) for name in names)
