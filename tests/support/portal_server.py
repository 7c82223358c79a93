"""A portal served by processes of its own, for whoever kills, loads or measures them.

Run as a program it prepares officers over drafts, serves, or says what was lost.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError

from phuhop.portal.config import Config
from tests.support.places import ROOT

_WAY_IN = "loi-vao.txt"
FIRST_CODE, YEAR = 99_101, 2024


@dataclass
class PortalServer:
    """Where a portal's files lie, and its running process once ``start`` was called."""

    home: Path
    register: str
    database: str | None = None
    workers: int = 2
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def way_in(self) -> str:
        """The path by which the first administrator comes in, once the server has started."""
        return (self.home / _WAY_IN).read_text(encoding="ascii")

    def told(self, **more: object) -> str:
        about = {"home": str(self.home), "register": self.register, "database": self.database}
        return json.dumps({**about, "port": self.port, "workers": self.workers, **more})

    def run(self, what: str, **more: object) -> str:
        """Do *what* in a process of its own; return what it prints."""
        command = [sys.executable, "-m", __name__, what, self.told(**more)]
        done = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        return done.stdout

    def officers(self, how_many: int) -> list[dict[str, Any]]:
        """Make a register, and officers who are signed in over a filled draft each."""
        return list(json.loads(self.run("prepare", officers=how_many)))

    def start(self) -> None:
        """Serve; return when pages are answered."""
        self.port = self.port or free_port()
        command = [sys.executable, "-m", __name__, "serve", self.told()]
        self.process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        _until_answered(self.base, self.process)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End all its processes; SIGKILL is as sudden for each."""
        assert self.process is not None
        children = self.children()
        self.process.send_signal(how)
        for child in children if how is signal.SIGKILL else ():
            with suppress(ProcessLookupError):
                os.kill(child, how)
        self.process.wait(30)

    def children(self) -> list[int]:
        """The processes of its workers."""
        assert self.process is not None
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text(encoding="ascii").split()]


def free_port() -> int:
    """Return a port that nothing listens at just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _until_answered(base: str, process: subprocess.Popen[Any]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(f"{base}/tai-khoan/vao/").close()  # noqa: S310
        except (URLError, ConnectionError):
            threading.Event().wait(0.1)
        else:
            return
    raise TimeoutError


@contextmanager
def served(server: PortalServer) -> Iterator[PortalServer]:
    """Serve as long as the block lasts."""
    try:
        server.start()
        yield server
    finally:
        server.stop()


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial that answers: its address, the register it serves, the ways in by role."""

    address: str
    register: str
    ways: dict[str, str]


@contextmanager
def trial(home: Path, register: str | None = None, store: str | None = None) -> Iterator[Trial]:
    """Run ``phuhop serve --trial`` in *home*, over files there or over addresses of databases."""
    port = free_port()
    command: list[object] = [sys.executable, "-u", "-m", "phuhop", "serve", "--trial"]
    command += ["--home", home, "--port", port]
    command += ["--db", register] if register else []
    command += ["--portal-db", store] if store else []
    process = subprocess.Popen(
        [str(one) for one in command], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    ways = {}
    for line in process.stdout:
        found = re.search(r"\((.+?)\): (http://\S+/vao-thu/\S+)", line)
        if found is not None:
            ways[found[1]] = found[2]
        if "Cổng mở ở" in line:
            break
    address = f"http://127.0.0.1:{port}"
    try:
        _until_answered(address, process)
        yield Trial(address, register or str(home / "so.db"), ways)
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def configured(told: Mapping[str, Any]) -> Config:
    """Let Django know its settings; to be called before its models are imported."""
    home, register, database = told["home"], told["register"], told["database"]
    config = Config(Path(home), register, database, is_plain=True, is_relaxed=True)
    config.home.mkdir(exist_ok=True)
    config.use()
    return config


def _prepare(told: Mapping[str, Any]) -> None:
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
        client.get(f"{base}tieu-chi/1/")
        found.append(
            {
                "code": code,
                "cookies": {name: one.value for name, one in client.cookies.items()},
                "save": f"{base}luu/",
                "pages": [f"{base}tieu-chi/{criterion}/" for criterion in range(1, 14)],
                "fields": [id_ for id_ in texts if id_.startswith("figures.")],
            }
        )
    sys.stdout.write(json.dumps(found))


def _province(told: Mapping[str, Any]) -> None:
    """Make the register of sixty communes."""
    from tests.support import province_story

    province_story.lead(told["register"]).close()


def _work(told: Mapping[str, Any]) -> None:
    """Do the jobs that wait, as ``phuhop work --once`` does."""
    configured(told)
    import django

    django.setup()
    from phuhop.portal.jobs.worker import work

    work(threading.Event(), once=True)


def _serve(told: Mapping[str, Any]) -> None:
    from phuhop.portal.serving import prepare, serve

    prepared = prepare(configured(told))
    (Path(told["home"]) / _WAY_IN).write_text(prepared.first_path or "", encoding="ascii")
    serve(prepared, "127.0.0.1", told["port"], told["workers"])


def _stored(told: Mapping[str, Any]) -> None:
    """Print all fields and all changes that the portal's database has."""
    configured(told)
    import django

    django.setup()
    from phuhop.portal.drafts.models import DraftChange, DraftField

    columns = ("draft__commune", "field", "value", "revision")
    fields = [list(row) for row in DraftField.objects.values_list(*columns)]
    changes = [list(row) for row in DraftChange.objects.values_list(*columns)]
    sys.stdout.write(json.dumps({"fields": fields, "changes": changes}))


if __name__ == "__main__":
    whats = {
        "prepare": _prepare,
        "province": _province,
        "serve": _serve,
        "stored": _stored,
        "work": _work,
    }
    whats[sys.argv[1]](json.loads(sys.argv[2]))
