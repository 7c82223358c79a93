"""A result as plain text for the terminal: verdict first, then conditions, then criteria."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from fractions import Fraction

from reports.stamp import Stamp
from scoring.explanation import explain, level_words
from scoring.quantities import vietnamese
from scoring.result import Finding, ScoreSheet
from scoring.verdict_words import CONDITION_NAMES

WIDTH = 96
_SIGNS = {Finding.MET: "✔", Finding.NOT_MET: "✘", Finding.CANNOT_SAY: "?"}


def to_text(sheet: ScoreSheet, stamp: Stamp) -> str:
    """Return the result of one commune; ends with an empty line."""
    return "\n".join([*_head(sheet), *_conditions(sheet), *_criteria(sheet), *_foot(sheet, stamp)])


def _head(sheet: ScoreSheet) -> Iterator[str]:
    commune = sheet.commune
    yield f"{commune.name} · {commune.code} · {commune.kind.value} · năm {sheet.year}"
    if commune.is_invented:
        yield f"SỐ LIỆU MẪU – {commune.kind.value} hư cấu, không phải số liệu thật."
    if not sheet.ruleset.level.is_official:
        yield (
            "Bảng điểm chưa đối chiếu văn bản gốc; mức tin cậy thấp nhất đã dùng: "
            f"{level_words(sheet.ruleset.level)}."
        )


def _conditions(sheet: ScoreSheet) -> Iterator[str]:
    explanation = explain(sheet)
    yield ""
    verdict = f"{_SIGNS[sheet.verdict]} {sheet.verdict.value.upper()}"
    yield f"KẾT LUẬN  {verdict}. {explanation.verdict}"
    for condition in sheet.conditions:
        sign = _SIGNS[condition.finding]
        name, finding = CONDITION_NAMES[condition.code], condition.finding.value
        yield from _wrapped(
            f"{sign} {name}: {finding}. {explanation.conditions[condition.code]}", "  "
        )
    yield from _wrapped(explanation.total, "  ")
    if explanation.deciding:
        yield "Còn quyết định kết luận (nhiều điểm trước):"
        for sentence in explanation.deciding:
            yield from _wrapped(f"- {sentence}", "  ")


def _criteria(sheet: ScoreSheet) -> Iterator[str]:
    explanation = explain(sheet)
    yield ""
    yield "TIÊU CHÍ"
    for criterion in sheet.criteria:
        points = _interval(criterion.points, criterion.minimum, criterion.maximum)
        most = vietnamese(criterion.max_points)
        yield from _wrapped(f"{criterion.number}. {criterion.name}: {points}/{most} điểm", "  ")
        for part in criterion.parts:
            said = explanation.parts[part.code]
            label = f"[{part.code}] " if len(criterion.parts) > 1 else ""
            sentences = (said.text, said.next_step, said.basis)
            text = " ".join(sentence for sentence in sentences if sentence)
            yield from _wrapped(f"{label}{text}", "     ")


def _foot(sheet: ScoreSheet, stamp: Stamp) -> Iterator[str]:
    ruleset = sheet.ruleset
    yield ""
    yield f"Bộ tiêu chí {ruleset.number} ({ruleset.id}), SHA-256 {ruleset.sha256}"
    yield f"phuhop {stamp.program}; số liệu SHA-256 {sheet.input_sha256}"
    yield ""


def _interval(points: Fraction | None, minimum: Fraction, maximum: Fraction) -> str:
    if points is not None:
        return vietnamese(points)
    return f"{vietnamese(minimum)}–{vietnamese(maximum)}"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
