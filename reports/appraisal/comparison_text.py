"""The comparison of one commune as plain text, and as the JSON ``phuhop.comparison/1``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.appraisal import comparison_words as words
from reports.wording.stamp import Stamp
from reports.wording.text_lines import aligned, notice_lines, wrapped
from reports.wording.words import MARKS
from scoring.appraisal.comparison import (
    AppraisalComparison,
    CriterionComparison,
    Effect,
    PartComparison,
)
from scoring.base.quantities import interval_text, json_number, vietnamese
from scoring.engine.explanation import explain
from scoring.engine.what_if import NOTHING, PointSpan
from scoring.results.json_writing import as_result

FORMAT = "phuhop.comparison/1"

_HEADS = ("", "tối đa", "tự chấm", "thẩm định", "chênh lệch", "tiêu chí, phần")


def comparison_text(comparison: AppraisalComparison) -> str:
    """Return the comparison of one commune; ends with an empty line."""
    return "\n".join([*_head(comparison), *_table(comparison), *_reasons(comparison), ""])


def _head(comparison: AppraisalComparison) -> Iterator[str]:
    verified = comparison.appraised.verified
    commune, appraisal = verified.commune, comparison.appraised.appraisal
    yield f"{commune.name} · {commune.code} · năm {verified.year} · tự chấm và thẩm định"
    yield from notice_lines(verified)
    by = [appraisal.appraiser, appraisal.position]
    if any(by):
        yield f"Người thẩm định: {', '.join(piece for piece in by if piece)}."
    claimed = comparison.appraised.claimed
    yield ""
    was, now = (f"{MARKS[one.verdict].sign} {one.verdict.value}" for one in (claimed, verified))
    yield f"KẾT LUẬN  tự chấm: {was}; thẩm định: {now.upper()}"
    yield from wrapped(explain(verified).verdict, "  ")
    yield from wrapped(explain(verified).total, "  ")
    yield ""


def _table(comparison: AppraisalComparison) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [_HEADS]
    for criterion in comparison.criteria:
        rows.append(_row(str(criterion.claimed.number), criterion, criterion.claimed.name))
        if len(criterion.parts) > 1:
            rows += [_row(f"  {part.code}", part, part.name or "") for part in criterion.parts]
    claimed, verified = comparison.appraised.claimed.total, comparison.appraised.verified.total
    rows.append(
        (
            "Σ",
            vietnamese(claimed.max_points),
            interval_text(claimed.minimum, claimed.maximum),
            interval_text(verified.minimum, verified.maximum),
            words.difference(comparison.difference),
            "Tổng điểm",
        )
    )
    yield from aligned(rows)


def _row(label: str, of: CriterionComparison | PartComparison, name: str) -> tuple[str, ...]:
    return (
        label,
        vietnamese(of.claimed.max_points),
        interval_text(of.claimed.minimum, of.claimed.maximum),
        interval_text(of.verified.minimum, of.verified.maximum),
        words.difference(of.difference),
        name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…",
    )


_LONGEST_NAME = 50


def _reasons(comparison: AppraisalComparison) -> Iterator[str]:
    told = [
        part
        for part in comparison.parts
        if part.changes or part.difference != NOTHING or words.why(part)
    ]
    if not told:
        yield "Mọi phần như tự chấm."
        return
    yield ""
    yield "KHÁC NHAU, LÝ DO, ẢNH HƯỞNG ĐẾN KẾT LUẬN"
    for part in told:
        pieces = (words.changes(part), words.why(part), words.effect(part.effect))
        said = ". ".join(f"{piece[0].upper()}{piece[1:]}" for piece in pieces if piece)
        yield from wrapped(f"[{part.code}] {said}.", "  ")


def as_comparison(comparison: AppraisalComparison, stamp: Stamp) -> dict[str, Any]:
    """Return the comparison as plain JSON values; both results stand in it whole."""
    appraised = comparison.appraised
    return {
        "format": FORMAT,
        "program": stamp.program,
        "commune": comparison.commune.code,
        "year": appraised.assessment.year,
        "appraisal": appraised.appraisal.canonical(),
        "appraisal_sha256": appraised.appraisal.sha256,
        "difference": _span(comparison.difference),
        "verdict": {
            "claimed": appraised.claimed.verdict.name,
            "verified": appraised.verified.verdict.name,
        },
        "criteria": [
            {
                "number": criterion.claimed.number,
                **_both(criterion),
                "parts": [
                    {
                        "code": part.code,
                        **_both(part),
                        "changes": [
                            {
                                "code": change.code,
                                "is_previous": change.is_previous,
                                "claimed": change.claimed,
                                "verified": change.verified,
                            }
                            for change in part.changes
                        ],
                        "reason": part.finding.reason,
                        "why": words.why(part),
                    }
                    for part in criterion.parts
                ],
            }
            for criterion in comparison.criteria
        ],
        "claimed": as_result(appraised.claimed, stamp.program),
        "verified": as_result(appraised.verified, stamp.program),
    }


def _both(of: CriterionComparison | PartComparison) -> dict[str, Any]:
    return {
        "max_points": json_number(of.claimed.max_points),
        "claimed": _span(PointSpan(of.claimed.minimum, of.claimed.maximum)),
        "verified": _span(PointSpan(of.verified.minimum, of.verified.maximum)),
        "difference": _span(of.difference),
        "direction": of.direction.name,
        "effect": _effect(of.effect),
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "only_this_verified": effect.only_verified.name,
        "only_this_claimed": effect.only_claimed.name,
        "is_enough": effect.is_enough,
        "is_needed": effect.is_needed,
    }


def _span(span: PointSpan) -> dict[str, Any]:
    return {"min": json_number(span.minimum), "max": json_number(span.maximum)}
