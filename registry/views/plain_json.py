"""What the register knows, as plain JSON values."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from registry.acts.appraising import Recorded
from registry.keeping.audit import Audit
from registry.store.chain import Event
from registry.views.evidence_overview import EvidenceState
from registry.views.history import History
from registry.views.listing import ListedDossier
from registry.views.missing_communes import Absent
from registry.views.reminders import OfficeDuty, Reminder
from registry.workflow.standing import Standing
from registry.workflow.steps import steps_in_words
from scoring.base.quantities import json_number
from scoring.engine.score_sheet import ScoreSheet

FORMAT = "phuhop.registry/1"


def plain_event(event: Event) -> dict[str, Any]:
    """Return an event with everything that is hashed, and its hash."""
    return {**event.body, "hash": event.hash}


def plain_standing(standing: Standing) -> dict[str, Any]:
    """Return where a dossier stands."""
    return asdict(standing)


def plain_evidence(state: EvidenceState | None) -> dict[str, Any] | None:
    """Return how many documents are there, and which are missing by number and name."""
    if state is None:
        return None
    missing = [{"label": one.label, "document": one.name} for one in state.missing]
    return {"given": state.given, "asked": state.asked, "missing": missing}


def plain_listed(listed: ListedDossier, documents: EvidenceState | None = None) -> dict[str, Any]:
    """Return one line of the list."""
    return {
        "dossier": str(listed.key),
        "name": listed.claimed["name"],
        **plain_standing(listed.standing),
        "claimed": dict(listed.claimed),
        "verified": None if listed.verified is None else dict(listed.verified),
        "evidence": plain_evidence(documents),
        "decided": None if listed.decided is None else dict(listed.decided),
    }


def plain_history(history: History, documents: EvidenceState | None = None) -> dict[str, Any]:
    """Return everything about one dossier."""
    return {
        "format": FORMAT,
        "dossier": str(history.key),
        **plain_standing(history.standing),
        "versions": [asdict(version) for version in history.versions],
        "appraisals": [dict(appraisal) for appraisal in history.appraisals],
        "remarks": [remark.plain for remark in history.remarks],
        "decisions": [dict(decision) for decision in history.decisions],
        "events": [plain_event(event) for event in history.events],
        "head": str(history.head),
        "received": [str(key) for key in history.received],
        "next_steps": steps_in_words(history.offers),
        "evidence": plain_evidence(documents),
    }


def plain_reminder(reminder: Reminder) -> dict[str, Any]:
    """Return one reminder."""
    return {
        "dossier": str(reminder.key),
        "name": reminder.name,
        "state": reminder.state,
        "task": reminder.due.task,
        "due": reminder.due.day.isoformat(),
        "days_left": reminder.days_left,
        "level": reminder.due.level,
    }


def plain_duty(duty: OfficeDuty) -> dict[str, Any]:
    """Return what the office owes: as a reminder, of no dossier."""
    return {
        "dossier": None,
        "task": duty.due.task,
        "due": duty.due.day.isoformat(),
        "days_left": duty.days_left,
        "level": duty.due.level,
    }


def plain_lacking(listed: ListedDossier, state: EvidenceState) -> dict[str, Any]:
    """Return which documents a dossier lacks."""
    return {
        "dossier": str(listed.key),
        "name": listed.claimed["name"],
        "state": listed.standing.state,
        "evidence": plain_evidence(state),
    }


def plain_absent(absent: Absent) -> dict[str, Any]:
    """Return a commune that sent nothing: as a reminder, in no state."""
    due = absent.due
    return {
        "dossier": None,
        "commune": absent.commune,
        "year": absent.year,
        "name": absent.name,
        "state": None,
        "task": None if due is None else due.task,
        "due": None if due is None else due.day.isoformat(),
        "days_left": absent.days_left,
        "level": None if due is None else due.level,
    }


def plain_audit(audit: Audit) -> dict[str, Any]:
    """Return what an audit found."""
    return {
        "format": FORMAT,
        "sound": audit.is_sound,
        "head": str(audit.head),
        "events": audit.events,
        "dossiers": audit.dossiers,
        "problems": [
            {
                "place": str(problem.place),
                "code": problem.code,
                "message": problem.message,
                "severity": problem.severity.name,
            }
            for problem in audit.problems
        ],
    }


def plain_recorded(recorded: Recorded) -> dict[str, Any]:
    """Return what came of an appraisal."""
    appraised, event = recorded.appraised, recorded.event
    return {
        "version": recorded.version,
        "is_new": event is not None,
        "claimed": _total(appraised.claimed),
        "verified": _total(appraised.verified),
        "missing": list(recorded.missing),
        "event": None if event is None else plain_event(event),
    }


def _total(sheet: ScoreSheet) -> dict[str, Any]:
    total = sheet.total
    return {
        "points": None if total.points is None else json_number(total.points),
        "min": json_number(total.minimum),
        "max": json_number(total.maximum),
        "verdict": sheet.verdict.name,
    }
