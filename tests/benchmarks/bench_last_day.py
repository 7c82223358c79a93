"""A province's last day: 200 communes type, 20 verifiers are at their desks, the jobs run.

As in a province: gunicorn's workers over a PostgreSQL of its own, one worker for jobs beside them
(documents and PDF of the province, the public site, audit, backup, again and again), with the
share of a core that ``deploy/`` gives it where the system lets this program do that. First the
officers type alone, then everything together; ``--seconds`` is how long that takes, the quiet part
half as long. Prints times of saves for both, their ratio, and what came of the jobs. Fails where a
request or a job failed, an acknowledged value is lost, or 95 of 100 saves take more than twice as
long as on the quiet portal.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from portal_load import ENOUGH, cpu_of, load, missing, province
from sizes import sizes

from tests.support.portal_server import PortalServer, served

AT_MOST = 2.0
"""How much longer saves may take while everything runs: design, A19."""

_DEPLOY = Path(__file__).parents[2] / "deploy"
_PROGRAM = Path(__file__).with_name("province_at_work.py")


def asked(portal: PortalServer, what: str, **more: object) -> Any:
    """Return what the program of the office prints."""
    command = [sys.executable, _PROGRAM, what, portal.told(**more)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def limited_as_deployed(pid: int) -> bool:
    """Give a process the share of a core that ``deploy/`` gives jobs; ``False`` where we may not.

    By the control groups of Linux, as systemd does it and Docker: one below the root.
    """
    unit = (_DEPLOY / "phuhop-viec.service").read_text(encoding="utf-8")
    share, turn = (int(re.search(rf"{name}=(\d+)", unit)[1]) for name in ("CPUQuota", "PeriodSec"))
    period, quota = turn * 1_000, share * turn * 10
    old, new = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup")
    group = (old if old.is_dir() else new) / f"phuhop-{pid}"
    try:
        group.mkdir()
        if old.is_dir():
            (group / "cpu.cfs_period_us").write_text(f"{period}", encoding="ascii")
            (group / "cpu.cfs_quota_us").write_text(f"{quota}", encoding="ascii")
        else:
            (group / "cpu.max").write_text(f"{quota} {period}", encoding="ascii")
        (group / "cgroup.procs").write_text(f"{pid}", encoding="ascii")
    except OSError:
        return False
    return True


@contextmanager
def jobs_at_work(portal: PortalServer) -> Iterator[int]:
    """Let the jobs run as long as the block lasts; give their process."""
    process = subprocess.Popen(
        [sys.executable, _PROGRAM, "jobs", portal.told()], start_new_session=True
    )
    limits = "as deployed" if limited_as_deployed(process.pid) else "NOT as deployed: no right"
    print(f"share of a core for jobs: {limits}", flush=True)
    try:
        yield process.pid
        assert process.poll() is None, "the worker of jobs ended"
    finally:
        # LibreOffice, which it started, too.
        os.killpg(process.pid, 9)
        process.wait()


def told_of(jobs: list[list[Any]]) -> list[str]:
    """Print what came of the jobs; return what should not be."""
    for kind, count in Counter((one[0], one[1]) for one in jobs).items():
        took = [one[2] for one in jobs if tuple(one[:2]) == kind and one[2] is not None]
        seconds = f", {max(took):.0f} s the longest" if took else ""
        last = [one[3] for one in jobs if tuple(one[:2]) == kind][-1]
        print(f"  job {kind[0]}: {kind[1]} {count} times{seconds}; {last}")
    return [
        f"job {kind}: {words} {remarks}"
        for kind, state, _, words, remarks in jobs
        if state == "không làm được"
    ]


def main() -> int:
    told = sizes(
        __doc__,
        officers=(200, 3),
        verifiers=(20, 2),
        dossiers=(168, 10),
        seconds=(300, 12),
        workers=(2, 1),
    )
    if find_spec("locust") is None:
        print("locust is not installed: pip install -e '.[bench]'")
        return 0
    faults = []
    with tempfile.TemporaryDirectory(prefix="tai-") as name:
        folder = Path(name)
        with province(folder, told.workers, is_sqlite=False) as (portal, database):
            people = portal.officers(told.officers)
            (folder / "officers.json").write_text(json.dumps(people), encoding="utf-8")
            verifiers = asked(portal, "people", dossiers=told.dossiers, verifiers=told.verifiers)
            (folder / "verifiers.json").write_text(json.dumps(verifiers), encoding="utf-8")
            print(
                f"{told.officers} officers, {told.verifiers} verifiers over {told.dossiers} "
                f"dossiers, {told.workers} workers, load {os.getloadavg()[0]:.1f} before",
                flush=True,
            )
            with served(portal) as server:
                quiet = load(
                    server, database, folder, told.officers, max(12, told.seconds // 2), looks=True
                )
                print(f"quiet: {quiet}", flush=True)
                with jobs_at_work(portal) as pid:
                    begun, before = time.monotonic(), cpu_of(pid)
                    busy = load(
                        server,
                        database,
                        folder,
                        told.officers,
                        told.seconds,
                        looks=True,
                        verifiers=told.verifiers,
                    )
                    cores = (cpu_of(pid) - before) / (time.monotonic() - begun)
                print(f"last day: {busy}")
                for kind, times in sorted(busy.kinds.items()):
                    print(f"  {kind}: {times}")
                print(f"  jobs used {cores:.2f} cores")
            faults += told_of(asked(portal, "told"))
            ratio = busy.saved.most / max(quiet.saved.most, 1)
            print(f"p95 of saves, last day by quiet: {ratio:.2f} (at most {AT_MOST})")
            if ratio > AT_MOST and quiet.saves >= ENOUGH:
                faults.append(f"saves take {ratio:.2f} times as long")
            lost = missing(portal, folder / "acknowledged.jsonl")
            print(f"acknowledged values that the database does not have: {lost}")
            faults += [f"{lost} acknowledged values are lost"] if lost else []
            faults += quiet.faults() + busy.faults()
    for fault in faults:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
