"""Who asks: known by a token in the header alone, judged by the table that the pages go by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from django.http import Http404, HttpRequest
from ninja.security import HttpBearer
from ninja.throttling import AuthRateThrottle

from phuhop.portal.accounts.models import Role
from phuhop.portal.api.models import Token
from phuhop.portal.api.tokens import held
from phuhop.portal.drafts.register import register
from phuhop.portal.permissions import TABLE, Access, today
from phuhop.portal.reach import Reach, communes_in, states_seen
from phuhop.portal.security_log import told
from registry.store.database import Database
from registry.views.listing import Wanted
from registry.workflow.settings import settings_of

RATE = AuthRateThrottle("120/m")
"""Requests a token may send."""


class ByToken(HttpBearer):
    """The only way in: no cookie is looked at, so no other site can ask in somebody's name."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """Return the token of the header."""
        found = held(token, today())
        if found is None:
            told("khoa-bi-tu-choi", request)
        return found


class AskedRequest(HttpRequest):
    """A request that came with a token. Only for types."""

    auth: Token


@dataclass(frozen=True, slots=True)
class Sight:
    """What the token's grant sees of the register."""

    database: Database
    token: Token
    wanted: Wanted


def sight(
    request: HttpRequest, access: Access, year: int | None = None, commune: str | None = None
) -> Sight:
    """Return what of a year or commune the token sees.

    Raises ``Http404`` where the table gives its role no such access, or the commune is not its.
    """
    token = cast("AskedRequest", request).auth
    role, database = Role(token.grant.role), register()
    is_allowed = role in (TABLE[access] or ())
    communes = communes_in(database, Reach.of(token.grant)) if is_allowed else frozenset()
    is_own = commune is None or communes is None or commune in communes
    if not is_allowed or not is_own:
        told("truy-cap-bi-tu-choi", request, access=access.value, token=token.pk)
        raise Http404
    told("lay-du-lieu", request, token=token.pk, account=token.account.username)
    with database.reading() as connection:
        states = states_seen(settings_of(connection).workflow, role)
    wanted = Wanted(year, communes=communes, states=states)
    return Sight(database, token, replace(wanted, commune=commune))
