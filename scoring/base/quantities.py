"""Exact quantities: fractions, rates, and their display that never crosses a band edge.

Everything is compared as integers or ``fractions.Fraction``; a rounded number exists only
as text for the eye.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

_USUAL_DECIMALS = 2
_MOST_DECIMALS = 12
_EXACT_DECIMALS = 18
_GROUP = 1_000
"""From here on thousands are told apart by points."""


def percent(cases: int, whole: int) -> Fraction:
    """Return *cases* per hundred of *whole*, exact.

    >>> percent(29, 50)
    Fraction(58, 1)
    """
    return rate(cases, whole, 100)


def per_thousand(cases: int, children: int) -> Fraction:
    """Return cases per 1,000 children, exact.

    >>> per_thousand(5, 1_000)
    Fraction(5, 1)
    """
    return rate(cases, children, 1_000)


def rate(cases: int, whole: int, multiplier: int) -> Fraction:
    """Return *cases* × *multiplier* ÷ *whole*, exact.

    Raises ``ZeroDivisionError`` when *whole* is 0: what a zero denominator means is said
    by the ruleset, never here.
    """
    return Fraction(cases * multiplier, whole)


def decimal_text(value: Fraction, edges: Iterable[Fraction] = ()) -> str:
    """Return *value* as decimal text (with a point), rounded for display.

    Two decimals are usual. More are printed when the rounded number would stand on
    another side of one of *edges* than the exact one.

    >>> decimal_text(Fraction(9496, 100))
    '94.96'
    >>> decimal_text(Fraction(94999, 1000), [Fraction(95)])
    '94.999'
    >>> decimal_text(Fraction(98))
    '98'
    """
    top, bottom = value.numerator, value.denominator
    # On which side of each edge, in whole numbers: this is asked of every figure of a nation.
    sides = [
        (edge.numerator, edge.denominator, _sign(top * edge.denominator - edge.numerator * bottom))
        for edge in edges
    ]
    for decimals in range(_USUAL_DECIMALS, _MOST_DECIMALS + 1):
        scale = 10**decimals
        # Half up, as officers and Excel round: 13,125 is 13,13.
        rounded = (2 * top * scale + bottom) // (2 * bottom)
        if all(_sign(rounded * of - edge * scale) == side for edge, of, side in sides):
            return _plain(rounded, decimals)
    # Closer to an edge than any real count can bring it: the fraction itself is honest.
    return f"{value.numerator}/{value.denominator}"


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _plain(scaled: int, decimals: int) -> str:
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(decimals + 1, "0")
    whole, tail = digits[:-decimals], digits[-decimals:].rstrip("0")
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"


def vietnamese(value: int | Fraction | str) -> str:
    """Return a number as Vietnamese text: ``1.234,5``.

    A string is taken as decimal text with a point, as ``decimal_text`` gives it.

    >>> vietnamese(1234), vietnamese("94.96"), vietnamese(Fraction(25, 2))
    ('1.234', '94,96', '12,5')
    """
    if not isinstance(value, str) and value.denominator == 1:
        count = value.numerator
        return str(count) if 0 <= count < _GROUP else f"{count:,}".replace(",", ".")
    text = value if isinstance(value, str) else points_text(Fraction(value))
    if "/" in text:
        return text
    sign = "-" if text.startswith("-") else ""
    whole, _, tail = text.removeprefix("-").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{tail}" if tail else f"{sign}{grouped}"


def interval_text(least: int | Fraction, most: int | Fraction) -> str:
    """Return a number, or from where to where it may still fall: ``50``, ``0–50``."""
    return vietnamese(least) if least == most else f"{vietnamese(least)}–{vietnamese(most)}"


def interval_words(least: int | Fraction, most: int | Fraction) -> str:
    """Return the same where words have room: ``50``, ``từ 0 đến 50``."""
    return vietnamese(least) if least == most else f"từ {vietnamese(least)} đến {vietnamese(most)}"


def points_text(points: Fraction) -> str:
    """Return points as exact decimal text with a point; rulesets hold only finite decimals.

    >>> points_text(Fraction(25, 2)), points_text(Fraction(1, 10**7))
    ('12.5', '0.0000001')
    """
    if points.denominator == 1:
        return str(points.numerator)
    for decimals in range(1, _EXACT_DECIMALS + 1):
        if 10**decimals % points.denominator == 0:
            return _plain(points.numerator * 10**decimals // points.denominator, decimals)
    return f"{points.numerator}/{points.denominator}"


def json_number(points: Fraction) -> int | float:
    """Return points as a JSON number: an integer where they are whole."""
    return points.numerator if points.denominator == 1 else float(points)
