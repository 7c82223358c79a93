"""Units of the annexes: totals, decisions, and why one was not or would not be recognised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reports.province.model import ReasonWords, UnitWords
from reports.wording.vietnamese import collation_key, short_date
from scoring.base.quantities import interval_words, vietnamese
from scoring.engine.score_sheet import Finding
from scoring.recognition.communes import CommuneYear, State
from scoring.results.rows import ResultRow
from scoring.rules.ruleset import Ruleset

_FLOOR_ONLY = "Chỉ vì có tiêu chí bị điểm liệt"
_TOTAL_ONLY = "Chỉ vì tổng điểm dưới ngưỡng"
_BOTH = "Vừa có tiêu chí bị điểm liệt, vừa có tổng điểm dưới ngưỡng"
_OTHER = "Lý do khác ghi trong quyết định (kết quả chấm không phải «không đạt»)"


def in_order(units: Iterable[CommuneYear]) -> list[CommuneYear]:
    """Return units in Vietnamese order by province, district, name."""
    return sorted(
        units,
        key=lambda one: (
            *map(collation_key, (one.province or "", one.district or "", one.name)),
            one.code,
        ),
    )


def unit_lines(
    units: Iterable[CommuneYear], ruleset: Ruleset, *, several_provinces: bool
) -> tuple[UnitWords, ...]:
    """Return the lines of an annex, numbered."""
    return tuple(
        _line(number, one, ruleset, several_provinces)
        for number, one in enumerate(in_order(units), 1)
    )


def _line(
    number: int,
    one: CommuneYear,
    ruleset: Ruleset,
    several_provinces: bool,  # noqa: FBT001
) -> UnitWords:
    row, decision = one.result, one.decision
    places = (one.district, one.province if several_provinces else None)
    return UnitWords(
        number=str(number),
        code=one.code,
        name=one.name,
        place=", ".join(filter(None, places)),
        threshold=vietnamese(row.threshold) if row else "",
        total=interval_words(row.total.minimum, row.total.maximum) if row else "",
        paper=(decision.number or "") if decision else "",
        day=short_date(decision.day) if decision and decision.day else "",
        reason=_reason(one, row, ruleset) if row else "",
        points=_points(row) if row else "",
    )


def _points(row: ResultRow) -> str:
    # A number never stands apart from its criterion at the end of a line.
    return "; ".join(
        f"{number}:\N{NO-BREAK SPACE}{interval_words(interval.minimum, interval.maximum)}"
        for number, interval in row.criteria.items()
    )


def failed_criteria(row: ResultRow, ruleset: Ruleset) -> tuple[int, ...]:
    """Return the criteria that are at or below điểm liệt for certain."""
    floor = ruleset.recognition.disqualifying_points
    return tuple(number for number, one in row.criteria.items() if one.maximum <= floor)


def _reason(one: CommuneYear, row: ResultRow, ruleset: Ruleset) -> str:
    failed = failed_criteria(row, ruleset)
    told = []
    if failed:
        told.append(f"điểm liệt ở tiêu chí {', '.join(map(str, failed))}")
    if row.reached is Finding.NOT_MET:
        total, threshold = (
            interval_words(row.total.minimum, row.total.maximum),
            vietnamese(row.threshold),
        )
        told.append(f"tổng điểm {total} dưới ngưỡng {threshold}")
    if told:
        return "; ".join(told)
    if one.state is State.REFUSED:
        return f"lý do khác ghi trong quyết định (kết quả chấm «{row.verdict.value}»)"
    return row.verdict.value


def reason_lines(units: Sequence[CommuneYear], ruleset: Ruleset) -> tuple[ReasonWords, ...]:
    """Return how many of *units* fail for which reason; a reason of nobody is left out."""
    counts: Counter[str] = Counter()
    for one in units:
        if one.result is not None:
            has_failed = bool(failed_criteria(one.result, ruleset))
            is_below = one.result.reached is Finding.NOT_MET
            counts[_KINDS[has_failed, is_below]] += 1
    return tuple(
        ReasonWords(reason, vietnamese(counts[reason]))
        for reason in _KINDS.values()
        if counts[reason]
    )


_KINDS = {
    (True, False): _FLOOR_ONLY,
    (False, True): _TOTAL_ONLY,
    (True, True): _BOTH,
    (False, False): _OTHER,
}
