"""The figures of the province's report: shares of communes, and criteria that fail."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from reports.papers.chart import Bar, Chart
from reports.wording.release_words import percent_words
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Finding
from scoring.release.model import CriterionStatistics, DecisionCounts, StatisticRow

_WHOLE = Fraction(100)


def share_chart(title: str, counts: Sequence[tuple[str, DecisionCounts]]) -> Chart:
    """Return a bar of 100 per cent for each group, the recognised ones in full colour."""
    told = "; ".join(f"{name}: {percent_words(one.share)}" for name, one in counts)
    return Chart(
        title=title,
        description=f"Mỗi nhóm một thanh ngang dài 100%; phần đậm là tỷ lệ đạt. {told}.",
        bars=tuple(_share_bar(name, one) for name, one in counts),
        legend=("đạt", "chưa kết luận được", "không đạt"),
    )


def _share_bar(name: str, one: DecisionCounts) -> Bar:
    least = one.share or Fraction(0)
    communes = one.group.communes or 1
    most = least + Fraction(100 * one.counts[Finding.CANNOT_SAY], communes)
    words = f"{percent_words(one.share)} ({vietnamese(one.met)}/{vietnamese(communes)})"
    return Bar(name, _WHOLE, least, most, words)


def criteria_chart(
    year: int, statistics: Sequence[tuple[CriterionStatistics, StatisticRow]]
) -> Chart:
    """Return a bar for each criterion whose lost communes are published, the most first."""
    known = [
        (lost, row.counts[Finding.CANNOT_SAY] or 0, row.group.communes, one)
        for one, row in statistics
        for lost in (row.counts[Finding.NOT_MET],)
        if lost
    ]
    known.sort(key=lambda each: (-each[0], each[3].number))
    told = "; ".join(f"tiêu chí {one.number}: {vietnamese(lost)}" for lost, _, _, one in known)
    return Chart(
        title=f"Số đơn vị không đạt từng tiêu chí, năm {year}",
        description="Mỗi tiêu chí một thanh ngang dài bằng tổng số đơn vị; phần đậm là số đơn vị "
        f"không đạt. {told}. Tiêu chí có số bị che hoặc bằng 0 không có trong hình.",
        bars=tuple(
            Bar(
                f"{one.number}. {one.name}",
                Fraction(communes),
                Fraction(lost),
                Fraction(lost + open_),
                f"{vietnamese(lost)}/{vietnamese(communes)}",
            )
            for lost, open_, communes, one in known
        ),
        legend=("không đạt", "chưa kết luận được", "đạt"),
    )
