"""What holds for every assessment, of the shipped ruleset and of small random ones."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import assume, event, given
from hypothesis import strategies as st

from scoring.base.quantities import decimal_text, vietnamese
from scoring.engine.assessment import Assessment
from scoring.engine.explanation import explain
from scoring.engine.score_sheet import Finding, Outcome, PartScore, ScoreSheet
from scoring.engine.scorer import score
from scoring.results.json_writing import as_result
from scoring.rules.parts import AgainstPrevious, AnyPart, BandScale, ItemSum
from scoring.rules.ruleset import Ruleset, figures_of
from tests.support.examples import examples
from tests.support.strategies import assessments, counts, decision_06, small_rulesets

Pair = tuple[Ruleset, Assessment]


@st.composite
def _small_pairs(draw: Any, *, blanks: bool = True) -> Pair:
    ruleset = draw(small_rulesets())
    return ruleset, draw(assessments(ruleset, blanks=blanks))


@st.composite
def _shipped_pairs(draw: Any, *, blanks: bool = True) -> Pair:
    return decision_06(), draw(assessments(decision_06(), blanks=blanks))


def _pairs(*, blanks: bool = True) -> st.SearchStrategy[Pair]:
    return st.one_of(_small_pairs(blanks=blanks), _shipped_pairs(blanks=blanks))


usual = examples(80)
fewer = examples(30)


def _parts(ruleset: Ruleset) -> Iterator[AnyPart]:
    return (part for _, part in ruleset.parts)


# Points.


@usual
@given(_pairs())
def test_points_lie_between_zero_and_the_maximum(pair: Pair) -> None:
    for part in score(*pair).parts:
        assert 0 <= part.minimum <= part.maximum <= part.max_points
        if part.points is not None:
            assert part.minimum == part.points == part.maximum


@usual
@given(_pairs())
def test_there_are_points_exactly_when_a_part_is_scored(pair: Pair) -> None:
    for part in score(*pair).parts:
        assert (part.outcome is Outcome.SCORED) == (part.points is not None)


@usual
@given(_pairs())
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
@given(_pairs(blanks=False), st.data())
def test_a_better_rate_never_scores_less(pair: Pair, data: st.DataObject) -> None:
    ruleset, assessment = pair
    scales = [
        part
        for part in _parts(ruleset)
        if isinstance(part, BandScale) and len(set(figures_of(part))) == len(figures_of(part))
    ]
    assume(scales)
    part = data.draw(st.sampled_from(scales))
    numerator = figures_of(part)[0]
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
@given(_pairs(blanks=False), st.data())
def test_fewer_cases_than_before_never_score_less(pair: Pair, data: st.DataObject) -> None:
    ruleset, assessment = pair
    trends = [
        part
        for part in _parts(ruleset)
        if isinstance(part, AgainstPrevious) and len(set(figures_of(part))) == 2
    ]
    assume(trends)
    part = data.draw(st.sampled_from(trends))
    numerator = figures_of(part)[0]
    fewer_cases = data.draw(st.integers(0, assessment.figures[numerator]))
    less = replace(assessment, figures={**assessment.figures, numerator: fewer_cases})
    worse, better = score(ruleset, assessment).part(part.code), score(ruleset, less).part(part.code)
    assume(worse.points is not None and better.points is not None)

    assert worse.points <= better.points


# Blanks.


def _blanks(ruleset: Ruleset, assessment: Assessment) -> list[tuple[str, str]]:
    return [
        *(("figures", code) for code in ruleset.figures if code not in assessment.figures),
        *(
            ("previous", code)
            for code in sorted(ruleset.compared_figures)
            if code not in assessment.previous
        ),
        *(("answers", code) for code in ruleset.items if code not in assessment.answers),
    ]


def _with(assessment: Assessment, where: str, code: str, value: Any) -> Assessment:
    return replace(assessment, **{where: {**getattr(assessment, where), code: value}})


def _without(assessment: Assessment, where: str, code: str) -> Assessment:
    rest = {k: v for k, v in getattr(assessment, where).items() if k != code}
    return replace(assessment, **{where: rest})


def _may_await_appraisal(part: AnyPart, where: str, code: str, value: Any) -> bool:
    """Say whether this is the one exception.

    With cases this period and no previous figures the three trends bound a part; a previous
    denominator that turns out 0 leaves it to a person after all, anywhere up to its maximum.
    """
    return (
        isinstance(part, AgainstPrevious)
        and where == "previous"
        and code == figures_of(part)[1]
        and value == 0
    )


@examples(120)
@given(_pairs(), st.data())
def test_filling_a_blank_never_widens_an_interval(pair: Pair, data: st.DataObject) -> None:
    ruleset, assessment = pair
    blanks = _blanks(ruleset, assessment)
    assume(blanks)
    where, code = data.draw(st.sampled_from(blanks))
    value = data.draw(st.booleans() if where == "answers" else counts)
    before = score(ruleset, assessment)
    after = score(ruleset, _with(assessment, where, code, value))

    for part in _parts(ruleset):
        if _may_await_appraisal(part, where, code, value):
            event("a previous denominator of 0")
            continue
        old, new = before.part(part.code), after.part(part.code)
        assert old.minimum <= new.minimum <= new.maximum <= old.maximum


@examples(120)
@given(_pairs(), st.data())
def test_leaving_a_figure_out_never_helps(pair: Pair, data: st.DataObject) -> None:
    ruleset, assessment = pair
    given_ = [
        (where, code)
        for where in ("figures", "previous", "answers")
        for code in getattr(assessment, where)
    ]
    assume(given_)
    where, code = data.draw(st.sampled_from(given_))
    before = score(ruleset, assessment)
    after = score(ruleset, _without(assessment, where, code))

    for part in _parts(ruleset):
        if not _may_await_appraisal(part, where, code, getattr(assessment, where)[code]):
            assert after.part(part.code).minimum <= before.part(part.code).minimum


@usual
@given(_pairs())
def test_a_missing_figure_is_missing_whatever_the_others_are(pair: Pair) -> None:
    ruleset, assessment = pair
    sheet = score(ruleset, assessment)
    for part in _parts(ruleset):
        if isinstance(part, ItemSum):
            is_missing = any(item.code not in assessment.answers for item in part.items)
        else:
            is_missing = any(code not in assessment.figures for code in figures_of(part))
        outcome = sheet.part(part.code).outcome
        if is_missing:
            assert Outcome.MISSING is outcome
        elif not isinstance(part, AgainstPrevious):
            assert Outcome.MISSING is not outcome


@usual
@given(_pairs())
def test_a_previous_figure_is_missed_exactly_when_there_are_cases(pair: Pair) -> None:
    ruleset, assessment = pair
    sheet = score(ruleset, assessment)
    for part in _parts(ruleset):
        codes = figures_of(part)
        if not isinstance(part, AgainstPrevious) or not set(codes) <= set(assessment.figures):
            continue
        cases, children = (assessment.figures[code] for code in codes)
        needs_previous = cases > 0 and children > 0
        is_blank = any(code not in assessment.previous for code in codes)
        expected = needs_previous and is_blank

        assert expected == (sheet.part(part.code).outcome is Outcome.MISSING)


# The verdict.


def _passes(ruleset: Ruleset, sheet: ScoreSheet, points: Mapping[str, Fraction]) -> bool:
    """Apply the three conditions to points of every part, as plainly as they are written."""
    criteria = [sum(points[part.code] for part in c.parts) for c in sheet.criteria]
    floor = ruleset.recognition.disqualifying_points
    return all(total > floor for total in criteria) and sum(criteria) >= sheet.threshold.points


def _completions(sheet: ScoreSheet) -> Iterator[dict[str, Fraction]]:
    """Yield points for every part: the least, the middle and the most of each open one."""
    choices = {
        part.code: sorted({part.minimum, (part.minimum + part.maximum) / 2, part.maximum})
        for part in sheet.parts
    }
    for chosen in product(*choices.values()):
        yield dict(zip(choices, chosen, strict=True))


@usual
@given(_small_pairs())
def test_the_verdict_is_what_every_completion_of_the_open_parts_says(pair: Pair) -> None:
    ruleset, _ = pair
    sheet = score(*pair)
    outcomes = {_passes(ruleset, sheet, points) for points in _completions(sheet)}
    expected = {
        (True,): Finding.MET,
        (False,): Finding.NOT_MET,
        (False, True): Finding.CANNOT_SAY,
    }[tuple(sorted(outcomes))]
    event(expected.name)

    assert expected is sheet.verdict


@usual
@given(_small_pairs())
def test_only_the_deciding_parts_decide(pair: Pair) -> None:
    ruleset, _ = pair
    sheet = score(*pair)
    deciding = {part.part for part in sheet.deciding}
    said: dict[tuple[Fraction, ...], bool] = {}
    for points in _completions(sheet):
        key = tuple(points[part.code] for part in sheet.parts if part.code in deciding)
        passes = _passes(ruleset, sheet, points)

        assert passes == said.setdefault(key, passes)
    assert bool(deciding) == (sheet.verdict is Finding.CANNOT_SAY)


@usual
@given(_pairs())
def test_deciding_parts_come_with_the_highest_stake_first(pair: Pair) -> None:
    sheet = score(*pair)
    stakes = [part.stake for part in sheet.deciding]

    assert sorted(stakes, reverse=True) == stakes
    for part in sheet.deciding:
        assert sheet.part(part.part).stake == part.stake > 0


# The distance to the next band.


def _points_with(ruleset: Ruleset, assessment: Assessment, part: AnyPart, count: int) -> Any:
    figure = figures_of(part)[0]
    moved = replace(assessment, figures={**assessment.figures, figure: count})
    return score(ruleset, moved).part(part.code)


@examples(60)
@given(_small_pairs(blanks=False))
def test_the_next_band_is_reached_with_so_many_and_not_with_fewer(pair: Pair) -> None:
    ruleset, assessment = pair
    sheet = score(ruleset, assessment)
    for part in _parts(ruleset):
        codes = figures_of(part)
        scored = sheet.part(part.code)
        # Where the denominator is the numerator itself there is nothing to move.
        if isinstance(part, ItemSum) or len(set(codes)) < len(codes) or scored.points is None:
            continue
        now = assessment.figures[codes[0]]
        step = 1 if isinstance(part, BandScale) and part.is_higher_better else -1
        promised = scored.next_band
        if promised is None:
            continue
        event(f"{part.kind}")
        assert promised.is_more == (step > 0)
        reached = _points_with(ruleset, assessment, part, now + step * promised.count)
        assert promised.points == reached.points == scored.points + promised.gain
        assert promised.label == reached.band
        if reached.denominator is not None and now <= reached.denominator:
            assert (reached.numerator or 0) <= reached.denominator
        for fewer_steps in range(1, min(promised.count, 40)):
            short = _points_with(
                ruleset, assessment, part, now + step * (promised.count - fewer_steps)
            )
            assert short.points is None or short.points <= scored.points


@examples(60)
@given(_small_pairs(blanks=False))
def test_without_a_next_band_no_count_in_reach_scores_more(pair: Pair) -> None:
    ruleset, assessment = pair
    sheet = score(ruleset, assessment)
    for part in _parts(ruleset):
        codes = figures_of(part)
        scored = sheet.part(part.code)
        if isinstance(part, ItemSum) or len(set(codes)) < len(codes) or scored.points is None:
            continue
        if scored.next_band is not None or scored.zero_citation is not None:
            continue
        most = 30 if len(codes) == 1 else min(assessment.figures[codes[1]], 60)
        now = assessment.figures[codes[0]]
        if isinstance(part, AgainstPrevious):
            most = min(most, now)
        for count in range(most + 1):
            other = _points_with(ruleset, assessment, part, count)
            assert other.points is None or other.points <= scored.points, (part.code, count)


# Words.

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
@given(_pairs())
def test_the_numbers_of_a_part_s_explanation_are_the_numbers_of_the_part(pair: Pair) -> None:
    sheet = score(*pair)
    explanation = explain(sheet)
    # «Ô trống không phải là 0» and «+0» stand in the sentences themselves.
    for part in sheet.parts:
        known = {*_numbers(part), "0"}
        assert [] == _strange(str(explanation.parts[part.code]), known)


@usual
@given(_pairs())
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
@given(_pairs())
def test_a_displayed_value_stands_on_its_own_side_of_every_edge(pair: Pair) -> None:
    ruleset, _ = pair
    sheet = score(*pair)
    for part in _parts(ruleset):
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


# Repetition and order.


@fewer
@given(_pairs())
def test_scoring_twice_gives_equal_sheets(pair: Pair) -> None:
    first, second = score(*pair), score(*pair)

    assert first == second
    assert explain(first) == explain(second)


@fewer
@given(_pairs(), st.randoms(use_true_random=False))
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
