"""How far a grant reaches: over which communes of the register, and over which states."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from phuhop.portal.accounts.models import Grant, Role, Scope
from phuhop.portal.drafts.units import province_of, provinces_of
from phuhop.portal.permissions import TABLE, Access
from phuhop.portal.phases import phase_of
from registry.store.schema import dossiers
from registry.workflow.workflow import Workflow

if TYPE_CHECKING:
    from registry.store.database import Database


@dataclass(frozen=True, slots=True)
class Reach:
    """Over what something reaches: some communes, a province, or everything."""

    scope: Scope
    communes: tuple[str, ...] = ()
    province: str = ""

    @classmethod
    def of(cls, grant: Grant) -> Reach:
        """Return how far *grant* reaches."""
        return cls(Scope(grant.scope), tuple(sorted(grant.communes)), grant.province)

    @property
    def words(self) -> str:
        """The reach as people say it."""
        if self.scope == Scope.PROVINCE:
            return self.province
        return ", ".join(self.communes) or self.scope.label

    def holds(self, code: str, province: str | None) -> bool:
        """Whether a unit lies in it, also one without a dossier; *province* where it is known."""
        if self.scope == Scope.PROVINCE:
            return province in {None, self.province}
        return self.scope == Scope.ALL or code in self.communes

    def within(self, grant: Grant) -> bool:
        """Whether all of it lies within *grant*."""
        if grant.scope == Scope.ALL:
            return True
        if self.scope == Scope.ALL:
            return False
        if self.scope == Scope.PROVINCE:
            return grant.scope == Scope.PROVINCE and grant.province == self.province
        return bool(self.communes) and all(
            grant.covers(code, province_of(code)) for code in self.communes
        )


def communes_in(database: Database, reach: Reach) -> frozenset[str] | None:
    """Return the codes of the register's dossiers within *reach*; ``None`` is every one."""
    if reach.scope == Scope.ALL:
        return None
    if reach.scope != Scope.PROVINCE:
        return frozenset(reach.communes)
    with database.reading() as connection:
        codes = connection.execute(select(dossiers.c.commune).distinct()).scalars().all()
    provinces = provinces_of(codes)
    return frozenset(code for code in codes if provinces[code] == reach.province)


def communes_of(database: Database, grants: Iterable[Grant]) -> frozenset[str] | None:
    """Return the same of several grants together."""
    found: frozenset[str] = frozenset()
    for grant in grants:
        codes = communes_in(database, Reach.of(grant))
        if codes is None:
            return None
        found |= codes
    return found


def states_seen(workflow: Workflow, role: Role) -> frozenset[str]:
    """Return the states in which *role* sees a dossier: those from its phase on."""
    phase = (TABLE[Access.READ_DOSSIER] or {}).get(role)
    if phase is None:
        return frozenset()
    names = (state.name for state in workflow.states)
    return frozenset(name for name in names if phase_of(workflow, name) >= phase)
