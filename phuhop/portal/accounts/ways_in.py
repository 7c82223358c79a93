"""Signed links that let a sample person in: for a trial on one machine, never elsewhere."""

from __future__ import annotations

from django.contrib.auth import login
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from phuhop.portal.accounts.models import Account
from phuhop.portal.permissions import Access, needs
from phuhop.portal.settings import CONFIG

_SALT = "vao-thu"
_SECONDS = 24 * 3_600
_HERE = frozenset({"127.0.0.1", "::1"})


def way_in(account: Account) -> str:
    """Return the signed end of a link for *account*."""
    return signing.dumps(account.username, salt=_SALT)


@needs(Access.ANYBODY)
@require_GET
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Let a sample person in, on a trial, from this machine."""
    if not CONFIG.is_trial or request.META.get("REMOTE_ADDR") not in _HERE:
        raise Http404
    try:
        username = signing.loads(token, salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    account = Account.objects.filter(username=username, unit="SỐ LIỆU MẪU").first()
    if account is None:
        raise Http404
    login(request, account, backend="phuhop.portal.accounts.who_asks.Backend")
    return redirect("home")
