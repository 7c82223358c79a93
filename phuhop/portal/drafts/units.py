"""Which units there are: the commune of a code at the end of a year, and its province."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache

from django.utils import timezone
from sqlalchemy import select

from phuhop.portal.drafts.models import Draft
from phuhop.portal.drafts.register import register
from phuhop.usecases.reading import shipped_units
from registry.store.chain import head_of
from registry.store.schema import dossiers, submissions
from scoring.base.communes import FIRST_INVENTED_CODE


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
    unknown = []
    for code in codes:
        if code not in found:
            known = name_and_province(code, day)
            found[code] = None if known is None else known[1]
            if known is None:
                unknown.append(code)
    if unknown:
        with register().reading() as connection:
            said = _handed_in(head_of(connection).seq)
        found |= {code: said.get(code) for code in unknown}
    return found


@lru_cache(maxsize=2)
def _handed_in(_seq: int) -> Mapping[str, str | None]:
    """Return what units that no list knows, invented ones, said of themselves.

    Asked once for each state of the register: its last link says which that is.
    """
    every = (
        select(dossiers.c.commune, submissions.c.result)
        .join(dossiers, dossiers.c.id == submissions.c.dossier)
        .where(dossiers.c.commune >= FIRST_INVENTED_CODE)
        .order_by(dossiers.c.year, submissions.c.version)
    )
    with register().reading() as connection:
        rows = connection.execute(every).all()
    return {row.commune: json.loads(row.result)["commune"].get("province") for row in rows}
