"""The first administrator: whoever starts the portal gets one way in, once."""

from __future__ import annotations

from phuhop.portal.accounts.invitations import STARTER, Invited, invited
from phuhop.portal.accounts.models import Account, Role, Scope
from phuhop.portal.accounts.rights import Right

_NAME = "quan-tri"


def first_administrator() -> str | None:
    """Return the path of the first administrator's invitation; ``None`` where there is an account.

    A start before it was used gives another one; the earlier is worth nothing then.
    """
    if Account.objects.exists():
        return None
    who = Invited(_NAME, "Quản trị", "Cơ quan giữ sổ", Right(Role.ADMINISTRATOR, Scope.ALL))
    return invited([who], STARTER)[0].path
