"""The words of a comparison: points, differences, what they do to the verdict, and why."""

from __future__ import annotations

from fractions import Fraction

from reports.wording.words import BLANK
from scoring.appraisal.comparison import (
    AppraisalChange,
    CriterionComparison,
    Direction,
    Effect,
    PartComparison,
)
from scoring.appraisal.reasons import reasons
from scoring.base.quantities import interval_text, vietnamese
from scoring.engine.score_sheet import CriterionScore, PartScore, Ruling
from scoring.engine.what_if import NOTHING, PointSpan
from scoring.forms.worksheet_ids import UNPROVEN

UNEXPLAINED = "(chưa ghi lý do)"


def points(scored: PartScore | CriterionScore) -> str:
    """Return the points of a part or criterion, and of an open part why it is open."""
    text = interval_text(scored.minimum, scored.maximum)
    if isinstance(scored, PartScore) and scored.points is None:
        return f"{text} ({scored.outcome.value})"
    return text


def difference(span: PointSpan) -> str:
    """Return ``+35``, ``−15``, ``0``, or ``−50 đến 0``.

    >>> difference(Span(Fraction(-15), Fraction(-15)))
    '−15'
    """
    if span.is_exact:
        return _signed(span.minimum)
    return f"{_signed(span.minimum)} đến {_signed(span.maximum)}"


def _signed(number: Fraction) -> str:
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return f"{sign}{vietnamese(abs(number))}"


def effect(of: Effect) -> str:
    """Return what a difference alone does to the verdict."""
    if of.is_none:
        return "không đổi kết luận"
    if of.is_enough and of.is_needed:
        return f"riêng phần này làm «{of.claimed.value}» thành «{of.only_verified.value}»"
    if of.is_enough:
        return (
            f"riêng phần này đủ làm «{of.claimed.value}» thành «{of.only_verified.value}»; "
            "phần khác cũng vậy"
        )
    return f"nếu giữ số tự chấm ở đây thì kết luận là «{of.only_claimed.value}»"


def changes(of: PartComparison) -> str:
    """Return which figures and answers the verifier set otherwise: ``Số …: 93 → 90``."""
    return "; ".join(
        f"{change.name.rstrip('?')}{' (kỳ trước)' if change.is_previous else ''}: "
        f"{' → '.join(change_of(change))}"
        for change in of.changes
    )


def _value(value: int | bool | None) -> str:  # noqa: FBT001 -- a count or an answer
    if value is None:
        return BLANK
    if isinstance(value, bool):
        return "có" if value else "không"
    return vietnamese(value)


def change_of(change: AppraisalChange) -> tuple[str, str]:
    """Return a change's two values as words.

    A blank that the verifier left is no empty cell: it says that the figure was not proven.
    """
    verified = UNPROVEN if change.verified is None else _value(change.verified)
    return _value(change.claimed), verified


def why(of: PartComparison) -> str:
    """Return the verifier's reason: the list's words, the text, the documents, the decision."""
    own = finding_words(of)
    told = [own] if own else []
    if of.ruling is not None:
        told.append(decided(of.ruling))
    if not told and (of.changes or of.difference != NOTHING):
        return UNEXPLAINED
    return "; ".join(told)


def finding_words(of: PartComparison) -> str:
    """Return the reason without the decision: the list's words, the text, the documents."""
    finding = of.finding
    told = [reasons()[finding.reason].name] if finding.reason is not None else []
    if finding.text:
        told.append(finding.text)
    if finding.evidence is not None:
        told.append(f"tài liệu: {finding.evidence.value}")
    return "; ".join(told)


def decided(ruling: Ruling) -> str:
    """Return a decision with its points and reason."""
    who = f" ({ruling.by})" if ruling.by else ""
    basis = f", căn cứ {ruling.citation}" if ruling.citation else ""
    return f"quyết định {vietnamese(ruling.points)} điểm{who}: {ruling.reason}{basis}"


def criterion_why(of: CriterionComparison) -> str:
    """Return the reasons of a criterion's parts, each with its code where there are several."""
    if len(of.parts) == 1:
        return why(of.parts[0])
    told = [(part.code, why(part)) for part in of.parts]
    return "; ".join(f"phần {code}: {text}" for code, text in told if text)


DIRECTIONS = {
    Direction.CLAIMED_HIGHER: "tự chấm cao hơn thẩm định",
    Direction.CLAIMED_LOWER: "tự chấm thấp hơn thẩm định",
    Direction.EQUAL: "như nhau",
    Direction.OPEN: "chưa so được",
}
