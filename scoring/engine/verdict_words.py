"""Sentences about the whole: the verdict, the total, the three conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from scoring.base.communes import Area
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Condition, Finding, OtherGroup, ScoreSheet
from scoring.engine.verdict import ALL_CRITERIA, NO_ZERO, THRESHOLD

CONDITION_NAMES: Mapping[str, str] = {
    ALL_CRITERIA: "Tất cả các tiêu chí đều đạt",
    NO_ZERO: "Không có tiêu chí nào bị điểm liệt",
    THRESHOLD: "Tổng điểm đạt ngưỡng của nhóm",
}


def verdict_sentence(sheet: ScoreSheet) -> str:
    """Return what the figures come to; recognising is for the authority."""
    match sheet.verdict:
        case Finding.MET:
            return "Số liệu đáp ứng cả ba điều kiện công nhận."
        case Finding.NOT_MET:
            failed = [
                f"«{CONDITION_NAMES[condition.code]}»"
                for condition in sheet.conditions
                if condition.finding is Finding.NOT_MET
            ]
            return f"Chưa đáp ứng điều kiện {', '.join(failed)}."
        case Finding.CANNOT_SAY:
            return "Phần còn bỏ ngỏ vẫn có thể đổi kết luận."


def total_sentence(sheet: ScoreSheet) -> str:
    """Return the total against the threshold."""
    total, threshold = sheet.total, sheet.threshold
    goal = f"ngưỡng {vietnamese(threshold.points)} của nhóm «{threshold.group}»"
    most = vietnamese(total.max_points)
    if total.points is not None:
        return f"Tổng điểm {vietnamese(total.points)}/{most}; {goal}."
    least, best = vietnamese(total.minimum), vietnamese(total.maximum)
    return f"Tổng điểm chưa chốt, từ {least} đến {best} trên {most}; {goal}."


def condition_reasons(sheet: ScoreSheet) -> dict[str, str]:
    """Return the reason of each condition's finding by its code."""
    return {
        condition.code: (
            f"{_threshold_reason(sheet)}{_blank_areas(sheet)}"
            if condition.code == THRESHOLD
            else _criteria_reason(sheet, condition)
        )
        for condition in sheet.conditions
    }


def blank_areas_words(
    areas: Iterable[Area], points: Fraction, verdict: Finding, others: Sequence[OtherGroup]
) -> str:
    """Say what *areas* left blank count as, and what the other groups come to.

    The verdicts are named where one of them is another than the commune's own.
    """
    is_decisive = any(other.verdict is not verdict for other in others)
    own = f", {verdict.value}" if is_decisive else ""
    outside = ", ".join(area.value for area in areas)
    threshold = f"ngưỡng {vietnamese(points)} điểm{own}"
    said = [f"để trống, nên tính là không thuộc {outside}: {threshold}"]
    for other in others:
        found = f": {other.verdict.value}" if other.verdict is not verdict else ""
        threshold = f"ngưỡng {vietnamese(other.points)} điểm"
        said.append(f"nếu thuộc {_or(other.areas)} thì {threshold}{found}")
    return "; ".join(said)


def _or(areas: Sequence[Area]) -> str:
    *first, last = (area.value for area in areas)
    return f"{', '.join(first)} hoặc {last}" if first else last


def _blank_areas(sheet: ScoreSheet) -> str:
    if not sheet.other_groups:
        return ""
    blank = sheet.commune.blank_areas or ()
    words = blank_areas_words(blank, sheet.threshold.points, sheet.verdict, sheet.other_groups)
    return f" Vùng {words}."


def _criteria_reason(sheet: ScoreSheet, condition: Condition) -> str:
    floor = vietnamese(sheet.ruleset.disqualifying_points)
    listed = ", ".join(str(number) for number in condition.numbers)
    match condition.finding:
        case Finding.MET:
            reason = f"Cả {len(sheet.criteria)} tiêu chí đều trên {floor} điểm."
        case Finding.NOT_MET:
            reason = f"Tiêu chí {listed} chỉ được {floor} điểm (điểm liệt)."
        case Finding.CANNOT_SAY:
            reason = f"Tiêu chí {listed} còn bỏ ngỏ, vẫn có thể chỉ được {floor} điểm."
    if condition.code == ALL_CRITERIA:
        reason += f" «Đạt» một tiêu chí được hiểu là trên {floor} điểm ({condition.level.value})."
    return reason


def _threshold_reason(sheet: ScoreSheet) -> str:
    total, goal = sheet.total, sheet.threshold.points
    threshold = f"ngưỡng {vietnamese(goal)}"
    least, best = vietnamese(total.minimum), vietnamese(total.maximum)
    if total.points is not None:
        points = vietnamese(total.points)
        if total.points >= goal:
            return f"Tổng điểm {points}, đạt {threshold}."
        return f"Tổng điểm {points}, thiếu {vietnamese(goal - total.points)} so với {threshold}."
    if total.minimum >= goal:
        return f"Tổng điểm ít nhất {least}, đã đạt {threshold} dù còn phần bỏ ngỏ."
    if total.maximum < goal:
        short = vietnamese(goal - total.maximum)
        return f"Tổng điểm nhiều nhất {best}, thiếu ít nhất {short} so với {threshold}."
    return f"Tổng điểm từ {least} đến {best}; {threshold} nằm trong khoảng này."
