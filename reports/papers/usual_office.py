"""What a commune's People's Committee has on its papers unless its profile says otherwise.

Only what follows from the commune itself and from who signs; what nobody can know stays blank.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reports.papers.office import NONE_AT_ALL, Office
from reports.wording.places import name_in_text, place_of
from scoring.base.communes import Commune

_COMMITTEE = "Ủy ban nhân dân"
_SYMBOL = "UBND"
_CHAIR, _DEPUTY = "Chủ tịch", "Phó Chủ tịch"


def usual(office: Office, commune: Commune) -> Office:
    """Return the profile with what is usual for the committee of *commune* where it is silent.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I: a People's Committee has no line of a superior
    (ô số 2); its chair signs TM., a deputy KT. (ô số 7a). Another issuer is left as it is.
    """
    issuer = office.issuer or f"{_COMMITTEE} {name_in_text(commune)}"
    given: dict[str, Any] = {"issuer": issuer}
    if issuer.casefold().startswith(_COMMITTEE.casefold()):
        position = office.position or (None if office.signer else _CHAIR)
        kept_by = f"VT, {office.unit}" if office.unit else "VT"
        given |= {
            "parent": NONE_AT_ALL,
            "symbol": _SYMBOL,
            "unit": NONE_AT_ALL,
            "place": place_of(commune),
            "recipients": (),
            "kept_by": kept_by,
            "position": position,
            "authority": _authority(position),
        }
    silent = {name: value for name, value in given.items() if getattr(office, name) is None}
    return replace(office, **silent)


def _authority(position: str | None) -> str | None:
    """Return in whose name somebody of this position signs; ``None`` where that is not known.

    >>> _authority("Phó chủ tịch"), _authority("Chủ tịch UBND"), _authority("Trưởng phòng")
    ('KT. Chủ tịch', 'TM. Ủy ban nhân dân', None)
    """
    said = (position or "").casefold()
    if said.startswith(_DEPUTY.casefold()):
        return f"KT. {_CHAIR}"
    return f"TM. {_COMMITTEE}" if said.startswith(_CHAIR.casefold()) else None
