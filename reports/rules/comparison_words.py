"""Why a verdict is another under another ruleset, in words."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.base.quantities import decimal_text, vietnamese
from scoring.batch.ruleset_comparison import CommuneChange, RulesetComparison, Side
from scoring.rules.ruleset import Ruleset


def labels(rulesets: Sequence[Ruleset]) -> list[str]:
    """Return what each ruleset is called; files of one name are told apart by their hash."""
    ids = [ruleset.id for ruleset in rulesets]
    return [
        ruleset.id if ids.count(ruleset.id) == 1 else f"{ruleset.id} ({ruleset.sha256[:8]}…)"
        for ruleset in rulesets
    ]


def why(change: CommuneChange) -> list[str]:
    """Return what the second ruleset says of a commune that loses, or the first of one that gains.

    The criteria at the disqualifying points, the threshold, then the parts with other points.
    """
    lost = change.lost_before if change.gains else change.lost_after
    is_below = change.was_below if change.gains else change.is_below
    words = [f"tiêu chí {number} bị điểm liệt" for number in lost]
    if is_below:
        total = change.total_before if change.gains else change.total_after
        goal = change.threshold_before if change.gains else change.threshold_after
        words.append(f"tổng {vietnamese(total[1])} dưới ngưỡng {vietnamese(goal)}")
    if not words:
        words.append("còn phần chưa chấm được")
    return words


def part_words(change: CommuneChange) -> list[str]:
    """Return the parts with other points: ``phần 7: 35 → 20``."""
    return [
        f"phần {part.code}: {vietnamese(part.before)} → {vietnamese(part.after)}"
        for part in change.parts
    ]


def total_words(total: tuple[object, object]) -> str:
    """Return a total, or the interval it lies in."""
    least, most = (vietnamese(bound) for bound in total)  # type: ignore[arg-type]
    return least if least == most else f"{least}–{most}"


def lacking_words(side: Side, label: str) -> str | None:
    """Return which figures the ruleset needs and the data lack, or ``None``."""
    if not side.lacking:
        return None
    size = side.result.columns.size
    absent = [code for code, count in side.lacking.items() if count == size]
    blanks = [count for count in side.lacking.values() if count < size]
    words = f"{label} cần mà bảng không có, không đoán: {', '.join(absent)}." if absent else ""
    if blanks:
        words += (
            f"{' ' if words else ''}{label}: {len(blanks)} số liệu còn trống ở một số xã (nhiều "
            f"nhất {vietnamese(max(blanks))} xã một số liệu)."
        )
    return words


def shift_words(comparison: RulesetComparison) -> str:
    """Return how the certain totals moved."""
    shift = comparison.shift
    size = vietnamese(decimal_text(abs(shift), [abs(shift) * 0]))
    moved = "không đổi" if not shift else f"{'tăng' if shift > 0 else 'giảm'} {size} điểm"
    return (
        f"Tổng điểm: {vietnamese(comparison.higher)} xã tăng, {vietnamese(comparison.lower)} giảm, "
        f"{vietnamese(comparison.equal)} bằng, bình quân {moved}; "
        f"{vietnamese(comparison.open)} xã còn phần chưa chấm, không so."
    )
