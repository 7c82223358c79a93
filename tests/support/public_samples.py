"""An invented province as published: the story of 60 units, with names that are hard to sort."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from scoring.recognition.communes import CommuneYear, Decision, State
from scoring.release.policy import load_policy
from scoring.release.public import PublicRelease
from scoring.release.release import public_release
from scoring.rules.ruleset import Ruleset
from tests.support.communes import province_year

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

STATES: Mapping[State, int] = {
    State.RECOGNISED: 28,
    State.REFUSED: 16,
    State.WAITING: 12,
    State.SENT_NOTHING: 4,
}
"""So many of 60 units in each state."""


def story(  # noqa: PLR0913 -- what a test may wish otherwise
    ruleset: Ruleset,
    units: int = 60,
    seed: int = 7,
    *,
    year: int = 2026,
    is_sealed: bool = True,
    provinces: Sequence[str] = ("Tỉnh Trăng Non",),
) -> list[CommuneYear]:
    """Return units in the states of the story (as shares, where they are not 60)."""
    draw = random.Random(seed)  # noqa: S311 -- invented data
    states = [state for state, times in STATES.items() for _ in range(times)]
    draw.shuffle(states)
    found = []
    for number, one in enumerate(province_year(ruleset, units, seed, year=year, luck=0.9)):
        state = states[number % len(states)] if is_sealed else State.SELF_SCORED
        name = NAMES[number] if number < len(NAMES) else one.name
        place = provinces[number % len(provinces)]
        found.append(_in_state(replace(one, name=name, province=place), state, number))
    return found


def _in_state(one: CommuneYear, state: State, number: int) -> CommuneYear:
    if one.result is None and state is not State.SENT_NOTHING:
        state = State.SENT_NOTHING
    decision = None
    if state in {State.RECOGNISED, State.REFUSED}:
        day = date(one.year, 11, 20 + number % 3)
        decision = Decision(f"{18 + number % 3}/QĐ-UBND", day, "Ủy ban nhân dân tỉnh Trăng Non")
    result = None if state is State.SENT_NOTHING else one.result
    return replace(one, state=state, decision=decision, result=result)


def release(  # noqa: PLR0913 -- what a test may wish otherwise
    ruleset: Ruleset,
    units: int = 60,
    seed: int = 7,
    *,
    is_sealed: bool = True,
    has_districts: bool = True,
    provinces: Sequence[str] = ("Tỉnh Trăng Non",),
    clusters: Mapping[str, str] | None = None,
) -> PublicRelease:
    """Return a release of *units* with decisions, and one earlier year of the same units."""
    now = story(ruleset, units, seed, is_sealed=is_sealed, provinces=provinces)
    before = story(ruleset, units, seed + 1, year=2024, provinces=provinces)
    if not has_districts:
        now = [replace(one, district=None) for one in now]
    return public_release([*before, *now], ruleset, load_policy(), clusters=clusters)
