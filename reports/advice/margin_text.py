"""What a commune that meets the conditions wants to know: its margin, what would end it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.wording.steps import step_words
from scoring.advice.margin import FragilePart
from scoring.advice.steps import RouteStep
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import ScoreSheet

_MOST = 3


def margin_sentences(
    sheet: ScoreSheet, fragile: Sequence[FragilePart], gains: Sequence[RouteStep]
) -> Iterator[str]:
    """Yield the margin, the parts that alone would end it, then the cheapest gains."""
    total, goal = sheet.total.minimum, sheet.threshold.points
    yield (
        f"Đã đủ ba điều kiện theo số liệu này: {vietnamese(total)} điểm, ngưỡng "
        f"{vietnamese(goal)}, dư {vietnamese(total - goal)} điểm."
    )
    if fragile:
        yield "Chỉ một phần dưới đây tụt một mức là không còn đủ, phần sát nhất trước:"
        for one in fragile[:_MOST]:
            yield f"- {_falls(one)}"
        if len(fragile) > _MOST:
            rest = ", ".join(one.code for one in fragile[_MOST:])
            yield f"- cũng vậy: phần {rest}."
    else:
        yield "Không phần nào tụt một mức mà làm mất kết quả."
    if gains:
        yield "Còn có thể tăng, nhiều điểm trước:"
        for step in gains[:_MOST]:
            yield f"- {step_words(step)}"


def _falls(one: FragilePart) -> str:
    loss = f"mất {vietnamese(one.loss)} điểm"
    away = one.away
    if not away.figure:
        return f"Phần {one.code}: {vietnamese(away.count)} {away.unit} trả lời «không» là {loss}."
    way = "thêm" if away.is_more else "bớt"
    return (
        f"Phần {one.code}: {way} {vietnamese(away.count)} {away.unit} ở «{away.figure}» là {loss}."
    )
