"""What stands before every view: nothing is cached, nobody works without a second factor."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from phuhop.portal.errors import page
from phuhop.portal.settings import CONFIG

Answer = Callable[[HttpRequest], HttpResponseBase]

LARGEST_BODY = 64_000_000
"""Bytes of one request: some photographs at once."""

_BEFORE_THE_SECOND_FACTOR = ("/tai-khoan/", "/tinh/", "/moi/")
"""Addresses that a person reaches before there is one."""


def answered_without_traces(answer: Answer) -> Answer:
    """Let no browser or proxy keep a page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def not_too_large(answer: Answer) -> Answer:
    """Refuse a body that is too large before a byte of it is read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return page(request, 413)
        return answer(request)

    return middleware


def second_factor_first(answer: Answer) -> Answer:
    """Send whoever has no second factor to the page that makes one."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if (
            user.is_authenticated
            and not CONFIG.is_relaxed
            and not request.path.startswith(_BEFORE_THE_SECOND_FACTOR)
            and not is_mfa_enabled(user)
        ):
            return redirect("mfa_activate_totp")
        return answer(request)

    return middleware
