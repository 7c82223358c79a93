"""Made-up result rows for tests of ranking, targets and publication."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from scoring.base.communes import CommuneKind
from scoring.base.levels import Level
from scoring.base.problems import Place
from scoring.engine.score_sheet import Finding, Outcome
from scoring.results.rows import Interval, PartResult, ResultRow, RulesetKey

RULES = RulesetKey("06-QD-TTg-2019", "a" * 64)


def result_row(code: str, least: float, most: float | None = None, **more: Any) -> ResultRow:
    """Return a row of one criterion and part whose total lies between *least* and *most*."""
    low = Fraction(least)
    high = low if most is None else Fraction(most)
    total = Interval(low if most is None else None, low, high)
    threshold = more.pop("threshold", Fraction(850))
    reached = Finding.CANNOT_SAY
    if low >= threshold:
        reached = Finding.MET
    elif high < threshold:
        reached = Finding.NOT_MET
    outcome = Outcome.SCORED if most is None else Outcome.MISSING
    values: dict[str, Any] = {
        "code": code,
        "name": f"Xã {code}",
        "kind": CommuneKind.COMMUNE,
        "province": "Tỉnh Mẫu",
        "district": None,
        "year": 2024,
        "ruleset": RULES,
        "level": Level.ASSUMED,
        "group": "Mọi xã",
        "threshold": threshold,
        "total": total,
        "all_criteria": Finding.MET,
        "no_zero": Finding.MET,
        "reached": reached,
        "verdict": reached,
        "criteria": {1: total},
        "parts": {"1": PartResult(outcome, None, total.points)},
        "status": None,
        "place": Place("ket-qua.csv", int(code) % 1000 + 2),
    }
    return ResultRow(**values | more)
