"""One-time links: an invitation for a new person, a new password for one that there is.

One person, one way in, once, within 72 hours. Only whoever holds the letter knows the link.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from phuhop.portal.accounts.granting import recorded
from phuhop.portal.accounts.models import (
    Account,
    Invitation,
    Purpose,
    Role,
    Scope,
    grants_on,
)
from phuhop.portal.accounts.rights import Right, right_of
from phuhop.portal.accounts.sessions import end_all

HOURS = 72
STARTER = "phuhop serve"
"""Who invites the first administrator: whoever starts the portal."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited to what."""

    username: str
    full_name: str
    unit: str
    right: Right


@dataclass(frozen=True, slots=True)
class Letter:
    """An invitation as it is handed over: the link stands in no store."""

    invitation: Invitation
    token: str

    @property
    def path(self) -> str:
        """The path of the link."""
        return f"/moi/{self.token}/"


def invited(people: Sequence[Invited], by: str) -> list[Letter]:
    """Keep the invitations of *people*, all or none; an open one of the same name is replaced."""
    with transaction.atomic():
        return [_letter(one, by) for one in people]


def _letter(who: Invited, by: str) -> Letter:
    _revoke(who.username)
    right = who.right
    return _made(
        by,
        username=who.username,
        full_name=who.full_name,
        unit=who.unit,
        role=right.role,
        scope=right.scope,
        communes=list(right.communes),
        province=right.province,
        from_day=right.from_day,
        until_day=right.until_day,
    )


def renewed(old: Invitation, by: str) -> Letter:
    """Give another link in the place of one that was lost or became too old."""
    with transaction.atomic():
        _revoke(old.username)
        kept = ("purpose", "account", "username", "full_name", "unit", "role", "scope", "communes")
        days = ("province", "from_day", "until_day")
        return _made(by, **{name: getattr(old, name) for name in (*kept, *days)})


def reset_for(account: Account, by: str) -> Letter:
    """Give a link by which *account* sets a new password, with its second factor."""
    with transaction.atomic():
        _revoke(account.username)
        return _made(
            by,
            purpose=Purpose.RESET,
            account=account,
            username=account.username,
            full_name=account.full_name,
            unit=account.unit,
        )


def _made(by: str, **about: object) -> Letter:
    token = secrets.token_urlsafe(24)
    expires = timezone.now() + timedelta(hours=HOURS)
    made = Invitation.objects.create(
        token_sha256=_hash(token), invited_by=by, expires_at=expires, **about
    )
    return Letter(made, token)


def _revoke(username: str) -> None:
    waiting = Invitation.objects.filter(username=username, used_at=None, revoked_at=None)
    waiting.update(revoked_at=timezone.now())


def open_invitation(token: str) -> Invitation | None:
    """Return the invitation of *token*; ``None`` when it is unknown, used, revoked or too old.

    What an administrator wrote who is none any more is worth nothing.
    """
    return _worth(Invitation.objects.filter(token_sha256=_hash(token)).first())


def invitation_of(key: int) -> Invitation | None:
    """Return the open invitation of *key*: who comes back from a provider holds no token."""
    return _worth(Invitation.objects.filter(pk=key).first())


def _worth(found: Invitation | None) -> Invitation | None:
    if found is None or not found.is_open:
        return None
    if found.invited_by != STARTER and not _is_administrator(found.invited_by):
        return None
    return found


def _is_administrator(username: str) -> bool:
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        return False
    held = grants_on(account, timezone.localdate())
    return any(grant.role == Role.ADMINISTRATOR for grant in held)


def accepted(invitation: Invitation, password: str | None) -> Account | None:
    """Make the account and its grant; ``None`` when invitation or name was used meanwhile.

    Without a password the person comes in by the province's own sign-on alone.
    """
    account = Account(
        username=invitation.username,
        full_name=invitation.full_name,
        unit=invitation.unit,
    )
    account.set_password(password)
    if Account.objects.filter(username=invitation.username).exists():
        # An invitation never changes the password of an account that there is.
        return None
    grant = recorded(account, right_of(invitation), invitation.invited_by)
    with transaction.atomic():
        if not _taken(invitation):
            return None
        account.save()
        grant.account = account
        grant.save()
        Invitation.objects.filter(pk=invitation.pk).update(account=account)
    return account


def password_set(invitation: Invitation, password: str) -> Account | None:
    """Set the new password of a reset and end every session; ``None`` when the link was used."""
    account = invitation.account
    with transaction.atomic():
        if account is None or not _taken(invitation):
            return None
        account.set_password(password)
        account.save()
        end_all(account)
    return account


def _taken(invitation: Invitation) -> bool:
    unused = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None)
    return bool(unused.update(used_at=timezone.now()))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def first_administrator() -> str | None:
    """Return the path of the first administrator's invitation; ``None`` where there is an account.

    A start before it was used gives another one; the earlier is worth nothing then.
    """
    if Account.objects.exists():
        return None
    right = Right(Role.ADMINISTRATOR, Scope.ALL)
    return invited([Invited("quan-tri", "Quản trị", "Cơ quan giữ sổ", right)], STARTER)[0].path
