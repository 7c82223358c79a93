"""What is done every night by itself: the register is audited and backed up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from phuhop.portal.accounts.models import Scope
from phuhop.portal.jobs.models import Job, JobState
from phuhop.portal.jobs.ordering import order
from phuhop.portal.jobs.shipped import AUDIT, BACKUP, LETTER, RESTORE_TEST
from phuhop.portal.reach import Reach
from phuhop.portal.settings import CONFIG

HOUR = 2
"""From this hour on, where the portal stands; a server that slept does it when it wakes."""

_ALL = Reach(Scope.ALL)


def nightly(now: datetime) -> None:
    """Order what this night and this month ask for, each once."""
    at = timezone.localtime(now)
    if at.hour < HOUR:
        return
    order(AUDIT, _ALL, "", cause=f"{at:%Y-%m-%d}")
    order(BACKUP, _ALL, "", cause=f"{at:%Y-%m-%d}")
    if any_backup():
        order(RESTORE_TEST, _ALL, "", cause=f"{at:%Y-%m}")


def alert(now: datetime) -> None:
    """Order a letter to the administrators for every night's work that failed of late."""
    if CONFIG.mail is None:
        return
    failed = Job.objects.filter(
        kind__in=(AUDIT, BACKUP, RESTORE_TEST),
        state=JobState.FAILED,
        ended_at__gt=now - timedelta(days=2),
    )
    for job in failed:
        order(LETTER, _ALL, "", cause=f"viec {job.pk}", job=job.pk)


def any_backup() -> bool:
    """Whether there is a copy that can be tried."""
    from phuhop.portal.jobs.keeping import backups

    return bool(backups())
