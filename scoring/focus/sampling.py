"""A random sample that anybody can draw again with other tools.

Units are ordered by the SHA-256 of seed, colon and code, written in hexadecimal; the first
so many are the sample. Neither the order of the rows nor this program is needed for it:
``printf '%s' 'seed:00004' | sha256sum``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

METHOD = (
    "xếp các mã xã theo SHA-256 (chữ thập lục) của «hạt giống:mã xã» (UTF-8), lấy từ đầu danh sách"
)


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn, and everything needed to draw it again.

    ``population_sha256`` is that of the sorted codes, each followed by a line feed.
    """

    seed: str
    size: int
    population: int
    population_sha256: str
    codes: tuple[str, ...]
    method: str = METHOD


def draw(codes: Iterable[str], size: int, seed: str) -> Sample:
    """Draw *size* of *codes*; each counts once, their order changes nothing.

    >>> draw(["99002", "99001", "99003"], 2, "2024").codes
    ('99001', '99002')
    """
    units = sorted(set(codes))
    listed = "".join(f"{code}\n" for code in units)
    ordered = sorted(units, key=lambda code: _sha256(f"{seed}:{code}"))
    return Sample(seed, size, len(units), _sha256(listed), tuple(ordered[:size]))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
