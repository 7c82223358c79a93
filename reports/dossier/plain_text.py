"""A result as plain text for the terminal: verdict first, then conditions, then criteria."""

from __future__ import annotations

from collections.abc import Iterator

from reports.wording.stamp import Stamp
from reports.wording.text_lines import notice_lines, wrapped
from reports.wording.words import MARKS
from scoring.base.quantities import interval_text, vietnamese
from scoring.engine.explanation import Explanation, explain
from scoring.engine.score_sheet import ScoreSheet
from scoring.engine.verdict_words import CONDITION_NAMES


def to_text(sheet: ScoreSheet, stamp: Stamp) -> str:
    """Return the result of one commune; ends with an empty line."""
    said = explain(sheet)
    body = (*_conditions(sheet, said), *_criteria(sheet, said))
    return "\n".join([*_head(sheet), *body, *_foot(sheet, stamp)])


def _head(sheet: ScoreSheet) -> Iterator[str]:
    commune = sheet.commune
    yield f"{commune.name} · {commune.code} · {commune.kind.value} · năm {sheet.year}"
    yield from notice_lines(sheet)


def _conditions(sheet: ScoreSheet, explanation: Explanation) -> Iterator[str]:
    yield ""
    verdict = f"{MARKS[sheet.verdict].sign} {sheet.verdict.value.upper()}"
    yield f"KẾT LUẬN  {verdict}. {explanation.verdict}"
    for condition in sheet.conditions:
        sign = MARKS[condition.finding].sign
        name, finding = CONDITION_NAMES[condition.code], condition.finding.value
        yield from wrapped(
            f"{sign} {name}: {finding}. {explanation.conditions[condition.code]}", "  "
        )
    yield from wrapped(explanation.total, "  ")
    if explanation.deciding:
        yield "Còn quyết định kết luận (nhiều điểm trước):"
        for sentence in explanation.deciding:
            yield from wrapped(f"- {sentence}", "  ")


def _criteria(sheet: ScoreSheet, explanation: Explanation) -> Iterator[str]:
    yield ""
    yield "TIÊU CHÍ"
    for criterion in sheet.criteria:
        points = interval_text(criterion.minimum, criterion.maximum)
        most = vietnamese(criterion.max_points)
        yield from wrapped(f"{criterion.number}. {criterion.name}: {points}/{most} điểm", "  ")
        for part in criterion.parts:
            label = f"[{part.code}] " if len(criterion.parts) > 1 else ""
            yield from wrapped(f"{label}{explanation.parts[part.code]}", "     ")


def _foot(sheet: ScoreSheet, stamp: Stamp) -> Iterator[str]:
    ruleset = sheet.ruleset
    yield ""
    yield f"Bộ tiêu chí {ruleset.number} ({ruleset.id}), SHA-256 {ruleset.sha256}"
    yield f"phuhop {stamp.program}; số liệu SHA-256 {sheet.input_sha256}"
    yield ""
