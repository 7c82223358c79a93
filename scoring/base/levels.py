"""How far a number is from the official text, and the weakest of several levels."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Level(Enum):
    """The four levels of ``đối chiếu``, from the weakest to the strongest."""

    ASSUMED = "giả định"
    DERIVED = "suy ra"
    SECONDARY_SOURCE = "nguồn thứ cấp"
    OFFICIAL_TEXT = "văn bản gốc"

    @property
    def strength(self) -> int:
        """0 for the weakest level, 3 for a number compared with the official text."""
        return _ORDER.index(self)

    @property
    def is_official(self) -> bool:
        """Whether a named person compared the number with the official text."""
        return self is Level.OFFICIAL_TEXT


_ORDER = tuple(Level)


def weakest(levels: Iterable[Level]) -> Level:
    """Return the weakest level; raises ``ValueError`` when there is none.

    >>> weakest([Level.SECONDARY_SOURCE, Level.DERIVED]).value
    'suy ra'
    """
    return min(levels, key=lambda level: level.strength)
