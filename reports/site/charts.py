"""Figures as boxes, lines and labels in a picture 360 wide: readable on a phone without a zoom.

Beside each figure the page has the same numbers as text; nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.site.states import SHOWN, states_of
from scoring.base.quantities import vietnamese
from scoring.recognition.counting import Count

WIDTH = 360
_BAR_TOP, _BAR_HEIGHT = 20, 34
_WIDE_ENOUGH = 34
"""A label of three signs needs so much of the bar."""


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
    kind: str = ""


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


def answer(count: Count, goal: Fraction | None, goal_words: str) -> Picture:
    """Return the bar of all units by state, with the plan's line where there is a *goal*."""
    rects: list[Rect] = []
    texts: list[Text] = []
    left = Fraction(0)
    for state, units in states_of(count):
        wide = Fraction(WIDTH * units, count.total)
        one = SHOWN[state]
        # A gap of one between two states: neighbours are told apart without their colours.
        rects.append(_rect(left, _BAR_TOP, max(wide - 1, Fraction(1)), _BAR_HEIGHT, one.tone))
        if wide >= _WIDE_ENOUGH:
            label = f"{one.sign} {vietnamese(units)}"
            y = str(_BAR_TOP + _BAR_HEIGHT // 2 + 5)
            texts.append(Text(n(left + wide / 2), y, label, kind=one.tone))
        left += wide
    rules: tuple[Rule, ...] = ()
    if goal is not None:
        x = WIDTH * goal / 100
        rules = (Rule(n(x), "4", str(_BAR_TOP + _BAR_HEIGHT + 4)),)
        is_left = x > WIDTH / 2
        at, anchor = (x - 5, "end") if is_left else (x + 5, "start")
        texts.append(Text(n(at), "14", goal_words, anchor))
    told = "; ".join(f"{vietnamese(units)} {SHOWN[s].words}" for s, units in states_of(count))
    plan = f" Vạch đứt: {goal_words}." if goal is not None else ""
    return Picture(
        "tra-loi",
        "Các đơn vị theo tình trạng",
        f"{told}.{plan}",
        _BAR_TOP + _BAR_HEIGHT + 6,
        tuple(rects),
        tuple(texts),
        rules,
    )


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a figure: what stands below it, above it, how high it is (0 to 1)."""

    name: str
    label: str
    height: Fraction


def columns(id_: str, title: str, found: Sequence[Column], *, frame: bool = False) -> Picture:
    """Return columns side by side; *frame* draws the whole that each is a part of."""
    height, top, floor = 150, 18, 24
    wide = Fraction(WIDTH - 10, max(4, len(found)))
    body = min(Fraction(56), wide * 7 / 10)
    rects: list[Rect] = []
    texts: list[Text] = []
    full = height - top - floor
    for place, each in enumerate(found):
        middle = 5 + wide * place + wide / 2
        tall = full * each.height
        if frame:
            rects.append(_rect(middle - body / 2, top, body, full, "empty"))
        if tall:
            rects.append(_rect(middle - body / 2, height - floor - tall, body, tall, "full"))
        above = top - 5 if frame else height - floor - tall - 5
        texts.append(Text(n(middle), n(above), each.label))
        texts.append(Text(n(middle), str(height - 8), each.name))
    told = "; ".join(f"{each.name}: {each.label}" for each in found)
    return Picture(id_, title, f"{title}. {told}.", height, tuple(rects), tuple(texts))


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a small bar a hundred wide."""

    x: str
    width: str
    tone: str


def small_bar(count: Count) -> tuple[Segment, ...]:
    """Return the states of a place for a table's cell, which has the numbers beside it."""
    return tuple(_segments(count))


def _segments(count: Count) -> Iterator[Segment]:
    left = Fraction(0)
    for state, units in states_of(count):
        wide = Fraction(100 * units, count.total)
        yield Segment(n(left), n(wide), SHOWN[state].tone)
        left += wide


@dataclass(frozen=True, slots=True)
class Meter:
    """A bar a hundred wide beside its number; ``tick`` marks what it is compared with."""

    full: str
    tick: str | None = None


def meter(part: Fraction, whole: Fraction, compared: Fraction | None = None) -> Meter:
    """Return the bar of *part* of *whole*."""
    tick = None if compared is None else n(min(Fraction(99), 100 * compared / whole))
    return Meter(n(100 * part / whole), tick)


def _rect(
    x: Fraction, y: Fraction | int, width: Fraction, height: Fraction | int, kind: str
) -> Rect:
    return Rect(n(x), n(y), n(width), n(height), kind)


def n(value: Fraction | int) -> str:
    """Return a length with one decimal at most."""
    tenths = round(Fraction(value) * 10)
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)
