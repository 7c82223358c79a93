"""The same rows scored one by one and over columns, and held to each other."""

from __future__ import annotations

from scoring.batch.columns import columns_of
from scoring.batch.part_columns import NO_BAND, OUTCOMES
from scoring.batch.scorer import FINDINGS, BatchResult, BatchScorer
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Outcome, ScoreSheet
from scoring.engine.scorer import score
from scoring.rules.ruleset import Ruleset


def scored_both_ways(
    ruleset: Ruleset, rows: list[Assessment]
) -> tuple[BatchResult, list[ScoreSheet]]:
    result = BatchScorer(ruleset).score(columns_of(ruleset, rows))
    return result, [score(ruleset, row) for row in rows]


def assert_rows_agree(ruleset: Ruleset, rows: list[Assessment]) -> None:
    result, sheets = scored_both_ways(ruleset, rows)
    for row, sheet in enumerate(sheets):
        assert _reference(ruleset, sheet) == _vector(ruleset, result, row)


def _reference(ruleset: Ruleset, sheet: ScoreSheet) -> dict:
    groups = [threshold.group for threshold in ruleset.recognition.thresholds]
    return {
        "parts": [
            (p.code, p.outcome, p.band, p.points, p.minimum, p.maximum, p.level.strength)
            for p in sheet.parts
        ],
        "criteria": [
            (c.number, c.minimum, c.maximum, c.finding, c.points is not None)
            for c in sheet.criteria
        ],
        "total": (sheet.total.minimum, sheet.total.maximum, sheet.total.points is not None),
        "threshold": groups.index(sheet.threshold.group),
        "conditions": [condition.finding for condition in sheet.conditions],
        "verdict": sheet.verdict,
        "level": sheet.ruleset.level.strength,
    }


def _vector(ruleset: Ruleset, result: BatchResult, row: int) -> dict:
    parts = []
    for _, part in ruleset.parts:
        columns = result.parts[part.code]
        outcome, band = OUTCOMES[columns.outcome[row]], columns.band[row]
        labels = [each.label for each in part.rows]
        parts.append(
            (
                part.code,
                outcome,
                None if band == NO_BAND else labels[band],
                result.points(columns.points[row]) if outcome is Outcome.SCORED else None,
                result.points(columns.minimum[row]),
                result.points(columns.maximum[row]),
                columns.level[row],
            )
        )
    by_criteria = FINDINGS[result.finding_criteria[row]]
    return {
        "parts": parts,
        "criteria": [
            (
                c.number,
                result.points(c.minimum[row]),
                result.points(c.maximum[row]),
                FINDINGS[c.finding[row]],
                bool(c.is_scored[row]),
            )
            for c in result.criteria
        ],
        "total": (
            result.points(result.minimum[row]),
            result.points(result.maximum[row]),
            bool(result.is_scored[row]),
        ),
        "threshold": result.threshold[row],
        "conditions": [by_criteria, by_criteria, FINDINGS[result.finding_threshold[row]]],
        "verdict": FINDINGS[result.verdict[row]],
        "level": result.level[row],
    }
