"""One part of a criterion: its figures in, its outcome out. One ``case`` per kind of part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from scoring.base.levels import Level
from scoring.base.quantities import decimal_text, rate
from scoring.engine.assessment import Assessment
from scoring.engine.next_bands import next_band, next_trend
from scoring.engine.score_sheet import EvidenceNeeded, FigureRead, ItemScore, Outcome, PartScore
from scoring.rules.indicators import Count, Ratio, ZeroDenominator
from scoring.rules.parts import AgainstPrevious, AnyPart, Band, BandScale, ItemSum, Trend
from scoring.rules.ruleset import Figure
from scoring.rules.verification import Evidence, EvidenceItem

_ZERO = Fraction(0)


def score_part(
    part: AnyPart, citation: str, figures: Mapping[str, Figure], assessment: Assessment
) -> PartScore:
    """Score one part; *figures* are the ruleset's declarations, for names and units.

    A part that cannot be scored counts 0 at least and its maximum at most, unless its kind
    can say more (the answered items of a sum, the three trends when there are cases).
    """
    most = part.max_points
    blank = PartScore(
        code=part.code,
        name=part.name,
        kind=part.kind,
        outcome=Outcome.MISSING,
        points=None,
        minimum=_ZERO,
        maximum=most,
        max_points=most,
        level=part.level,
        citation=citation,
        evidence=_evidence(part.evidence),
        template=part.template,
    )
    match part:
        case ItemSum():
            return _items(part, blank, assessment)
        case BandScale(indicator=Count(figure=code)):
            read = _read(code, figures, assessment)
            return _count(part, replace(blank, figures=(read,), unit=part.unit), figures[code])
        case BandScale(indicator=Ratio() as ratio):
            read_pair = _read_pair(ratio, figures, assessment)
            start = replace(blank, figures=read_pair, unit=part.unit)
            return _ratio(part, ratio, start, figures[ratio.numerator])
        case AgainstPrevious():
            return _against_previous(part, blank, figures, assessment)
    raise TypeError(part)


def _evidence(evidence: Evidence) -> tuple[EvidenceNeeded, ...]:
    return tuple(
        EvidenceNeeded(e.document, e.citation, e.verified.as_level)
        if isinstance(e, EvidenceItem)
        else EvidenceNeeded(e, None, Level.ASSUMED)
        for e in evidence
    )


def _read(
    code: str, figures: Mapping[str, Figure], assessment: Assessment, *, previous: bool = False
) -> FigureRead:
    source = assessment.previous if previous else assessment.figures
    figure = figures[code]
    return FigureRead(code, figure.name, figure.unit, source.get(code), previous)


def _read_pair(
    ratio: Ratio, figures: Mapping[str, Figure], assessment: Assessment, *, previous: bool = False
) -> tuple[FigureRead, FigureRead]:
    return (
        _read(ratio.numerator, figures, assessment, previous=previous),
        _read(ratio.denominator, figures, assessment, previous=previous),
    )


def _scored(part: PartScore, points: Fraction, level: Level, band: str | None) -> PartScore:
    return replace(
        part,
        outcome=Outcome.SCORED,
        points=points,
        minimum=points,
        maximum=points,
        level=level,
        band=band,
    )


def _items(part: ItemSum, blank: PartScore, assessment: Assessment) -> PartScore:
    items = tuple(
        ItemScore(
            item.code,
            item.question,
            assessment.answers.get(item.code),
            item.points,
            part.level_of(item),
            _evidence(item.evidence),
        )
        for item in part.items
    )
    earned = sum((item.earned for item in items), _ZERO)
    start = replace(blank, items=items, minimum=earned, maximum=_most_of_items(part, items))
    if any(item.answer is None for item in items):
        return start
    if any(item.answer and item.points is None for item in items):
        return replace(start, outcome=Outcome.UNKNOWN_RULE)
    return _scored(start, earned, part.level, None)


def _most_of_items(part: ItemSum, items: tuple[ItemScore, ...]) -> Fraction:
    """Return what a sum may still reach: answers of không are lost, blanks may become có."""
    still = [item for item in items if item.answer is not False]
    known = [item.points for item in still if item.points is not None]
    if len(known) == len(still):
        return sum(known, _ZERO)
    # An item of unknown points may bring whatever the part's maximum leaves.
    lost = (item.points for item in items if item.answer is False)
    return part.max_points - sum((points for points in lost if points is not None), _ZERO)


def _count(part: BandScale, start: PartScore, figure: Figure) -> PartScore:
    count = start.figures[0].value
    if count is None:
        return start
    start = replace(start, numerator=count, value=Fraction(count), value_text=str(count))
    return _in_band(part, start, (count, 1), figure)


def _ratio(part: BandScale, ratio: Ratio, start: PartScore, figure: Figure) -> PartScore:
    top, bottom = (read.value for read in start.figures)
    start = replace(start, numerator=top, denominator=bottom)
    if top is None or bottom is None:
        return start
    if bottom == 0:
        rule = part.zero_denominator
        if rule is None:
            # The loader demands this rule of every ratio.
            message = f"{part.code}: no rule for a zero denominator"
            raise ValueError(message)
        return _zero_denominator(start, rule, part.level_of(rule))
    value = rate(top, bottom, ratio.multiplier)
    start = replace(start, value=value, value_text=decimal_text(value, part.edges))
    return _in_band(part, start, (top, bottom), figure)


def _zero_denominator(start: PartScore, rule: ZeroDenominator, level: Level) -> PartScore:
    start = replace(start, zero_citation=rule.citation)
    match rule.outcome:
        case "điểm tối đa":
            return _scored(start, start.max_points, level, None)
        case "không điểm":
            return _scored(start, _ZERO, level, None)
        case _:
            return replace(start, outcome=Outcome.NEEDS_APPRAISAL)


def _in_band(part: BandScale, start: PartScore, pair: tuple[int, int], figure: Figure) -> PartScore:
    count, denominator = pair
    multiplier = part.indicator.multiplier if isinstance(part.indicator, Ratio) else 1
    band = _band(part, count * multiplier, denominator)
    if band.points is None:
        return replace(start, outcome=Outcome.UNKNOWN_RULE, band=band.label)
    scored = _scored(start, band.points, part.level_of(band), band.label)
    return replace(scored, next_band=next_band(part, band, count, denominator, figure))


def _band(part: BandScale, top: int, bottom: int) -> Band:
    for band in part.bands:
        if band.holds(top, bottom):
            return band
    # Bands tile the whole range, or the ruleset would not have loaded; a count is never
    # negative. Reaching this line means that somebody built a Ruleset around the loader.
    message = f"{part.code}: {top}/{bottom} lies in no band"
    raise ValueError(message)


def _against_previous(
    part: AgainstPrevious,
    blank: PartScore,
    figures: Mapping[str, Figure],
    assessment: Assessment,
) -> PartScore:
    ratio = part.indicator
    now = _read_pair(ratio, figures, assessment)
    before = _read_pair(ratio, figures, assessment, previous=True)
    cases, children = (read.value for read in now)
    # Without a case no previous figure is needed, so its blanks are not missed.
    needed = before if cases != 0 else tuple(read for read in before if read.value is not None)
    start = replace(
        blank, figures=(*now, *needed), numerator=cases, denominator=children, unit=part.unit
    )
    if cases is None or children is None:
        return start
    if children == 0:
        return _zero_denominator(start, part.zero_denominator, part.zero_level)
    value = rate(cases, children, ratio.multiplier)
    start = replace(start, value=value, value_text=decimal_text(value))
    if cases == 0:
        return _trend(part, start, Trend.NO_CASE_AROSE)
    earlier_cases, earlier_children = (read.value for read in before)
    if earlier_cases is None or earlier_children is None:
        # A previous denominator of 0 awaits appraisal once the other figure is there, from 0
        # to the maximum: leaving that figure out must not help.
        return start if earlier_children == 0 else _missing_previous(part, start)
    if earlier_children == 0:
        citation = part.zero_denominator.citation
        return replace(start, outcome=Outcome.NEEDS_APPRAISAL, zero_citation=citation)
    earlier = rate(earlier_cases, earlier_children, ratio.multiplier)
    start = replace(
        start,
        value_text=decimal_text(value, [earlier]),
        previous_text=decimal_text(earlier, [value]),
    )
    trend = _compare(cases * earlier_children, earlier_cases * children)
    scored = _trend(part, start, trend)
    if scored.outcome is not Outcome.SCORED:
        return scored
    pairs = (cases, children), (earlier_cases, earlier_children)
    return replace(scored, next_band=next_trend(part, trend, *pairs, figures[ratio.numerator]))


def _compare(now: int, before: int) -> Trend:
    if now == before:
        return Trend.EQUAL
    return Trend.LOWER if now < before else Trend.HIGHER


def _trend(part: AgainstPrevious, start: PartScore, trend: Trend) -> PartScore:
    points = part.points_by_trend[trend]
    if points is None:
        return replace(start, outcome=Outcome.UNKNOWN_RULE, band=trend.value)
    return _scored(start, points, part.verified.as_level, trend.value)


def _missing_previous(part: AgainstPrevious, start: PartScore) -> PartScore:
    """Bound a part with cases this period by the three trends that are left."""
    left = [part.points_by_trend[t] for t in (Trend.LOWER, Trend.EQUAL, Trend.HIGHER)]
    known = [points for points in left if points is not None]
    if len(known) < len(left):
        return start
    return replace(start, minimum=min(known), maximum=max(known))
