"""How long a sign-in lasts: 60 minutes without a request, 12 hours at most, five places a person.

The sessions are Django's, the list of them allauth's; here stand the limits alone. A session is
written again once a minute at most: a save of a figure does not wait for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

from phuhop.portal.accounts.models import Account
from phuhop.portal.security_log import told

IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=12)
MOST = 5
"""Sessions of one person; the one that was seen last the longest time ago goes first."""

_SINCE, _SEEN = "tu-luc", "thay-luc"
_MINUTE = 60

Answer = Callable[[HttpRequest], HttpResponseBase]


def begun(request: HttpRequest, user: Account, **_: Any) -> None:
    """Note when somebody signed in, and end what is one session too many."""
    request.session[_SINCE] = time.time()
    held = UserSession.objects.filter(user=user).order_by("-last_seen_at", "-id")
    for one in held[MOST - 1 :]:
        if one.session_key != request.session.session_key:
            one.end()


def end_all(account: Account) -> int:
    """End every session of *account* at once; return how many there were."""
    held = [*UserSession.objects.filter(user=account)]
    for one in held:
        one.end()
    return len(held)


def limited(answer: Answer) -> Answer:
    """Keep a session alive while somebody works, and end it after its longest time."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now, session = time.time(), request.session
            if now - session.setdefault(_SINCE, now) > LONGEST.total_seconds():
                told("het-phien", request)
                logout(request)
            elif now - session.get(_SEEN, 0) > _MINUTE:
                session[_SEEN] = now
                UserSession.objects.create_from_request(request)
        return answer(request)

    return middleware
