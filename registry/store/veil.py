"""Texts that are replaced by their hash, so that what was hashed over them still holds.

A veiled value has the mark of each text in the text's place. What is redacted afterwards has
that mark already: veiled again it is the same value, whichever of its texts are gone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from registry.store.canonical_json import sha256_of
from scoring.base.canonical import sha256_of_text

BEGINNING = "[đã che: "
_FORM = re.compile(re.escape(BEGINNING) + "([0-9a-f]{64})]")


def text_sha256(text: str) -> str:
    """Return the SHA-256 of a text as the register spells it."""
    return sha256_of_text(unicodedata.normalize("NFC", text))


def mark(text: str) -> str:
    """Return what stands in place of a redacted text; a mark stands for itself.

    >>> mark("Cháu A")[:20] == mark(mark("Cháu A"))[:20]
    True
    """
    return text if is_mark(text) else f"{BEGINNING}{text_sha256(text)}]"


def is_mark(text: str) -> bool:
    """Whether a text is one that was redacted."""
    return _FORM.fullmatch(unicodedata.normalize("NFC", text)) is not None


def veiled(value: Any) -> Any:
    """Return plain JSON values with every text replaced by its mark."""
    match value:
        case str():
            return mark(value)
        case Mapping():
            return {key: veiled(item) for key, item in value.items()}
        case list() | tuple():
            return [veiled(item) for item in value]
    return value


def veiled_sha256(value: object) -> str:
    """Return the SHA-256 that plain JSON values keep when texts of theirs are redacted."""
    return sha256_of(veiled(value))
