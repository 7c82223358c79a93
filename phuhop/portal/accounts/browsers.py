"""Browsers in which an account came in before: guessing from elsewhere does not shut them out.

Guesses at one name are counted over all addresses. Who guesses from many would else have as many
tries as addresses; and could shut its owner out, were the owner's own browser not counted apart.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from phuhop.portal.accounts.models import Account

LASTS = timedelta(days=60)
_NAME = "quen" if settings.CONFIG.is_plain else "__Host-quen"
_CAME_IN = "phuhop.came-in"

Answer = Callable[[HttpRequest], HttpResponseBase]


def came_in(request: HttpRequest, account: Account) -> None:
    """Note that *account* came in by this request: its browser is known from now on."""
    request.META[_CAME_IN] = _of_name(account.username)


def counted_as(request: HttpRequest, username: str) -> str:
    """Return as what a guess at *username* is counted: one of the name, or of a known browser."""
    name = _of_name(username)
    text = request.get_signed_cookie(_NAME, "", max_age=LASTS) or ""
    return text if text.partition(":")[0] == name else name


def remembered(answer: Answer) -> Answer:
    """Give a browser in which somebody came in a signed cookie: it opens nothing."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        name = request.META.get(_CAME_IN)
        if name is not None:
            response.set_signed_cookie(
                _NAME,
                f"{name}:{secrets.token_urlsafe(12)}",
                max_age=LASTS,
                secure=not settings.CONFIG.is_plain,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware


def _of_name(username: str) -> str:
    return sha256(username.lower().encode()).hexdigest()[:24]
