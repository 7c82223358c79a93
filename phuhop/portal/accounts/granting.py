"""Grants are given and ended: first an event of the register's chain, then the portal's row.

The register knows the same grant again, and the same end: whoever was interrupted between the
two does it once more. What was never done again, ``agree`` finds and mends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from phuhop.portal.accounts.models import (
    WORKFLOW_ROLES,
    Account,
    Grant,
    Role,
    Scope,
)
from phuhop.portal.accounts.rights import Right, clash, held_by, right_of
from phuhop.usecases.register.granting import (
    GrantGiven,
    grants_in_the_register,
    record_grant,
    record_revocation,
)
from registry.store.chain import Actor
from registry.workflow.settings import settings_of
from scoring.base.problems import Place, Problem, ProblemsFound


def keeper(username: str) -> Actor:
    """Return the administrator *username*, or who started the portal, as the chain names them."""
    from phuhop.portal.drafts.register import now, register

    account = Account.objects.filter(username=username).first()
    with register().reading() as connection:
        role = settings_of(connection).workflow.keeper
    return Actor(str(account or username), role, now(), now, username if account else None)


def recorded(account: Account, right: Right, by: str) -> Grant:
    """Record a grant of *account* in the register; return its row, which is not saved yet.

    Outside any transaction of the portal: the register may make one wait. Raises
    ``ProblemsFound`` where it may not stand beside what the account holds.
    """
    from phuhop.portal.drafts.register import register

    today = timezone.localdate()
    words = clash(right, held_by(account, today)) if account.pk else ""
    if words:
        raise ProblemsFound([Problem(Place(account.username), "hai-vai", words)])
    grant = Grant(
        account=account,
        role=right.role,
        scope=right.scope,
        communes=list(right.communes),
        province=right.province,
        from_day=right.from_day or today,
        until_day=right.until_day,
        granted_by=by,
    )
    grant.event = record_grant(register(), _as_the_register_says(grant), keeper(by))
    return grant


def given(account: Account, right: Right, by: str) -> Grant:
    """Give *account* a grant, once. Raises as ``recorded``."""
    grant = recorded(account, right, by)
    same = Grant.objects.filter(event=grant.event, revoked_at=None).first()
    if same is None:
        grant.save()
    return same or grant


def ended(grant: Grant, by: str) -> None:
    """End a grant at once; what was done by it stays done."""
    from phuhop.portal.drafts.register import register

    if grant.event is None:
        grant.event = record_grant(register(), _as_the_register_says(grant), keeper(by))
    record_revocation(register(), grant.event, keeper(by))
    grant.revoked_at, grant.revoked_by = timezone.now(), by
    grant.save()


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was found when the portal's grants were held against the register's."""

    recorded: tuple[str, ...] = ()
    """Rows that the register did not know: recorded now."""
    ended: tuple[str, ...] = ()
    """Rows whose end only the register knew: ended now."""
    taken_back: tuple[str, ...] = ()
    """Grants of the register that no row holds: taken back now."""

    @property
    def is_sound(self) -> bool:
        """Whether both said the same."""
        return not (self.recorded or self.ended or self.taken_back)


def agree(by: str, *, is_mended: bool = True) -> Agreement:
    """Hold the portal's grants against the register's events; mend what a crash left.

    The register decides: what it ended is ended. What it gave and no row holds was never used
    and is taken back; what it does not know of was given before grants were events.
    """
    from phuhop.portal.drafts.register import register

    standing = grants_in_the_register(register())
    rows = [*Grant.objects.filter(revoked_at=None).select_related("account").order_by("id")]
    unknown = [row for row in rows if row.event is None]
    over = [row for row in rows if row.event is not None and row.event not in standing]
    known = {row.event for row in rows}
    said = {_as_the_register_says(row) for row in unknown}
    loose = {seq: one for seq, one in standing.items() if seq not in known and one not in said}
    if is_mended:
        for row in unknown:
            row.event = record_grant(register(), _as_the_register_says(row), keeper(by))
            row.save()
        for row in over:
            row.revoked_at, row.revoked_by = timezone.now(), by
            row.save()
        for seq in loose:
            record_revocation(register(), seq, keeper(by), "không có tài khoản nào giữ quyền này")
    return Agreement(
        tuple(_words(row) for row in unknown),
        tuple(_words(row) for row in over),
        tuple(one.words for one in loose.values()),
    )


def _words(row: Grant) -> str:
    return f"{row.account.full_name} ({row.account.username}): {right_of(row).words}"


def _as_the_register_says(grant: Grant) -> GrantGiven:
    role = Role(grant.role)
    return GrantGiven(
        grant.account.username,
        str(grant.account),
        WORKFLOW_ROLES[role],
        role.label,
        Scope(grant.scope).label,
        _day(grant.from_day),
        None if grant.until_day is None else _day(grant.until_day),
        tuple(grant.communes),
        grant.province,
    )


def _day(day: date) -> date:
    return date(day.year, day.month, day.day)
