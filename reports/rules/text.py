"""A ruleset as a readable plain-text table."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from reports.rules.review_rows import band_words, points_words, threshold_words
from reports.wording.clean import clean
from reports.wording.text_lines import aligned
from reports.wording.vietnamese import short_date
from scoring.base.quantities import vietnamese
from scoring.engine.explanation import level_words
from scoring.rules.boundaries import boundary_cases
from scoring.rules.indicators import Count, Ratio
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Criterion, Recognition, Ruleset

WIDTH = 100
_STEP = "  "
_WORDS, _POINTS, _LEVEL = 57, 10, 26  # with the indent and the gaps: WIDTH


def rules_text(ruleset: Ruleset) -> str:
    """Return the whole ruleset as text, no line longer than ``WIDTH``."""
    return "\n".join(line.rstrip() for line in _lines(ruleset)) + "\n"


def _lines(ruleset: Ruleset) -> Iterator[str]:
    document = ruleset.document
    until = document.in_force_until
    yield from _wrapped(f"{document.number} – {document.title}", 0)
    yield from _wrapped(f"Mã bộ tiêu chí: {ruleset.id}", 1)
    yield from _wrapped(f"Ban hành: {short_date(document.issued_on)}, {document.issuer}", 1)
    ends = f"đến trước {short_date(until)}" if until else "chưa thấy văn bản thay thế"
    force = f"Hiệu lực: từ {short_date(document.in_force_from)}, {ends}"
    yield from _wrapped(f"{force} (rà soát {short_date(document.still_in_force_on)})", 1)
    yield from _wrapped(f"Mức tin cậy yếu nhất: {level_words(ruleset.level)}", 1)
    yield f"{_STEP}SHA-256: {ruleset.sha256}"
    yield ""
    yield from _recognition(ruleset.recognition)
    for criterion in ruleset.criteria:
        yield ""
        yield from _criterion(criterion, ruleset)


def _recognition(recognition: Recognition) -> Iterator[str]:
    own, base = recognition.own_levels, recognition.verified
    floor = vietnamese(recognition.disqualifying_points)
    yield "ĐIỀU KIỆN CÔNG NHẬN"
    yield from _wrapped(f"Căn cứ: {recognition.citation}", 1)
    yield from _line(f"Tất cả tiêu chí đều trên {floor} điểm", "", own.all_criteria or base)
    floor_level = own.disqualifying_points or base
    yield from _line(f"Không tiêu chí nào chỉ được {floor} điểm (điểm liệt)", "", floor_level)
    total = points_words(recognition.total_points)
    yield from _line("Tổng điểm tối đa", total, own.total_points or base)
    for threshold in recognition.thresholds:
        points = points_words(threshold.points)
        yield from _line(f"Ngưỡng: {threshold.group}", points, threshold.verified or base)
        yield from _wrapped(f"khi: {threshold_words(threshold)}", 3)
    for authority in recognition.authorities:
        words = f"Cơ quan công nhận từ {short_date(authority.from_day)}: {authority.name}"
        yield from _line(words, "", recognition.verification_of(authority) or "–")


def _criterion(criterion: Criterion, ruleset: Ruleset) -> Iterator[str]:
    most = points_words(criterion.max_points)
    yield from _wrapped(f"{criterion.number}. {criterion.name}", 0)
    level = f"; {criterion.verified}" if criterion.verified else ""
    yield from _wrapped(f"tối đa {most}{level}; căn cứ: {criterion.citation}", 1)
    for part in criterion.parts:
        yield from _part(part, ruleset)


def _part(part: Part, ruleset: Ruleset) -> Iterator[str]:
    name = f" {part.name}" if part.name else ""
    yield from _wrapped(f"Phần {part.code}{name}: {part.kind}", 1)
    evidence = len(part.evidence) + sum(len(item.evidence) for item in part.items)
    if part.indicator is not None:
        measured = _indicator(part.indicator, ruleset)
        known = f"{measured}; {part.direction}" if part.direction else f"{measured} ({part.unit})"
        yield from _wrapped(f"{known}, {part.kind}" if part.is_compared else known, 2)
    for row in part.rows:
        yield from _line(band_words(row), points_words(row.points), row.verified)
    rule = part.zero_denominator
    if rule is not None:
        words = f"khi mẫu số bằng 0: {rule.outcome} ({rule.citation})"
        yield from _line(words, "", rule.verified or part.verified)
    yield from _wrapped(f"Tài liệu kiểm chứng: {vietnamese(evidence)}", 2)


def _indicator(indicator: Ratio | Count, ruleset: Ruleset) -> str:
    figures = ruleset.figures
    if isinstance(indicator, Count):
        return figures[indicator.figure].name
    top, bottom = figures[indicator.numerator].name, figures[indicator.denominator].name
    return f"{top} / {bottom} × {vietnamese(indicator.multiplier)}"


def _line(words: str, points: str, level: object) -> Iterator[str]:
    """Yield a rule in three columns: its words, its points, the level of its number."""
    left = textwrap.wrap(clean(words), _WORDS, subsequent_indent=_STEP) or [""]
    right = textwrap.wrap(clean(str(level)), _LEVEL) or [""]
    for number, (word, said) in enumerate(zip_longest(left, right, fillvalue="")):
        middle = "" if number else points
        yield f"{_STEP}{_STEP}{word.ljust(_WORDS)} {middle.rjust(_POINTS)}  {said}"


def _wrapped(text: str, depth: int) -> Iterator[str]:
    indent = _STEP * depth
    yield from textwrap.wrap(
        clean(text), WIDTH, initial_indent=indent, subsequent_indent=f"{indent}{_STEP}"
    )


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
