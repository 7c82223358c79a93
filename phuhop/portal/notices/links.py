"""From a notice to the page where a person goes on with that dossier."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import NoReverseMatch, reverse

from phuhop.portal.accounts.models import COMMUNE_ROLES, Grant, Role
from phuhop.portal.notices.listing import Notice

PAGES = {
    **dict.fromkeys(COMMUNE_ROLES, "work"),
    Role.VERIFIER: "office_dossier",
    Role.DECIDER: "office_dossier",
    Role.SUPERIOR: "office_dossier",
    Role.RECEIVER: "office_dossier",
}
"""The route on which each role goes on with a dossier."""


def page_of(notice: Notice, grants: Sequence[Grant]) -> str | None:
    """Return the address, ``None`` where none of the person's roles has such a page."""
    for grant in grants:
        name = PAGES.get(Role(grant.role))
        if name is None:
            continue
        try:
            return reverse(name, kwargs={"commune": notice.commune, "year": notice.year})
        except NoReverseMatch:
            continue
    return None
