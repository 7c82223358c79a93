"""What happened to accounts and doors, a JSON line each; no password, token, figure or text.

Of an address only the pattern is said, with the unit, year and number in it: the rest of it may
be an invitation's token, or what somebody typed there.
"""

from __future__ import annotations

import json
import logging
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest
from django.utils import timezone

_LOG = logging.getLogger("phuhop.security")

_SAID = (
    *("commune", "year", "number", "file", "grant", "account", "version"),
    *("position", "edition", "job"),
)
"""Arguments of an address that name a thing of ours; no other is written down."""


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = {"at": timezone.localtime().isoformat(timespec="seconds"), "what": record.msg}
        return json.dumps({**said, **getattr(record, "about", {})}, ensure_ascii=False)


def told(what: str, request: HttpRequest | None, **about: Any) -> None:
    """Record *what* happened: by which account, from where, on which page.

    *about* are names and codes of ours alone.
    """
    if request is not None:
        about = {
            **_page(request),
            "account": _account(request),
            "address": address_of(request),
            "method": request.method,
            "request": number_of(request),
            **about,
        }
    _LOG.info(what, extra={"about": about})


def _account(request: HttpRequest) -> str | None:
    """Return who asks; ``None`` for nobody, and while the database cannot say it."""
    try:
        return getattr(getattr(request, "user", None), "username", None) or None
    except (DatabaseError, InterfaceError):
        return None


def address_of(request: HttpRequest) -> str | None:
    """Return the network address of whoever asks, behind the proxies that are ours."""
    from allauth.account.adapter import get_adapter

    try:
        found: str = get_adapter().get_client_ip(request)
    except PermissionDenied:
        # No network stands behind what a program asks of itself.
        return None
    return found


def _page(request: HttpRequest) -> dict[str, object]:
    match = request.resolver_match
    if match is None:
        return {"page": None}
    said = {k: v for k, v in match.kwargs.items() if k in _SAID}
    if "account" in said:
        # Who asks is one account, whom the page is about another.
        said["of"] = said.pop("account")
    return {"page": match.route, **said}


def number_of(request: HttpRequest) -> str:
    """Return the number by which a person can name this request to the administrator."""
    found: str = request.META.setdefault("phuhop.request", uuid.uuid4().hex[:10])
    return found
