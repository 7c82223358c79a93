"""How far a dossier is, as far as that decides who may see it: handed in, appraised.

Both are read from the workflow file that the register goes by; no state is named here.
"""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import select

from registry.store.schema import dossiers, states
from registry.workflow.settings import settings_of
from registry.workflow.workflow import Workflow


class Phase(IntEnum):
    """From when on a role sees a dossier."""

    ALWAYS = 0
    """Also while the commune fills it in."""
    HANDED_IN = 1
    APPRAISED = 2


def phase_of(workflow: Workflow, state: str | None) -> Phase:
    """Return how far a dossier in *state* is; ``None`` where the register has none."""
    if state is None or state in workflow.drafts:
        return Phase.ALWAYS
    return Phase.APPRAISED if state in workflow.appraised else Phase.HANDED_IN


def phase_now(commune: str, year: int) -> Phase:
    """Return how far the register's dossier of a commune and year is; the furthest of several."""
    from phuhop.portal.drafts.register import register

    query = (
        select(states.c.state)
        .join(dossiers, dossiers.c.id == states.c.dossier)
        .where(dossiers.c.commune == commune, dossiers.c.year == year)
    )
    with register().reading() as connection:
        found = connection.execute(query).scalars().all()
        if not found:
            return Phase.ALWAYS
        workflow = settings_of(connection).workflow
    return max(phase_of(workflow, state) for state in found)
