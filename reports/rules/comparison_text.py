"""Two rulesets compared, for the terminal: how many, then who, then through what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reports.rules.comparison_words import lacking_words, part_words, shift_words, total_words, why
from reports.wording.shares import of_text
from reports.wording.text_lines import aligned, wrapped
from reports.wording.vietnamese import collation_key
from reports.wording.words import SAMPLE_LINE
from scoring.base.quantities import vietnamese
from scoring.batch.ruleset_comparison import CommuneChange, RulesetComparison
from scoring.engine.explanation import level_words
from scoring.engine.score_sheet import Finding

_MOST_CAUSES = 20


def comparison_text(comparison: RulesetComparison, before: str, after: str) -> str:
    """Return the comparison of *before* with *after* (their names); ends with an empty line."""
    return "\n".join([*_lines(comparison, before, after), ""])


def _lines(comparison: RulesetComparison, before: str, after: str) -> Iterator[str]:
    yield f"SO SÁNH: {before} → {after}"
    communes = comparison.before.result.columns.communes
    if any(commune.is_invented for commune in communes):
        yield SAMPLE_LINE
    for label, side in ((before, comparison.before), (after, comparison.after)):
        document = side.ruleset.document
        yield from wrapped(
            f"{label}: {document.number}, mã băm {side.ruleset.sha256[:16]}…, mức tin cậy thấp "
            f"nhất đã dùng: {level_words(side.level)}.",
            "  ",
        )
        lacking = lacking_words(side, label)
        if lacking:
            yield from wrapped(lacking, "  ")
    yield from wrapped(
        f"Cùng số liệu của {vietnamese(comparison.communes)} xã. Đây là tính thử, không phải quyết "
        "định công nhận.",
        "  ",
    )
    for label, codes in ((before, comparison.only_before), (after, comparison.only_after)):
        if codes:
            yield from wrapped(f"Phần chỉ có ở {label}: {', '.join(codes)}.", "  ")
    yield ""
    yield from aligned(list(_matrix(comparison, before, after)))
    size = comparison.communes
    for label, count in (
        (before, comparison.count(before=Finding.MET)),
        (after, comparison.count(after=Finding.MET)),
    ):
        yield f"Đạt theo {label}: {of_text(count, size)}"
    yield from wrapped(shift_words(comparison), "")
    gains = [change for change in comparison.changes if change.gains]
    loses = [change for change in comparison.changes if change.loses]
    others = [c for c in comparison.changes if not c.gains and not c.loses]
    yield from _group(f"Được công nhận thêm theo {after}", "trước đó vì", gains)
    yield from _group(f"Mất công nhận theo {after}", "vì", loses)
    yield from _group("Đổi kết luận khác", "vì", others)


def _matrix(comparison: RulesetComparison, before: str, after: str) -> Iterator[list[str]]:
    yield [f"{before} ↓ · {after} →", *(finding.value for finding in Finding), "cộng"]
    for one in Finding:
        counts = [comparison.count(before=one, after=other) for other in Finding]
        yield [one.value, *(vietnamese(count) for count in (*counts, sum(counts)))]


def _group(title: str, because: str, changes: Sequence[CommuneChange]) -> Iterator[str]:
    yield ""
    yield f"{title}: {vietnamese(len(changes))} xã"
    if not changes:
        return
    causes = Counter(word for change in changes for word in causes_of(change))
    for cause, count in sorted(causes.items(), key=lambda e: (-e[1], collation_key(e[0])))[
        :_MOST_CAUSES
    ]:
        yield f"  {cause}: {vietnamese(count)} xã"
    ordered = sorted(changes, key=lambda c: (collation_key(c.commune.name), c.commune.code, c.year))
    for change in ordered:
        parts = part_words(change)
        yield from wrapped(
            f"{change.commune.code}  {change.commune.name}, năm {change.year}: "
            f"{change.before.value} → {change.after.value}, "
            f"{total_words(change.total_before)} → {total_words(change.total_after)} điểm; "
            f"{because} {', '.join(why(change))}{'; ' if parts else ''}{', '.join(parts)}.",
            "  ",
        )


def causes_of(change: CommuneChange) -> list[str]:
    """Return the causes of one commune in words that many communes share."""
    lost = change.lost_before if change.gains else change.lost_after
    is_below = change.was_below if change.gains else change.is_below
    return [
        *(f"tiêu chí {number} bị điểm liệt" for number in lost),
        *(["tổng điểm dưới ngưỡng"] if is_below else []),
        *(
            f"phần {part.code} {'tăng' if part.after > part.before else 'giảm'} điểm"
            for part in change.parts
        ),
    ]
