"""Ordering a job: one run an order; finding the jobs that a person may see; stopping one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from phuhop.portal.accounts.models import Grant
from phuhop.portal.jobs.kinds import KINDS, Kind
from phuhop.portal.jobs.models import OPEN, Job, JobState
from phuhop.portal.permissions import TABLE
from phuhop.portal.reach import Reach


def order(kind: str, reach: Reach, asked_by: str, *, cause: str = "", **parameters: Any) -> Job:
    """Return the job of this order: the one that waits or runs already, else a new one.

    *asked_by* is an account, empty for the portal itself; *parameters* are plain JSON values.
    With a *cause* it is ordered for that once, ever. Raises ``KeyError`` for an unknown kind.
    """
    KINDS[kind]
    said = {
        "kind": kind,
        "scope": str(reach.scope),
        "communes": sorted(reach.communes),
        "province": reach.province,
        "parameters": parameters,
    }
    key = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    same = Q(key=key, state__in=OPEN)
    if cause:
        same = Q(kind=kind, cause=cause)
    found = Job.objects.filter(same).first()
    if found is not None:
        return found
    now = timezone.now()
    try:
        with transaction.atomic():
            job = Job.objects.create(**said, key=key, cause=cause, asked_by=asked_by, asked_at=now)
            queue(job)
    except IntegrityError:
        # Two asked at once; or what a cause asks for somebody has just asked for.
        return Job.objects.filter(same | Q(key=key, state__in=OPEN)).latest("id")
    return job


def queue(job: Job, *, seconds: int = 0) -> None:
    """Put *job* before the workers, after so many *seconds*."""
    from datetime import timedelta

    from phuhop.portal.jobs.running import run_job

    task = run_job
    if seconds:
        task = run_job.using(run_after=timezone.now() + timedelta(seconds=seconds))
    task.enqueue(job.pk)


def may_see(job: Job, grants: Iterable[Grant]) -> bool:
    """Whether one of *grants* has an access of the kind over all that the job is about."""
    kind = KINDS.get(job.kind)
    return kind is not None and any(may_order(kind, job.reach, grant) for grant in grants)


def may_order(kind: Kind, reach: Reach, grant: Grant) -> bool:
    """Whether *grant* allows a job of this *kind* over *reach*."""
    return grant.role in roles_of(kind) and reach.within(grant)


def roles_of(kind: Kind) -> frozenset[str]:
    """Return the roles that have one of the kind's accesses."""
    return frozenset(role for access in kind.by for role in TABLE[access] or ())


def visible(grants: Iterable[Grant], most: int = 100) -> list[Job]:
    """Return the newest jobs that a person may see, at most so many."""
    held = list(grants)
    roles = {grant.role for grant in held}
    kinds = [kind.name for kind in KINDS.values() if roles & roles_of(kind)]
    newest: QuerySet[Job] = Job.objects.filter(kind__in=kinds)
    found = []
    for job in newest.iterator(chunk_size=100):
        if may_see(job, held):
            found.append(job)
        if len(found) == most:
            break
    return found


def stop(job: Job) -> None:
    """Stop a job: at once while it waits, at its next step while it runs."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=job.pk, state=JobState.WAITING)
    if waiting.update(state=JobState.STOPPED, ended_at=now, words="Đã dừng trước khi làm."):
        return
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(is_to_stop=True)
