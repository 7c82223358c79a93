"""A tracked target in words, once for terminal, tables and papers; fractions always printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from reports.wording.notices import Tone
from reports.wording.shares import of_text
from scoring.base.quantities import decimal_text, vietnamese
from scoring.plans.plan import AGAINST_A_BASE, MONEY, RATE, UNITS, PlanTarget, TargetLevel
from scoring.plans.tracking import Progress, Tracked, Trend
from scoring.totals.amounts import Amount
from scoring.totals.indicators import load_indicators

NO_NUMBER = "–"
_NAMED = 5
_ALL = 100
_SIGNS: dict[Progress, tuple[str, Tone]] = {
    Progress.MET: ("✔", "met"),
    Progress.NOT_MET: ("✘", "not_met"),
    Progress.NO_CASE: ("○", ""),
    Progress.CANNOT_SAY: ("?", "cannot_say"),
    Progress.NO_DATA: ("·", "cannot_say"),
}


@dataclass(frozen=True, slots=True)
class TrackedWords:
    """All words of one target in one year; ``tone`` is that of the mark."""

    code: str
    name: str
    wanted: str
    value: str
    before: str
    mark: str
    tone: Tone
    distance: str
    trend: str
    source: str
    coverage: str
    level: str


def tracked_words(one: Tracked) -> TrackedWords:
    """Return the words of *one*."""
    sign, tone = _SIGNS[one.progress]
    edges = () if one.bound is None else (one.bound.number,)
    return TrackedWords(
        code=one.target.code,
        name=name_words(one.target),
        wanted=wanted_words(one),
        value=amount_words(one.amount, one.target, edges),
        before=amount_words(one.before, one.target, edges),
        mark=f"{sign} {progress_words(one)}",
        tone=tone,
        distance=distance_words(one),
        trend=trend_words(one),
        source=one.amount.origin if one.amount is not None else how_known(one.target),
        coverage=coverage_words(one.amount),
        level=level_of_target(one),
    )


def name_words(target: PlanTarget) -> str:
    """Return the plan's words, with the area where they do not say it."""
    area = target.area
    return f"{target.name} ({area})" if area and area not in target.name else target.name


def how_known(target: PlanTarget) -> str:
    """Return whether the target can be computed, and from what; else that it is typed in."""
    if target.indicator is None:
        return "nhập tay"
    return f"tính được: {load_indicators()[target.indicator].name}"


def level_of_target(one: Tracked) -> str:
    """Return how far the asked number was compared, where it differs from its plan's."""
    verified = None if one.level is None else one.level.verified
    return "" if verified is None else str(verified)


def number_words(value: Fraction, target: PlanTarget, edges: Iterable[Fraction] = ()) -> str:
    """Return a value with its unit: ``95%``, ``405,19 trên 100.000``, ``3.500.000 đồng``."""
    text = vietnamese(decimal_text(value, edges))
    if target.kind == MONEY:
        return f"{text} đồng"
    if target.kind == RATE:
        return f"{text} trên {vietnamese(target.per or _ALL)}"
    return f"{text}%" if target.multiplier else text


def amount_words(amount: Amount | None, target: PlanTarget, edges: Iterable[Fraction] = ()) -> str:
    """Return the value with its fraction; a dash where there is none."""
    if amount is None:
        return NO_NUMBER
    if amount.has_no_case:
        return f"{vietnamese(amount.numerator or 0)}/0"
    value = amount.value
    if value is None:
        return NO_NUMBER
    words = number_words(value, target, edges)
    if amount.multiplier is None or amount.numerator is None:
        return words
    if amount.multiplier == _ALL:
        return of_text(amount.numerator, amount.denominator or 0, edges)
    whole = vietnamese(amount.denominator or 0)
    return f"{vietnamese(amount.numerator)}/{whole} = {words}"


def wanted_words(one: Tracked) -> str:
    """Return what the year is held to, as the plan writes it."""
    level = one.level
    if level is None:
        return NO_NUMBER
    year = level.year
    late = f" (mức của năm {year})" if year is not None and year != one.year else ""
    return f"{_wanted(one.target, level, one)}{late}"


def _wanted(target: PlanTarget, level: TargetLevel, one: Tracked) -> str:
    if level.comparison in AGAINST_A_BASE:
        base = f"so với năm {level.base_of(one.year)}"
        if level.value is None:
            return f"{level.comparison} {base}"
        amount = vietnamese(level.value)
        span = f" đến {vietnamese(level.up_to)}" if level.up_to is not None else ""
        text = f"{level.comparison} {amount}{span}% {base}"
        if one.bound is None:
            return text
        limit = number_words(one.bound.number, target)
        return f"{text}, tức {'ít nhất' if one.bound.wants_more else 'nhiều nhất'} {limit}"
    fraction = ""
    if level.numerator is not None and level.denominator is not None:
        fraction = f"{vietnamese(level.numerator)}/{vietnamese(level.denominator)}"
    if level.value is None:
        word = "" if target.kind == UNITS and level.comparison == "đúng" else f"{level.comparison} "
        return f"{word}{fraction}"
    span = f" đến {vietnamese(level.up_to)}" if level.up_to is not None else ""
    number = number_words(level.value, target, (level.value,))
    return f"{level.comparison} {number}{span}{f' ({fraction})' if fraction else ''}"


def progress_words(one: Tracked) -> str:
    """Return the conclusion; where units are missing, what those that are there come to."""
    words = one.progress.value.capitalize()
    if one.progress is Progress.CANNOT_SAY:
        if one.so_far in {Progress.MET, Progress.NOT_MET, Progress.NO_CASE}:
            return f"{words}: {one.why}; theo số đã có: {one.so_far.value}"
        return f"{words}: {one.why}"
    return words if not one.why else f"{words}: {one.why}"


def distance_words(one: Tracked) -> str:
    """Return how many more or fewer are needed, in what is counted; empty where met."""
    if not one.distance or one.bound is None:
        return ""
    word = "còn thiếu" if one.bound.wants_more else "phải giảm"
    unit = "đồng" if one.target.kind == MONEY else one.counted
    return f"{word} {vietnamese(one.distance)} {unit}".rstrip()


def trend_words(one: Tracked) -> str:
    """Return how the value changed against the year before."""
    if one.trend is None:
        return ""
    if one.trend is Trend.SAME:
        return f"không đổi so với năm {one.year - 1}"
    return f"{one.trend.value} so với năm {one.year - 1}"


def coverage_words(amount: Amount | None) -> str:
    """Return how many units are in a sum, and names of a few that are not."""
    if amount is None or amount.wanted <= 1:
        return ""
    text = f"{vietnamese(amount.covered)}/{vietnamese(amount.wanted)} đơn vị"
    if not amount.missing:
        return text
    named = ", ".join(amount.missing[:_NAMED])
    more = " …" if len(amount.missing) > _NAMED else ""
    return f"{text} (còn thiếu: {named}{more})"
