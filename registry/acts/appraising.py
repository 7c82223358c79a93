"""Keeping an appraisal: every version of it, with what the engine makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import func, insert, select

from registry.acts.acts import OpenDossier, StepWords, open_case, with_verified
from registry.acts.completeness import completeness
from registry.acts.submission import summary_of
from registry.store.canonical_json import canonical, kept, sha256_of
from registry.store.chain import Actor, Event
from registry.store.database import Database
from registry.store.schema import appraisals, submissions
from registry.store.veil import mark, veiled_sha256
from registry.workflow.kept_rulesets import kept_ruleset
from registry.workflow.needs import NOT_SEEN, SEEN
from registry.workflow.repeats import Seen, asked_for
from registry.workflow.settings import settings_of
from registry.workflow.workflow import FINISH, STAYS, Workflow
from reports.wording.stamp import Stamp
from scoring.appraisal.appraised import ClaimedAndVerified, appraise
from scoring.appraisal.findings import Appraisal, appraisal_of
from scoring.base.problems import Place
from scoring.engine.assessment import Assessment
from scoring.engine.assessment_json import assessment_of
from scoring.formats.json_shapes import PlaceOf
from scoring.results.json_writing import as_result
from scoring.rules.ruleset import Ruleset

Read = Callable[[Ruleset], tuple[Appraisal, Place | PlaceOf]]
"""Reads the verifier's file against the ruleset of the version it is about."""


@dataclass(frozen=True, slots=True)
class AppraisalSheet:
    """A verifier's file: how to read it, and its name."""

    read: Read
    source: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """An appraisal in the register. ``event`` is ``None`` when it is there already."""

    version: int
    appraised: ClaimedAndVerified
    event: Event | None
    missing: tuple[str, ...] = ()
    """What stands against finishing it today, in words; nothing where saving has finished it."""


def current_version(case: OpenDossier, version: int | None = None) -> tuple[Ruleset, Assessment]:
    """Return what a version, by default the one that counts, was scored with and reports."""
    query = select(submissions.c.assessment, submissions.c.ruleset_sha256).where(
        submissions.c.dossier == case.number,
        submissions.c.version == (version or case.there.submission),
    )
    row = case.connection.execute(query).one()
    ruleset = kept_ruleset(case.connection, case.key.ruleset, row.ruleset_sha256)
    return ruleset, assessment_of(json.loads(row.assessment), Place(str(case.key)))


def record_appraisal(  # noqa: PLR0913 -- one parameter is the key of the act
    database: Database,
    name: str,
    sheet: AppraisalSheet,
    actor: Actor,
    stamp: Stamp,
    *,
    seen: Seen | None = None,
) -> Recorded:
    """Recompute the version that counts with the verifier's figures and rulings; keep both.

    *seen* makes it repeatable as ``act`` is.

    Raises ``WrongKey``, ``LookupError`` and ``ProblemsFound`` as ``acts.act`` does, and
    ``ProblemsFound`` with every fault of the appraisal. Nothing is kept then.
    """
    with database.writing() as connection:
        actor = actor.now
        case = open_case(connection, name)
        case.settings.workflow.role(actor.role)
        # Whoever repeats a call after a new version came is answered about the one they saw.
        is_there = seen is not None and 0 < seen.version <= case.there.submission
        ruleset, assessment = current_version(case, seen.version if seen and is_there else None)
        appraisal, place = sheet.read(ruleset)
        appraised = appraise(ruleset, assessment, appraisal, place)
        result = as_result(appraised.verified, stamp.program)
        content = appraisal.canonical()
        said = {
            "submission": case.there.submission,
            "sha256": sha256_of(content),
            "result_sha256": sha256_of(result),
            "veiled": veiled_appraisal(content, result),
            "source": mark(sheet.source),
        }
        workflow, state = case.settings.workflow, case.there.state
        recorded = partial(Recorded, appraised=appraised)
        if _is_saved_alone(workflow):
            lacking = _missing(appraised, actor)
            if not appraised.appraisal.is_seen and _asks_for_seen(workflow):
                lacking = (*lacking, NOT_SEEN)
            recorded = partial(recorded, missing=lacking)
        what = {"command": "appraise", "sha256": said["sha256"], "source": sheet.source}
        case = replace(case, asked=asked_for(seen, actor, what))
        done = case.done_already()
        if done is not None:
            return recorded(done.detail["appraisal"]["version"], event=done)
        known = _same_as_last(case, said["sha256"])
        if known is not None and "appraise" not in workflow.commands_from(state):
            return recorded(known, event=None)
        case = replace(case, facts=with_verified(case.facts, result))
        step = case.step("appraise", actor)
        # After a reopening the same sheet concludes anew, where saving concludes.
        if known is not None and (_is_saved_alone(workflow) or step.target in {state, STAYS}):
            return recorded(known, event=None)
        newest = select(func.max(appraisals.c.version)).where(appraisals.c.dossier == case.number)
        version = (connection.execute(newest).scalar() or 0) + 1
        connection.execute(
            insert(appraisals).values(
                dossier=case.number,
                version=version,
                submission=case.there.submission,
                sha256=said["sha256"],
                content=canonical(content),
                result=kept(result),
                summary=kept(summary_of(result)),
                source=sheet.source,
            )
        )
        detail = {"appraisal": {"version": version, **said}}
        return recorded(version, event=case.record(step, actor, StepWords(), detail))


