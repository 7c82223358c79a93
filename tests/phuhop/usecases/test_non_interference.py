"""Nothing public depends on what is sensitive: pairs of data sets that look alike in public.

Of each pair one half keeps units, states, decisions and open criteria of the other and has
everything else drawn anew. All pairs compare the release and the tables of the open data, some
every byte of open data and site. ``PHUHOP_PAIRS=20000`` runs more of them.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reports.open_data.files import open_data
from reports.open_data.tables import open_tables
from reports.province.public import public_documents
from reports.site.profile import EMPTY, about
from reports.site.site import downloads, edition_of, site_files
from reports.wording.stamp import Stamp
from scoring.engine.possible_points import possible_points
from scoring.recognition.communes import CommuneYear, State
from scoring.release.policy import load_policy
from scoring.release.public import ForcedKind, PublicCommune, PublicRelease
from scoring.release.release import public_release
from scoring.rules.ruleset import Ruleset
from scoring.rules.sensitive import sensitive_criteria
from tests.support.communes import (
    province_year,
    unit_of,
    with_other_secrets,
    with_sensitive_points,
)
from tests.support.strategies import decision_06, small_rulesets

PAIRS = int(os.environ.get("PHUHOP_PAIRS", "2000"))
OF_ONE_RULESET = 10
FEW = 5
STAMP = Stamp("thử")
UNTIL = date(2025, 1, 31)
POLICY = load_policy()

seeds = st.integers(0, 2**32)
many = settings(
    max_examples=PAIRS // OF_ONE_RULESET,
    deadline=None,
    database=None,
    # What fails is small as it is, and each example is ten pairs.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


def place(ruleset: Ruleset, draw: random.Random) -> list[CommuneYear]:
    """Return units of one or two years; decisions follow from points, or from nothing at all."""
    found = []
    for year in draw.choice([(2024,), (2022, 2024)]):
        units = province_year(
            ruleset,
            draw.randint(1, 8),
            draw.randrange(2**32),
            year=year,
            luck=draw.random(),
            is_sealed=draw.random() < 0.9,
        )
        if draw.random() < 0.3 and not any(one.state is State.SELF_SCORED for one in units):
            units = [_at_random(one, draw) for one in units]
        found += units
    return found


def _at_random(one: CommuneYear, draw: random.Random) -> CommuneYear:
    if one.result is None:
        return one
    return unit_of(one.result, draw.choice([State.RECOGNISED, State.REFUSED, State.WAITING]))


def pair(ruleset: Ruleset, draw: random.Random) -> tuple[PublicRelease, PublicRelease]:
    """Return the releases of two data sets that agree on all that is public."""
    units = place(ruleset, draw)
    others = with_other_secrets(units, ruleset, draw)
    draw.shuffle(others)
    one, other = (public_release(each, ruleset, POLICY) for each in (units, others))
    return one, other


def bytes_of(release: PublicRelease) -> dict[str, bytes]:
    """Return every file of open data, site and public report."""
    data = open_data(release, replace(about(EMPTY, "thử"), objections_until=UNTIL))
    edition = edition_of(release, EMPTY, STAMP, data)
    files = {file.path: file.content for file in site_files(edition, downloads(data))}
    papers = public_documents(release, STAMP)
    assert files
    assert papers
    return files | papers


@many
@given(small_rulesets(marked=True), seeds)
def test_what_the_public_may_know_decides_release_and_open_data(
    ruleset: Ruleset, seed: int
) -> None:
    draw = random.Random(seed)  # noqa: S311 -- invented data
    for rules in (*[ruleset] * (OF_ONE_RULESET - 1), decision_06()):
        one, other = pair(rules, draw)

        assert one == other
        assert open_tables(one, UNTIL) == open_tables(other, UNTIL)


@settings(many, max_examples=PAIRS // 100)
@given(small_rulesets(marked=True), seeds)
def test_what_the_public_may_know_decides_every_byte(ruleset: Ruleset, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 -- invented data
    one, other = pair(draw.choice([ruleset, decision_06()]), draw)

    assert bytes_of(one) == bytes_of(other)


# --- the attacker ---


def _outcomes(ruleset: Ruleset) -> list[tuple[Fraction, ...]]:
    return list(product(*(possible_points(one) for one in sensitive_criteria(ruleset))))


def _goes_with(ruleset: Ruleset, one: PublicCommune, outcome: tuple[Fraction, ...]) -> bool:
    """Whether decision and public points of a unit, all of them known, allow an outcome."""
    assert one.points is not None
    assert one.threshold is not None
    everything = [*outcome, *(p for p in one.points.criteria.values() if p is not None)]
    is_met = (
        min(everything) > ruleset.recognition.disqualifying_points
        and sum(everything) >= one.threshold
    )
    return is_met == (one.state is State.RECOGNISED)


def _is_pointed(one: PublicCommune) -> bool:
    return (
        one.state in {State.RECOGNISED, State.REFUSED}
        and one.points is not None
        and one.points.total is not None
    )


def _excluded_by_a_reader(
    units: list[CommuneYear],
    at: int,
    ruleset: Ruleset,
    released: PublicRelease,
    outcomes: list[tuple[Fraction, ...]],
) -> list[tuple[Fraction, ...]]:
    """Return the outcomes of one unit that do not give what was published."""
    return [
        outcome
        for outcome in outcomes
        if public_release(
            [*units[:at], with_sensitive_points(units[at], ruleset, outcome), *units[at + 1 :]],
            ruleset,
            POLICY,
        )
        != released
    ]


@settings(many, max_examples=200)
@given(small_rulesets(marked=True), seeds)
def test_a_reader_of_everything_excludes_only_what_decision_and_points_exclude(
    ruleset: Ruleset, seed: int
) -> None:
    draw = random.Random(seed)  # noqa: S311 -- invented data
    units = sorted(place(ruleset, draw), key=lambda one: (one.year, one.code))
    released = public_release(units, ruleset, POLICY)
    outcomes = _outcomes(ruleset)
    tried = outcomes if len(outcomes) < FEW else draw.sample(outcomes, FEW)
    public = [*released.earlier, *released.communes]
    sent = [at for at, one in enumerate(units) if one.result is not None]
    for at in sent if len(sent) < FEW else draw.sample(sent, FEW):
        one = public[at]

        assert [] == _excluded_by_a_reader(units, at, ruleset, released, tried)
        if _is_pointed(one) and one.forced is not None:
            left = [each for each in outcomes if _goes_with(ruleset, one, each)] or outcomes
            if one.forced.kind is not ForcedKind.UNEXPLAINED:
                assert {
                    number: tuple(sorted(set(points)))
                    for number, points in zip(
                        one.forced.criteria, zip(*left, strict=True), strict=True
                    )
                } == one.forced.criteria


@pytest.mark.parametrize("seed", range(5))
def test_a_reader_of_a_province_under_decision_06_excludes_nothing_more(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 -- invented data
    units = province_year(decision_06(), 30, seed)
    released = public_release(units, decision_06(), POLICY)
    outcomes = _outcomes(decision_06())
    for at in draw.sample([n for n, one in enumerate(units) if one.result], 10):
        tried = draw.sample(outcomes, 5)

        assert [] == _excluded_by_a_reader(units, at, decision_06(), released, tried)


def test_the_pairs_do_differ_in_what_is_not_public() -> None:
    """Else the property would hold of nothing."""
    draw = random.Random(1)  # noqa: S311 -- invented data
    units = province_year(decision_06(), 40, 1)
    others = with_other_secrets(units, decision_06(), draw)
    both = [
        (one.result, other.result)
        for one, other in zip(units, others, strict=True)
        if one.result is not None and other.result is not None
    ]

    for number in (3, 4, 5, 6):
        assert any(a.criteria[number] != b.criteria[number] for a, b in both)
    for name in ("total", "verdict", "reached", "no_zero", "level", "status", "parts", "place"):
        assert any(getattr(a, name) != getattr(b, name) for a, b in both), name
    policy = replace(POLICY, official_results=True)
    one, other = (public_release(each, decision_06(), policy) for each in (units, others))
    assert one.communes != other.communes
