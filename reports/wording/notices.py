"""Words that stand in every kind of paper: a finding with its sign, a notice, a fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["", "met", "not_met", "cannot_say"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding in words with its sign, so that colour is never alone: ``✔ Đạt``."""

    sign: str
    words: str
    tone: Tone

    def __str__(self) -> str:
        """Return sign and words."""
        return f"{self.sign} {self.words}"


@dataclass(frozen=True, slots=True)
class Notice:
    """What no reader may overlook: ``short`` stands on every page, ``text`` once."""

    short: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value."""

    name: str
    value: str
