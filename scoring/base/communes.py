"""The commune as the standard sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

FIRST_INVENTED_CODE = "80001"
"""No register of administrative units reaches this code. An invented nation starts here; the
hand-made samples start at 99001."""


class CommuneKind(Enum):
    """Kinds of commune-level unit. Which of them a decision knows, its ruleset says."""

    COMMUNE = "xã"
    WARD = "phường"
    TOWNSHIP = "thị trấn"
    SPECIAL_ZONE = "đặc khu"


KIND_DAYS = {
    CommuneKind.TOWNSHIP: (date.min, date(2025, 6, 30)),
    CommuneKind.SPECIAL_ZONE: (date(2025, 7, 1), date.max),
}
"""First and last day of kinds that there have not always been (no thị trấn and no districts
since 01/07/2025, đặc khu only since then)."""


class Area(Enum):
    """Areas that change the threshold; a commune may lie in several."""

    MOUNTAINOUS = "miền núi"
    ISLAND = "hải đảo"
    ESPECIALLY_DISADVANTAGED = "đặc biệt khó khăn"


@dataclass(frozen=True, slots=True)
class Commune:
    """One commune-level unit in one year.

    ``code`` is five digits as text. ``centrally_run_city`` is whether the province is a
    centrally run city; ``None`` where that was not said and no threshold depends on it.
    """

    code: str
    name: str
    kind: CommuneKind
    areas: tuple[Area, ...] = ()
    province: str | None = None
    district: str | None = None
    centrally_run_city: bool | None = None
    blank_areas: tuple[Area, ...] | None = field(default=None, compare=False)
    """Areas of which nobody said whether it lies there; ``None`` where that is not known. It
    counts as outside of them, which is told; nothing that is hashed depends on this."""

    @property
    def is_invented(self) -> bool:
        """Whether this is sample data: its code is beyond every register."""
        return self.code >= FIRST_INVENTED_CODE
