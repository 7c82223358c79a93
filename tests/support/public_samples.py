"""Invented public releases for tests of the site: seeded, with decisions and earlier years."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from scoring.base.communes import CommuneKind
from scoring.recognition.communes import Decision, State
from scoring.release.policy import load_policy
from scoring.release.public import PublicCommune, PublicPoints, PublicRelease
from scoring.rules.ruleset import Ruleset
from scoring.rules.sensitive import open_criteria

NAMES = (
    "Xã Đồng Nắng",
    "Xã Dải Mây",
    "Phường Ốc Biếc",
    "Xã Ẩn Sơn",
    "Xã Ấm Hạ",
    "Phường 10",
    "Phường 9",
    'Xã <b>Khe</b> & "Nà" <script>alert(1)</script>',
)
"""Names in no order, one that HTML could trip over."""

DISTRICTS = ("Rừng Thông", "Đồng Mây", "Suối Mơ", "Núi Ngọc", "Bến Trăng", "Cồn Gió", "Đảo Xa")
KINDS = (CommuneKind.COMMUNE, CommuneKind.COMMUNE, CommuneKind.WARD, CommuneKind.SPECIAL_ZONE)
STATES = {
    State.RECOGNISED: 28,
    State.REFUSED: 16,
    State.WAITING: 12,
    State.SENT_NOTHING: 4,
}
"""So many of 60 units in each state, as in the story of the issue."""


def release(  # noqa: PLR0913 -- what a test may wish otherwise
    ruleset: Ruleset,
    units: int = 60,
    seed: int = 7,
    *,
    year: int = 2026,
    is_sealed: bool = True,
    has_districts: bool = True,
    provinces: Sequence[str] = ("Tỉnh Trăng Non",),
) -> PublicRelease:
    """Return a release of *units* with decisions, and one earlier year of the same units."""
    now = communes(ruleset, units, seed, year, is_sealed=is_sealed, provinces=provinces)
    before = communes(ruleset, units, seed + 1, year - 2, provinces=provinces)
    places = {one.code: one for one in now}
    before = [
        replace(one, kind=(own := places[one.code]).kind, district=own.district, group=own.group)
        if one.points
        else one
        for one in before
    ]
    before = [replace(one, name=places[one.code].name) for one in before]
    if not has_districts:
        now = [replace(one, district=None) for one in now]
    return PublicRelease(year, ruleset, load_policy(), tuple(now), tuple(before), is_sealed)


def communes(  # noqa: PLR0913 -- what a test may wish otherwise
    ruleset: Ruleset,
    units: int,
    seed: int,
    year: int,
    *,
    is_sealed: bool = True,
    provinces: Sequence[str] = ("Tỉnh Trăng Non",),
) -> list[PublicCommune]:
    """Return units whose points are such as the ruleset gives, ranked."""
    draw = random.Random(seed)  # noqa: S311 -- invented data
    states = draw.choices(list(STATES), list(STATES.values()), k=units)
    if units == sum(STATES.values()):
        states = [state for state, times in STATES.items() for _ in range(times)]
        draw.shuffle(states)
    found = []
    for number in range(units):
        state = states[number] if is_sealed else State.SELF_SCORED
        threshold = draw.choice(ruleset.recognition.thresholds)
        sent = state is not State.SENT_NOTHING
        found.append(
            PublicCommune(
                code=f"{80100 + number}",
                name=NAMES[number] if number < len(NAMES) else f"Xã Số {number + 1}",
                kind=draw.choice(KINDS),
                province=provinces[number % len(provinces)],
                district=draw.choices(DISTRICTS, [7, 6, 5, 4, 3, 2, 1])[0],
                year=year,
                state=state,
                decision=_decision(state, number, year),
                group=threshold.group if sent else None,
                threshold=Fraction(threshold.points) if sent else None,
                points=_points(ruleset, draw, state) if sent else None,
            )
        )
    return ranked(found)


def _decision(state: State, number: int, year: int) -> Decision | None:
    if state not in {State.RECOGNISED, State.REFUSED}:
        return None
    paper = f"{18 + number % 3}/QĐ-UBND"
    return Decision(paper, date(year, 11, 20 + number % 3), "Ủy ban nhân dân tỉnh Trăng Non")


def _points(ruleset: Ruleset, draw: random.Random, state: State) -> PublicPoints:
    luck = 0.95 if state is State.RECOGNISED else 0.75
    found: dict[int, Fraction | None] = {}
    for each in open_criteria(ruleset):
        most = Fraction(each.max_points)
        found[each.number] = most if draw.random() < luck else most * draw.choice((0, 1, 2)) / 4
    if state is State.WAITING and draw.random() < 0.2:
        found[next(iter(found))] = None
    return PublicPoints(found, total_of(found.values()), None, None)


def total_of(points: Sequence[Fraction | None] | object) -> Fraction | None:
    """Return the sum; ``None`` where one is open."""
    known = [one for one in points if one is not None]  # type: ignore[attr-defined]
    is_whole = len(known) == len(list(points))  # type: ignore[call-overload]
    return sum(known, Fraction(0)) if is_whole else None


def ranked(found: Sequence[PublicCommune]) -> list[PublicCommune]:
    """Return the units with competition ranks by the sum of points: slow and plain."""
    made = []
    for one in found:
        total = one.points.total if one.points else None
        if one.points is None or total is None:
            made.append(one)
            continue
        above = [other for other in found if other.points and (other.points.total or 0) > total]
        in_group = [other for other in above if other.group == one.group]
        points = replace(one.points, rank=1 + len(above), rank_in_group=1 + len(in_group))
        made.append(replace(one, points=points))
    return made
