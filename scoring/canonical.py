"""The SHA-256 of plain JSON values, whatever order their keys were written in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping


def sha256_of(values: Mapping[str, object]) -> str:
    """Return the SHA-256 of the canonical JSON of *values*: keys sorted, text as it is."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
