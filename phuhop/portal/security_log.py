"""What happened to accounts and doors, a JSON line each; no password, token, figure or text."""

from __future__ import annotations

import json
import logging
import uuid
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

_LOG = logging.getLogger("phuhop.security")


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = {"at": timezone.localtime().isoformat(timespec="seconds"), "what": record.msg}
        return json.dumps({**said, **getattr(record, "about", {})}, ensure_ascii=False)


def told(what: str, request: HttpRequest | None, **about: Any) -> None:
    """Record *what* happened: by which account, from where, at which address."""
    if request is not None:
        user = getattr(request, "user", None)
        about = {
            "account": getattr(user, "username", None) or None,
            "address": request.META.get("REMOTE_ADDR"),
            "path": request.path,
            "request": number_of(request),
            **about,
        }
    _LOG.info(what, extra={"about": about})


def number_of(request: HttpRequest) -> str:
    """Return the number by which a person can name this request to the administrator."""
    found: str = request.META.setdefault("phuhop.request", uuid.uuid4().hex[:10])
    return found
