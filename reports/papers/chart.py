"""The figure of points: one bar a criterion, as boxes and labels that any picture can be made of.

SVG for HTML and EMF for Word are drawn from the same boxes and labels. Lengths are in
twentieths of a point, so that a label is as wide as the page's own text of that size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from reports.papers.text_width import lines, twips

WIDTH = 9355
"""The width of the text on an A4 page upright."""

INK, FILL, OPEN, PAPER, LOST = 0x1D2126, 0x1C4468, 0xB9C3CE, 0xFFFFFF, 0xE6A3A3

_POINTS = 10
_LINE = 250
_GAP = 100
_NAMES = 4300
_BARS = (4420, 7060)
_WORDS = 7180
_BAR = 220


@dataclass(frozen=True, slots=True)
class Bar:
    """A criterion: its points still open lie between *least* and *most*.

    One that *is_lost* is at the disqualifying points; *words* say so, the colour only helps.
    """

    name: str
    maximum: Fraction
    least: Fraction
    most: Fraction
    words: str
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class TotalBar:
    """The total above all bars, on a scale of its own, and the line it has to reach."""

    bar: Bar
    goal: Fraction


@dataclass(frozen=True)
class Chart:
    """What the figure says; *description* tells a blind reader the same."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    legend: tuple[str, str, str]
    """What the full, the light and the empty part of a bar mean."""
    total: TotalBar | None = None

    @cached_property
    def drawing(self) -> Drawing:
        """The chart as boxes and labels: the page and the paper show the same."""
        return _drawn(self)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with a thin outline."""

    x: int
    y: int
    width: int
    height: int
    colour: int


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; ``y`` is its baseline."""

    x: int
    y: int
    text: str
    points: int = _POINTS


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure of ``WIDTH`` twips."""

    height: int
    boxes: tuple[Box, ...]
    labels: tuple[Label, ...]


def _drawn(chart: Chart) -> Drawing:
    above = () if chart.total is None else (chart.total.bar,)
    bars = (*above, *chart.bars)
    names, ends, height = _places(tuple(bar.name for bar in bars))
    longest = max((bar.maximum for bar in chart.bars), default=Fraction(1)) or Fraction(1)
    boxes: list[Box] = []
    labels = list(names)
    for position, (bar, middle) in enumerate(zip(bars, ends, strict=True)):
        top = middle - _BAR // 2
        if chart.total is not None and position == 0:
            boxes += _bar(bar, top, bar.maximum or Fraction(1))
            reach = (_BARS[1] - _BARS[0]) * chart.total.goal / (bar.maximum or Fraction(1))
            boxes.append(Box(_BARS[0] + round(reach) - 15, top - 50, 30, _BAR + 100, INK))
        else:
            boxes += _bar(bar, top, longest)
        labels.append(Label(_WORDS, middle + _BAR // 2 - 40, bar.words))
    x = 0
    for words, colour in zip(chart.legend, (FILL, OPEN, PAPER), strict=True):
        boxes.append(Box(x, height - 240, 240, 160, colour))
        labels.append(Label(x + 320, height - 90, words))
        x += 320 + twips(words, _POINTS) + 400
    return Drawing(height, tuple(boxes), tuple(labels))


@lru_cache(maxsize=8)
def _places(names: tuple[str, ...]) -> tuple[tuple[Label, ...], tuple[int, ...], int]:
    """Return the labels of the names, the middle of each bar, and the height in all."""
    labels: list[Label] = []
    middles: list[int] = []
    y = 60
    for name in names:
        broken = lines(name, _POINTS, _NAMES)
        for position, line in enumerate(broken):
            labels.append(Label(0, y + position * _LINE + 185, line))
        middles.append(y + len(broken) * _LINE // 2)
        y += len(broken) * _LINE + _GAP
    return tuple(labels), tuple(middles), y + 380


def _bar(bar: Bar, y: int, longest: Fraction) -> Iterator[Box]:
    start, end = _BARS

    def length(points: Fraction) -> int:
        return round((end - start) * points / longest)

    yield Box(start, y, length(bar.maximum), _BAR, LOST if bar.is_lost else PAPER)
    if bar.most > bar.least:
        yield Box(start, y, length(bar.most), _BAR, OPEN)
    if bar.least:
        yield Box(start, y, length(bar.least), _BAR, FILL)
