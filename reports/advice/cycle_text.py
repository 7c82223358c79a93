"""When the next assessment is and who does the work: each source in its own words."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.advice.assessment_cycle import AssessmentCycle, CycleDue


def deadline_sentences(deadlines: AssessmentCycle, year: int) -> Iterator[str]:
    """Yield the next assessment after *year* as each source has it, then the bodies."""
    dues = deadlines.after(year)
    if not dues:
        return
    yield f"Hạn: {'; hoặc '.join(map(_due, dues))}."
    if len({due.year for due in dues}) > 1:
        yield "Các nguồn nói khác nhau về mấy năm đánh giá một lần; hỏi cơ quan hướng dẫn."
    body = deadlines.body_on(dues[0].last_day)
    if body is None:
        yield "Cơ quan phụ trách: chưa rõ."
    else:
        yield (
            f"Cơ quan phụ trách: {body.name}, {body.guided_by} hướng dẫn, từ "
            f"{body.from_day:%d/%m/%Y} ({body.verified})."
        )


def _due(due: CycleDue) -> str:
    first, last = due.cycle.plan_of(due.year)
    plan = f", kế hoạch {first}–{last}" if first != last else ""
    text = due.cycle.text[0].lower() + due.cycle.text[1:]
    return f"tháng {due.cycle.month}/{due.year} ({text}{plan}; {due.cycle.verified})"
