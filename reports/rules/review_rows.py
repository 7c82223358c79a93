"""Every number of a ruleset as one row to compare: what it is, its value, citation, level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from reports.wording.vietnamese import short_date
from scoring.base.quantities import vietnamese
from scoring.confirmation.numbers import LEVEL, Kind, LawNumber
from scoring.formats.fields import UNKNOWN
from scoring.formats.strict_yaml import Path_
from scoring.rules.indicators import Count, Ratio, ZeroDenominator, ZeroOutcome
from scoring.rules.kinds.band_scale import Direction
from scoring.rules.kinds.part import Part, PointsRow
from scoring.rules.ruleset import Criterion, Document, Recognition, Ruleset, Threshold
from scoring.rules.verification import Verification

_POINTS = "điểm"
DIRECTIONS: tuple[str, ...] = get_args(Direction)
OUTCOMES: tuple[str, ...] = get_args(ZeroOutcome)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One number, or one word that decides like a number, as the ruleset has it now."""

    what: str
    value: str
    citation: str
    level: str
    number: LawNumber


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
            ReviewGroup(
                criterion.slug,
                f"Tiêu chí {criterion.number}. {criterion.name}",
                tuple(_criterion(criterion, ("tiêu chí", row), ruleset)),
            )
            for row, criterion in enumerate(ruleset.criteria)
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
    scope = ("văn bản",)
    for what, value, key, kind in (
        ("Số, ký hiệu", document.number, "số hiệu", Kind.TEXT),
        ("Trích yếu", document.title, "tên", Kind.TEXT),
        ("Cơ quan ban hành", document.issuer, "cơ quan ban hành", Kind.TEXT),
        ("Ngày ban hành", short_date(document.issued_on), "ngày ban hành", Kind.DAY),
        ("Có hiệu lực từ", short_date(document.in_force_from), "có hiệu lực từ", Kind.DAY),
        (
            "Hết hiệu lực từ",
            short_date(until) if until else "chưa thấy văn bản thay thế",
            "hết hiệu lực từ",
            Kind.DAY,
        ),
    ):
        number = LawNumber((*scope, key), kind, scope)
        yield ReviewRow(what, value, f"đọc ở: {document.source}", level, number)


def _recognition(recognition: Recognition) -> Iterator[ReviewRow]:
    citation, own, base = recognition.citation, recognition.own_levels, recognition.verified
    floor = vietnamese(recognition.disqualifying_points)
    most = points_words(recognition.total_points)
    scope = ("công nhận",)

    def one(key: str, kind: Kind) -> LawNumber:
        return LawNumber((*scope, key), kind, scope, (*scope, "đối chiếu riêng", key))

    yield ReviewRow(
        "Tổng điểm tối đa",
        most,
        citation,
        str(own.total_points or base),
        one("tổng điểm tối đa", Kind.POINTS),
    )
    yield ReviewRow(
        "Điểm liệt (tiêu chí chỉ được số điểm này là bị liệt)",
        f"{floor} điểm",
        citation,
        str(own.disqualifying_points or base),
        one("điểm liệt", Kind.POINTS),
    )
    yield ReviewRow(
        "«Đạt» một tiêu chí nghĩa là",
        f"trên {floor} điểm",
        citation,
        str(own.all_criteria or base),
        one("tiêu chí đạt", Kind.FIXED),
    )
    kinds = ", ".join(recognition.kinds)
    number = LawNumber((*scope, "loại đơn vị"), Kind.FIXED, scope)
    yield ReviewRow("Loại đơn vị áp dụng", kinds, citation, str(base), number)
    for row, threshold in enumerate(recognition.thresholds):
        at = (*scope, "ngưỡng", row)
        yield ReviewRow(
            f"Ngưỡng: {threshold.group} (khi: {threshold_words(threshold)})",
            points_words(threshold.points),
            citation,
            str(threshold.verified or base),
            LawNumber((*at, "điểm"), Kind.POINTS, scope, (*at, LEVEL)),
        )
    for row, authority in enumerate(recognition.authorities):
        at = (*scope, "cơ quan công nhận", row)
        yield ReviewRow(
            f"Cơ quan công nhận từ {short_date(authority.from_day)}",
            authority.name,
            citation,
            str(recognition.verification_of(authority) or "–"),
            # What is unknown shares no level with anything: its own path is its scope.
            LawNumber((*at, "là"), Kind.TEXT, at, (*at, LEVEL)),
        )