def finish_appraisal(
    database: Database, name: str, actor: Actor, *, seen: Seen | None = None
) -> Event:
    """Record that the appraisal which counts is finished: a person has seen the dossier.

    *seen* makes it repeatable as ``act`` is.

    Raises ``WrongKey``, ``LookupError`` and ``ProblemsFound`` as ``acts.act`` does, the list
    of what the sheet lacks among the reasons.
    """
    with database.writing() as connection:
        actor = actor.now
        case = open_case(connection, name)
        case.settings.workflow.role(actor.role)
        case = replace(case, asked=asked_for(seen, actor, {"command": FINISH}))
        done = case.done_already()
        if done is not None:
            return done
        detail: dict[str, object] = {}
        if case.there.appraisal is not None:
            query = select(appraisals.c.content, appraisals.c.sha256).where(
                appraisals.c.dossier == case.number,
                appraisals.c.version == case.there.appraisal,
            )
            row = connection.execute(query).one()
            ruleset, assessment = current_version(case)
            place = Place(str(case.key))
            appraisal = appraisal_of(json.loads(row.content), ruleset, place)
            appraised = appraise(ruleset, assessment, appraisal, place)
            unfinished = _missing(appraised, actor)
            facts = replace(case.facts, unfinished=unfinished, is_seen=appraisal.is_seen)
            case = replace(case, facts=facts)
            detail["finished"] = {"version": case.there.appraisal, "sha256": row.sha256}
        step = case.step(FINISH, actor)
        return case.record(step, actor, StepWords(), detail)


def finishes_apart(database: Database) -> bool:
    """Whether finishing is an act of its own by the workflow that counts now."""
    with database.reading() as connection:
        return _is_saved_alone(settings_of(connection).workflow)


def _is_saved_alone(workflow: Workflow) -> bool:
    return any(step.command == FINISH for step in workflow.steps)


def _asks_for_seen(workflow: Workflow) -> bool:
    return any(step.command == FINISH and SEEN in step.needs for step in workflow.steps)


def _missing(appraised: ClaimedAndVerified, actor: Actor) -> tuple[str, ...]:
    return completeness(appraised).missing(actor.day)


def _same_as_last(case: OpenDossier, sha256: object) -> int | None:
    """Return the number of the appraisal that counts when it is this very one."""
    query = select(appraisals.c.version).where(
        appraisals.c.dossier == case.number,
        appraisals.c.version == case.there.appraisal,
        appraisals.c.sha256 == sha256,
    )
    return case.connection.execute(query).scalar()


def veiled_appraisal(content: object, result: object) -> str:
    """Return the SHA-256 of an appraisal and its result that lasts when texts are taken out."""
    return veiled_sha256({"content": content, "result": result})
