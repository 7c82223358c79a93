"""Which threshold a commune must reach, and who recognises it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest

from scoring.base.communes import Area, Commune, CommuneKind
from scoring.base.levels import Level
from scoring.engine.assessment import Assessment
from scoring.engine.scorer import score
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from scoring.rules.threshold_groups import threshold_group
from tests.support.places import SOUND
from tests.support.scored_years import MOUNTAIN_COMMUNE, best_year

# Threshold groups.


def _expected_threshold(kind: CommuneKind, areas: set[Area], *, city: bool) -> int:
    if kind is CommuneKind.WARD:
        return 900 if city else 850
    counting = {Area.MOUNTAINOUS, Area.ISLAND}
    if kind is CommuneKind.COMMUNE:
        counting = set(Area)
    return 800 if areas & counting else 850


@pytest.mark.parametrize("city", [True, False])
@pytest.mark.parametrize("kind", [CommuneKind.COMMUNE, CommuneKind.WARD, CommuneKind.TOWNSHIP])
def test_every_possible_commune_has_the_threshold_of_its_group(
    decision_06: Ruleset, kind: CommuneKind, *, city: bool
) -> None:
    for size in range(4):
        for areas in combinations(Area, size):
            commune = Commune("99001", "Thử", kind, areas, centrally_run_city=city)
            found = threshold_group(decision_06.recognition, commune)

            assert found
            assert _expected_threshold(kind, set(areas), city=city) == found.points


def test_a_special_zone_is_no_kind_that_the_decision_knows(decision_06: Ruleset) -> None:
    zone = Commune("99001", "Thử", CommuneKind.SPECIAL_ZONE)

    assert threshold_group(decision_06.recognition, zone) is None
    with pytest.raises(ValueError, match="no threshold group"):
        score(decision_06, Assessment(zone, 2024))


def test_a_ward_s_group_needs_to_know_the_type_of_its_province(decision_06: Ruleset) -> None:
    ward = Commune("99001", "Thử", CommuneKind.WARD)
    commune = Commune("99001", "Thử", CommuneKind.COMMUNE)
    of_commune = threshold_group(decision_06.recognition, commune)

    assert threshold_group(decision_06.recognition, ward) is None
    assert of_commune
    assert 850 == of_commune.points


# Who recognises.


@pytest.mark.parametrize(
    ("year", "authority", "level"),
    [
        (2024, "Chủ tịch Ủy ban nhân dân cấp huyện", Level.SECONDARY_SOURCE),
        (2025, "chưa rõ", None),
    ],
)
def test_the_authority_is_the_one_of_the_last_day_of_the_year(
    decision_06: Ruleset, year: int, authority: str, level: Level | None
) -> None:
    used = score(decision_06, replace(best_year(), year=year)).ruleset

    assert authority == used.authority
    assert level is used.authority_level


def test_points_stay_exact_fractions(tmp_path: Path) -> None:
    text = SOUND.read_text(encoding="utf-8")
    text = text.replace("            điểm: 20\n", "            điểm: 19.9\n")
    text = text.replace("            điểm: 10\n", "            điểm: 10.1\n")
    path = tmp_path / "le.yaml"
    path.write_text(text, encoding="utf-8")
    sheet = score(
        load(path), Assessment(MOUNTAIN_COMMUNE, 2024, answers={"1.1": True, "1.2": True})
    )

    assert Fraction(30) == sheet.part("1").points