def _criterion(criterion: Criterion, at: Path_, ruleset: Ruleset) -> Iterator[ReviewRow]:
    citation = criterion.citation
    levels = dict.fromkeys(str(part.verified) for part in criterion.parts)
    level = str(criterion.verified) if criterion.verified else "; ".join(levels)
    most = points_words(criterion.max_points)
    number = LawNumber((*at, "điểm tối đa"), Kind.POINTS, at)
    yield ReviewRow("Điểm tối đa của tiêu chí", most, citation, level, number)
    for row, part in enumerate(criterion.parts):
        yield from _part(part, (*at, "các phần", row), citation, ruleset)


def _part(part: Part, at: Path_, citation: str, ruleset: Ruleset) -> Iterator[ReviewRow]:
    own, name = part.verified, f"Phần {part.code}"
    if part.given_max_points is not None:
        most = points_words(part.max_points)
        number = LawNumber((*at, "điểm tối đa"), Kind.POINTS, at)
        yield ReviewRow(f"{name}: điểm tối đa", most, citation, str(own), number)
    if part.indicator is None:
        for row in part.rows:
            words = f"{row.label} – trả lời «có»"
            level = str(row.verified)
            yield ReviewRow(words, points_words(row.points), citation, level, _of_row(row, at))
        return
    compared = f", {part.kind}" if part.is_compared else ""
    yield _measured(f"{name}{compared}", part.indicator, ruleset, citation, own, at)
    if part.direction:
        number = LawNumber((*at, "chiều"), Kind.CHOICE, at, choices=DIRECTIONS)
        yield ReviewRow(f"{name}: chiều", part.direction, citation, str(own), number)
    for row in part.rows:
        words = f"{name}: {band_words(row)}"
        points = points_words(row.points)
        yield ReviewRow(words, points, citation, str(row.verified), _of_row(row, at))
    if part.zero_denominator is not None:
        yield _zero(name, part.zero_denominator, own, at)


def _of_row(row: PointsRow, at: Path_) -> LawNumber:
    """Return where a row's points stand: those of a mapping of its own may have a level."""
    points = (*at, *row.at)
    own = (*points[:-1], LEVEL) if row.at[-1] == _POINTS else None
    return LawNumber(*((points[:-1], Kind.BAND) if row.edges else (points, Kind.POINTS)), at, own)


def _measured(  # noqa: PLR0913, PLR0917 -- what a row says
    name: str,
    indicator: Ratio | Count,
    ruleset: Ruleset,
    citation: str,
    own: Verification,
    at: Path_,
) -> ReviewRow:
    figures = ruleset.figures
    here = (*at, "chỉ số")
    if isinstance(indicator, Count):
        words, value = f"lấy nguyên số «{figures[indicator.figure].name}»", "đúng số liệu này"
        number = LawNumber(here, Kind.FIXED, at)
    else:
        top, bottom = figures[indicator.numerator].name, figures[indicator.denominator].name
        words = f"«{top}» chia «{bottom}», nhân với"
        value = vietnamese(indicator.multiplier)
        number = LawNumber((*here, "nhân với"), Kind.POINTS, at)
    return ReviewRow(f"{name}: {words}", value, citation, str(own), number)


def _zero(name: str, rule: ZeroDenominator, own: Verification, at: Path_) -> ReviewRow:
    here = (*at, "khi mẫu số bằng 0")
    number = LawNumber((*here, "kết quả"), Kind.CHOICE, at, (*here, LEVEL), OUTCOMES)
    level = str(rule.verified or own)
    return ReviewRow(f"{name}: khi mẫu số bằng 0", rule.outcome, rule.citation, level, number)
