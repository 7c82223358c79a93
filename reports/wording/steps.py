"""Steps towards recognition in words: what to do, never a sum of children, cases and ballots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scoring.advice.steps import RouteStep
from scoring.base.quantities import vietnamese

SURVEY_UNITS = frozenset({"phiếu"})
"""Units of answers in a survey: nobody adds such, one improves things and asks again."""


def step_words(step: RouteStep) -> str:
    """Return what one step asks for, as a sentence with the points it brings."""
    gain = f"+{vietnamese(step.gain)} điểm, phần {step.part}"
    band = step.band
    if band is None:
        return f"Thực hiện nội dung {step.item} {step.question.rstrip('?')} ({gain})."
    if band.unit in SURVEY_UNITS:
        return (
            "Cải thiện những việc chưa được hài lòng rồi khảo sát lại, để lên mức "
            f"«{band.label}» ({gain})."
        )
    distance = f"{vietnamese(band.count)} {band.unit}"
    if band.is_more:
        return f"Thêm {distance} ở «{band.figure}», lên mức «{band.label}» ({gain})."
    return (
        f"«{band.figure}» thấp hơn {distance} mới thuộc mức «{band.label}» ({gain}): chỉ có thể "
        "bằng phòng ngừa ở kỳ sau, không được báo giảm số đã xảy ra."
    )


def route_words(steps: Iterable[RouteStep]) -> str:
    """Return what a route takes, each thing in its own unit: nothing is added up."""
    told = list(steps)
    items = [step.item for step in told if step.band is None]
    pieces = [*_pieces(told)]
    if items:
        pieces.append(f"nội dung {', '.join(items)}")
    avoided = [step.part for step in told if is_prevention(step)]
    if avoided:
        pieces.append(f"phòng ngừa ở kỳ sau (phần {', '.join(avoided)})")
    return "; ".join(pieces)


def _pieces(steps: Iterable[RouteStep]) -> Iterator[str]:
    for step in steps:
        band = step.band
        if band is None or not band.is_more:
            continue
        taken = f"{vietnamese(band.count)} {band.unit}"
        if band.unit in SURVEY_UNITS:
            taken = "khảo sát lại"
        yield f"{taken} (phần {step.part} lên «{band.label}»)"


def is_prevention(step: RouteStep) -> bool:
    """Whether a step is that something happens less often, which nobody can do afterwards."""
    return step.band is not None and not step.band.is_more
