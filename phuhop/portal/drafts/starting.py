"""Beginning a draft: whose it is, under which rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from phuhop.portal.accounts.models import Account
from phuhop.portal.drafts.models import Draft
from phuhop.portal.drafts.opening import ruleset_of
from phuhop.portal.drafts.register import register
from phuhop.portal.drafts.saving import Typed, save
from phuhop.portal.drafts.units import name_and_province
from phuhop.usecases.drafting.fields import PREVIOUS, fields_of
from phuhop.usecases.drafting.last_year import last_year
from phuhop.usecases.rulesets import shipped

EARLIEST = 2019


@dataclass(frozen=True, slots=True)
class Startable:
    """A dossier that may be begun."""

    commune: str
    name: str
    province: str
    year: int
    ruleset: str
    ruleset_sha256: str


def may_start(commune: str, year: int, account: Account) -> Startable | None:
    """Return what would be begun, ``None`` where no decision is in force or nobody knows the unit.

    A unit that no register knows (sample data) is called what its account says.
    """
    ruleset = shipped().for_year(year) if year >= EARLIEST else None
    known = name_and_province(commune, date(year, 12, 31))
    name, province = known or (account.unit, "")
    if ruleset is None or not name:
        return None
    return Startable(commune, name, province, year, ruleset.id, ruleset.sha256)


def start(commune: str, year: int, account: Account) -> Draft | None:
    """Begin the draft, or return the one that there is already.

    The previous period is filled in from the year before, as verified where it was verified.
    """
    found = may_start(commune, year, account)
    if found is None:
        return None
    try:
        with transaction.atomic():
            draft = Draft.objects.create(
                commune=found.commune,
                commune_name=found.name,
                province=found.province,
                year=found.year,
                ruleset=found.ruleset,
                ruleset_sha256=found.ruleset_sha256,
            )
            _fill_in_previous(draft)
    except IntegrityError:
        # Two people pressed at once.
        return Draft.objects.filter(commune=commune, year=year).latest("id")
    return draft


def _fill_in_previous(draft: Draft) -> None:
    ruleset = ruleset_of(draft.ruleset)
    earlier = last_year(register(), draft.commune, draft.year, ruleset)
    if earlier is None:
        return
    known = fields_of(ruleset)
    typed = [
        Typed(id_, str(count), 0)
        for code, count in earlier.figures.items()
        if (id_ := f"{PREVIOUS}.{code}") in known
    ]
    save(draft.pk, typed, earlier.source, timezone.now())
