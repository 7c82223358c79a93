"""Jobs whose run died are found and run again; what nobody needs any more goes."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import transaction
from django.db.models import Q

from phuhop.portal.jobs.models import Job, JobState
from phuhop.portal.jobs.ordering import queue
from phuhop.portal.jobs.running import LOST_AFTER, MOST_RUNS
from phuhop.portal.jobs.work import results_folder

KEPT = timedelta(days=30)
"""For so long the files of a job can be taken."""


_CLOCK_WENT_BACK = timedelta(minutes=10)
"""A sign of life from so far ahead was given before somebody set the clock back: whoever lives
gives another one at once. Less is how far clocks of two machines may differ."""


def find_lost(now: datetime) -> int:
    """Put every job back before the workers whose run gave no sign of life; return how many.

    A job that lost its run too often is not tried again.
    """
    found = 0
    silent = Q(alive_at__lt=now - LOST_AFTER) | Q(alive_at__gt=now + _CLOCK_WENT_BACK)
    for job in Job.objects.filter(silent, state=JobState.RUNNING):
        same = Job.objects.filter(pk=job.pk, worker=job.worker, state=JobState.RUNNING)
        if job.is_to_stop:
            same.update(state=JobState.STOPPED, ended_at=now, words="Đã dừng theo yêu cầu.")
        elif job.runs >= MOST_RUNS:
            words = f"Máy chủ dừng giữa chừng {job.runs} lần. Báo quản trị việc số {job.pk}."
            same.update(state=JobState.FAILED, ended_at=now, words=words)
        else:
            with transaction.atomic():
                if same.update(state=JobState.WAITING, worker="", doing=""):
                    queue(job)
                    found += 1
    return found


def sweep(now: datetime) -> None:
    """Remove files of jobs that ended long ago, folders of runs that died, old queue rows."""
    old = Job.objects.filter(ended_at__lt=now - KEPT).exclude(folder="")
    for job in old:
        job.files.all().delete()
        words = f"{job.words} Tệp đã được xóa sau {KEPT.days} ngày."
        Job.objects.filter(pk=job.pk).update(folder="", words=words)
    named = {*Job.objects.exclude(folder="").values_list("folder", flat=True)}
    running = {
        f"{number}-{worker}"
        for number, worker in Job.objects.filter(state=JobState.RUNNING).values_list("pk", "worker")
    }
    root = results_folder()
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.name not in named | running:
            shutil.rmtree(folder, ignore_errors=True)
    call_command("prune_db_task_results", verbosity=0)
