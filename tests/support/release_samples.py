"""Invented results of a province for tests of releases: seeded, points as the ruleset gives."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

from scoring.base.levels import Level
from scoring.engine.score_sheet import Finding
from scoring.release.rows import SELF_ASSESSED, Interval, ScoredRow
from scoring.release.total_classes import possible_points
from scoring.rules.ruleset import Ruleset

DISTRICTS = ("Rừng Thông", "Đồng Mây", "Suối Mơ", "Núi Ngọc", "Bến Trăng", "Cồn Gió", "Đảo Xa")
KINDS = ("xã", "xã", "xã", "thị trấn", "phường")


def province(
    ruleset: Ruleset, communes: int, seed: int, *, year: int = 2024, luck: float = 0.9
) -> list[ScoredRow]:
    """Return so many communes in districts of uneven size; *luck* is how often points are full."""
    draw = random.Random(seed)  # noqa: S311 -- invented data
    weights = [7, 6, 5, 4, 3, 2, 1]
    return [
        replace(
            _row(ruleset, draw, number, luck),
            district=draw.choices(DISTRICTS, weights)[0],
            year=year,
        )
        for number in range(communes)
    ]


def _row(ruleset: Ruleset, draw: random.Random, number: int, luck: float) -> ScoredRow:
    threshold = draw.choice(ruleset.recognition.thresholds)
    criteria: dict[int, Interval] = {}
    for criterion in ruleset.criteria:
        points = Fraction(0)
        for part in criterion.parts:
            possible = sorted(possible_points(part))
            points += possible[-1] if draw.random() < luck else draw.choice(possible)
        criteria[criterion.number] = Interval(points, points)
    if draw.random() < 0.05:
        criteria[1] = Interval(Fraction(0), Fraction(100))
    row = ScoredRow(
        code=f"{99100 + number}",
        name=f"Xã Số {number + 1}",
        kind=draw.choice(KINDS),
        province="Tỉnh Trăng Non",
        district=None,
        year=2024,
        ruleset_id=ruleset.id,
        ruleset_sha256=ruleset.sha256,
        level=Level.ASSUMED,
        group=threshold.group,
        threshold=threshold.points,
        points=None,
        minimum=Fraction(0),
        maximum=Fraction(0),
        verdict=Finding.CANNOT_SAY,
        status=SELF_ASSESSED,
        criteria=criteria,
    )
    return scored(row)


def scored(row: ScoredRow) -> ScoredRow:
    """Return the row with total and verdict as its criteria give them."""
    least = sum((one.minimum for one in row.criteria.values()), Fraction(0))
    most = sum((one.maximum for one in row.criteria.values()), Fraction(0))
    if any(one.maximum <= 0 for one in row.criteria.values()) or most < row.threshold:
        verdict = Finding.NOT_MET
    elif all(one.minimum > 0 for one in row.criteria.values()) and least >= row.threshold:
        verdict = Finding.MET
    else:
        verdict = Finding.CANNOT_SAY
    points = least if least == most else None
    return replace(row, minimum=least, maximum=most, points=points, verdict=verdict)
