"""What people write into the register, before it is hashed: one line, nothing that acts or hides.

Escapes would move a terminal's cursor for ever, marks of direction turn a number round, and a
name of invisible characters is no name.
"""

from __future__ import annotations

import unicodedata

from registry.store.veil import BEGINNING
from scoring.base.text import clean

_BLANK = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs by their category that show nothing."""

_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Controls, marks of direction, characters of nobody: never part of a Vietnamese text."""


def meant(text: str | None) -> str | None:
    r"""Return a text as the register keeps it; ``None`` where nothing readable is left.

    >>> meant(" 15/QĐ-UBND\u200b ")
    '15/QĐ-UBND'
    >>> meant("\u2800\u200b ") is None
    True
    """
    if text is None:
        return None
    # As spaces, so that what an escape held apart stays apart.
    seen = (" " if _is_hidden(letter) else letter for letter in text if not _is_joined(letter))
    # What a redaction leaves behind nobody writes by hand.
    shown = clean("".join(seen)).replace(BEGINNING, f"({BEGINNING[1:]}")
    return shown if any(letter.isalnum() for letter in shown) else None


def _is_hidden(letter: str) -> bool:
    return letter in _BLANK or unicodedata.category(letter) in _HIDDEN


def _is_joined(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf"
