"""What a province sees of a commune's draft: that there is one, and how far it is; no figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Q

from phuhop.portal.drafts.models import Draft, DraftState
from phuhop.portal.drafts.opening import ruleset_of
from phuhop.usecases.drafting.fields import ANSWERS, FIGURES, fields_of


@dataclass(frozen=True, slots=True)
class DraftSeen:
    """A draft from outside: whose, and which share of its figures and answers is filled in."""

    commune: str
    name: str
    percent: int


def drafts_seen(
    year: int, covers: Callable[[str, str], bool], commune: str | None = None
) -> dict[str, DraftSeen]:
    """Return the open drafts of a year by commune, of all communes or of one.

    *covers* says whose they may be, by code and province.
    """
    drafts = Draft.objects.filter(year=year).exclude(state=DraftState.HANDED_IN)
    if commune is not None:
        drafts = drafts.filter(commune=commune)
    asked = Q(fields__field__startswith=f"{FIGURES}.") | Q(fields__field__startswith=f"{ANSWERS}.")
    filled = Count("fields", filter=asked & ~Q(fields__value=""))
    return {
        one.commune: DraftSeen(
            one.commune, one.commune_name, 100 * one.filled // max(_asked_by(one.ruleset), 1)
        )
        for one in drafts.annotate(filled=filled)
        if covers(one.commune, one.province)
    }


@lru_cache(maxsize=8)
def _asked_by(ruleset: str) -> int:
    prefixes = (f"{FIGURES}.", f"{ANSWERS}.")
    return sum(one.startswith(prefixes) for one in fields_of(ruleset_of(ruleset)))
