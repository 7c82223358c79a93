"""The shortest way to recognition as plain text: routes, their steps, what stays open."""

from __future__ import annotations

from collections.abc import Iterator

from reports.text_lines import notice_lines, wrapped
from scoring.advice import Advice, Route
from scoring.advice_steps import Cost, Step
from scoring.quantities import vietnamese
from scoring.result import ScoreSheet

_MOST_ROUTES = 3


def advice_text(sheet: ScoreSheet, advice: Advice) -> str:
    """Return the advice for one commune; ends with an empty line."""
    return "\n".join([*_head(sheet), *_body(sheet, advice), ""])


def _head(sheet: ScoreSheet) -> Iterator[str]:
    commune = sheet.commune
    yield f"{commune.name} · {commune.code} · năm {sheet.year}"
    yield from notice_lines(sheet)


def _body(sheet: ScoreSheet, advice: Advice) -> Iterator[str]:
    if not advice.is_needed:
        yield "Đã đủ ba điều kiện theo số liệu này."
        return
    total, goal = sheet.total, sheet.threshold.points
    yield f"Chắc chắn được {vietnamese(total.minimum)} điểm, ngưỡng {vietnamese(goal)}."
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
        yield from _route(number, route)


def _route(number: int, route: Route) -> Iterator[str]:
    yield f"Cách {number}: {_cost(route.cost)}, được ít nhất {vietnamese(route.total)} điểm"
    for step in route.steps:
        yield from wrapped(f"- {_step(step)}", "  ")


def _cost(cost: Cost) -> str:
    pieces = [
        *([f"{vietnamese(cost.children)} trẻ em, vụ việc, phiếu"] if cost.children else []),
        *([f"{cost.items} nội dung"] if cost.items else []),
        *([f"phòng ngừa {vietnamese(cost.prevented)} trường hợp"] if cost.prevented else []),
    ]
    return " và ".join(pieces)


def _step(step: Step) -> str:
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
