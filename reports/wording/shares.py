"""Shares as text: rounded, but never onto the other side of nothing, of everything, of a goal."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from scoring.base.quantities import decimal_text, percent, vietnamese

_ENDS = (Fraction(0), Fraction(100))


def share_text(count: int, whole: int, goals: Iterable[Fraction] = ()) -> str:
    """Return *count* of *whole* in per cent; «–» where there is no whole.

    A share below one of *goals* (in per cent) never prints as that goal.

    >>> share_text(55, 56), share_text(99999, 100000), share_text(0, 0)
    ('98,21%', '99,999%', '–')
    """
    if not whole:
        return "–"
    return f"{vietnamese(decimal_text(percent(count, whole), (*_ENDS, *goals)))}%"


def percent_text(percent: Fraction) -> str:
    """Return a share that somebody asks for, whole as it is written; endless ones rounded.

    >>> percent_text(Fraction(149, 2)), percent_text(Fraction(200, 3))
    ('74,5%', '66,67%')
    """
    text = vietnamese(percent)
    return f"{vietnamese(decimal_text(percent)) if '/' in text else text}%"


def of_text(count: int, whole: int, goals: Iterable[Fraction] = ()) -> str:
    """Return the share with its counts.

    >>> of_text(105, 220)
    '105/220 = 47,73%'
    """
    return f"{vietnamese(count)}/{vietnamese(whole)} = {share_text(count, whole, goals)}"
