"""A province's last day: officers who each save a field every five seconds, and look at pages.

The portal runs as in a province: gunicorn's workers over a PostgreSQL of its own, one database
for the register and one for accounts and drafts (``--sqlite 1``: two files). Locust types. First
only saves, whose CPU time in workers and database is what a save costs; then saves and pages
together, whose times on the clock say how it feels. Afterwards every value whose save was
acknowledged must stand in the database. Prints; fails where a request failed, a value is lost,
or a save costs more CPU than it may.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from sizes import sizes

from phuhop.portal.config import Config
from tests.support import postgresql

WORKER_MS, DATABASE_MS = 12.0, 3.0
"""CPU milliseconds that a save may cost: design, A1."""

ENOUGH = 1_000
"""Saves: with fewer, the start of the workers is most of what is measured."""

YEAR, FIRST_CODE = 2026, 99_001
LOCUST = Path(__file__).with_name("portal_officer.py")


@dataclass(frozen=True, slots=True)
class Server:
    """A portal that answers, and whose processes those of its workers and its database are."""

    base: str
    workers: int
    database: int | None
    told: dict[str, Any]
    """What its processes are told of it."""


@contextmanager
def served(folder: Path, officers: int, workers: int, *, is_sqlite: bool) -> Iterator[Server]:
    """Give a portal with *officers* signed in over a filled draft each."""
    with ExitStack() as stack:
        register, portal, postmaster = str(folder / "so.db"), "", None
        if not is_sqlite:
            cluster = stack.enter_context(postgresql.cluster())
            register = stack.enter_context(postgresql.new_database(cluster.url))
            portal = stack.enter_context(postgresql.new_database(cluster.url))
            pid = (cluster.folder / "data" / "postmaster.pid").read_text(encoding="ascii")
            postmaster = int(pid.split()[0])
        told: dict[str, Any] = {
            "home": str(folder / "cong"),
            "register": register,
            "database": portal or None,
        }
        run("prepare", told, officers=officers, out=str(folder / "officers.json"))
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        told |= {"port": port, "workers": workers}
        command = [sys.executable, __file__, "serve", json.dumps(told)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            try:
                wait_for(port)
                yield Server(f"http://127.0.0.1:{port}", process.pid, postmaster, told)
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(20)


def run(what: str, told: dict[str, Any], **more: object) -> str:
    """Do *what* in a process of its own; return what it prints."""
    command = [sys.executable, __file__, what, json.dumps({**told, **more})]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def wait_for(port: int) -> None:
    """Return when something answers at *port*."""
    for _ in range(300):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError


def cpu_of(pid: int | None) -> float:
    """Return the CPU seconds of a process, its living children, and those it has seen end."""
    if pid is None:
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


def load(server: Server, folder: Path, officers: int, seconds: int, *, looks: bool) -> Load:
    """Let *officers* type for *seconds*; with *looks*, two pages a second are opened too."""
    environment = {
        **os.environ,
        "OFFICERS": str(folder / "officers.json"),
        "ACKNOWLEDGED": str(folder / "acknowledged.jsonl"),
        "LOOKS": "1" if looks else "",
    }
    command = [sys.executable, "-m", "locust", "-f", LOCUST, "--headless", "--json"]
    command += ["--host", server.base, "-u", str(officers), "-r", str(max(1, officers // 5))]
    command += ["-t", f"{seconds}s", "--stop-timeout", "20", "--exit-code-on-error", "0"]
    before = cpu_of(server.workers), cpu_of(server.database)
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    after = cpu_of(server.workers), cpu_of(server.database)
    stats = {one["name"]: one for one in json.loads(done.stdout)}
    saves = stats["luu"]["num_requests"]
    times = sorted(
        float(took) for took, often in stats["luu"]["response_times"].items() for _ in range(often)
    )
    each = [1000 * (b - a) / saves for a, b in zip(before, after, strict=True)]
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
        folder = Path(name)
        with served(folder, told.officers, told.workers, is_sqlite=bool(told.sqlite)) as server:
            kind = "SQLite" if told.sqlite else "PostgreSQL"
            print(
                f"{told.officers} officers, {told.workers} workers, {kind}, load "
                f"{os.getloadavg()[0]:.1f} before"
            )
            for words, looks in (("saves alone", False), ("saves and pages", True)):
                found = load(server, folder, told.officers, told.seconds, looks=looks)
                half, most, all_but = found.percentiles
                print(
                    f"{words}: {found.saves} saves, {found.pages} pages, "
                    f"{found.failures} failures; save p50 {half:.0f}, p95 {most:.0f}, "
                    f"p99 {all_but:.0f} ms; CPU a save: workers {found.worker_ms:.1f} ms, "
                    f"database {found.database_ms:.1f} ms",
                    flush=True,
                )
                if found.failures:
                    faults.append(f"{found.failures} requests failed")
                is_dear = found.worker_ms > WORKER_MS or found.database_ms > DATABASE_MS
                if is_dear and not looks and found.saves >= ENOUGH:
                    faults.append(f"a save costs more than {WORKER_MS} + {DATABASE_MS} ms")
            lost = int(run("lost", server.told, acknowledged=str(folder / "acknowledged.jsonl")))
            print(f"acknowledged values that the database does not have: {lost}")
            if lost:
                faults.append(f"{lost} acknowledged values are lost")
    for fault in faults:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


def configured(told: dict[str, Any]) -> Config:
    """Let Django know its settings; to be called before its models are imported."""
    config = Config(
        Path(told["home"]),
        told["register"],
        told["database"],
        is_plain=True,
        is_relaxed=True,
    )
    config.home.mkdir(exist_ok=True)
    os.environ.update(config.environment)
    os.environ["DJANGO_SETTINGS_MODULE"] = "phuhop.portal.settings"
    return config


def prepare(told: dict[str, Any]) -> None:
    """Make a register, and for each officer an account, a session and a filled draft."""
    configured(told)
    import django

    django.setup()
    from tests.support import portal

    portal.make_tables()
    texts, found = portal.typed_for_a_pass(), []
    for number in range(told["officers"]):
        code = f"{FIRST_CODE + number}"
        person = portal.person(f"can-bo-{code}", "xa-chuyen-vien", (code,))
        portal.fill_in(portal.draft(code, YEAR), texts)
        client = portal.signed_in(person)
        base = f"/xa/{code}/{YEAR}/"
        client.get(base)
        found.append(
            {
                "code": code,
                "cookies": {name: one.value for name, one in client.cookies.items()},
                "save": f"{base}luu/",
                "pages": [f"{base}tieu-chi/{criterion}/" for criterion in range(1, 14)],
            }
        )
    Path(told["out"]).write_text(json.dumps(found), encoding="utf-8")


def serve(told: dict[str, Any]) -> None:
    """Answer until stopped, as ``phuhop serve`` does."""
    from phuhop.portal.serving import prepare as prepared
    from phuhop.portal.serving import serve as answer

    answer(prepared(configured(told)), "127.0.0.1", told["port"], told["workers"])


def lost(told: dict[str, Any]) -> None:
    """Print how many of the last acknowledged values stand otherwise in the database."""
    configured(told)
    import django

    django.setup()
    from phuhop.portal.drafts.models import DraftField

    last: dict[tuple[str, str], tuple[int, str]] = {}
    for line in Path(told["acknowledged"]).read_text(encoding="utf-8").splitlines():
        code, field, value, revision = json.loads(line)
        last[code, field] = max(last.get((code, field), (0, "")), (revision, value))
    stored = {
        (row.draft.commune, row.field): (row.revision, row.value)
        for row in DraftField.objects.select_related("draft")
    }
    print(sum(stored[where] != told_last for where, told_last in last.items()))


if __name__ == "__main__":
    match sys.argv[1:]:
        case [("prepare" | "serve" | "lost") as what, told]:
            {"prepare": prepare, "serve": serve, "lost": lost}[what](json.loads(told))
        case _:
            sys.exit(main())
