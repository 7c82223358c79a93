"""Rankings as JSON, format ``phuhop.ranking/1``: the table's rows, and what they rest on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from reports.ranking.model import RankingReport
from reports.ranking.notes import notes
from reports.ranking.table import ranking_rows
from reports.wording.stamp import Stamp
from scoring.base.quantities import points_text

FORMAT = "phuhop.ranking/1"


def ranking_json(reports: Sequence[RankingReport], stamp: Stamp) -> bytes:
    """Return the rankings as one JSON object; blanks are left out of a row."""
    found = {
        "format": FORMAT,
        "program": stamp.program,
        "rankings": [_ranking(report) for report in reports],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _ranking(report: RankingReport) -> dict[str, Any]:
    ranking, rule, trials = report.ranking, report.ranking.tie_break, report.trials
    return {
        "year": ranking.year,
        "ruleset": {"id": ranking.ruleset.id, "sha256": ranking.ruleset.sha256},
        "tie_break": rule
        and {"name": rule.name, "sha256": rule.sha256, "verified": str(rule.verified)},
        "compared_with": report.changes.year,
        "trials": trials
        and {
            "draws": trials.draws,
            "seed": trials.seed,
            "points_limit": points_text(trials.limits.points),
            "edges_limit": points_text(trials.limits.edges),
            "points_step": points_text(trials.step),
        },
        "notes": list(notes(report)),
        "rows": [
            {name: value for name, value in row.items() if value is not None}
            for row in ranking_rows(report)
        ],
    }
