"""Which units there are: the commune of a code at the end of a year, and its province."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from functools import lru_cache

from django.utils import timezone
from sqlalchemy import select

from phuhop.portal.drafts.models import Draft
from phuhop.portal.drafts.register import register
from phuhop.usecases.reading import shipped_units
from registry.store.schema import dossiers, submissions


@lru_cache(maxsize=4_096)
def name_and_province(code: str, day: date) -> tuple[str, str] | None:
    """Return name and province of a commune in the register of *day*."""
    register = shipped_units().on(day)
    unit = None if register is None else register.units.get(code)
    return None if unit is None else (unit.name, unit.province)


def province_of(code: str) -> str | None:
    """Return the province of a commune: as its draft says, the register of today, its dossier."""
    return provinces_of([code])[code]


def provinces_of(codes: Collection[str]) -> dict[str, str | None]:
    """Return the province of each of *codes*, as ``province_of`` does, with one look a source."""
    drafts = Draft.objects.filter(commune__in=codes).exclude(province="").order_by("year")
    found: dict[str, str | None] = dict(drafts.values_list("commune", "province"))
    day = timezone.localdate()
    for code in codes:
        if code not in found:
            known = name_and_province(code, day)
            found[code] = _handed_in(code) if known is None else known[1]
    return found


def _handed_in(code: str) -> str | None:
    """Return what a unit that no list knows, an invented one, said of itself."""
    newest = (
        select(submissions.c.result)
        .join(dossiers, dossiers.c.id == submissions.c.dossier)
        .where(dossiers.c.commune == code)
        .order_by(dossiers.c.year.desc(), submissions.c.version.desc())
        .limit(1)
    )
    with register().reading() as connection:
        result = connection.execute(newest).scalar()
    return None if result is None else json.loads(result)["commune"].get("province")
