"""One spelling for everything that is hashed: canonical JSON.

Keys sorted, texts in NFC, no spaces, numbers that are not integers as exact text: the same
content has the same bytes on every engine, on every machine, in every year. Why it is not the
spelling of packages and of assessments: ``scoring.base.canonical``.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from scoring.base.canonical import compact, sha256_of_text
from scoring.base.quantities import points_text


def canonical(value: object) -> str:
    """Return the canonical JSON of plain values.

    Raises ``TypeError`` for a value that JSON does not have.

    >>> canonical({"b": 1.5, "a": [True, None, "Xã"]})
    '{"a":[true,null,"Xã"],"b":"1.5"}'
    """
    return compact(_plain(value))


def kept(value: object) -> str:
    """Return plain values as JSON that gives the same values back, numbers as numbers."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sha256_of(value: object) -> str:
    """Return the SHA-256 of the canonical JSON, in hexadecimal."""
    return sha256_of_text(canonical(value))


def _plain(value: object) -> Any:
    match value:
        case None | bool() | int():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case float():
            # repr is the shortest text that gives the same number back.
            return str(Decimal(repr(value)))
        case Decimal():
            return str(value)
        case Fraction():
            return points_text(value)
        case Mapping():
            return {unicodedata.normalize("NFC", str(k)): _plain(v) for k, v in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    raise TypeError(f"not JSON: {type(value).__name__}")
