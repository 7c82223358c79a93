"""Figures as boxes, lines and labels in a picture 360 wide: readable on a phone without a zoom.

Beside each figure the page has the same numbers as a table; nothing is told by colour alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.site.wording import percent
from scoring.base.quantities import vietnamese
from scoring.release.model import PublishedRow, YearCounts

WIDTH = 360
_FLOOR = 26
_TOP = 18
_LANE = 18
_BINS = 20
_MOST_COLUMN = 56


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled box."""

    x: str
    y: str
    width: str
    height: str
    kind: str


@dataclass(frozen=True, slots=True)
class Text:
    """A label; ``y`` is its baseline, ``anchor`` where ``x`` is."""

    x: str
    y: str
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Rule:
    """A vertical dashed line."""

    x: str
    top: str
    bottom: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with its title and what it tells a reader who does not see it."""

    id: str
    title: str
    description: str
    height: int
    rects: tuple[Rect, ...]
    texts: tuple[Text, ...]
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Bin:
    """Communes whose published total lies from ``low`` to below ``high`` (the last: up to it)."""

    low: Fraction
    high: Fraction
    is_last: bool
    count: int

    @property
    def words(self) -> str:
        """The bin in the law's words."""
        to = "đến" if self.is_last else "dưới"
        return f"từ {vietnamese(self.low)} {to} {vietnamese(self.high)}"


@dataclass(frozen=True, slots=True)
class Range:
    """Communes of which only is published that their total lies from ``low`` to ``high``."""

    low: Fraction
    high: Fraction
    count: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """Totals of some communes: exact ones in bins, ranges, and ``without`` any published."""

    bins: tuple[Bin, ...]
    ranges: tuple[Range, ...]
    without: int


def distribution(
    rows: Sequence[PublishedRow], most: Fraction, lowest: Fraction | None
) -> Distribution:
    """Return how the published totals lie; *lowest* is the least total that a bin is kept for."""
    step = most / _BINS
    first = 0 if lowest is None else min(_BINS - 1, int(lowest / step))
    counts = [0] * _BINS
    ranges: Counter[tuple[Fraction, Fraction]] = Counter()
    without = 0
    for row in rows:
        if row.least is None or row.most is None:
            without += 1
        elif row.least == row.most:
            counts[min(_BINS - 1, int(row.most / step))] += 1
        else:
            ranges[row.least, row.most] += 1
    bins = tuple(
        Bin(step * place, step * (place + 1), place == _BINS - 1, counts[place])
        for place in range(first, _BINS)
    )
    listed = tuple(Range(low, high, count) for (low, high), count in sorted(ranges.items()))
    return Distribution(bins, listed, without)


def histogram(
    id_: str, title: str, found: Distribution, threshold: Fraction, tallest: int
) -> Picture:
    """Return columns of communes by total, with the threshold as a dashed line.

    *tallest* is the count that is as high as the picture, the same for all groups.
    """
    height, lanes = 150, len(found.ranges)
    bins = found.bins
    column = Fraction(WIDTH - 20, len(bins))
    rects: list[Rect] = []
    texts: list[Text] = []
    for place, each in enumerate(bins):
        left = 10 + column * place
        tall = Fraction((height - _FLOOR - 2 * _TOP) * each.count, max(1, tallest))
        top = height - _FLOOR - tall
        kind = "full" if each.low >= threshold else "light"
        if each.count:
            rects.append(_rect(left + 1, top, column - 2, tall, kind))
            texts.append(Text(_n(left + column / 2), _n(top - 4), vietnamese(each.count)))
        texts.append(Text(_n(left), _n(height - 10), vietnamese(each.low)))
    texts.append(Text(str(WIDTH), _n(height - 10), vietnamese(bins[-1].high), "end"))
    span = bins[-1].high - bins[0].low
    x = 10 + (WIDTH - 20) * (threshold - bins[0].low) / span
    rules = (Rule(_n(x), "14", str(height - _FLOOR)),) if bins[0].low <= threshold else ()
    if rules:
        texts.append(Text(_n(x - 4), "12", f"ngưỡng {vietnamese(threshold)}", "end"))
    for lane, one in enumerate(found.ranges):
        left, right = (
            10 + (WIDTH - 20) * (max(total, bins[0].low) - bins[0].low) / span
            for total in (one.low, one.high)
        )
        y = Fraction(height + lane * _LANE)
        rects.append(_rect(left, y, max(right - left, Fraction(2)), Fraction(12), "range"))
        words = f"{_range_words(one)}: {vietnamese(one.count)}"
        is_left = left > WIDTH - right
        at, anchor = (left - 5, "end") if is_left else (right + 5, "start")
        texts.append(Text(_n(at), _n(y + 10), words, anchor))
    counted = "; ".join(
        [
            *(f"{b.words}: {vietnamese(b.count)}" for b in bins if b.count),
            *(f"khoảng {_range_words(r)}: {vietnamese(r.count)}" for r in found.ranges),
        ]
    )
    tall_as = height + lanes * _LANE
    return Picture(
        id_, title, f"Số đơn vị theo tổng điểm. {counted}.", tall_as, *_all(rects, texts), rules
    )


def _range_words(each: Range) -> str:
    return f"{vietnamese(each.low)}–{vietnamese(each.high)}"


def trend(id_: str, title: str, years: Sequence[YearCounts]) -> Picture:
    """Return one column a year, as high as its share."""
    height = 170
    column = Fraction(WIDTH - 20, max(4, len(years)))
    wide = min(Fraction(_MOST_COLUMN), column * 3 / 5)
    rects: list[Rect] = []
    texts: list[Text] = []
    for place, each in enumerate(years):
        middle = 10 + column * place + column / 2
        share = each.decisions.share or Fraction(0)
        full = height - _FLOOR - _TOP
        tall = full * share / 100
        rects.append(_rect(middle - wide / 2, Fraction(_TOP), wide, Fraction(full), "empty"))
        rects.append(_rect(middle - wide / 2, height - _FLOOR - tall, wide, tall, "full"))
        texts.append(Text(_n(middle), _n(Fraction(_TOP - 5)), percent(each.decisions.share)))
        texts.append(Text(_n(middle), _n(Fraction(height - 9)), str(each.year)))
    told = "; ".join(f"{each.year}: {percent(each.decisions.share)}" for each in years)
    return Picture(id_, title, f"Tỷ lệ đạt theo năm. {told}.", height, *_all(rects, texts))


@dataclass(frozen=True, slots=True)
class Meter:
    """A bar in a table's cell beside the same number as text; a class has two ends."""

    least: str
    most: str


def meter(least: Fraction | int | None, most: Fraction | int | None = None) -> Meter | None:
    """Return the bar of a share of a hundred; none for a share that is not published."""
    if least is None:
        return None
    return Meter(_n(Fraction(least)), _n(Fraction(least if most is None else most)))


def _all(rects: list[Rect], texts: list[Text]) -> tuple[tuple[Rect, ...], tuple[Text, ...]]:
    return tuple(rects), tuple(texts)


def _rect(x: Fraction, y: Fraction, width: Fraction, height: Fraction, kind: str) -> Rect:
    return Rect(_n(x), _n(y), _n(width), _n(height), kind)


def _n(value: Fraction | int) -> str:
    """Return a length with one decimal at most."""
    tenths = round(Fraction(value) * 10)
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def edges(found: Sequence[Distribution]) -> Iterator[int]:
    """Yield the counts of all bins, to find the tallest."""
    for each in found:
        yield from (b.count for b in each.bins)
