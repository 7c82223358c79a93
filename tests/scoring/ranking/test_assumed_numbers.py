"""Trials move only what is assumed, stay within their limits, and can be made again."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.base.levels import Level
from scoring.engine.scorer import score
from scoring.ranking.assumed_numbers import Limits, assumed, perturbed, step_of
from scoring.ranking.ranking import Scope, rankings
from scoring.ranking.sensitivity import _ranks, rank_trials
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.kinds.item_sum import ItemSum
from scoring.rules.ruleset import Ruleset
from tests.support.examples import examples
from tests.support.strategies import assessments, decision_06, small_rulesets

LIMITS = Limits()


def _other(ruleset: Ruleset, seed: int, limits: Limits = LIMITS) -> Ruleset:
    return perturbed(ruleset, limits, np.random.default_rng(seed))


def _known(ruleset: Ruleset) -> list[object]:
    """Return every number that is more than assumed, in the ruleset's order."""
    found: list[object] = [ruleset.recognition.total_points]
    found += [t.points for t in ruleset.recognition.thresholds]
    for criterion, part in ruleset.parts:
        if criterion.verified is not None and criterion.verified.as_level is not Level.ASSUMED:
            found.append(criterion.max_points)
        rules = part.items if isinstance(part, ItemSum) else getattr(part, "bands", ())
        found += [
            (part.code, rule.points, getattr(rule, "edges", ()))
            for rule in rules
            if part.level_of(rule) is not Level.ASSUMED
        ]
    return found


@examples(40)
@given(st.integers(0, 10_000))
def test_what_has_a_source_stays_and_sums_hold(seed: int) -> None:
    ruleset = decision_06()
    other = _other(ruleset, seed)

    assert _known(ruleset) == _known(other)
    assert ruleset.recognition.total_points == sum(c.max_points for c in other.criteria)
    for criterion in other.criteria:
        assert criterion.max_points == sum(part.max_points for part in criterion.parts)


@examples(40)
@given(st.integers(0, 10_000))
def test_bands_keep_their_order_and_numbers_their_limits(seed: int) -> None:
    ruleset = decision_06()
    other = _other(ruleset, seed)
    step = step_of(ruleset)
    for (_, before), (_, after) in zip(ruleset.parts, other.parts, strict=True):
        assert abs(after.max_points - before.max_points) <= before.max_points * LIMITS.points
        assert all((points / step).denominator == 1 for points in after.all_points)
        if not isinstance(before, BandScale):
            continue
        bands = zip(before.bands, after.bands, strict=True)
        points = [(band.points, moved.points) for band, moved in bands]
        for (first, first_after), (second, second_after) in pairwise(points):
            assert (first > second) == (first_after > second_after)
        for at, (edge, moved) in enumerate(zip(before.edges, after.edges, strict=True)):
            around = [Fraction(0), *before.edges, max(Fraction(100), before.edges[-1])]
            gap = around[at + 2] - edge if moved > edge else edge - around[at]
            assert abs(moved - edge) <= gap * LIMITS.edges


@examples(80)
@given(st.data(), st.integers(0, 1000))
def test_any_sound_ruleset_stays_sound(data: st.DataObject, seed: int) -> None:
    ruleset = data.draw(small_rulesets())
    assessment = data.draw(assessments(ruleset))
    other = _other(ruleset, seed, Limits(Fraction(9, 10), Fraction(49, 100)))
    sheet = score(other, assessment)

    assert ruleset.recognition.total_points == sum(c.max_points for c in other.criteria)
    assert 0 <= sheet.total.minimum <= sheet.total.maximum <= sheet.total.max_points


def test_limits_of_nothing_move_nothing() -> None:
    ruleset = decision_06()
    other = _other(ruleset, 3, Limits(Fraction(0), Fraction(0)))

    assert [[*part.all_points] for _, part in ruleset.parts] == [
        [*part.all_points] for _, part in other.parts
    ]


def test_different_seeds_move_something_and_equal_seeds_the_same() -> None:
    one, again, other = (_other(decision_06(), seed) for seed in (1, 1, 2))

    assert [c.max_points for c in one.criteria] == [c.max_points for c in again.criteria]
    assert [c.max_points for c in one.criteria] != [c.max_points for c in other.criteria]


def test_decision_06_has_many_assumed_numbers() -> None:
    found = assumed(decision_06())

    assert not found.is_empty
    assert 5 == step_of(decision_06())
    assert 4 == found.items


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4), st.integers(0, 2)), min_size=1))
def test_vector_ranks_are_competition_ranks(found: list[tuple[int, int, int]]) -> None:
    lists, total, key = (np.array(column, np.int64) for column in zip(*found, strict=True))
    expected = [
        1 + sum(one == other[0] and (t, k) < other[1:] for other in found) for one, t, k in found
    ]

    assert expected == _ranks(lists, [total, key]).tolist()


def test_trials_hold_the_rank_itself_and_count_who_meets_all() -> None:
    from scoring.engine.assessment import Assessment
    from scoring.results.rows import RulesetKey
    from tests.support.result_rows import result_row
    from tests.support.sample_sheets import ANSWERS, FIGURES, MOUNTAIN, PREVIOUS

    ruleset = decision_06()
    assessment = Assessment(MOUNTAIN, 2024, FIGURES, PREVIOUS, ANSWERS)
    sheet = score(ruleset, assessment)
    row = result_row(
        MOUNTAIN.code,
        sheet.total.minimum,
        ruleset=RulesetKey(ruleset.id, ruleset.sha256),
        threshold=Fraction(800),
    )
    (ranking,) = rankings([row])
    trials = rank_trials(ranking, ruleset, {row.code: assessment}, limits=LIMITS, draws=7, seed=5)
    trial = trials.by_code[row.code]

    assert (1, 1) == (trial.best[Scope.ALL], trial.worst[Scope.ALL])
    assert 0 <= trial.met <= 7
