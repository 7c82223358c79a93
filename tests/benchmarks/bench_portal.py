"""A province's last day: officers who each save a field every five seconds, and look at pages.

The portal runs as in a province: gunicorn's workers over a PostgreSQL of its own, one database
for the register and one for accounts and drafts (``--sqlite 1``: two files). Locust types. First
only saves: their CPU time in workers and database, from when everybody has opened a page, is what
a save costs. Then saves and pages together, whose times on the clock say how it feels.
Afterwards every value whose save was acknowledged must stand in the database. Prints; fails
where a request failed, a value is lost, or a save costs more CPU than it may.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from sizes import sizes

from tests.support import postgresql
from tests.support.portal_server import PortalServer, served

WORKER_MS, DATABASE_MS = 12.0, 3.0
"""CPU milliseconds that a save may cost: design, A1."""

ENOUGH = 1_000
"""Saves: with fewer, the start of the workers is most of what is measured."""

LOCUST = Path(__file__).with_name("portal_officer.py")


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


@dataclass(frozen=True, slots=True)
class Load:
    """What one run of Locust saw, and what it cost."""

    saves: int
    pages: int
    failures: int
    percentiles: tuple[float, float, float]
    """Milliseconds of saves: the half, 95 and 99 of a hundred."""

    worker_ms: float
    database_ms: float

    def __str__(self) -> str:
        """Return it in a line."""
        half, most, all_but = self.percentiles
        return (
            f"{self.saves} saves, {self.pages} pages, {self.failures} failures; "
            f"save p50 {half:.0f}, p95 {most:.0f}, p99 {all_but:.0f} ms; "
            f"CPU a save: workers {self.worker_ms:.1f} ms, database {self.database_ms:.1f} ms"
        )

    def faults(self, *, is_judged: bool) -> list[str]:
        """Return what is not as it should be; what a save costs, where that is to be judged."""
        found = [f"{self.failures} requests failed"] if self.failures else []
        is_dear = self.worker_ms > WORKER_MS or self.database_ms > DATABASE_MS
        if is_judged and is_dear and self.saves >= ENOUGH:
            found.append(f"a save costs more than {WORKER_MS} + {DATABASE_MS} ms")
        return found


def load(  # noqa: PLR0913 -- who types, where, how long
    server: PortalServer, database: int, folder: Path, officers: int, seconds: int, *, looks: bool
) -> Load:
    """Let *officers* type for *seconds*; with *looks*, two pages a second are opened too."""
    there = folder / "all-there"
    environment = {
        **os.environ,
        "OFFICERS": str(folder / "officers.json"),
        "ACKNOWLEDGED": str(folder / "acknowledged.jsonl"),
        "LOOKS": "1" if looks else "",
        "ALL_THERE": str(there),
    }
    there.unlink(missing_ok=True)
    command = [sys.executable, "-m", "locust", "-f", LOCUST, "--headless", "--json"]
    command += ["--host", server.base, "-u", str(officers), "-r", str(max(1, officers // 5))]
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
        before, earlier = [cpu_of(pid) for pid in pids], int(there.read_text("ascii") or 0)
        told, _ = locust.communicate()
    after = [cpu_of(pid) for pid in pids]
    stats = {one["name"]: one for one in json.loads(told)}
    saves = stats["luu"]["num_requests"]
    times = sorted(
        float(took) for took, often in stats["luu"]["response_times"].items() for _ in range(often)
    )
    each = [1000 * (b - a) / (saves - earlier) for a, b in zip(before, after, strict=True)]
    return Load(
        saves,
        sum(one["num_requests"] for name, one in stats.items() if name != "luu"),
        sum(one["num_failures"] for one in stats.values()),
        tuple(times[int(len(times) * share)] for share in (0.5, 0.95, 0.99)),  # type: ignore[arg-type]
        *each,
    )


def main() -> int:
    told = sizes(__doc__, officers=(200, 3), seconds=(120, 20), workers=(2, 1), sqlite=(0, 1))
    if find_spec("locust") is None:
        print("locust is not installed: pip install -e '.[bench]'")
        return 0
    faults = []
    with tempfile.TemporaryDirectory(prefix="tai-") as name:
        folder, is_sqlite = Path(name), bool(told.sqlite)
        with province(folder, told.workers, is_sqlite=is_sqlite) as (portal, database):
            people = portal.officers(told.officers)
            (folder / "officers.json").write_text(json.dumps(people), encoding="utf-8")
            with served(portal) as server:
                print(
                    f"{told.officers} officers, {told.workers} workers, "
                    f"{'SQLite' if is_sqlite else 'PostgreSQL'}, "
                    f"load {os.getloadavg()[0]:.1f} before"
                )
                for words, looks in (("saves alone", False), ("saves and pages", True)):
                    found = load(server, database, folder, told.officers, told.seconds, looks=looks)
                    print(f"{words}: {found}", flush=True)
                    faults += found.faults(is_judged=not looks)
            lost = missing(portal, folder / "acknowledged.jsonl")
            print(f"acknowledged values that the database does not have: {lost}")
            if lost:
                faults.append(f"{lost} acknowledged values are lost")
    for fault in faults:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


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


if __name__ == "__main__":
    sys.exit(main())
