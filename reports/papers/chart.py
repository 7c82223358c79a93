"""The figure of points: one bar a criterion, as boxes and labels that any picture can be made of.

SVG for HTML and EMF for Word are drawn from the same boxes and labels. Lengths are in
twentieths of a point, so that a label is as wide as the page's own text of that size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from reports.papers.text_width import lines, twips

WIDTH = 9355
"""The width of the text on an A4 page upright."""

INK, FILL, OPEN, PAPER = 0x1D2126, 0x1C4468, 0xB9C3CE, 0xFFFFFF

_POINTS = 10
_LINE = 250
_GAP = 130
_NAMES = 4300
_BARS = (4420, 7060)
_WORDS = 7180
_BAR = 220


@dataclass(frozen=True, slots=True)
class Bar:
    """A criterion: its points still open lie between *least* and *most*."""

    name: str
    maximum: Fraction
    least: Fraction
    most: Fraction
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What the figure says; *description* tells a blind reader the same."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    legend: tuple[str, str, str]
    """What the full, the light and the empty part of a bar mean."""


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


@lru_cache(maxsize=4)
def drawn(chart: Chart) -> Drawing:
    """Return the chart as boxes and labels: same chart, same drawing."""
    names, ends, height = _places(tuple(bar.name for bar in chart.bars))
    longest = max((bar.maximum for bar in chart.bars), default=Fraction(1)) or Fraction(1)
    boxes: list[Box] = []
    labels = list(names)
    for bar, middle in zip(chart.bars, ends, strict=True):
        boxes += _bar(bar, middle - _BAR // 2, longest)
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

    yield Box(start, y, length(bar.maximum), _BAR, PAPER)
    if bar.most > bar.least:
        yield Box(start, y, length(bar.most), _BAR, OPEN)
    if bar.least:
        yield Box(start, y, length(bar.least), _BAR, FILL)
