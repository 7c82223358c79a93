"""What holds for every figure that is not given: it never helps, filling it never widens."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import assume, event, given
from hypothesis import strategies as st

from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Outcome
from scoring.engine.scorer import score
from scoring.rules.kinds.against_previous import AgainstPrevious
from scoring.rules.kinds.item_sum import ItemSum
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Ruleset
from tests.support.examples import examples
from tests.support.scored_pairs import Pair, pairs, parts_of
from tests.support.strategies import counts

usual = examples(80)


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


def _may_await_appraisal(part: Part, where: str, code: str, value: Any) -> bool:
    """Say whether this is the one exception.

    With cases this period and no previous figures the three trends bound a part; a previous
    denominator that turns out 0 leaves it to a person after all, anywhere up to its maximum.
    """
    return (
        isinstance(part, AgainstPrevious)
        and where == "previous"
        and code == part.figures[1]
        and value == 0
    )


@examples(120)
@given(pairs(), st.data())
def test_filling_a_blank_never_widens_an_interval(pair: Pair, data: st.DataObject) -> None:
    ruleset, assessment = pair
    blanks = _blanks(ruleset, assessment)
    assume(blanks)
    where, code = data.draw(st.sampled_from(blanks))
    value = data.draw(st.booleans() if where == "answers" else counts)
    before = score(ruleset, assessment)
    after = score(ruleset, _with(assessment, where, code, value))

    for part in parts_of(ruleset):
        if _may_await_appraisal(part, where, code, value):
            event("a previous denominator of 0")
            continue
        old, new = before.part(part.code), after.part(part.code)
        assert old.minimum <= new.minimum <= new.maximum <= old.maximum


@examples(120)
@given(pairs(), st.data())
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

    for part in parts_of(ruleset):
        if not _may_await_appraisal(part, where, code, getattr(assessment, where)[code]):
            assert after.part(part.code).minimum <= before.part(part.code).minimum


@usual
@given(pairs())
def test_a_missing_figure_is_missing_whatever_the_others_are(pair: Pair) -> None:
    ruleset, assessment = pair
    sheet = score(ruleset, assessment)
    for part in parts_of(ruleset):
        if isinstance(part, ItemSum):
            is_missing = any(item.code not in assessment.answers for item in part.items)
        else:
            is_missing = any(code not in assessment.figures for code in part.figures)
        outcome = sheet.part(part.code).outcome
        if is_missing:
            assert Outcome.MISSING is outcome
        elif not isinstance(part, AgainstPrevious):
            assert Outcome.MISSING is not outcome


@usual
@given(pairs())
def test_a_previous_figure_is_missed_exactly_when_there_are_cases(pair: Pair) -> None:
    ruleset, assessment = pair
    sheet = score(ruleset, assessment)
    for part in parts_of(ruleset):
        codes = part.figures
        if not isinstance(part, AgainstPrevious) or not set(codes) <= set(assessment.figures):
            continue
        cases, children = (assessment.figures[code] for code in codes)
        needs_previous = cases > 0 and children > 0
        is_blank = any(code not in assessment.previous for code in codes)
        expected = needs_previous and is_blank

        assert expected == (sheet.part(part.code).outcome is Outcome.MISSING)
