"""The register that this portal serves, opened once by each worker; and who acts in it."""

from __future__ import annotations

from functools import lru_cache

from django.utils import timezone

from phuhop.portal.accounts.models import COMMUNE_ROLES, WORKFLOW_ROLES, Account, Grant, Role
from phuhop.portal.drafts.models import Draft
from phuhop.portal.settings import CONFIG
from phuhop.usecases.drafting.in_register import InRegister, in_register
from phuhop.usecases.samples.register import keeper
from registry.store.chain import Actor
from registry.store.database import Database, connect, has_register, open_register
from registry.workflow import due_dates, workflow
from registry.workflow.settings import create


@lru_cache(maxsize=1)
def register() -> Database:
    """Return the register. Raises ``ProblemsFound`` where there is none."""
    return open_register(CONFIG.register)


def make_register() -> bool:
    """Make the register of a trial by the shipped workflow; ``False`` where there is one."""
    database = connect(CONFIG.register)
    if has_register(database):
        return False
    rules, days = (one.read_text(encoding="utf-8") for one in (workflow.SHIPPED, due_dates.SHIPPED))
    create(database, keeper(), rules, days)
    return True


def actor_of(account: Account, grant: Grant) -> Actor:
    """Return a person as the chain records them: name, role of the workflow, account."""
    role = WORKFLOW_ROLES[Role(grant.role)]
    return Actor(str(account), role, now(), now, account.username)


def now() -> str:
    """Return this moment with its zone, as events carry it."""
    return timezone.localtime().isoformat(timespec="seconds")


def standing_of(draft: Draft) -> InRegister:
    """Return where the dossier of *draft* stands, for people of a commune."""
    roles = {WORKFLOW_ROLES[role] for role in COMMUNE_ROLES}
    return in_register(register(), draft.commune, draft.year, draft.ruleset, roles)
