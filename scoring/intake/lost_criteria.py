"""Criteria of a form that end at the disqualifying points because of one figure alone.

One slip of the finger there costs the recognition, so that the figure is worth a second look.
Told of forms only: in tables of many communes a lost criterion is an ordinary result.
"""

from __future__ import annotations

from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Finding, PartScore, ScoreSheet
from scoring.intake.rows.row import IntakeRow


def lost_by_one_figure(row: IntakeRow, sheet: ScoreSheet) -> None:
    """Warn on *row* of the figure behind each criterion of one part that is lost.

    What was said of the same cell before says it better.
    """
    doubted = {problem.place for problem in row.problems}
    for criterion in sheet.criteria:
        if criterion.finding is not Finding.NOT_MET or len(criterion.parts) > 1:
            continue
        (part,) = criterion.parts
        now = [figure for figure in part.figures if not figure.is_previous]
        if not now or row.place(now[0].code) in doubted:
            continue
        message = (
            f"tiêu chí {criterion.number} được {vietnamese(criterion.maximum)} điểm (điểm liệt) vì "
            f"số này: {_seen(part)}"
        )
        hint = "kiểm tra lại; nếu đúng thì để nguyên"
        row.warn(now[0].code, "diem-liet-vi-mot-so", message, hint)


def _seen(part: PartScore) -> str:
    """Return the part's figures as they stand: «500 trên 1.065, kỳ trước 480 trên 1.055»."""
    told = []
    for is_previous in (False, True):
        counts = [
            vietnamese(figure.value)
            for figure in part.figures
            if figure.is_previous is is_previous and figure.value is not None
        ]
        if counts:
            told.append(f"{'kỳ trước ' if is_previous else ''}{' trên '.join(counts)}")
    return ", ".join(told)
