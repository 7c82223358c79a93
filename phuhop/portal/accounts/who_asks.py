"""The session and the account of a request: what Django does, with a question that is put faster.

Both are read at every request. Django puts their SQL together anew each time; that was a seventh of
what a save costs. What the answer means is Django's and allauth's alone.
"""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from phuhop.portal.accounts.models import Account

_SESSION = "SELECT * FROM django_session WHERE session_key = %s"
_ACCOUNT = "SELECT * FROM accounts_account WHERE id = %s"


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def load(self) -> dict[str, Any]:
        """Return what a session holds; one that is not there, or has ended, is left to Django."""
        held = next(iter(Session.objects.raw(_SESSION, [self.session_key])), None)
        if held is None or held.expire_date <= timezone.now():
            return dict(super().load())
        return dict(self.decode(held.session_data))


class Backend(AuthenticationBackend):  # type: ignore[misc] # allauth ships no types
    """allauth's way to sign in."""

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of a session, ``None`` where it may not come in any more."""
        held = next(iter(Account.objects.raw(_ACCOUNT, [user_id])), None)
        return held if held is not None and self.user_can_authenticate(held) else None
