"""Pages of the register for whoever asks by token: nothing is read that is not answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache

from phuhop import __version__
from phuhop.portal.accounts.models import Scope
from phuhop.portal.api.answers import Decision, Result
from phuhop.portal.api.asking import Sight
from phuhop.usecases.province.results import Expected, Source
from phuhop.usecases.province.targets import targets_of
from phuhop.usecases.wrong_use import WrongUse
from registry.store.chain import Head, head_of
from registry.store.dossier_keys import Key, WrongKey, full_key
from registry.views.listing import ListedDossier, Page, listed
from registry.views.stored_results import StoredResult, stored_results
from scoring.base.canonical import sha256_of_text
from scoring.results.rows import Status

_DECIDED = {Status.RECOGNISED, Status.NOT_RECOGNISED}
_SECONDS = 600
"""For so long targets are kept that were counted; another head of the chain counts them anew."""


@dataclass(frozen=True, slots=True)
class Read:
    """A page of dossiers, the last key of it where more follow, the chain's head."""

    rows: Sequence[ListedDossier]
    next: str | None
    head: Head


def page_of(sight: Sight, limit: int, after: str | None) -> Read:
    """Return at most *limit* dossiers behind the one named *after*.

    Raises ``WrongUse`` for an *after* that names none.
    """
    try:
        last = None if after is None else full_key(after)
    except WrongKey as error:
        raise WrongUse("after", str(error)) from None
    with sight.database.reading() as connection:
        # One more than is asked for says whether more follow.
        rows = [*listed(connection, sight.wanted, Page(limit + 1, last))]
        head = head_of(connection)
    more = len(rows) > limit
    return Read(rows[:limit], str(rows[limit - 1].key) if more else None, head)


def results_of_page(sight: Sight, read: Read) -> list[Result]:
    """Return what counts of each dossier of a page; drafts have no result that counts."""
    return [
        Result(
            commune=one.key.commune,
            year=one.key.year,
            state=one.state,
            status=one.status.value,
            result=dict(one.result),
        )
        for one in _stored(sight, read).values()
        if one.status is not None
    ]


def decisions_of_page(sight: Sight, read: Read) -> list[Decision]:
    """Return what was decided on the dossiers of a page."""
    names = {row.key: row.claimed["name"] for row in read.rows}
    return [
        Decision(
            commune=key.commune,
            year=key.year,
            name=names[key],
            recognised=one.status is Status.RECOGNISED,
            number=one.decision.number,
            day=one.decision.day,
            office=one.decision.office,
        )
        for key, one in _stored(sight, read).items()
        if one.decision is not None and one.status in _DECIDED
    ]


def _stored(sight: Sight, read: Read) -> dict[Key, StoredResult]:
    keys = {row.key for row in read.rows}
    wanted = replace(sight.wanted, communes={key.commune for key in keys})
    with sight.database.reading() as connection:
        return {one.key: one for one in stored_results(connection, wanted) if one.key in keys}


def targets(sight: Sight) -> Any:
    """Return the document of targets of the grant's place."""
    grant = sight.token.grant
    province = grant.province if grant.scope == Scope.PROVINCE else None
    with sight.database.reading() as connection:
        head = head_of(connection)
    name = sha256_of_text(f"{__version__} {head.hash} {province}")
    found = cache.get(name)
    if found is None:
        source = Source(database=sight.database)
        found = targets_of(source, Expected(province=province)).table(".json").decode()
        cache.set(name, found, _SECONDS)
    return json.loads(found)
