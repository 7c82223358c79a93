"""JSON text and hashes of plain values, whatever order their keys were written in.

There are two spellings, and neither can become the other without changing hashes that are
printed on papers and chained in registers:

- ``sha256_of``: of assessments and appraisals, with a space after ``,`` and ``:``. It stands
  on every document and result as «SHA-256 của số liệu».
- ``compact``: of packages, without spaces, text as it is: a manifest names files as they are
  called. ``registry.store.canonical_json`` writes its values in it after making them alike (NFC,
  numbers as text), so that the databases agree; a manifest made alike would be another package.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date


def compact(value: object) -> str:
    """Return the one JSON text of *value*: keys sorted, no spaces.

    >>> compact({"b": 1, "a": [True, None, "Xã"]})
    '{"a":[true,null,"Xã"],"b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(values: Mapping[str, object]) -> str:
    """Return the SHA-256 of the canonical JSON of *values*: keys sorted, text as it is."""
    return sha256_of_text(json.dumps(values, ensure_ascii=False, sort_keys=True))


def sha256_of_text(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return sha256_of_bytes(text.encode("utf-8", "surrogatepass"))


def sha256_of_bytes(content: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def iso_day(day: date | None) -> str | None:
    """Return a day as plain values write it, 2024-11-30."""
    return None if day is None else day.isoformat()
