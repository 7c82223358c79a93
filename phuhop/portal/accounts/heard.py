"""What Django and allauth say of sign-ins, told to the security log: who, never what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.http import HttpRequest

from phuhop.portal.accounts.browsers import came_in
from phuhop.portal.accounts.models import Account
from phuhop.portal.accounts.sessions import begun
from phuhop.portal.accounts.sign_on import BY_PROVIDER, was_asked_by_provider
from phuhop.portal.security_log import told


def _signed_in(request: HttpRequest, user: Account, **_: Any) -> None:
    begun(request, user)
    came_in(request, user)
    if was_asked_by_provider(request):
        request.session[BY_PROVIDER] = True
        told("ma-xac-nhan-o-tinh", request, account=user.username)
    told("dang-nhap", request, account=user.username)


def _signed_out(request: HttpRequest, user: Account | None, **_: Any) -> None:
    if user is not None:
        told("dang-xuat", request, account=user.username)


def _not_signed_in(
    credentials: Mapping[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    # Somebody may have typed a password where the name belongs: only a name that there is, is said.
    name = str(credentials.get("username") or "")
    known = Account.objects.filter(username=name).exists()
    told("dang-nhap-hong", request, account=name if known else None)


def _wrong_code(request: HttpRequest, user: Account, **_: Any) -> None:
    told("ma-xac-nhan-hong", request, account=user.username)


def _password_changed(request: HttpRequest, user: Account, **_: Any) -> None:
    told("doi-mat-khau", request, account=user.username)


def _factor_added(request: HttpRequest, user: Account, authenticator: Any, **_: Any) -> None:
    told("bat-ma-xac-nhan", request, account=user.username, kind=str(authenticator.type))


def _factor_removed(request: HttpRequest, user: Account, authenticator: Any, **_: Any) -> None:
    told("tat-ma-xac-nhan", request, account=user.username, kind=str(authenticator.type))


def _codes_renewed(request: HttpRequest, user: Account, **_: Any) -> None:
    told("ma-du-phong-moi", request, account=user.username)


def listen() -> None:
    """Connect every ear once."""
    for signal, ear in (
        (auth.user_logged_in, _signed_in),
        (auth.user_logged_out, _signed_out),
        (auth.user_login_failed, _not_signed_in),
        (account.password_changed, _password_changed),
        (mfa.authentication_failed, _wrong_code),
        (mfa.authenticator_added, _factor_added),
        (mfa.authenticator_removed, _factor_removed),
        (mfa.authenticator_reset, _codes_renewed),
    ):
        signal.connect(ear, dispatch_uid=ear.__qualname__)
