"""Who may open which page: one table, held by one middleware, for every route.

A view says what kind of access it is; a view that says nothing is never answered. Whoever may
not see a unit is told that there is no such page, as of a unit that does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone

from phuhop.portal.accounts.models import COMMUNE_ROLES, Account, Grant, Role, Scope, grants_on
from phuhop.portal.errors import page
from phuhop.portal.phases import Phase, phase_now
from phuhop.portal.security_log import told

DOSSIER = "ho-so"
"""The input by which a form says which dossier it is of."""

_FAILED = 500
_NOT_TAKEN = "✘ Phiên đã hết: biểu hoặc tệp vừa gửi chưa nhận, chưa ghi gì; vào rồi làm lại."

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)


class Access(Enum):
    """Kinds of access. What each takes stands in ``TABLE``."""

    ANYBODY = "anybody"
    BEARER = "by token"
    """The middleware lets it pass: the token is judged by the same table behind its own door."""
    SIGNED_IN = "signed in"
    READ_DRAFT = "read a draft"
    WRITE_DRAFT = "write a draft"
    HAND_IN = "hand in"
    READ_DOSSIER = "read a dossier that was handed in"
    IMPORT = "import for communes"
    VERIFY = "verify"
    DECIDE = "decide"
    PUBLISH = "publish"
    OVERSEE = "oversee a province"
    SUPERVISE = "reopen, lock, unlock"
    ACCOUNTS = "accounts"
    KEEP = "keep the register: rules, audit, backup"


Roles = dict[Role, Phase]


def _always(*roles: Role) -> Roles:
    return dict.fromkeys(roles, Phase.ALWAYS)


_VERIFIER = {Role.VERIFIER: Phase.HANDED_IN}
_DECIDER = {Role.DECIDER: Phase.APPRAISED}
_SUPERIOR = {Role.SUPERIOR: Phase.HANDED_IN}

TABLE: dict[Access, Roles | None] = {
    Access.ANYBODY: None,
    Access.BEARER: None,
    Access.SIGNED_IN: None,
    Access.READ_DRAFT: _always(*COMMUNE_ROLES),
    Access.WRITE_DRAFT: _always(*COMMUNE_ROLES),
    Access.HAND_IN: _always(Role.LEADER),
    Access.READ_DOSSIER: {
        **_always(*COMMUNE_ROLES, Role.RECEIVER),
        **_VERIFIER,
        **_DECIDER,
        **_SUPERIOR,
    },
    Access.IMPORT: _always(Role.RECEIVER),
    Access.VERIFY: _VERIFIER,
    Access.DECIDE: _DECIDER,
    Access.PUBLISH: {**_DECIDER, **_SUPERIOR},
    Access.OVERSEE: _SUPERIOR,
    Access.SUPERVISE: _SUPERIOR,
    Access.ACCOUNTS: _always(Role.ADMINISTRATOR),
    Access.KEEP: _always(Role.ADMINISTRATOR),
}
"""Access → the roles that have it, over a unit where the address names one (``commune``), from
the phase on where it names a dossier (``commune``, ``year``); ``None``: no role is asked for."""

BOUGHT = {
    "account_login": Access.ANYBODY,
    "account_inactive": Access.ANYBODY,
    "account_logout": Access.SIGNED_IN,
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
        """Let a request through; it is judged once its view is known.

        A form that had been kept for its person is forgotten once it was answered.
        """
        response = self._answer(request)
        is_answered = response.status_code < _FAILED and getattr(request, "grants", None)
        if request.method == "POST" and is_answered:
            _forget_parked(cast("PermittedRequest", request))
        return response

    def process_view(
        self, request: HttpRequest, view: View, _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Answer instead of the view where the table says no."""
        match = request.resolver_match
        found = refusal(request, access_of(view, match.url_name if match else None), kwargs)
        if found is not None or request.method != "POST" or not request.user.is_authenticated:
            return found
        if request.POST.get(DOSSIER, key_of(kwargs)) != key_of(kwargs):
            words = "Biểu này là của hồ sơ khác, năm khác; chưa ghi gì. Mở lại trang rồi làm lại."
            return page(request, 409, words)
        return None


def key_of(about: Mapping[str, Any]) -> str:
    """Return which dossier an address is about, as its forms carry it; blank for none."""
    return f"{about.get('commune', '')}/{about.get('year', '')}".strip("/")


def refusal(
    request: HttpRequest, access: Access, about: Mapping[str, Any]
) -> HttpResponseBase | None:
    """Return what is answered instead of a page, ``None`` for whoever may see it.

    *about* is what the address names (``commune``, ``year``). A request that passes says from then
    on by which grant. Raises ``Http404`` for whoever is signed in and may not.
    """
    asked = cast("PermittedRequest", request)
    asked.grant, asked.grants = None, []
    if access in {Access.ANYBODY, Access.BEARER}:
        return None
    if not request.user.is_authenticated:
        return _signed_out(request)
    asked.grants = grants_on(asked.user, today())
    roles = TABLE[access]
    if roles is None:
        return None
    asked.grant = _grant(asked.grants, roles, about.get("commune"), about.get("year"))
    if asked.grant is None:
        told("truy-cap-bi-tu-choi", request, access=access.value)
        raise Http404
    return None


def _forget_parked(request: PermittedRequest) -> None:
    from phuhop.portal.parked import taken

    taken(request)


def _signed_out(request: HttpRequest) -> HttpResponseBase:
    """Answer whoever is not signed in: a page's own request in JSON, others by the way in.

    A form of a session that ended is kept for its person.
    """
    from phuhop.portal.accounts.sessions import ASKING
    from phuhop.portal.parked import park

    if ASKING in request.headers:
        return JsonResponse({"signed_out": True}, status=401)
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    if park(request):
        return redirect_to_login(reverse("waiting"))
    messages.error(request, _NOT_TAKEN)
    return redirect_to_login(reverse("home"))


def grant_for(request: PermittedRequest, access: Access, commune: str, year: int) -> Grant | None:
    """Return by which of their grants a person who sees a page has another *access* there."""
    return _grant(request.grants, TABLE[access] or {}, commune, year)


def _grant(
    grants: list[Grant], roles: Roles, commune: str | None, year: int | None
) -> Grant | None:
    """Return the first grant by which the page is reached."""
    fitting = [grant for grant in grants if grant.role in roles]
    if commune is not None:
        asks = any(grant.scope == Scope.PROVINCE for grant in grants)
        province = _province(commune) if fitting and asks else None
        own = [grant for grant in grants if grant.covers(commune, province)]
        fitting = [grant for grant in fitting if grant in own and not _is_both(grant, own)]
        if fitting and year is not None and any(roles[Role(one.role)] for one in fitting):
            phase = phase_now(commune, year)
            fitting = [grant for grant in fitting if roles[Role(grant.role)] <= phase]
    return fitting[0] if fitting else None


def _is_both(grant: Grant, own: list[Grant]) -> bool:
    """Whether a verifier fills in the same unit: refused here, whatever was granted when."""
    return grant.role == Role.VERIFIER and any(one.role in COMMUNE_ROLES for one in own)


def _province(commune: str) -> str | None:
    """Return the province of a commune, by its draft or else by the register of units."""
    from phuhop.portal.drafts.units import province_of

    return province_of(commune)


def today() -> date:
    """Return the day where the portal stands."""
    return timezone.localdate()
