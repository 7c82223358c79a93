"""Every criterion over the units that sent results: full, partly, điểm liệt, still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.papers.chart import Bar, Chart
from reports.province.model import CriterionWords
from reports.wording.shares import share_text
from scoring.base.quantities import vietnamese
from scoring.results.rows import ResultRow
from scoring.rules.ruleset import Criterion, Ruleset

_NAMED = 3


@dataclass(frozen=True, slots=True)
class CriterionCount:
    """How many units have all points of a criterion, some, none that count, or it open."""

    criterion: Criterion
    full: int
    partly: int
    failed: int
    open: int

    @property
    def total(self) -> int:
        """Units with results."""
        return self.full + self.partly + self.failed + self.open


def criterion_counts(rows: Sequence[ResultRow], ruleset: Ruleset) -> tuple[CriterionCount, ...]:
    """Count *rows* by what came of each criterion, in the ruleset's order."""
    floor = ruleset.recognition.disqualifying_points
    return tuple(_count(criterion, rows, floor) for criterion in ruleset.criteria)


def _count(criterion: Criterion, rows: Sequence[ResultRow], floor: Fraction) -> CriterionCount:
    intervals = [row.criteria[criterion.number] for row in rows if criterion.number in row.criteria]
    failed = sum(one.maximum <= floor for one in intervals)
    full = sum(one.minimum == criterion.max_points for one in intervals)
    open_ = sum(one.is_open and one.maximum > floor for one in intervals)
    return CriterionCount(criterion, full, len(intervals) - failed - full - open_, failed, open_)


def criterion_lines(counts: Sequence[CriterionCount]) -> tuple[CriterionWords, ...]:
    """Return a line for each criterion."""
    return tuple(
        CriterionWords(
            number=str(one.criterion.number),
            name=one.criterion.name,
            full=vietnamese(one.full),
            partly=vietnamese(one.partly),
            failed=vietnamese(one.failed),
            share=share_text(one.failed, one.total),
            open=vietnamese(one.open),
        )
        for one in counts
    )


def most_failed(counts: Sequence[CriterionCount]) -> list[CriterionCount]:
    """Return the criteria that some unit fails, the most first."""
    return sorted(
        (one for one in counts if one.failed), key=lambda one: (-one.failed, one.criterion.number)
    )


def failing_sentence(counts: Sequence[CriterionCount]) -> str:
    """Return which criteria most units fail."""
    most = most_failed(counts)
    if not most:
        return "Không có đơn vị nào bị điểm liệt."
    named = "; ".join(
        f"tiêu chí {one.criterion.number} ({one.criterion.name}): {vietnamese(one.failed)} đơn vị"
        for one in most[:_NAMED]
    )
    return f"Các tiêu chí có nhiều đơn vị bị điểm liệt nhất: {named}."


def criteria_chart(year: int, counts: Sequence[CriterionCount]) -> Chart:
    """Return a bar for each criterion that some unit fails, the most first."""
    known = most_failed(counts)
    told = "; ".join(f"tiêu chí {one.criterion.number}: {vietnamese(one.failed)}" for one in known)
    return Chart(
        title=f"Số đơn vị bị điểm liệt ở từng tiêu chí, năm {year}",
        description="Mỗi tiêu chí một thanh ngang dài bằng số đơn vị có kết quả; phần đậm là số "
        f"đơn vị bị điểm liệt. {told}. Tiêu chí không đơn vị nào bị điểm liệt không có trong hình.",
        bars=tuple(
            Bar(
                f"{one.criterion.number}. {one.criterion.name}",
                Fraction(one.total),
                Fraction(one.failed),
                Fraction(one.failed + one.open),
                f"{vietnamese(one.failed)}/{vietnamese(one.total)}",
            )
            for one in known
        ),
        legend=("điểm liệt", "chưa chấm được", "trên điểm liệt"),
    )
