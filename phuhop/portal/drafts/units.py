"""Which units there are: the commune of a code at the end of a year, and its province."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils import timezone

from phuhop.portal.drafts.models import Draft
from phuhop.usecases.reading import shipped_units


@lru_cache(maxsize=4_096)
def name_and_province(code: str, day: date) -> tuple[str, str] | None:
    """Return name and province of a commune in the register of *day*."""
    register = shipped_units().on(day)
    unit = None if register is None else register.units.get(code)
    return None if unit is None else (unit.name, unit.province)


def province_of(code: str) -> str | None:
    """Return the province of a commune: as its draft says, else as the register of today."""
    draft = Draft.objects.filter(commune=code).order_by("-year").first()
    if draft is not None and draft.province:
        return draft.province
    found = name_and_province(code, timezone.localdate())
    return None if found is None else found[1]
