"""The shortest way to recognition as plain text: routes, their steps, what stays open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.advice.cycle_text import deadline_sentences
from reports.wording.text_lines import notice_lines, wrapped
from scoring.advice.assessment_cycle import AssessmentCycle
from scoring.advice.routes import Advice, Route
from scoring.advice.steps import Cost, RouteStep
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import ScoreSheet

_MOST_ROUTES = 3

Alternatives = Sequence[tuple[RouteStep, Route | None]]


def advice_text(
    sheet: ScoreSheet,
    advice: Advice,
    instead: Alternatives = (),
    deadlines: AssessmentCycle | None = None,
) -> str:
    """Return the advice for one commune; ends with an empty line.

    *instead* are the alternatives to the steps of the first route, *deadlines* what is known
    of the next assessment.
    """
    lines = [*_head(sheet), *_body(sheet, advice, instead)]
    if deadlines is not None and advice.is_needed:
        for sentence in deadline_sentences(deadlines, sheet.year):
            lines += wrapped(sentence, "")
    return "\n".join([*lines, ""])


def _head(sheet: ScoreSheet) -> Iterator[str]:
    commune = sheet.commune
    yield f"{commune.name} · {commune.code} · năm {sheet.year}"
    yield from notice_lines(sheet)


def _body(sheet: ScoreSheet, advice: Advice, instead: Alternatives) -> Iterator[str]:
    if not advice.is_needed:
        yield "Đã đủ ba điều kiện theo số liệu này."
        return
    total, goal = sheet.total, sheet.threshold.points
    yield f"Chắc chắn được {vietnamese(total.minimum)} điểm, ngưỡng {vietnamese(goal)}."
    floor = sheet.ruleset.disqualifying_points
    lost = [c for c in sheet.criteria if c.minimum <= floor]
    for criterion in lost:
        yield from wrapped(
            f"Trước hết: tiêu chí {criterion.number} ({criterion.name}) phải được trên "
            f"{vietnamese(floor)} điểm; còn ở mức đó thì đủ điểm cũng không đạt.",
            "",
        )
    if advice.open_parts:
        yield from wrapped(
            f"Phần chưa chấm được: {', '.join(advice.open_parts)}. Điền đủ số liệu trước, đường đi "
            "có thể ngắn hơn; dưới đây tính các phần này ở mức thấp nhất.",
            "",
        )
    if not advice.routes:
        yield (
            "Chưa tính được đường đi: phần chưa chấm có thể chỉ được 0 điểm."
            if advice.open_parts
            else "Với số liệu này, không cách nào ở các phần trên đủ điều kiện."
        )
        return
    for number, route in enumerate(advice.routes[:_MOST_ROUTES], 1):
        yield from _route(number, route, sheet)
    for step, other in instead:
        yield from wrapped(f"Nếu không làm được {_named(step)}: {_other(other)}", "  ")


def _route(number: int, route: Route, sheet: ScoreSheet) -> Iterator[str]:
    yield f"Cách {number}: {cost_words(route.cost)}, được ít nhất {vietnamese(route.total)} điểm"
    for step in route.steps:
        yield from wrapped(f"- {_step(step)}", "  ")
        evidence = _evidence(step, sheet)
        if evidence:
            yield from wrapped(f"minh chứng: {evidence}", "    ")


def _evidence(step: RouteStep, sheet: ScoreSheet) -> str:
    part = sheet.part(step.part)
    needed = part.evidence
    for item in part.items:
        if item.code == step.item:
            needed = item.evidence
    return "; ".join(f"{one.document} ({one.citation or one.level.value})" for one in needed)


def _named(step: RouteStep) -> str:
    return f"nội dung {step.item}" if step.band is None else f"phần {step.part}"


def _other(route: Route | None) -> str:
    if route is None:
        return "không còn cách nào khác, bước này bắt buộc."
    steps = ", ".join(
        f"nội dung {s.item}" if s.band is None else f"phần {s.part} lên «{s.band.label}»"
        for s in route.steps
    )
    return f"{cost_words(route.cost)} ({steps})."


def cost_words(cost: Cost) -> str:
    """Return what a route takes: children, items, cases that must not happen."""
    pieces = [
        *([f"{vietnamese(cost.children)} trẻ em, vụ việc, phiếu"] if cost.children else []),
        *([f"{cost.items} nội dung"] if cost.items else []),
        *([f"phòng ngừa {vietnamese(cost.prevented)} trường hợp"] if cost.prevented else []),
    ]
    return " và ".join(pieces)


def _step(step: RouteStep) -> str:
    gain = f"+{vietnamese(step.gain)} điểm, phần {step.part}"
    if step.band is None:
        return f"Thực hiện nội dung {step.item} {step.question.rstrip('?')} ({gain})."
    band = step.band
    distance = f"{vietnamese(band.count)} {band.unit}"
    if band.is_more:
        return f"Thêm {distance} ở «{band.figure}», lên mức «{band.label}» ({gain})."
    return (
        f"«{band.figure}» thấp hơn {distance} mới thuộc mức «{band.label}» ({gain}): chỉ có thể "
        "bằng phòng ngừa ở kỳ sau, không được báo giảm số đã xảy ra."
    )
