"""How long a sign-in lasts: 60 minutes without a request, 12 hours at most, five places a person.

The sessions are Django's, the list of them allauth's; here stand the limits alone. A session is
written again once a minute at most: a save of a figure does not wait for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from phuhop.portal.accounts.models import Account
from phuhop.portal.accounts.who_asks import SessionStore
from phuhop.portal.security_log import told

IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=12)
MOST = 5
"""Sessions of one person; the one that was seen last the longest time ago goes first."""

ASKING, ONLY_ASKS = "X-Luu", "hoi"
"""The header of what a page's own script sends, and what it says where nobody did anything."""

FORMS = "dau-bieu"
"""In a session: the SHA-256 of the secret that the tokens of its forms are made of."""

_SINCE, _SEEN = "tu-luc", "thay-luc"
_MINUTE = 60

Answer = Callable[[HttpRequest], HttpResponseBase]


def begun(request: HttpRequest, user: Account, **_: Any) -> None:
    """Note when somebody signed in, and end what is one session too many."""
    now = time.time()
    # As if seen a minute ago: its first request puts it on the list of sessions as well.
    request.session[_SINCE], request.session[_SEEN] = now, now - _MINUTE - 1
    request.session[FORMS] = token_sha256(request)
    held = UserSession.objects.filter(user=user).order_by("-last_seen_at", "-id")
    for one in held[MOST - 1 :]:
        if one.session_key != request.session.session_key:
            one.end()


def token_sha256(request: HttpRequest) -> str:
    """Return the SHA-256 of the secret that tokens of this browser are made of now."""
    return sha256(request.META.get("CSRF_COOKIE", "").encode()).hexdigest()


def touch(request: HttpRequest) -> None:
    """Let the session of *request* begin its hour again."""
    request.session[_SEEN] = time.time()


def seconds_left(request: HttpRequest) -> int:
    """Return how long the session of *request* lasts if nothing is done."""
    now, session = time.time(), request.session
    idle = IDLE.total_seconds() - (now - session.get(_SEEN, now))
    longest = LONGEST.total_seconds() - (now - session.get(_SINCE, now))
    return max(0, int(min(idle, longest)))


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
                _expire(request)
            elif request.headers.get(ASKING) == ONLY_ASKS:
                pass
            elif now - session.get(_SEEN, 0) > _MINUTE:
                session[_SEEN] = now
                UserSession.objects.create_from_request(request)
        return answer(request)

    return middleware


def _expire(request: HttpRequest) -> None:
    """End the session as its time would: a form that comes in with it may still be kept."""
    own = Session.objects.filter(session_key=request.session.session_key)
    own.update(expire_date=timezone.now())
    request.session = SessionStore()
    request.user = AnonymousUser()
