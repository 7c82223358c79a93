"""How wide a text is in Times New Roman, to the rule under it and to its breaking into lines.

The widths were read once from Liberation Serif, whose letters are as wide as those of Times
New Roman; they lie in ``data/times-widths.json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

Face = Literal["regular", "bold", "italic"]

_FILE = Path(__file__).parent / "times-widths.json"
_WIDE = "W"  # a letter the table does not know is taken to be as wide as this one
_TWIPS = 20


@lru_cache(maxsize=1)
def _widths() -> tuple[Mapping[str, Mapping[str, int]], int]:
    told = json.loads(_FILE.read_text(encoding="utf-8"))
    table = {
        face: {letter: int(width) for width, letters in by_width.items() for letter in letters}
        for face, by_width in told["widths"].items()
    }
    return table, told["unit"]


@lru_cache(maxsize=2048)
def twips(text: str, points: float, face: Face = "regular") -> int:
    """Return the width of one line of *text* in twentieths of a point.

    >>> round(twips("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, "bold") / 56.7)
    96
    """
    table, unit = _widths()
    widths = table[face]
    total = sum(widths.get(letter, widths[_WIDE]) for letter in text)
    return round(total * points * _TWIPS / unit)


def lines(text: str, points: float, width: int, face: Face = "regular") -> list[str]:
    """Return *text* broken at its spaces as a page breaks it into lines of *width* twips.

    >>> lines("một hai ba bốn", 14, 1200)
    ['một hai ba', 'bốn']
    """
    broken: list[str] = []
    for word in text.split():
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and twips(longer, points, face) <= width:
            broken[-1] = longer
        else:
            broken.append(word)
    return broken


@lru_cache(maxsize=512)
def balanced(text: str, points: float, width: int, face: Face = "regular") -> tuple[str, ...]:
    """Return *text* on as few lines as fit in *width*, the lines as even as they can be.

    >>> balanced("ỦY BAN NHÂN DÂN XÃ TRĂNG NON", 12, 3686, "bold")
    ('ỦY BAN NHÂN DÂN', 'XÃ TRĂNG NON')
    """
    best = lines(text, points, width, face)
    for narrower in range(width, 0, -_TWIPS):
        tried = lines(text, points, narrower, face)
        if len(tried) > len(best):
            break
        best = tried
    return tuple(best)
