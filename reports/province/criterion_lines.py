"""Lines of the province's report about criteria that fail, as far as they are published."""

from __future__ import annotations

from collections.abc import Sequence

from reports.province.model import CriterionStatisticWords, FailingWords, StatisticWords
from reports.wording.release_words import WITHHELD, count_words, share_words
from reports.wording.vietnamese import collation_key
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Finding
from scoring.release.model import CriterionStatistics, Group, Release, StatisticRow

_NAMED = 3
_FAMILIES = ("toàn bộ", "nhóm ngưỡng", "tỉnh", "huyện")


def whole_row(one: CriterionStatistics) -> StatisticRow | None:
    """Return a criterion's statistics over all communes, if they are given."""
    return next((row for row in one.rows if row.group.family == "toàn bộ"), None)


def failing_of(one: CriterionStatistics, row: StatisticRow) -> FailingWords:
    """Return the line of a criterion."""
    is_gone = any(count is None for count in row.counts.values())
    remark = ""
    if one.is_sensitive:
        remark = "số nhỏ không công bố" if is_gone else "tiêu chí nhạy cảm"
    return FailingWords(
        number=str(one.number),
        name=one.name,
        lost=count_words(row.counts[Finding.NOT_MET]),
        share=share_words(row.lost_share),
        open=count_words(row.counts[Finding.CANNOT_SAY]),
        remark=remark,
    )


def most_lost(shown: Sequence[tuple[CriterionStatistics, StatisticRow]]) -> str:
    """Return which criteria most communes lose, among those that are published."""
    known = [(row.counts[Finding.NOT_MET] or 0, one) for one, row in shown]
    most = sorted((pair for pair in known if pair[0]), key=lambda pair: (-pair[0], pair[1].number))
    if not shown:
        return "Số đơn vị ít hơn mức tối thiểu để thống kê theo tiêu chí."
    if not most:
        return "Không có tiêu chí nào có số đơn vị không đạt được công bố."
    named = "; ".join(
        f"tiêu chí {one.number} ({one.name}): {vietnamese(lost)} đơn vị"
        for lost, one in most[:_NAMED]
    )
    return f"Các tiêu chí có nhiều đơn vị không đạt nhất, trong những số được công bố: {named}."


def withheld_of(release: Release) -> str:
    """Return what the sign of a withheld number means."""
    least = release.policy.smallest_count
    return (
        f"Dấu «{WITHHELD}» là số không công bố: số đơn vị từ 1 đến {least - 1} của tiêu chí nhạy "
        "cảm (và số 0 ở tiêu chí mà chính sách nêu), cùng những số mà từ đó tính ra được các số "
        "ấy. Dấu này không có nghĩa là 0."
    )


def statistics_of(one: CriterionStatistics) -> CriterionStatisticWords:
    """Return a criterion's statistics by groups."""
    rows = sorted(
        one.rows, key=lambda row: (_FAMILIES.index(row.group.family), collation_key(row.group.name))
    )
    return CriterionStatisticWords(
        heading=f"Tiêu chí {one.number}. {one.name}",
        rows=tuple(
            StatisticWords(
                group=_group_name(row.group),
                communes=vietnamese(row.group.communes),
                met=count_words(row.counts[Finding.MET]),
                lost=count_words(row.counts[Finding.NOT_MET]),
                open=count_words(row.counts[Finding.CANNOT_SAY]),
                share=share_words(row.lost_share),
            )
            for row in rows
        ),
    )


def _order(group: Group) -> tuple[object, ...]:
    return _FAMILIES.index(group.family), collation_key(group.name)


def _group_name(group: Group) -> str:
    return group.name or "Toàn bộ"


def left_out_of(release: Release) -> str:
    """Return which groups have no statistics, and why."""
    sentences = []
    if release.omitted:
        names = ", ".join(f"{one.name} ({one.communes})" for one in release.omitted)
        sentences.append(
            f"Không thống kê theo tiêu chí cho nhóm dưới {release.policy.smallest_group} đơn vị: "
            f"{names}."
        )
    if release.dropped:
        names = ", ".join(one.name for one in release.dropped)
        sentences.append(f"Không thống kê {names}, vì trừ khỏi các nhóm khác sẽ ra nhóm quá nhỏ.")
    return " ".join(sentences)
