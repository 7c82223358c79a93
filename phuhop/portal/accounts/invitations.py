"""Invitations: one person, one role, one way in, once, within 72 hours."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from phuhop.portal.accounts.models import Account, Grant, Invitation, Role, Scope

HOURS = 72


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited to what."""

    username: str
    full_name: str
    unit: str
    role: Role
    scope: Scope
    communes: tuple[str, ...] = ()
    province: str = ""


def invited(who: Invited, by: str) -> str:
    """Keep an invitation; return its token, which is nowhere kept."""
    token = secrets.token_urlsafe(24)
    Invitation.objects.create(
        token_sha256=_hash(token),
        username=who.username,
        full_name=who.full_name,
        unit=who.unit,
        role=who.role,
        scope=who.scope,
        communes=list(who.communes),
        province=who.province,
        invited_by=by,
        expires_at=timezone.now() + timedelta(hours=HOURS),
    )
    return token


def open_invitation(token: str) -> Invitation | None:
    """Return the invitation of *token*; ``None`` when it is unknown, used or too old."""
    found = Invitation.objects.filter(
        token_sha256=_hash(token), used_at=None, expires_at__gt=timezone.now()
    )
    return found.first()


def accepted(invitation: Invitation, password: str) -> Account | None:
    """Make the account and its grant; ``None`` when invitation or name was used meanwhile."""
    now = timezone.now()
    with transaction.atomic():
        unused = Invitation.objects.filter(pk=invitation.pk, used_at=None)
        if not unused.update(used_at=now):
            return None
        if Account.objects.filter(username=invitation.username).exists():
            # An invitation never changes the password of an account that there is.
            return None
        account = Account(
            username=invitation.username,
            full_name=invitation.full_name,
            unit=invitation.unit,
        )
        account.set_password(password)
        account.save()
        Grant.objects.create(
            account=account,
            role=invitation.role,
            scope=invitation.scope,
            communes=invitation.communes,
            province=invitation.province,
            from_day=timezone.localdate(),
            granted_by=invitation.invited_by,
        )
    return account


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
