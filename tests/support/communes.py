"""Invented units of a place in a year: seeded, decisions as a council might give them.

``province_year`` makes a list of ``CommuneYear``; ``with_other_secrets`` returns the same list
as the public may know it, with every sensitive thing in it drawn anew.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from scoring.base.communes import CommuneKind
from scoring.base.levels import Level
from scoring.base.problems import Place
from scoring.engine.possible_points import possible_points
from scoring.engine.score_sheet import Finding, Outcome
from scoring.recognition.communes import CommuneYear, Decision, State
from scoring.results.rows import Interval, PartResult, ResultRow, RulesetKey, Status
from scoring.rules.ruleset import Criterion, Ruleset

DISTRICTS = ("Rừng Thông", "Đồng Mây", "Suối Mơ", "Núi Ngọc", "Bến Trăng", "Cồn Gió", "Đảo Xa")
_KINDS = (*[CommuneKind.COMMUNE] * 6, CommuneKind.WARD, CommuneKind.TOWNSHIP)
_STATUS = {
    State.RECOGNISED: Status.RECOGNISED,
    State.REFUSED: Status.NOT_RECOGNISED,
    State.WAITING: Status.APPRAISED,
    State.SELF_SCORED: None,
}


def province_year(  # noqa: PLR0913 -- each says one thing of the place
    ruleset: Ruleset,
    units: int,
    seed: int,
    *,
    year: int = 2024,
    luck: float = 0.9,
    is_sealed: bool = True,
) -> list[CommuneYear]:
    """Return so many units; *luck* is how often a criterion is full.

    Sealed: most with a verdict have the decision that follows, some wait, some sent nothing.
    """
    draw = random.Random(seed)  # noqa: S311 -- invented data
    return [_unit(ruleset, draw, number, year, luck, is_sealed) for number in range(units)]


def _unit(  # noqa: PLR0913, PLR0917 -- one helper of one function
    ruleset: Ruleset,
    draw: random.Random,
    number: int,
    year: int,
    luck: float,
    is_sealed: bool,  # noqa: FBT001
) -> CommuneYear:
    criteria = {
        each.number: _points(each, draw, lambda: draw.random() < luck) for each in ruleset.criteria
    }
    row = _row(ruleset, draw, number, year, criteria)
    state, chance = State.SELF_SCORED, draw.random()
    if chance > 0.95:
        state = State.SENT_NOTHING
    elif is_sealed:
        state = State.WAITING
        if row.verdict is not Finding.CANNOT_SAY and chance < 0.75:
            is_met = row.verdict is Finding.MET
            state = State.RECOGNISED if is_met else State.REFUSED
    return unit_of(row, state, number)


def unit_of(row: ResultRow, state: State, number: int = 1) -> CommuneYear:
    """Return a unit with this result in *state*; one that sent nothing loses the result."""
    decision = None
    if state in {State.RECOGNISED, State.REFUSED}:
        day = date(row.year, 12, 1 + number % 28)
        decision = Decision(f"{number + 1}/QĐ-UBND", day, "Ủy ban nhân dân tỉnh Trăng Non")
    result = None
    if state is not State.SENT_NOTHING:
        result = replace(row, status=_STATUS[state])
    place = (row.province, row.district, row.year)
    return CommuneYear(row.code, row.name, row.kind, *place, state, decision, result)


def _points(criterion: Criterion, draw: random.Random, is_full: Callable[[], bool]) -> Interval:
    possible = possible_points(criterion)
    if draw.random() < 0.03:
        return Interval(None, Fraction(0), possible[-1])
    points = possible[-1] if is_full() else draw.choice(possible)
    return Interval(points, points, points)


def _row(
    ruleset: Ruleset,
    draw: random.Random,
    number: int,
    year: int,
    criteria: dict[int, Interval],
) -> ResultRow:
    threshold = draw.choice(ruleset.recognition.thresholds)
    row = ResultRow(
        code=f"{99100 + number}",
        name=f"Xã Số {number + 1}",
        kind=draw.choice(_KINDS),
        province="Tỉnh Trăng Non",
        district=draw.choices(DISTRICTS, [7, 6, 5, 4, 3, 2, 1])[0],
        year=year,
        ruleset=RulesetKey(ruleset.id, ruleset.sha256),
        level=Level.ASSUMED,
        group=threshold.group,
        threshold=threshold.points,
        total=Interval(None, Fraction(0), Fraction(0)),
        all_criteria=Finding.CANNOT_SAY,
        no_zero=Finding.CANNOT_SAY,
        reached=Finding.CANNOT_SAY,
        verdict=Finding.CANNOT_SAY,
        criteria=criteria,
        parts={},
        status=None,
        place=Place("ket-qua.csv", number + 2),
    )
    return with_criteria(ruleset, row, criteria)


def with_criteria(ruleset: Ruleset, row: ResultRow, criteria: dict[int, Interval]) -> ResultRow:
    """Return *row* with these points, and totals and findings as they give them."""
    floor = ruleset.recognition.disqualifying_points
    least = sum((one.minimum for one in criteria.values()), Fraction(0))
    most = sum((one.maximum for one in criteria.values()), Fraction(0))
    is_open = any(one.points is None for one in criteria.values())
    above = _finding(
        all(one.minimum > floor for one in criteria.values()),
        any(one.maximum <= floor for one in criteria.values()),
    )
    reached = _finding(least >= row.threshold, most < row.threshold)
    findings = {above, reached}
    verdict = next((one for one in (Finding.NOT_MET, Finding.CANNOT_SAY) if one in findings), None)
    parts = {}
    for each in ruleset.criteria:
        of_each = criteria[each.number]
        outcome = Outcome.MISSING if of_each.points is None else Outcome.SCORED
        for part in each.parts:
            parts[part.code] = PartResult(outcome, None, of_each.points)
    return replace(
        row,
        criteria=criteria,
        parts=parts,
        total=Interval(None if is_open else least, least, most),
        all_criteria=above,
        no_zero=above,
        reached=reached,
        verdict=verdict or Finding.MET,
    )


def _finding(is_met: bool, is_not: bool) -> Finding:  # noqa: FBT001
    if is_not:
        return Finding.NOT_MET
    return Finding.MET if is_met else Finding.CANNOT_SAY


def with_other_secrets(
    communes: Iterable[CommuneYear], ruleset: Ruleset, draw: random.Random
) -> list[CommuneYear]:
    """Return the same units, states, decisions and public points; all else drawn anew.

    Anew are points of sensitive criteria, whether they are open, totals, conditions, verdicts,
    levels, parts, status and the place in the file.
    """
    return [_other(one, ruleset, draw) for one in communes]


def _other(one: CommuneYear, ruleset: Ruleset, draw: random.Random) -> CommuneYear:
    if one.result is None:
        return one
    return replace(
        one,
        result=replace(
            with_criteria(ruleset, one.result, other_criteria(one.result, ruleset, draw)),
            level=draw.choice(list(Level)),
            status=draw.choice([None, *Status]),
            place=Place("tep-khac.csv", draw.randrange(2, 99)),
        ),
    )


def other_criteria(row: ResultRow, ruleset: Ruleset, draw: random.Random) -> dict[int, Interval]:
    """Return the criteria of *row* with the sensitive ones drawn anew."""
    return {
        each.number: _points(each, draw, lambda: draw.random() < 0.5)
        if each.is_sensitive
        else row.criteria[each.number]
        for each in ruleset.criteria
    }


def with_sensitive_points(
    one: CommuneYear, ruleset: Ruleset, points: Sequence[Fraction]
) -> CommuneYear:
    """Return the unit with these points in the sensitive criteria, in the ruleset's order."""
    assert one.result is not None
    given = iter(points)
    criteria = dict(one.result.criteria)
    for each in ruleset.criteria:
        if each.is_sensitive:
            reached = next(given)
            criteria[each.number] = Interval(reached, reached, reached)
    return replace(one, result=with_criteria(ruleset, one.result, criteria))
