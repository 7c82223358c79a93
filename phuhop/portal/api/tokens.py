"""Making, finding and ending tokens."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.utils import timezone

from phuhop.portal.accounts.models import Account, Grant, grants_on
from phuhop.portal.api.models import Token
from phuhop.portal.permissions import TABLE, Access

LONGEST = 366
"""Days that a token holds at most."""
_PREFIX = "phuhop_"
"""By this a token is known where somebody left it lying about."""


def useful(grant: Grant) -> bool:
    """Whether a token of *grant* would see anything."""
    return grant.role in (TABLE[Access.READ_DOSSIER] or ())


def made(account: Account, grant: Grant, label: str, days: int) -> str:
    """Make a token that reads what *grant* reaches; return its text, which is nowhere kept."""
    text = _PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(
        account=account,
        grant=grant,
        label=label,
        sha256=_hash(text),
        made_at=timezone.now(),
        until_day=timezone.localdate() + timedelta(days=min(days, LONGEST)),
    )
    return text


def held(text: str, day: date) -> Token | None:
    """Return the token of *text* that holds on *day*, as its account and its grant do."""
    found = (
        Token.objects.filter(sha256=_hash(text), revoked_at=None, until_day__gte=day)
        .select_related("account", "grant")
        .first()
    )
    if found is None or not found.account.is_active:
        return None
    return found if found.grant in grants_on(found.account, day) else None


def revoked(token: Token) -> None:
    """End *token* at once."""
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
