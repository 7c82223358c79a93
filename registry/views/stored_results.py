"""What counts of each dossier now: verified where verified, with its status and its decision.

A result is the stored ``phuhop.result/1`` alone, so that what was decided is what is told,
whichever version of the program tells it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, select

from registry.acts.deciding import OUTCOMES
from registry.store.dossier_keys import Key
from registry.store.schema import appraisals, decisions, dossiers, states, submissions
from registry.views.listing import Wanted
from registry.workflow.settings import settings_of
from registry.workflow.workflow import BY_DECISION, Workflow
from scoring.formats.fields import UNKNOWN
from scoring.results.rows import Decision, Status

_HELD = 50
_BY_OUTCOME = {OUTCOMES[True]: Status.RECOGNISED, OUTCOMES[False]: Status.NOT_RECOGNISED}


@dataclass(frozen=True, slots=True)
class StoredResult:
    """The result of one dossier; ``status`` is ``None`` for a draft, which is in no table.

    ``text`` is the ``phuhop.result/1`` as it is stored.
    """

    key: Key
    state: str
    text: str
    status: Status | None
    decision: Decision | None

    @property
    def result(self) -> Mapping[str, Any]:
        """The text, read."""
        found: Mapping[str, Any] = json.loads(self.text)
        return found


def stored_results(connection: Connection, wanted: Wanted | None = None) -> Iterator[StoredResult]:
    """Yield the results by commune, year and ruleset, drafts among them, cancelled ones not.

    Raises ``LookupError`` for a state the workflow does not have.
    """
    wanted = wanted or Wanted()
    workflow = settings_of(connection).workflow
    for name in wanted.names_states:
        workflow.state(name)
    current = and_(
        submissions.c.dossier == states.c.dossier, submissions.c.version == states.c.submission
    )
    last = and_(
        appraisals.c.dossier == states.c.dossier, appraisals.c.version == states.c.appraisal
    )
    made = and_(decisions.c.dossier == states.c.dossier, decisions.c.version == states.c.decision)
    query = (
        select(
            dossiers.c.commune,
            dossiers.c.year,
            dossiers.c.ruleset,
            states.c.state,
            submissions.c.result.label("claimed"),
            appraisals.c.result.label("verified"),
            decisions.c.content.label("decision"),
        )
        .join(states, states.c.dossier == dossiers.c.id)
        .join(submissions, current)
        .join(appraisals, last, isouter=True)
        .join(decisions, made, isouter=True)
        .where(*wanted.conditions, states.c.state.not_in(workflow.cancelled))
        .order_by(dossiers.c.commune, dossiers.c.year, dossiers.c.ruleset)
    )
    for row in connection.execute(query.execution_options(yield_per=_HELD)):
        decided = None if row.decision is None else json.loads(row.decision)
        status = status_of(workflow, row.state, decided)
        is_verified = status is not Status.SELF_SCORED and row.verified is not None
        yield StoredResult(
            Key(row.commune, row.year, row.ruleset),
            row.state,
            row.verified if is_verified else row.claimed,
            status,
            None if decided is None else decision_of(workflow, decided),
        )


def status_of(workflow: Workflow, state: str, decided: Mapping[str, Any] | None) -> Status | None:
    """Return how far a dossier is in words of a table; *decided* is its decision's content."""
    status = workflow.state(state).status
    if status != BY_DECISION:
        return None if status is None else Status(status)
    return None if decided is None else _BY_OUTCOME[decided["outcome"]]


def decision_of(workflow: Workflow, decided: Mapping[str, Any]) -> Decision:
    """Return number and day of a decision, and the office that its role was on that day."""
    day = date.fromisoformat(decided["day"]) if decided["day"] else None
    return Decision(decided["number"], day, _office(workflow, day))


def _office(workflow: Workflow, day: date | None) -> str | None:
    if day is None:
        return None
    roles = [
        name for step in workflow.steps if step.command.startswith("decide") for name in step.roles
    ]
    agency = workflow.role(roles[0]).agency_on(day) if roles else UNKNOWN
    return None if agency == UNKNOWN else agency
