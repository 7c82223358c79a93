"""The boundary table of a ruleset as plain text that a lawyer can read."""

from __future__ import annotations

from reports.wording.text_lines import aligned
from scoring.base.quantities import vietnamese
from scoring.rules.boundaries import boundary_cases
from scoring.rules.ruleset import Ruleset


def boundary_text(ruleset: Ruleset) -> str:
    """Return one line for each case at an edge: part, where, figures, band, points."""
    rows = [("phần", "ở đâu", "số liệu", "mức", "điểm")]
    rows += [
        (
            case.part,
            case.where,
            "/".join(vietnamese(count) for count in case.figures.values()),
            case.band,
            "chưa rõ" if case.points is None else vietnamese(case.points),
        )
        for case in boundary_cases(ruleset)
    ]
    heading = "Bảng ranh giới (ngay dưới, đúng, ngay trên mỗi mức)"
    return "\n".join([heading, *aligned(rows)]) + "\n"
