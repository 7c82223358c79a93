"""What decision and public points force, against the plain definition by brute force."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine.possible_points import possible_points
from scoring.recognition.communes import State
from scoring.release.forced import Inference
from scoring.release.public import ForcedKind, PublicPoints
from scoring.rules.ruleset import Ruleset
from scoring.rules.sensitive import open_criteria, sensitive_criteria
from tests.support.strategies import decision_06, small_rulesets

FULL = {1: 100, 2: 50, 7: 50, 8: 50, 9: 50, 10: 75, 11: 75, 12: 100, 13: 75}


def points(**others: int | None) -> PublicPoints:
    """Return the open criteria of Decision 06, full but for those named ``c7=…``."""
    found: dict[int, Fraction | None] = {n: Fraction(p) for n, p in FULL.items()}
    for name, value in others.items():
        found[int(name[1:])] = None if value is None else Fraction(value)
    return PublicPoints(found, None, None, None)


def kind(state: State, threshold: int, own: PublicPoints) -> ForcedKind | None:
    forced = Inference(decision_06()).of(state, Fraction(threshold), own)
    return None if forced is None else forced.kind


def test_what_is_not_decided_forces_nothing() -> None:
    assert kind(State.WAITING, 850, points()) is None
    assert kind(State.SELF_SCORED, 850, points()) is None


def test_recognised_with_few_other_points_is_nearly_full_there() -> None:
    # 625 − 75 of 625 reached: 900 asks for 350 of the 375 points of criteria 3–6.
    own = points(c1=50, c8=25)
    forced = Inference(decision_06()).of(State.RECOGNISED, Fraction(900), own)
    assert forced is not None

    assert ForcedKind.AT_LEAST is forced.kind
    assert (350, 375, 375) == (forced.least, forced.most, forced.full)
    assert {3: [100], 4: [25, 50], 5: [100], 6: [105, 125]} == {
        number: list(map(int, left)) for number, left in forced.criteria.items()
    }


def test_refused_though_the_rest_is_full_lost_something_of_four() -> None:
    forced = Inference(decision_06()).of(State.REFUSED, Fraction(850), points())
    assert forced is not None

    assert ForcedKind.LOST is forced.kind
    # Each of the four may still be full: no one of them is named.
    assert [100, 50, 100, 125] == [int(one[-1]) for one in forced.criteria.values()]
    assert 325 == forced.most


def test_refused_for_a_reason_that_is_public_says_no_more() -> None:
    assert ForcedKind.NOTHING is kind(State.REFUSED, 850, points(c7=0))
    assert ForcedKind.NOTHING is kind(State.REFUSED, 850, points(c7=None))
    assert ForcedKind.NOTHING is kind(State.REFUSED, 900, points(c1=20, c12=50, c13=25))


def test_a_decision_against_the_points_forces_nothing() -> None:
    assert ForcedKind.UNEXPLAINED is kind(State.RECOGNISED, 850, points(c7=0))
    assert ForcedKind.UNEXPLAINED is kind(State.RECOGNISED, 900, points(c1=20, c12=50, c13=25))


def test_decision_06_never_names_one_sensitive_criterion() -> None:
    assert () == Inference(decision_06()).withheld


# --- against the definition ---


def _outcomes(
    ruleset: Ruleset, state: State, threshold: Fraction, own: PublicPoints
) -> set[tuple[Fraction, ...]]:
    """Return the sensitive outcomes that go with a decision, by trying all."""
    floor = ruleset.recognition.disqualifying_points
    others = [
        possible_points(one) if (known := own.criteria[one.number]) is None else (known,)
        for one in open_criteria(ruleset)
    ]
    sensitive = [possible_points(one) for one in sensitive_criteria(ruleset)]
    fitting = set()
    for found in product(*sensitive):
        for rest in product(*others):
            everything = (*found, *rest)
            is_met = min(everything) > floor and sum(everything) >= threshold
            if is_met == (state is State.RECOGNISED):
                fitting.add(found)
    return fitting


@st.composite
def cases(draw: st.DrawFn) -> tuple[Ruleset, State, PublicPoints]:
    ruleset = draw(small_rulesets(marked=True))
    own = {
        one.number: draw(st.none() | st.sampled_from(possible_points(one)))
        for one in open_criteria(ruleset)
    }
    state = draw(st.sampled_from([State.RECOGNISED, State.REFUSED]))
    return ruleset, state, PublicPoints(own, None, None, None)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_what_is_forced_is_what_trying_all_outcomes_leaves(
    case: tuple[Ruleset, State, PublicPoints],
) -> None:
    ruleset, state, own = case
    threshold = ruleset.recognition.thresholds[0].points
    forced = Inference(ruleset).of(state, threshold, own)
    assert forced is not None
    everything = set(product(*(possible_points(one) for one in sensitive_criteria(ruleset))))
    fitting = _outcomes(ruleset, state, threshold, own)
    if forced.kind in {ForcedKind.UNEXPLAINED, ForcedKind.NOTHING}:
        assert fitting in (set(), everything)
        fitting = everything
    assert [tuple(sorted(set(column))) for column in zip(*fitting, strict=True)] == list(
        forced.criteria.values()
    )
    totals = [sum(outcome) for outcome in fitting]
    assert max(totals) == forced.most
    assert min(totals) == forced.least
    assert sum(max(column) for column in zip(*everything, strict=True)) == forced.full


def _constellations(ruleset: Ruleset) -> Iterator[PublicPoints]:
    numbers = [one.number for one in open_criteria(ruleset)]
    for found in product(*(possible_points(one) for one in open_criteria(ruleset))):
        yield PublicPoints(dict(zip(numbers, found, strict=True)), None, None, None)


@settings(max_examples=300, deadline=None)
@given(small_rulesets(marked=True))
def test_points_are_withheld_where_some_refusal_names_one_criterion(ruleset: Ruleset) -> None:
    threshold = ruleset.recognition.thresholds[0].points
    named = set()
    for own in _constellations(ruleset):
        fitting = _outcomes(ruleset, State.REFUSED, threshold, own)
        for place, one in enumerate(sensitive_criteria(ruleset)):
            most = possible_points(one)[-1]
            if fitting and all(outcome[place] < most for outcome in fitting):
                named.add(one.number)

    assert [tuple(sorted(named))] * bool(named) == [
        one.criteria for one in Inference(ruleset).withheld
    ]
