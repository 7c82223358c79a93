"""Keys of invented offices, each made once."""

from __future__ import annotations

from functools import cache

from registry.signing.keys import PrivateKey, new_key, opened_key
from scoring.base.problems import Place

WORDS = "mot cau that dai"


@cache
def a_key(number: int = 0) -> PrivateKey:
    """Return the private key of an office."""
    kept, _ = new_key(WORDS, Place(f"khoa-{number}.pem"))
    return opened_key(kept, WORDS, Place("khoa.pem"))
