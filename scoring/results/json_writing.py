"""The result as JSON, format ``phuhop.result/1`` (contract; one object per commune)."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from scoring.base.quantities import json_number
from scoring.engine.explanation import Explanation, explain
from scoring.engine.score_sheet import CriterionScore, PartScore, ScoreSheet

FORMAT = "phuhop.result/1"


def to_json(sheet: ScoreSheet, program: str) -> str:
    """Return the result as one line of JSON, keys in the contract's order."""
    return json.dumps(as_result(sheet, program), ensure_ascii=False)


def as_result(sheet: ScoreSheet, program: str) -> dict[str, Any]:
    """Return the result object of the contract.

    ``points`` is ``null`` unless every part below is scored; ``value`` is decimal text with
    a point, rounded for display on its own side of every band edge. *program* is the version
    that scored.
    """
    explanation = explain(sheet)
    commune, ruleset, total = sheet.commune, sheet.ruleset, sheet.total
    return {
        "format": FORMAT,
        "program": program,
        "ruleset": {
            "id": ruleset.id,
            "number": ruleset.number,
            "sha256": ruleset.sha256,
            "level": ruleset.level.value,
        },
        "input_sha256": sheet.input_sha256,
        "commune": {
            "code": commune.code,
            "name": commune.name,
            "kind": commune.kind.value,
            "areas": [area.value for area in commune.areas],
            "province": commune.province,
            "district": commune.district,
            "centrally_run_city": commune.centrally_run_city,
        },
        "year": sheet.year,
        "threshold": {
            "group": sheet.threshold.group,
            "points": json_number(sheet.threshold.points),
            **_other_groups(sheet),
        },
        "total": {
            "points": _points(total.points),
            "min": json_number(total.minimum),
            "max": json_number(total.maximum),
            "max_points": json_number(total.max_points),
        },
        "conditions": [
            {
                "code": condition.code,
                "finding": condition.finding.name,
                "reason": explanation.conditions[condition.code],
            }
            for condition in sheet.conditions
        ],
        "verdict": sheet.verdict.name,
        "criteria": [_criterion(criterion, explanation) for criterion in sheet.criteria],
    }


def _other_groups(sheet: ScoreSheet) -> dict[str, Any]:
    """Return what blank areas leave open; only where there is something, as with rulings."""
    if not sheet.other_groups:
        return {}
    return {
        "blank_areas": [area.value for area in sheet.commune.blank_areas or ()],
        "other_groups": [
            {
                "areas": [area.value for area in other.areas],
                "group": other.group,
                "points": json_number(other.points),
                "verdict": other.verdict.name,
            }
            for other in sheet.other_groups
        ],
    }


def _criterion(criterion: CriterionScore, explanation: Explanation) -> dict[str, Any]:
    return {
        "number": criterion.number,
        "slug": criterion.slug,
        "name": criterion.name,
        "points": _points(criterion.points),
        "min": json_number(criterion.minimum),
        "max": json_number(criterion.maximum),
        "max_points": json_number(criterion.max_points),
        "explanation": explanation.criteria[criterion.number],
        "parts": [_part(part, explanation) for part in criterion.parts],
    }


def _part(part: PartScore, explanation: Explanation) -> dict[str, Any]:
    result = _scored(part, explanation)
    if part.ruling is not None and part.ruled_outcome is not None:
        # Only where a person ruled, so that every other result stays the bytes it was.
        result["ruling"] = {
            "instead_of": part.ruled_outcome.name,
            "reason": part.ruling.reason,
            "citation": part.ruling.citation,
            "by": part.ruling.by,
        }
    return result


def _scored(part: PartScore, explanation: Explanation) -> dict[str, Any]:
    return {
        "code": part.code,
        "kind": part.kind,
        "outcome": part.outcome.name,
        "points": _points(part.points),
        "max_points": json_number(part.max_points),
        "numerator": part.numerator,
        "denominator": part.denominator,
        "value": part.value_text,
        "unit": part.unit,
        "band": part.band,
        "citation": part.citation,
        "level": part.level.value,
        "explanation": str(explanation.parts[part.code]),
    }


def _points(points: Fraction | None) -> int | float | None:
    return None if points is None else json_number(points)
