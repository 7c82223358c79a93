"""One run of a job: taken, watched over while it runs, ended once, whoever else tries.

A run takes the job by writing its name on it. Whoever is not heard of for a while loses it
(``reviving``); what such a run still makes is thrown away, for it ends the job only while its
name stands there. So a job may begin more than once and takes effect once.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from phuhop.files.writing import why
from phuhop.portal.errors import is_away
from phuhop.portal.jobs.kinds import KINDS
from phuhop.portal.jobs.models import Job, JobFile, JobState
from phuhop.portal.jobs.work import Later, Stopped, Work, results_folder
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.problems import ProblemsFound

BEAT = 10.0
"""Seconds between two signs of life."""
LOST_AFTER = timedelta(seconds=60)
"""Whoever gave no sign of life for so long does not live."""
MOST_RUNS = 3

_LOG = logging.getLogger("phuhop.jobs")


@task()
def run_job(number: int) -> None:
    """Run the job of this number, unless it was done, stopped, or somebody else has it."""
    run = secrets.token_hex(16)
    job = _taken(number, run)
    if job is None:
        return
    folder = results_folder() / f"{job.pk}-{run}"
    work = Work(job, run, folder)
    try:
        folder.mkdir(parents=True)
        with _signs_of_life(job, run):
            words = KINDS[job.kind].function()(work)
        _end(work, JobState.DONE, words)
    except Stopped:
        _end(work, JobState.STOPPED, "Đã dừng theo yêu cầu.")
    except Later as later:
        _put_off(work, later)
    except ProblemsFound as found:
        if is_away(found):
            raise
        work.noticed(found.problems)
        _end(work, JobState.FAILED, "Không làm được; lý do ở dưới.")
    except WrongUse as wrong:
        _end(work, JobState.FAILED, f"Không làm được: {wrong.message}.")
    except OSError as error:
        _LOG.exception("job %s", job)
        words = f"Máy chủ không ghi được tệp kết quả: {why(error)}."
        _end(work, JobState.FAILED, f"{words} Báo quản trị; xong thì yêu cầu lại.")
    except Exception as error:
        if is_away(error):
            # The run gives no sign of life any more: the job is found again (``reviving``).
            raise
        # Not this job's fault and nobody's to read: the log has it, by the job's number.
        _LOG.exception("job %s", job)
        _end(work, JobState.FAILED, f"Có lỗi của phần mềm. Báo quản trị việc số {job.pk}.")
    finally:
        _swept(folder)


def _taken(number: int, run: str) -> Job | None:
    waiting = Job.objects.filter(pk=number, state=JobState.WAITING)
    now = timezone.now()
    taken = waiting.update(
        state=JobState.RUNNING, worker=run, started_at=now, alive_at=now, runs=F("runs") + 1
    )
    return Job.objects.get(pk=number) if taken else None


def _end(work: Work, state: JobState, words: str) -> None:
    mine = Job.objects.filter(pk=work.job.pk, worker=work.run, state=JobState.RUNNING)
    is_done = state == JobState.DONE
    sizes = {name: (work.folder / name).stat().st_size for name in work.given if is_done}
    with transaction.atomic():
        ended = mine.update(
            state=state,
            words=words,
            remarks=work.remarks,
            ended_at=timezone.now(),
            worker="",
            doing="",
            folder=work.folder.name if is_done and any(work.folder.iterdir()) else "",
        )
        if ended:
            JobFile.objects.bulk_create(
                JobFile(job=work.job, name=name, size=size) for name, size in sizes.items()
            )


def _put_off(work: Work, later: Later) -> None:
    from phuhop.portal.jobs.ordering import queue

    mine = Job.objects.filter(pk=work.job.pk, worker=work.run, state=JobState.RUNNING)
    with transaction.atomic():
        put_off = mine.update(
            state=JobState.WAITING, words=later.words, worker="", doing="", alive_at=None, runs=0
        )
        if put_off:
            queue(work.job, seconds=later.seconds)


def _swept(folder: Path) -> None:
    """Remove the folder of a run that no job names."""
    if not Job.objects.filter(folder=folder.name).exists():
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _signs_of_life(job: Job, run: str) -> Iterator[None]:
    """Give signs of life beside the work, which may be one long step of another program's."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(BEAT):
            mine = Job.objects.filter(pk=job.pk, worker=run, state=JobState.RUNNING)
            try:
                mine.update(alive_at=timezone.now())
            except (OperationalError, InterfaceError):
                # A database that is busy or away hears of us at the next beat.
                connection.close()
        connection.close()

    thread = threading.Thread(target=beat, name=f"job-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
