"""What a result says of itself must fit together; a hand in the table shows here."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Finding, Outcome
from scoring.results.rows import Interval, ResultRow, Status


def contradictions(row: ResultRow) -> Iterator[str]:
    """Yield a sentence for everything in which *row* contradicts itself."""
    yield from _interval("tổng điểm", row.total)
    for number, interval in row.criteria.items():
        yield from _interval(f"tiêu chí {number}", interval)
    for code, part in row.parts.items():
        if (part.outcome is Outcome.SCORED) != (part.points is not None):
            yield f"phần {code} «{part.outcome.value}» mà điểm {_points(part.points)}"
    for words, total, least in (
        ("ít nhất", row.total.minimum, [c.minimum for c in row.criteria.values()]),
        ("nhiều nhất", row.total.maximum, [c.maximum for c in row.criteria.values()]),
    ):
        added = sum(least, Fraction(0))
        if added != total:
            yield (
                f"điểm {words} của các tiêu chí cộng lại là {vietnamese(added)}, tổng ghi "
                f"{vietnamese(total)}"
            )
    yield from _findings(row)


def _interval(name: str, interval: Interval) -> Iterator[str]:
    least, most = interval.minimum, interval.maximum
    if least > most:
        yield f"{name}: ít nhất {vietnamese(least)} lớn hơn nhiều nhất {vietnamese(most)}"
    elif interval.points is not None and not (least == interval.points == most):
        yield (
            f"{name}: điểm {vietnamese(interval.points)} khác ít nhất {vietnamese(least)} hoặc "
            f"nhiều nhất {vietnamese(most)}"
        )


def _findings(row: ResultRow) -> Iterator[str]:
    reached = Finding.CANNOT_SAY
    if row.total.minimum >= row.threshold:
        reached = Finding.MET
    elif row.total.maximum < row.threshold:
        reached = Finding.NOT_MET
    if reached is not row.reached:
        yield (
            f"ngưỡng {vietnamese(row.threshold)}: ghi «{row.reached.value}», phải là "
            f"«{reached.value}»"
        )
    findings = {row.all_criteria, row.no_zero, row.reached}
    verdict = Finding.NOT_MET if Finding.NOT_MET in findings else Finding.CANNOT_SAY
    if findings == {Finding.MET}:
        verdict = Finding.MET
    if verdict is not row.verdict:
        yield f"kết luận ghi «{row.verdict.value}», theo các điều kiện là «{verdict.value}»"
    if row.status is Status.RECOGNISED and row.verdict is not Finding.MET:
        yield (
            f"tình trạng ghi «{row.status.value}» mà kết luận là «{row.verdict.value}»; chỉ công "
            f"nhận được xã «{Finding.MET.value}»"
        )


def _points(points: Fraction | None) -> str:
    return "để trống" if points is None else f"ghi {vietnamese(points)}"
