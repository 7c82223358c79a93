"""Words of a release that pages and the report share: shares, totals, what is withheld and why."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from reports.wording.notices import Fact
from reports.wording.vietnamese import short_date
from scoring.base.quantities import decimal_text, vietnamese
from scoring.engine.score_sheet import Finding
from scoring.release.model import PublishedRow, Release, Share, TotalClass
from scoring.release.policy import PublicationPolicy

WITHHELD = "…"
"""A number that is not published: small, or giving a small one away."""

NO_TOTAL = "không công bố"


def count_words(count: int | None) -> str:
    """Return a count of communes, or that it is withheld."""
    return WITHHELD if count is None else vietnamese(count)


def percent_words(share: Fraction | None, edges: Iterable[Fraction] = ()) -> str:
    """Return an exact percentage for the eye; never rounded across one of *edges*."""
    return "" if share is None else f"{vietnamese(decimal_text(share, edges))}%"


def share_words(share: Share | None) -> str:
    """Return a published share: whole per cent, or a class of a small group.

    >>> share_words(Share(12, 12)), share_words(Share(0, 25)), share_words(Share(25, 50))
    ('12%', 'dưới 25%', 'từ 25 đến dưới 50%')
    """
    if share is None:
        return WITHHELD
    if share.least == share.most:
        return f"{share.least}%"
    if share.most == 100:  # noqa: PLR2004 -- per cent; the last class holds its upper end
        return f"từ {share.least}%"
    if not share.least:
        return f"dưới {share.most}%"
    return f"từ {share.least} đến dưới {share.most}%"


def total_words(row: PublishedRow) -> str:
    """Return a commune's published total: a number, a class, or that there is none."""
    if row.least is None or row.most is None:
        return NO_TOTAL
    return interval_words(row.least, row.most)


def interval_words(least: Fraction, most: Fraction) -> str:
    """Return a total, or both ends of a class of totals."""
    if least == most:
        return vietnamese(least)
    return f"{vietnamese(least)} – {vietnamese(most)}"


def class_sentences(release: Release) -> tuple[str, ...]:
    """Return for the method page why some totals are published as one class."""
    return tuple(_class_sentence(one) for one in release.classes)


def _class_sentence(one: TotalClass) -> str:
    decision = "đạt" if one.decision is Finding.MET else "không đạt"
    return (
        f"Nhóm «{one.group}», kết luận {decision}: tổng điểm "
        f"từ {vietnamese(one.least)} đến {vietnamese(one.most)} công bố chung một khoảng."
    )


WHY_CLASSED = (
    "Với bộ tiêu chí này, có những tổng điểm tự nó cho biết điểm của một phần thuộc tiêu chí "
    "nhạy cảm (ví dụ tổng điểm tối đa cho biết không phát sinh trường hợp nào). Các tổng điểm đó "
    "được gộp với tổng điểm lân cận; cách gộp chỉ phụ thuộc bộ tiêu chí và các số đã công bố, "
    "không phụ thuộc kết quả của xã nào."
)


def policy_facts(policy: PublicationPolicy, release: Release) -> tuple[Fact, ...]:
    """Return the policy as a reader may know it; its whole text is ``policy.text``."""
    names = {c.slug: f"tiêu chí {c.number}" for c in release.ruleset.criteria}
    sensitive = ", ".join(names[slug] for slug in policy.sensitive)
    zero = ", ".join(names[slug] for slug in policy.sensitive if slug in policy.hides_zero)
    small = f"số xã từ 1 đến {policy.smallest_count - 1} của {sensitive} không công bố"
    if zero:
        small += f"; của {zero} thì số 0 cũng không công bố"
    small += "; số khác bị che thêm để không tính ngược ra được"
    facts = [
        ("Chính sách công bố", f"{policy.name} (tệp {policy.file}, SHA-256 {policy.sha256})"),
        ("Căn cứ", policy.citation),
        ("Từng xã", f"chỉ công bố kết luận và tổng điểm; tổng điểm: {policy.total}"),
        ("Số nhỏ", small),
        ("Nhóm nhỏ", f"chỉ thống kê theo tiêu chí cho nhóm từ {policy.smallest_group} xã"),
        (
            "Tỷ lệ",
            f"phần trăm nguyên; nhóm dưới {policy.smallest_denominator} xã thì ghi theo lớp",
        ),
    ]
    if policy.decided is not None:
        decided = policy.decided
        facts += [("Bảo vệ ít hơn mặc định", sentence) for sentence in policy.weaker]
        who = f"{decided.who}, {short_date(decided.day)}"
        why = f"căn cứ {decided.citation}; lý do: {decided.reason}"
        facts.append(("Người quyết định", f"{who}; {why}"))
    return tuple(Fact(name, value) for name, value in facts)
