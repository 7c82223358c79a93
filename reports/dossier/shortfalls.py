"""Drafts of what was not reached and of next year's plan: where points were lost, what mends it.

A person rewrites them. They count no points to be won and ask for no fewer cases of harm: what
happened to children cannot be undone, the next ones can be prevented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.wording.steps import SURVEY_UNITS
from reports.wording.vietnamese import in_sentence
from scoring.base.quantities import vietnamese
from scoring.engine.explanation import with_unit
from scoring.engine.score_sheet import CriterionScore, NextBand, Outcome, PartScore


@dataclass(frozen=True, slots=True)
class TaskWords:
    """A line of the plan: what a part is about, how it stands, what is to be done."""

    name: str
    standing: str
    work: str


def shortfalls(criterion: CriterionScore) -> tuple[str, ...]:
    """Return a sentence for each part of *criterion* that did not get all its points."""
    told = []
    is_alone = len(criterion.parts) == 1
    for part, standing, work in _lacking(criterion):
        named = "" if is_alone or not part.name else f"{in_sentence(part.name)} "
        told.append(
            f"Tiêu chí {criterion.number} ({criterion.name}): {named}{standing}. "
            f"Hướng khắc phục: {work}."
        )
    return tuple(told)


def tasks(criteria: Iterable[CriterionScore]) -> tuple[TaskWords, ...]:
    """Return the plan's lines, in the order of the criteria."""
    return tuple(
        TaskWords(
            f"{part.code}. {part.name or criterion.name}",
            f"{standing[0].upper()}{standing[1:]}",
            f"{work[0].upper()}{work[1:]}",
        )
        for criterion in criteria
        for part, standing, work in _lacking(criterion)
    )


def _lacking(criterion: CriterionScore) -> Iterator[tuple[PartScore, str, str]]:
    """Yield each part without all its points, how it stands, and what mends it."""
    for part in criterion.parts:
        if part.points == part.max_points:
            continue
        if part.items:
            lacking = [item for item in part.items if not item.answer]
            if lacking:
                questions = "; ".join(f"{i.code} {i.question.rstrip('?')}" for i in lacking)
                yield part, f"chưa có {questions}", "thực hiện trong năm tới"
        elif part.outcome is not Outcome.SCORED:
            missing = "; ".join(part.blanks) or part.outcome.value
            yield part, f"chưa chấm được ({missing})", "bổ sung số liệu, tài liệu"
        else:
            value = with_unit(part.value_text, part.unit)
            if part.previous_text is not None:
                value += f", kỳ trước {with_unit(part.previous_text, part.unit)}"
            yield part, value, _way(part.next_band)


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
