"""Who may open which page: one table, held by one middleware, for every route.

A view says what kind of access it is; a view that says nothing is never answered. Whoever may
not see a unit is told that there is no such page, as of a unit that does not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from phuhop.portal.accounts.models import COMMUNE_ROLES, Account, Grant, Role, grants_on
from phuhop.portal.security_log import told

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)


class Access(Enum):
    """Kinds of access. What each takes stands in ``TABLE``."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"
    READ_DRAFT = "read a draft"
    WRITE_DRAFT = "write a draft"
    HAND_IN = "hand in"
    ACCOUNTS = "accounts"


TABLE: dict[Access, frozenset[Role] | None] = {
    Access.ANYBODY: None,
    Access.SIGNED_IN: None,
    Access.READ_DRAFT: COMMUNE_ROLES,
    Access.WRITE_DRAFT: COMMUNE_ROLES,
    Access.HAND_IN: frozenset({Role.LEADER}),
    Access.ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
}
"""Access → the roles that have it, over a unit where the address names one; ``None``: no role."""

BOUGHT = {
    "account_login": Access.ANYBODY,
    "account_logout": Access.SIGNED_IN,
    "account_change_password": Access.SIGNED_IN,
    "account_reauthenticate": Access.SIGNED_IN,
    "mfa_authenticate": Access.ANYBODY,
    "mfa_reauthenticate": Access.SIGNED_IN,
    "mfa_index": Access.SIGNED_IN,
    "mfa_activate_totp": Access.SIGNED_IN,
    "mfa_deactivate_totp": Access.SIGNED_IN,
    "mfa_generate_recovery_codes": Access.SIGNED_IN,
    "mfa_view_recovery_codes": Access.SIGNED_IN,
    "mfa_download_recovery_codes": Access.SIGNED_IN,
    "usersessions_list": Access.SIGNED_IN,
}
"""allauth's own pages that are reachable here, by the names of their routes."""


def needs(access: Access) -> Callable[[V], V]:
    """Say what kind of access a view is."""

    def marked(view: V) -> V:
        view.access = access  # type: ignore[attr-defined]
        return view

    return marked


def access_of(view: View, route: str | None) -> Access:
    """Return what kind of access a view is; raises ``ImproperlyConfigured`` where it says none."""
    found = getattr(view, "access", None) or BOUGHT.get(route or "")
    if not isinstance(found, Access):
        raise ImproperlyConfigured(f"{route}: no access declared")
    return found


class PermittedRequest(HttpRequest):
    """A request that passed: who asks, and by which grant. Only for types."""

    user: Account
    grant: Grant | None
    grants: list[Grant]


class Permitted:
    """The middleware that holds the table."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand before *answer*."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let a request through; it is judged once its view is known."""
        return self._answer(request)

    def process_view(
        self, request: HttpRequest, view: View, _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Answer instead of the view where the table says no."""
        match = request.resolver_match
        access = access_of(view, match.url_name if match else None)
        asked = cast("PermittedRequest", request)
        asked.grant, asked.grants = None, []
        if access is Access.ANYBODY:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        asked.grants = grants_on(asked.user, today())
        roles = TABLE[access]
        if roles is None:
            return None
        asked.grant = _grant(asked.grants, roles, kwargs.get("commune"))
        if asked.grant is None:
            told("truy-cap-bi-tu-choi", request, access=access.value)
            raise Http404
        return None


def _grant(grants: list[Grant], roles: frozenset[Role], commune: str | None) -> Grant | None:
    for grant in grants:
        if grant.role in roles and (commune is None or grant.covers(commune, _province(commune))):
            return grant
    return None


def _province(commune: str) -> str | None:
    """Return the province of a commune, by its draft or else by the register of units."""
    from phuhop.portal.drafts.units import province_of

    return province_of(commune)


def today() -> date:
    """Return the day where the portal stands."""
    return timezone.localdate()
