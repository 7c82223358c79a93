"""Documents of a province as jobs: how long they take, and what a stop, a kill, a second order do.

``phuhop work`` over PostgreSQL makes the Word papers of every dossier, and PDF of ``--pdf`` of
them (the rest is computed: LibreOffice takes as long for each). The same order twice is one job;
one that is stopped ends at its next step; one whose worker is killed is found by another within
some 90 seconds and takes effect once (``--killed 0`` leaves that out). Prints clock, CPU and load;
fails where a job does not end as it should, or takes more CPU than it may: design, A19.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from portal_load import cpu_of, province
from province_at_work import PROVINCE, YEAR, codes, make_dossiers
from sizes import sizes

from phuhop.files.pdf import soffice
from tests.support.places import ROOT
from tests.support.portal_server import PortalServer, configured

if TYPE_CHECKING:
    from phuhop.portal.jobs.models import Job

DOCX_SECONDS, PDF_SECONDS = 60.0, 1_200.0
"""What a province's papers may take: design, A19. Of CPU, for a shared machine's clock lies."""

_PATIENCE = 3_600.0
_LONG_ENOUGH = 20
"""Communes: with fewer a job is over before anybody can stop it."""


@dataclass(frozen=True, slots=True)
class Took:
    """What a job took: seconds by the clock, of CPU, and how often it told how far it was."""

    clock: float
    cpu: float
    told: int

    def __str__(self) -> str:
        """Return it in a few words."""
        return (
            f"{self.clock:.0f} s by the clock, {self.cpu:.0f} s CPU, told {self.told} times how "
            f"far it was; load {os.getloadavg()[0]:.1f}"
        )


@contextmanager
def worker(portal: PortalServer) -> Iterator[int]:
    """Let ``phuhop work`` run as long as the block lasts; give its process."""
    command = [sys.executable, "-m", "phuhop", "work", "--home", str(portal.home)]
    command += ["--db", portal.register, "--portal-db", str(portal.database)]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    try:
        yield process.pid
    finally:
        # LibreOffice, which it started, too.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def until(what: Callable[[], bool]) -> None:
    """Wait for it."""
    begun = time.monotonic()
    while not what():
        assert time.monotonic() - begun < _PATIENCE, "DIFFER: it does not end"
        time.sleep(0.2)


def watched(job: Job, pid: int) -> Took:
    """Wait until *job* has ended; return what it took."""
    from phuhop.portal.jobs.models import JobState

    def begun() -> bool:
        job.refresh_from_db()
        return job.state != JobState.WAITING

    said: set[Any] = set()

    def ended() -> bool:
        job.refresh_from_db()
        said.add((job.done, job.doing))
        return not job.is_open

    until(begun)
    before = cpu_of(pid)
    until(ended)
    cpu = cpu_of(pid) - before
    assert job.state == JobState.DONE, f"DIFFER: {job.words} {job.remarks}"
    assert job.ended_at is not None
    assert job.started_at is not None
    return Took((job.ended_at - job.started_at).total_seconds(), cpu, len(said))


def main() -> int:
    told = sizes(__doc__, dossiers=(168, 4), pdf=(24, 1), killed=(1, 0))
    faults: list[str] = []
    with (
        tempfile.TemporaryDirectory(prefix="van-ban-") as name,
        province(Path(name), 1, is_sqlite=False) as (portal, _),
    ):
        configured(json.loads(portal.told()))
        import django

        django.setup()
        from phuhop.portal.drafts.register import register
        from tests.support.portal import make_tables

        make_tables()
        make_dossiers(register(), told.dossiers)
        _measure(portal, told, faults)
        from django.db import connections

        register().close()
        connections.close_all()
    for fault in faults:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


def _measure(portal: PortalServer, told: Any, faults: list[str]) -> None:
    from phuhop.portal.accounts.models import Scope
    from phuhop.portal.jobs.models import JobState
    from phuhop.portal.jobs.ordering import order, stop
    from phuhop.portal.jobs.shipped import PAPERS
    from phuhop.portal.reach import Reach

    everything = Reach(Scope.PROVINCE, (), PROVINCE)
    some = Reach(Scope.LIST, tuple(codes(told.dossiers)[: told.pdf]))
    with worker(portal) as pid:
        job = order(PAPERS, everything, "", year=YEAR, format="docx")
        assert job.pk == order(PAPERS, everything, "khac", year=YEAR, format="docx").pk, "DIFFER"
        took = watched(job, pid)
        print(f"DOCX of {told.dossiers} communes: {took} (at most {DOCX_SECONDS:.0f} s)")
        faults += ["DOCX takes too long"] if took.cpu > DOCX_SECONDS else []
        if soffice() is None:
            print("PDF: LibreOffice is not installed")
        else:
            took = watched(order(PAPERS, some, "", year=YEAR, format="pdf"), pid)
            all_of_it = took.cpu * told.dossiers / told.pdf
            print(f"PDF of {told.pdf} communes: {took}")
            print(
                f"PDF of {told.dossiers} communes, computed: {all_of_it / 60:.1f} minutes CPU "
                f"(at most {PDF_SECONDS / 60:.0f})"
            )
            faults += ["PDF takes too long"] if all_of_it > PDF_SECONDS else []
        stopped = order(PAPERS, everything, "", year=YEAR, format="docx")
        _wait_for_a_step(stopped)
        stop(stopped)
        begun = time.monotonic()
        until(lambda: _is_over(stopped))
        print(f"stopped: {stopped.words} after {time.monotonic() - begun:.1f} s")
        went_on = stopped.state == JobState.DONE and told.dossiers >= _LONG_ENOUGH
        faults += ["a job that was stopped went on"] if went_on else []
        if told.killed:
            killed = order(PAPERS, everything, "", year=YEAR, format="docx")
            _wait_for_a_step(killed)
    if told.killed:
        begun = time.monotonic()
        with worker(portal), worker(portal):
            until(lambda: _is_over(killed))
        print(
            f"killed: {killed.get_state_display()} by run {killed.runs} of two workers, "
            f"{killed.files.count()} file, after {time.monotonic() - begun:.0f} s"
        )
        if (killed.state, killed.runs, killed.files.count()) != (JobState.DONE, 2, 1):
            faults.append("a job whose worker was killed did not take effect once")


def _wait_for_a_step(job: Job) -> None:
    def told() -> bool:
        job.refresh_from_db()
        return bool(job.doing) or not job.is_open

    until(told)


def _is_over(job: Job) -> bool:
    job.refresh_from_db()
    return not job.is_open


if __name__ == "__main__":
    sys.exit(main())
