"""One part of a criterion: its figures in, its outcome out. ``SCORERS`` has each kind of part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import Any

from scoring.base.levels import Level
from scoring.base.quantities import decimal_text, rate
from scoring.engine.assessment import Assessment
from scoring.engine.next_bands import next_band
from scoring.engine.score_sheet import (
    EvidenceNeeded,
    FigureRead,
    ItemScore,
    NextBand,
    Outcome,
    PartScore,
)
from scoring.engine.sentences import COUNT, ITEMS, NO_CASE, RATIO, TREND, ZERO
from scoring.rules.indicators import Ratio, ZeroDenominator
from scoring.rules.kinds.against_previous import AgainstPrevious
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.kinds.item_sum import ItemSum
from scoring.rules.kinds.part import Part
from scoring.rules.kinds.trends import Trend, compared
from scoring.rules.ruleset import Figure
from scoring.rules.verification import Evidence, EvidenceItem

_ZERO = Fraction(0)

_FIELDS = tuple(PartScore.__dataclass_fields__)
_values_of = attrgetter(*_FIELDS)


def score_part(
    part: Part, citation: str, figures: Mapping[str, Figure], assessment: Assessment
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
        unit=part.unit or None,
        evidence=_evidence(part.evidence),
        template=part.template,
    )
    return SCORERS[type(part)](part, blank, figures, assessment)


def replace(part: PartScore, **changes: Any) -> PartScore:
    """Return *part* with other values, as ``dataclasses.replace`` does in twice the time.

    Every part of every commune goes through here two or three times.
    """
    return PartScore(**dict(zip(_FIELDS, _values_of(part), strict=True)) | changes)


@lru_cache(maxsize=512)
def _evidence(evidence: Evidence) -> tuple[EvidenceNeeded, ...]:
    return tuple(
        EvidenceNeeded(e.document, e.citation, e.verified.as_level)
        if isinstance(e, EvidenceItem)
        else EvidenceNeeded(e, None, Level.ASSUMED)
        for e in evidence
    )


def reads(
    part: Part, figures: Mapping[str, Figure], assessment: Assessment, *, previous: bool = False
) -> tuple[FigureRead, ...]:
    """Return what the part reads of one period, the numerator or the count first."""
    source = assessment.previous if previous else assessment.figures
    return tuple(
        FigureRead(code, figures[code].name, figures[code].unit, source.get(code), previous)
        for code in part.figures
    )


def scored_as(  # noqa: PLR0913, PLR0917 -- all that being scored comes to
    part: PartScore,
    points: Fraction,
    level: Level,
    band: str | None,
    sentence: str,
    step: NextBand | None = None,
) -> PartScore:
    """Return *part* scored; *sentence* says so, unless the ruleset has one of its own.

    *step* is how far the next better row is.
    """
    return replace(
        part,
        outcome=Outcome.SCORED,
        points=points,
        minimum=points,
        maximum=points,
        level=level,
        band=band,
        next_band=step,
        template=part.template or sentence,
    )


def _items(
    part: ItemSum, blank: PartScore, figures: Mapping[str, Figure], assessment: Assessment
) -> PartScore:
    del figures
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
    return scored_as(start, earned, part.level, None, ITEMS)


def _most_of_items(part: ItemSum, items: tuple[ItemScore, ...]) -> Fraction:
    """Return what a sum may still reach: answers of không are lost, blanks may become có."""
    still = [item for item in items if item.answer is not False]
    known = [item.points for item in still if item.points is not None]
    if len(known) == len(still):
        return sum(known, _ZERO)
    # An item of unknown points may bring whatever the part's maximum leaves.
    lost = (item.points for item in items if item.answer is False)
    return part.max_points - sum((points for points in lost if points is not None), _ZERO)


def _band_scale(
    part: BandScale, blank: PartScore, figures: Mapping[str, Figure], assessment: Assessment
) -> PartScore:
    read = reads(part, figures, assessment)
    start = _count(blank, read) if part.ratio is None else _ratio(part, part.ratio, blank, read)
    if start.value is None or start.numerator is None:
        return start
    # A count is compared as it is, a ratio multiplied and crosswise.
    multiplier = 1 if part.ratio is None else part.ratio.multiplier
    row = part.band_of(start.numerator * multiplier, start.denominator or 1)
    label, points, level = part.rows[row].label, part.rows[row].points, part.rows[row].level
    if points is None:
        return replace(start, outcome=Outcome.UNKNOWN_RULE, band=label)
    sentence = COUNT if part.ratio is None else RATIO
    step = _next_band(part, points, figures, assessment)
    return scored_as(start, points, level, label, sentence, step)


def with_next_band(
    scored: PartScore, part: Part, figures: Mapping[str, Figure], assessment: Assessment
) -> PartScore:
    """Return *scored* with how far the next better row is."""
    if scored.points is None:
        return scored
    step = _next_band(part, scored.points, figures, assessment)
    return scored if step is None else replace(scored, next_band=step)


def _next_band(
    part: Part, points: Fraction, figures: Mapping[str, Figure], assessment: Assessment
) -> NextBand | None:
    figure = figures[part.figures[0]]
    return next_band(part, points, assessment.figures, assessment.previous, figure)


def _count(blank: PartScore, read: tuple[FigureRead, ...]) -> PartScore:
    count = read[0].value
    if count is None:
        return replace(blank, figures=read)
    value = Fraction(count)
    return replace(blank, figures=read, numerator=count, value=value, value_text=str(count))


def _ratio(
    part: BandScale, ratio: Ratio, blank: PartScore, read: tuple[FigureRead, ...]
) -> PartScore:
    top, bottom = (one.value for one in read)
    if top is not None and bottom:
        value = rate(top, bottom, ratio.multiplier)
        text = decimal_text(value, part.edges)
        return replace(
            blank, figures=read, numerator=top, denominator=bottom, value=value, value_text=text
        )
    start = replace(blank, figures=read, numerator=top, denominator=bottom)
    if top is not None and bottom == 0:
        rule = part.zero_denominator
        if rule is None:
            # The loader demands this rule of every ratio.
            message = f"{part.code}: no rule for a zero denominator"
            raise ValueError(message)
        return _zero_denominator(start, rule, part.level_of(rule))
    return start


def _zero_denominator(start: PartScore, rule: ZeroDenominator, level: Level) -> PartScore:
    start = replace(start, zero_citation=rule.citation)
    match rule.outcome:
        case "điểm tối đa":
            return scored_as(start, start.max_points, level, None, ZERO)
        case "không điểm":
            return scored_as(start, _ZERO, level, None, ZERO)
        case _:
            return replace(start, outcome=Outcome.NEEDS_APPRAISAL)


def _against_previous(
    part: AgainstPrevious,
    blank: PartScore,
    figures: Mapping[str, Figure],
    assessment: Assessment,
) -> PartScore:
    now = reads(part, figures, assessment)
    before = reads(part, figures, assessment, previous=True)
    cases, children = (read.value for read in now)
    # Without a case no previous figure is needed, so its blanks are not missed.
    needed = before if cases != 0 else tuple(read for read in before if read.value is not None)
    start = replace(blank, figures=(*now, *needed), numerator=cases, denominator=children)
    if cases is None or children is None:
        return start
    rule, multiplier = part.zero_denominator, part.indicator.multiplier
    if children == 0:
        return _zero_denominator(start, rule, part.level_of(rule))
    value = rate(cases, children, multiplier)
    start = replace(start, value=value, value_text=decimal_text(value))
    if cases == 0:
        return scored_by_trend(part, start, Trend.NO_CASE_AROSE, NO_CASE)
    earlier_cases, earlier_children = (read.value for read in before)
    if earlier_cases is None or earlier_children is None:
        # A previous denominator of 0 awaits appraisal once the other figure is there, from 0
        # to the maximum: leaving that figure out must not help.
        return start if earlier_children == 0 else missing_previous(part, start)
    if earlier_children == 0:
        return replace(start, outcome=Outcome.NEEDS_APPRAISAL, zero_citation=rule.citation)
    earlier = rate(earlier_cases, earlier_children, multiplier)
    start = replace(
        start,
        value_text=decimal_text(value, [earlier]),
        previous_text=decimal_text(earlier, [value]),
    )
    trend = compared(cases * earlier_children, earlier_cases * children)
    return with_next_band(scored_by_trend(part, start, trend, TREND), part, figures, assessment)


def scored_by_trend(part: Part, start: PartScore, trend: Trend, sentence: str) -> PartScore:
    """Return *start* with the points of a trend; the rows of *part* are the four trends."""
    row = part.rows[trend.row]
    if row.points is None:
        return replace(start, outcome=Outcome.UNKNOWN_RULE, band=row.label)
    return scored_as(start, row.points, row.level, row.label, sentence)


def missing_previous(part: Part, start: PartScore) -> PartScore:
    """Bound a part with cases this period by the three trends that are left."""
    left = [row.points for row in part.rows[Trend.LOWER.row :]]
    known = [points for points in left if points is not None]
    if len(known) < len(left):
        return start
    return replace(start, minimum=min(known), maximum=max(known))


Scorer = Callable[[Any, PartScore, Mapping[str, Figure], Assessment], PartScore]
"""Scores a part of one kind, begun as a part that is missing everything."""

SCORERS: dict[type[Part], Scorer] = {
    ItemSum: _items,
    BandScale: _band_scale,
    AgainstPrevious: _against_previous,
}
"""How each kind of part is scored."""
