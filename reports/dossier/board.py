"""The first screen and the sheet for the chair: total, bars, what to do, what lacks, last year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.dossier.evidence import EvidenceList
from reports.papers.chart import Bar, Chart, TotalBar
from reports.wording.steps import step_words
from scoring.advice.steps import RouteStep
from scoring.base.quantities import interval_text, vietnamese
from scoring.engine.explanation import with_unit
from scoring.engine.score_sheet import CriterionScore, PartScore, ScoreSheet

_MOST_STEPS = 3
_FULL = 100
_NONE = "–"
_MOST_LINES = 5
"""Lines of the comparison: the whole board stands on one page."""


@dataclass(frozen=True, slots=True)
class BarWords:
    """A criterion as a bar: parts of the widest bar in per cent, as CSS has them.

    ``share`` is for certain, ``most`` what may still come, ``limit`` the maximum; ``tone`` is
    ``not_met`` where the criterion is at the disqualifying points, and its words say so.
    """

    name: str
    words: str
    tone: str
    share: str
    most: str
    limit: str


@dataclass(frozen=True, slots=True)
class ComparedWords:
    """What a line of the comparison with the year before says."""

    name: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Board:
    """What the chair asks first; widths are per cent of the maximum, as CSS has them."""

    total: str
    share: str
    most: str
    goal: str
    goal_words: str
    bars: tuple[BarWords, ...]
    steps: tuple[str, ...]
    evidence: str
    compared: tuple[ComparedWords, ...]
    compared_with: str


def board(
    sheet: ScoreSheet,
    evidence: EvidenceList,
    steps: Sequence[RouteStep],
    before: ScoreSheet | None,
) -> Board:
    """Return the board of *sheet*; *steps* are the nearest first, *before* the year before."""
    total, goal = sheet.total, sheet.threshold.points
    return Board(
        total=interval_text(total.minimum, total.maximum),
        share=_css(total.minimum, total.max_points),
        most=_css(total.maximum, total.max_points),
        goal=_css(goal, total.max_points),
        goal_words=f"ngưỡng {vietnamese(goal)} điểm, {_gap(total.minimum, total.maximum, goal)}",
        bars=tuple(_bars(sheet)),
        steps=tuple(step_words(step).replace("«", "“").replace("»", "”") for step in steps)[
            :_MOST_STEPS
        ],
        evidence=evidence.lacking(),
        compared=tuple(_compared(sheet, before)),
        compared_with=f"Năm {sheet.year - 1}" if before else "Kỳ trước",
    )


def _gap(least: Fraction, most: Fraction, goal: Fraction) -> str:
    at_least = "" if least == most else "ít nhất "
    if least >= goal:
        return f"dư {at_least}{vietnamese(least - goal)} điểm"
    if most < goal:
        return f"thiếu {at_least}{vietnamese(goal - most)} điểm"
    return "chưa chốt được"


def points_chart(sheet: ScoreSheet) -> Chart:
    """Return the figure of points against the maxima, the lost ones named."""
    lost = [c for c in sheet.criteria if c.max_points > c.maximum]
    told = "; ".join(
        f"tiêu chí {c.number} mất {vietnamese(c.max_points - c.maximum)} điểm" for c in lost
    )
    total, goal = sheet.total, sheet.threshold.points
    span = interval_text(total.minimum, total.maximum)
    return Chart(
        title=f"Điểm tự chấm so với điểm tối đa của từng tiêu chí, năm {sheet.year}",
        description=f"Tổng điểm {span}, ngưỡng {vietnamese(goal)}. Mỗi tiêu chí một thanh ngang "
        "dài bằng điểm tối đa; phần đậm là điểm tự chấm. "
        + (f"Mất điểm: {told}." if told else "Không tiêu chí nào mất điểm."),
        bars=tuple(
            Bar(
                name=f"{c.number}. {c.name}",
                maximum=c.max_points,
                least=c.minimum,
                most=c.maximum,
                words=_words(c, sheet),
                is_lost=_is_lost(c, sheet),
            )
            for c in sheet.criteria
        ),
        legend=("điểm tự chấm", "điểm còn bỏ ngỏ", "điểm mất"),
        total=TotalBar(
            bar=Bar(
                "Tổng điểm",
                total.max_points,
                total.minimum,
                total.maximum,
                f"{span}; ngưỡng {vietnamese(goal)}",
            ),
            goal=goal,
        ),
    )


def _is_lost(criterion: CriterionScore, sheet: ScoreSheet) -> bool:
    return criterion.maximum <= sheet.ruleset.disqualifying_points


def _words(criterion: CriterionScore, sheet: ScoreSheet) -> str:
    best = vietnamese(criterion.max_points)
    points = interval_text(criterion.minimum, criterion.maximum)
    if _is_lost(criterion, sheet):
        return f"{points}/{best}, điểm liệt"
    lost = criterion.max_points - criterion.maximum
    return f"{points}/{best}" + (f", mất {vietnamese(lost)}" if lost else "")


def _bars(sheet: ScoreSheet) -> Iterator[BarWords]:
    widest = max(criterion.max_points for criterion in sheet.criteria)
    for criterion in sheet.criteria:
        yield BarWords(
            name=f"{criterion.number}. {criterion.name}",
            words=_words(criterion, sheet),
            tone="not_met" if _is_lost(criterion, sheet) else "",
            share=_css(criterion.minimum, widest),
            most=_css(criterion.maximum, widest),
            limit=_css(criterion.max_points, widest),
        )


def _css(part: Fraction, whole: Fraction) -> str:
    """Return a share in per cent as CSS writes it, rounded to a thousandth of the width."""
    return f"{round(part * _FULL * 10 / whole) / 10:g}" if whole else "0"


def _compared(sheet: ScoreSheet, before: ScoreSheet | None) -> Iterator[ComparedWords]:
    """Yield what changed since the year before, or the earlier rates that this year's form has."""
    if before is None:
        known = [(part, part.previous_text) for part in sheet.parts if part.previous_text]
        for part, rate in known[:_MOST_LINES]:
            yield ComparedWords(
                f"{_name(part)}, {part.unit}",
                vietnamese(rate),
                vietnamese(part.value_text or _NONE),
            )
        return
    then, now = before.total, sheet.total
    yield ComparedWords(
        "Tổng điểm",
        interval_text(then.minimum, then.maximum),
        interval_text(now.minimum, now.maximum),
    )
    earlier = {criterion.number: criterion for criterion in before.criteria}
    changed = [
        (criterion, earlier.get(criterion.number))
        for criterion in sheet.criteria
        if _standing(criterion) != _standing(earlier.get(criterion.number))
    ]
    # What changed most, in the order of the criteria.
    changed.sort(key=lambda pair: -abs(pair[0].minimum - (pair[1].minimum if pair[1] else 0)))
    kept = sorted(changed[: _MOST_LINES - 1], key=lambda pair: pair[0].number)
    for criterion, was in kept:
        name = f"{criterion.number}. {criterion.name}"
        yield ComparedWords(name, _standing(was), _standing(criterion))


def _name(part: PartScore) -> str:
    return f"{part.code}. {part.name}" if part.name else f"Tiêu chí {part.code}"


def _standing(criterion: CriterionScore | None) -> str:
    """Return the points of a criterion, with the rate where it has a single one."""
    if criterion is None:
        return _NONE
    points = f"{interval_text(criterion.minimum, criterion.maximum)} điểm"
    values = [part for part in criterion.parts if part.value_text is not None]
    if len(values) == 1:
        rate = with_unit(values[0].value_text, values[0].unit).partition(" ")[0]
        return f"{points}; {rate}"
    return points
