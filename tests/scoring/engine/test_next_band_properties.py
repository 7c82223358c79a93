"""What holds for the distance to the next band, whatever is reported."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import event, given

from scoring.engine.assessment import Assessment
from scoring.engine.scorer import score
from scoring.rules.kinds.against_previous import AgainstPrevious
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.kinds.item_sum import ItemSum
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Ruleset
from tests.support.examples import examples
from tests.support.scored_pairs import Pair, parts_of, small_pairs


def _points_with(ruleset: Ruleset, assessment: Assessment, part: Part, count: int) -> Any:
    figure = part.figures[0]
    moved = replace(assessment, figures={**assessment.figures, figure: count})
    return score(ruleset, moved).part(part.code)


@examples(60)
@given(small_pairs(blanks=False))
def test_the_next_band_is_reached_with_so_many_and_not_with_fewer(pair: Pair) -> None:
    ruleset, assessment = pair
    sheet = score(ruleset, assessment)
    for part in parts_of(ruleset):
        codes = part.figures
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
@given(small_pairs(blanks=False))
def test_without_a_next_band_no_count_in_reach_scores_more(pair: Pair) -> None:
    ruleset, assessment = pair
    sheet = score(ruleset, assessment)
    for part in parts_of(ruleset):
        codes = part.figures
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
