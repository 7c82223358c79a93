"""Every number of a ruleset as one row to compare: what it is, its value, citation, level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from reports.wording.vietnamese import short_date
from scoring.base.quantities import vietnamese
from scoring.formats.fields import UNKNOWN
from scoring.rules.indicators import Count, Ratio, ZeroDenominator
from scoring.rules.kinds.part import Part, PointsRow
from scoring.rules.ruleset import Criterion, Document, Recognition, Ruleset, Threshold
from scoring.rules.verification import Verification


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One number, or one word that decides like a number, as the ruleset has it now."""

    what: str
    value: str
    citation: str
    level: str


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """The rows of the document, of recognition, or of one criterion; ``slug`` is its anchor."""

    slug: str
    heading: str
    rows: tuple[ReviewRow, ...]


def review_groups(ruleset: Ruleset) -> tuple[ReviewGroup, ...]:
    """Return every number of *ruleset*, in the file's order."""
    document, recognition = ruleset.document, ruleset.recognition
    return (
        ReviewGroup("van-ban", "Văn bản", tuple(_document(document))),
        ReviewGroup("cong-nhan", "Điều kiện công nhận", tuple(_recognition(recognition))),
        *(
            ReviewGroup(c.slug, f"Tiêu chí {c.number}. {c.name}", tuple(_criterion(c, ruleset)))
            for c in ruleset.criteria
        ),
    )


def points_words(points: Fraction | None) -> str:
    """Return ``50 điểm``, or that it is not known."""
    return UNKNOWN if points is None else f"{vietnamese(points)} điểm"


def band_words(row: PointsRow) -> str:
    """Return a row in the law's words with its unit: ``từ 95 dưới 98 phần trăm``."""
    return f"{row.label} {row.unit}".rstrip()


def threshold_words(threshold: Threshold) -> str:
    """Return which communes fall in a group, as the ruleset matches them."""
    if isinstance(threshold.when, str):
        return threshold.when
    said = []
    for pattern in threshold.when:
        city = pattern.centrally_run_city
        words = [
            pattern.kind,
            *([pattern.area] if pattern.area else []),
            *(["thuộc thành phố trực thuộc trung ương"] if city else []),
            *(["không thuộc thành phố trực thuộc trung ương"] if city is False else []),
        ]
        said.append(" ".join(words))
    return "; ".join(said)


def _document(document: Document) -> Iterator[ReviewRow]:
    until = document.in_force_until
    level = str(document.verified or "chưa ghi")
    for what, value in (
        ("Số, ký hiệu", document.number),
        ("Trích yếu", document.title),
        ("Cơ quan ban hành", document.issuer),
        ("Ngày ban hành", short_date(document.issued_on)),
        ("Có hiệu lực từ", short_date(document.in_force_from)),
        ("Hết hiệu lực từ", short_date(until) if until else "chưa thấy văn bản thay thế"),
    ):
        yield ReviewRow(what, value, f"đọc ở: {document.source}", level)


def _recognition(recognition: Recognition) -> Iterator[ReviewRow]:
    citation, own, base = recognition.citation, recognition.own_levels, recognition.verified
    floor = vietnamese(recognition.disqualifying_points)
    most = points_words(recognition.total_points)
    yield ReviewRow("Tổng điểm tối đa", most, citation, str(own.total_points or base))
    yield ReviewRow(
        "Điểm liệt (tiêu chí chỉ được số điểm này là bị liệt)",
        f"{floor} điểm",
        citation,
        str(own.disqualifying_points or base),
    )
    yield ReviewRow(
        "«Đạt» một tiêu chí nghĩa là",
        f"trên {floor} điểm",
        citation,
        str(own.all_criteria or base),
    )
    kinds = ", ".join(recognition.kinds)
    yield ReviewRow("Loại đơn vị áp dụng", kinds, citation, str(base))
    for threshold in recognition.thresholds:
        yield ReviewRow(
            f"Ngưỡng: {threshold.group} (khi: {threshold_words(threshold)})",
            points_words(threshold.points),
            citation,
            str(threshold.verified or base),
        )
    for authority in recognition.authorities:
        yield ReviewRow(
            f"Cơ quan công nhận từ {short_date(authority.from_day)}",
            authority.name,
            citation,
            str(recognition.verification_of(authority) or "–"),
        )


def _criterion(criterion: Criterion, ruleset: Ruleset) -> Iterator[ReviewRow]:
    citation = criterion.citation
    levels = dict.fromkeys(str(part.verified) for part in criterion.parts)
    level = str(criterion.verified) if criterion.verified else "; ".join(levels)
    most = points_words(criterion.max_points)
    yield ReviewRow("Điểm tối đa của tiêu chí", most, citation, level)
    for part in criterion.parts:
        yield from _part(part, citation, ruleset)


def _part(part: Part, citation: str, ruleset: Ruleset) -> Iterator[ReviewRow]:
    own, name = part.verified, f"Phần {part.code}"
    if part.given_max_points is not None:
        yield ReviewRow(f"{name}: điểm tối đa", points_words(part.max_points), citation, str(own))
    if part.indicator is None:
        for row in part.rows:
            words = f"{row.label} – trả lời «có»"
            yield ReviewRow(words, points_words(row.points), citation, str(row.verified))
        return
    compared = f", {part.kind}" if part.is_compared else ""
    yield _measured(f"{name}{compared}", part.indicator, ruleset, citation, own)
    if part.direction:
        yield ReviewRow(f"{name}: chiều", part.direction, citation, str(own))
    for row in part.rows:
        words = f"{name}: {band_words(row)}"
        yield ReviewRow(words, points_words(row.points), citation, str(row.verified))
    if part.zero_denominator is not None:
        yield _zero(name, part.zero_denominator, own)


def _measured(
    name: str, indicator: Ratio | Count, ruleset: Ruleset, citation: str, own: Verification
) -> ReviewRow:
    figures = ruleset.figures
    if isinstance(indicator, Count):
        words, value = f"lấy nguyên số «{figures[indicator.figure].name}»", "đúng số liệu này"
    else:
        top, bottom = figures[indicator.numerator].name, figures[indicator.denominator].name
        words = f"«{top}» chia «{bottom}», nhân với"
        value = vietnamese(indicator.multiplier)
    return ReviewRow(f"{name}: {words}", value, citation, str(own))


def _zero(name: str, rule: ZeroDenominator, own: Verification) -> ReviewRow:
    return ReviewRow(
        f"{name}: khi mẫu số bằng 0", rule.outcome, rule.citation, str(rule.verified or own)
    )
