"""What the benchmarks of the portal share: a portal on its own cluster, Locust before it, CPU."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support import postgresql
from tests.support.portal_server import PortalServer

ENOUGH = 1_000
"""Saves: with fewer, the start of the workers is most of what is measured."""

_COME = 20
"""Seconds until all have come: they do not all open their first page within a breath."""

_HERE = Path(__file__).parent
OFFICER, VERIFIER = _HERE / "portal_officer.py", _HERE / "portal_verifier.py"


@contextmanager
def province(folder: Path, workers: int, *, is_sqlite: bool) -> Iterator[tuple[PortalServer, int]]:
    """Give a portal that is not served yet, and the first process of its database, 0 for none."""
    with ExitStack() as stack:
        home, register = folder / "cong", str(folder / "so.db")
        if is_sqlite:
            yield PortalServer(home, register, workers=workers), 0
            return
        cluster = stack.enter_context(postgresql.cluster())
        register = stack.enter_context(postgresql.new_database(cluster.url))
        portal = stack.enter_context(postgresql.new_database(cluster.url))
        pid = (cluster.folder / "data" / "postmaster.pid").read_text(encoding="ascii")
        yield PortalServer(home, register, portal, workers), int(pid.split()[0])


def cpu_of(pid: int) -> float:
    """Return the CPU seconds of a process, its living children, and those it has seen end."""
    if not pid:
        return 0.0
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        is_child, is_itself = int(fields[1]) == pid, stat.parent.name == str(pid)
        if is_child or is_itself:
            total += sum(map(int, fields[11 : 15 if is_itself else 13]))
    return total / ticks


def yardstick() -> float:
    """Return the CPU milliseconds of a fixed loop, the middle of many.

    A machine that others share is twice as fast in one minute as in the next: beside
    milliseconds that are to be judged stands what this loop took then.
    """
    times = []
    for _ in range(41):
        before = time.process_time()
        sum(number % 7 for number in range(200_000))
        times.append(1_000 * (time.process_time() - before))
    return sorted(times)[20]


@dataclass(frozen=True, slots=True)
class Times:
    """Requests of one kind: how many, how many failed, milliseconds on the clock."""

    requests: int
    failures: int
    half: float
    most: float
    all_but: float

    def __str__(self) -> str:
        """Return it in a few words."""
        return (
            f"{self.requests}, p50 {self.half:.0f}, p95 {self.most:.0f}, p99 {self.all_but:.0f} ms"
        )


@dataclass(frozen=True, slots=True)
class Load:
    """What one run of Locust saw and what it cost, from when everybody had opened a page."""

    kinds: Mapping[str, Times]
    worker_ms: float
    database_ms: float
    """CPU milliseconds of all, by the number of saves, from when everybody had opened a page."""

    at_load: float
    """The load average of the machine when it ended."""

    failed_before: int
    """Requests that failed before everybody had opened a page: nothing else of then is told."""

    @property
    def saved(self) -> Times:
        """The saves of officers."""
        return self.kinds["luu"]

    @property
    def saves(self) -> int:
        """How many saves there were."""
        return self.saved.requests

    def __str__(self) -> str:
        """Return it in a line."""
        others = sum(one.requests for name, one in self.kinds.items() if name != "luu")
        failures = sum(one.failures for one in self.kinds.values())
        return (
            f"{others} pages, {failures} failures; saves: {self.saved}; "
            f"CPU by saves: workers {self.worker_ms:.1f} ms, database {self.database_ms:.1f} ms; "
            f"load {self.at_load:.1f}"
        )

    def faults(self) -> list[str]:
        """Return what failed."""
        failures = {name: one.failures for name, one in self.kinds.items()}
        failures["before all were there"] = self.failed_before
        return [f"{count} requests failed: {name}" for name, count in failures.items() if count]


def load(  # noqa: PLR0913 -- who types, where, how long
    server: PortalServer,
    database: int,
    folder: Path,
    officers: int,
    seconds: int,
    *,
    looks: bool,
    verifiers: int = 0,
) -> Load:
    """Let *officers* type for *seconds*; with *looks*, two pages a second are opened too.

    Beside them *verifiers* are at their desks.
    """
    there = folder / "all-there"
    environment = {
        **os.environ,
        "OFFICERS": str(folder / "officers.json"),
        "VERIFIERS": str(folder / "verifiers.json"),
        "ACKNOWLEDGED": str(folder / "acknowledged.jsonl"),
        "LOOKS": "1" if looks else "",
        "ALL_THERE": str(there),
        "EVERYBODY": f"{officers + verifiers}",
    }
    there.unlink(missing_ok=True)
    files = ",".join(map(str, [OFFICER, *([VERIFIER] if verifiers else [])]))
    everybody = officers + verifiers
    command = [sys.executable, "-m", "locust", "-f", files, "--headless", "--json"]
    command += ["--host", server.base, "-u", str(everybody), "-r", str(max(1, everybody // _COME))]
    command += ["-t", f"{seconds}s", "--stop-timeout", "20", "--exit-code-on-error", "0"]
    assert server.process is not None
    pids = server.process.pid, database
    with (
        (folder / "locust.txt").open("w", encoding="utf-8") as said,
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=said, text=True
        ) as locust,
    ):
        while not there.exists() and locust.poll() is None:
            time.sleep(0.1)
        before = [cpu_of(pid) for pid in pids]
        told, _ = locust.communicate()
    after = [cpu_of(pid) for pid in pids]
    kinds = {one["name"]: _times(one) for one in json.loads(told) if one["num_requests"]}
    saves = max(1, kinds["luu"].requests)
    each = [1000 * (b - a) / saves for a, b in zip(before, after, strict=True)]
    return Load(kinds, *each, os.getloadavg()[0], int(there.read_text("ascii") or 0))


def _times(one: Mapping[str, Any]) -> Times:
    took = one["response_times"]
    times = sorted(float(each) for each, often in took.items() for _ in range(often))
    half, most, all_but = (times[int(len(times) * share)] for share in (0.5, 0.95, 0.99))
    return Times(one["num_requests"], one["num_failures"], half, most, all_but)


def missing(portal: PortalServer, acknowledged: Path) -> int:
    """Return how many acknowledged values the history of the drafts does not have.

    A save that Locust was stopped in may stand above the last acknowledged one.
    """
    said = [tuple(json.loads(line)) for line in acknowledged.read_text("utf-8").splitlines()]
    kept = {tuple(one) for one in json.loads(portal.run("stored"))["changes"]}
    values: dict[tuple[str, ...], int] = {}
    for *what, revision in sorted(kept, key=lambda one: -one[-1]):
        values[tuple(what)] = revision
    # A value that stood already is no change: it was saved at an earlier revision.
    return sum(one not in kept and values.get(one[:-1], one[-1] + 1) > one[-1] for one in said)
