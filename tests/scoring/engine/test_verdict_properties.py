"""What holds for every verdict, and for the parts that still decide it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from hypothesis import event, given

from scoring.engine.score_sheet import Finding, ScoreSheet
from scoring.engine.scorer import score
from scoring.rules.ruleset import Ruleset
from tests.support.examples import examples
from tests.support.scored_pairs import Pair, pairs, small_pairs

usual = examples(80)


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
@given(small_pairs())
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
@given(small_pairs())
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
@given(pairs())
def test_deciding_parts_come_with_the_highest_stake_first(pair: Pair) -> None:
    sheet = score(*pair)
    stakes = [part.stake for part in sheet.deciding]

    assert sorted(stakes, reverse=True) == stakes
    for part in sheet.deciding:
        assert sheet.part(part.part).stake == part.stake > 0
