"""What the workings come to, in the words that a sheet shows: points, findings, the verdict."""

from __future__ import annotations

from reports.workbook.formulas.language import NOTHING, first, text, when
from reports.workbook.plan import WorkbookPlan
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Finding
from scoring.engine.verdict import THRESHOLD

_SIGNS = {
    Finding.MET: "✔ ĐẠT",
    Finding.NOT_MET: "✘ KHÔNG ĐẠT",
    Finding.CANNOT_SAY: "? CHƯA KẾT LUẬN ĐƯỢC",
}


def points_of(cell: str, scale: int) -> str:
    """Return points as a number, of a cell that holds whole numbers of 1/scale."""
    return cell if scale == 1 else f"{cell}/{scale}"


def span(least: str, most: str, is_open: str, between: str = "–") -> str:
    """Return the points, or while they are open their least and most."""
    return when(is_open, f'{least}&"{between}"&{most}', least)


def verdict_words(plan: WorkbookPlan) -> str:
    """Return the verdict with its sign, in capitals."""
    verdict = plan.summary("I")
    signs = [(f'{verdict}="{finding.value}"', text(sign)) for finding, sign in _SIGNS.items()]
    return first(signs, NOTHING)


def total_points(plan: WorkbookPlan, between: str = "–") -> str:
    """Return the whole's points, an interval while anything is open."""
    least, most = (points_of(plan.summary(column), plan.scale) for column in "BC")
    return span(least, most, f'{plan.summary("D")}=""', between)


def signed(cell: str) -> str:
    """Return the finding in a cell with its sign."""
    signs = [
        (Finding.MET, "✔ "),
        (Finding.NOT_MET, "✘ "),
        (Finding.CANNOT_SAY, "? "),
    ]
    return first(
        [(f'{cell}="{finding.value}"', text(f"{sign}{finding.value}")) for finding, sign in signs],
        NOTHING,
    )


def condition_reason(plan: WorkbookPlan, condition: str) -> str:
    """Return why a condition is met or not, as far as it is known."""
    summary = plan.summary
    if condition == THRESHOLD:
        goal = points_of(summary("E"), plan.scale)
        other = points_of(summary("O"), plan.scale)
        verdict = when(f"{summary('P')}={summary('I')}", NOTHING, f'": "&{summary("P")}')
        blank = text("; vùng còn để trống ở trang Đơn vị, nếu thuộc thì ngưỡng ")
        blank = when(f"{summary('M')}={summary('N')}", NOTHING, f"{blank}&{other}&{verdict}")
        known = f'"ngưỡng "&{goal}&": "&{summary("F")}&{blank}'
        return when(
            f'{summary("E")}=""', text("Chọn loại đơn vị và loại tỉnh ở trang Đơn vị"), known
        )
    floor = vietnamese(plan.ruleset.recognition.disqualifying_points)
    return first(
        [
            (
                f'{summary("G")}="{Finding.NOT_MET.value}"',
                f'"Tiêu chí "&{summary("J")}&{text(f"chỉ được {floor} điểm")}',
            ),
            (
                f'{summary("G")}="{Finding.CANNOT_SAY.value}"',
                f'"Tiêu chí "&{summary("J")}&{text("còn bỏ ngỏ")}',
            ),
        ],
        text(f"Mọi tiêu chí đều trên {floor} điểm"),
    )
