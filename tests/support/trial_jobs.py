"""Kinds of jobs for tests of the frame: one each for what may become of a job."""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scoring.base.problems import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from phuhop.portal.jobs.work import Work

ran: list[int] = []
"""The numbers of the jobs that ``makes_a_file`` ran for, in this process."""

stopping = threading.Event()
"""What ``stops_its_worker`` sets."""

KINDS = (
    *("makes_a_file", "is_stopped_meanwhile", "loses_its_run", "is_refused", "fails", "waits"),
    *("stops_its_worker", "finds_no_space", "loses_its_database"),
)


@contextmanager
def known(**instead: str) -> Iterator[None]:
    """Let these kinds be known; *instead* names another function for a kind."""
    from phuhop.portal.jobs import kinds
    from phuhop.portal.permissions import Access

    ran.clear()
    for name in KINDS:
        run = f"{__name__}.{instead.get(name, name)}"
        kinds.add(kinds.Kind(name, "Việc thử", (Access.OVERSEE,), run))
    yield
    for name in KINDS:
        del kinds.KINDS[name]


def makes_a_file(work: Work) -> str:
    """Do three steps and offer one file."""
    ran.append(work.job.pk)
    for number in work.watcher().counted(range(3), "đếm"):
        work.progress(number, 3, "đếm")
    work.give("ket-qua.txt", b"xong")
    return "Đã lập 1 tệp."


def dies(work: Work) -> str:
    """End as a process ends that the system kills."""
    work.give("nua-chung.txt", b"nua")
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def is_stopped_meanwhile(work: Work) -> str:
    """Be stopped by somebody else before the next step."""
    from phuhop.portal.jobs.ordering import stop

    stop(work.job)
    work.progress(1, 1, "đếm")
    return "không tới đây"


def loses_its_run(work: Work) -> str:
    """Be taken for dead, and come back late."""
    type(work.job).objects.filter(pk=work.job.pk).update(worker="kẻ khác")
    work.give("ket-qua.txt", b"muon")
    return "muộn"


def is_refused(work: Work) -> str:
    """Be refused by the use case."""
    place = Place(f"hồ sơ năm {work.parameters['year']}")
    raise ProblemsFound([Problem(place, "khong-co", "không có hồ sơ nào")])


def fails(work: Work) -> str:
    """Fail as programs fail, with something in the message that nobody may read."""
    raise RuntimeError(f"mật khẩu của việc {work.job.pk}")


def waits(work: Work) -> str:
    """Find that it is too early."""
    from phuhop.portal.jobs.work import Later

    raise Later(600, f"Máy chủ thư chưa trả lời việc {work.job.pk}.")


def stops_its_worker(work: Work) -> str:
    """Do all of it although the worker was told to stop."""
    stopping.set()
    work.give("ket-qua.txt", b"xong")
    return "Đã lập 1 tệp."


def finds_no_space(work: Work) -> str:
    """Write half a file before the disk is full."""
    work.give("nua-chung.txt", b"nua")
    raise OSError(errno.ENOSPC, "No space left on device")


def loses_its_database(work: Work) -> str:
    """Ask a database that is not there any more."""
    from django.db import OperationalError

    raise OperationalError(f"the connection of {work.job.pk} is closed")
