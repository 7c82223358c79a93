"""The notices of a person: acts of others on the dossiers that their grants reach, no figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from phuhop.portal.accounts.models import WORKFLOW_ROLES, Account, Grant, Role
from phuhop.portal.drafts.register import register
from phuhop.portal.notices.models import ReadUpTo
from phuhop.portal.reach import communes_of, states_seen
from registry.store.chain import head_of
from registry.views.happenings import Happening, happenings
from registry.workflow.settings import settings_of

MOST = 100


@dataclass(frozen=True, slots=True)
class Notice:
    """One act, as a person is told of it."""

    seq: int
    at: datetime
    commune: str
    name: str
    year: int
    step: str
    state: str
    by: str
    is_new: bool


def notices(account: Account, grants: Sequence[Grant]) -> list[Notice]:
    """Return the newest notices of *account*, at most ``MOST``."""
    read = _read_up_to(account)
    return [_notice(one, read) for one in _told(account, grants, 0)]


def unread(account: Account, grants: Sequence[Grant]) -> int:
    """Return how many notices *account* was not shown, at most ``MOST``."""
    return len(_told(account, grants, _read_up_to(account)))


def shown_all(account: Account) -> None:
    """Keep that *account* was shown everything there is."""
    with register().reading() as connection:
        seq = head_of(connection).seq
    ReadUpTo.objects.update_or_create(account=account, defaults={"seq": seq})


def _read_up_to(account: Account) -> int:
    """Return the last link that is no news: shown already, or before a person had any right."""
    shown = ReadUpTo.objects.filter(account=account).values_list("seq", flat=True).first()
    if shown is not None:
        return shown
    return account.grants.aggregate(seq=Min("event"))["seq"] or 0


def _told(account: Account, grants: Sequence[Grant], after: int) -> list[Happening]:
    working = [grant for grant in grants if grant.role != Role.ADMINISTRATOR]
    if not working:
        return []
    database = register()
    found: dict[int, Happening] = {}
    for role in {Role(grant.role) for grant in working}:
        communes = communes_of(database, (one for one in working if one.role == role))
        with database.reading() as connection:
            seen = states_seen(settings_of(connection).workflow, role)
            for one in happenings(connection, after, communes, MOST):
                event = one.event
                is_own = event.role == WORKFLOW_ROLES[role] or one.account == account.username
                if not is_own and event.after in seen:
                    found[event.seq] = one
    return sorted(found.values(), key=lambda one: -one.event.seq)[:MOST]


def _notice(one: Happening, read: int) -> Notice:
    event = one.event
    return Notice(
        event.seq,
        datetime.fromisoformat(event.at),
        one.key.commune,
        one.name,
        one.key.year,
        event.step,
        event.after or "",
        f"{event.person}, {event.role}",
        event.seq > read,
    )
