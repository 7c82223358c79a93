"""A draft of «Tồn tại, hạn chế và hướng khắc phục»: where points were lost, what mends it.

A person rewrites it. It counts no points to be won and asks for no fewer cases of harm: what
happened to children cannot be undone, the next ones can be prevented.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.wording.steps import SURVEY_UNITS
from scoring.base.quantities import vietnamese
from scoring.engine.explanation import with_unit
from scoring.engine.score_sheet import CriterionScore, NextBand, Outcome, PartScore


def shortfalls(criterion: CriterionScore) -> tuple[str, ...]:
    """Return a sentence for each part of *criterion* that did not get all its points."""
    if criterion.points is not None and criterion.points == criterion.max_points:
        return ()
    return tuple(
        f"Tiêu chí {criterion.number} ({criterion.name}): {told}"
        for part in criterion.parts
        for told in _told(part, is_alone=len(criterion.parts) == 1)
    )


def _told(part: PartScore, *, is_alone: bool) -> Iterator[str]:
    if part.points == part.max_points:
        return
    named = "" if is_alone or not part.name else f"{part.name[0].lower()}{part.name[1:]} "
    if part.items:
        lacking = [item for item in part.items if not item.answer]
        if lacking:
            questions = "; ".join(f"{i.code} {i.question.rstrip('?')}" for i in lacking)
            yield f"chưa có {questions}. Hướng khắc phục: thực hiện trong năm tới."
        return
    if part.outcome is not Outcome.SCORED:
        missing = "; ".join(part.blanks) or part.outcome.value
        yield f"{named}chưa chấm được ({missing}). Hướng khắc phục: bổ sung số liệu, tài liệu."
        return
    value = with_unit(part.value_text, part.unit)
    if part.previous_text is not None:
        value += f", kỳ trước {with_unit(part.previous_text, part.unit)}"
    yield f"{named}{value}. Hướng khắc phục: {_way(part.next_band)}."


def _way(step: NextBand | None) -> str:
    if step is None:
        return "rà soát nguyên nhân, có biện pháp cụ thể trong kế hoạch năm tới"
    if not step.is_more:
        return "tăng cường phòng ngừa, can thiệp sớm, không để phát sinh thêm trường hợp"
    if step.unit in SURVEY_UNITS:
        return "cải thiện những việc chưa được hài lòng, sau đó khảo sát lại"
    return (
        f"phấn đấu đạt mức “{step.label}” về “{step.figure}” "
        f"(so với kỳ này còn thiếu {vietnamese(step.count)} {step.unit})"
    )
