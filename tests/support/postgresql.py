"""A PostgreSQL for the tests: the one they are told of, or one of their own.

Their own lies in a temporary folder, listens on a socket there only, and is gone afterwards.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import NullPool, create_engine, make_url, text

VARIABLE = "PHUHOP_TEST_POSTGRESQL"
ABSENT = f"cần PostgreSQL: đặt {VARIABLE}, hoặc cài gói postgresql (initdb, pg_ctl)"


def programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, the newest version's, or ``None``."""
    on_path = shutil.which("initdb")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    return Path(on_path).parent if on_path else None


def _version(path: Path) -> int:
    name = path.parent.parent.name
    return int(name) if name.isdigit() else 0


class Cluster:
    """A running server. ``url`` is of its first database; ``stop`` is as hard as a power cut."""

    def __init__(self, folder: Path, programs: Path, user: str | None, *, is_durable: bool) -> None:
        self.folder = folder
        self.programs = programs
        self.user = user
        self.is_durable = is_durable
        self.url = f"postgresql://phuhop@/postgres?host={folder}"

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder}"
        if not self.is_durable:
            options += " -c fsync=off -c full_page_writes=off"
        self._run("pg_ctl", "start", "-w", "-l", self.folder / "log", "-o", options)

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-m", "immediate")

    def _run(self, program: str, *arguments: object) -> None:
        command = [self.programs / program, "-D", self.folder / "data", *map(str, arguments)]
        # The server would keep a captured stream open.
        subprocess.run(
            command, user=self.user, check=True, cwd=self.folder, stdout=subprocess.DEVNULL
        )


@contextmanager
def cluster(*, is_durable: bool = True) -> Iterator[Cluster]:
    """Give a server of our own; PostgreSQL refuses to run as root, so another user runs it.

    One that is not *is_durable* waits for no disk: for tests that never cut its power.
    """
    where = programs()
    assert where is not None
    user = _other_user() if os.getuid() == 0 else None
    # Short: a socket's path has about 100 characters at most.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as name:
        folder = Path(name)
        if user is not None:
            shutil.chown(folder, user)
        command = [where / "initdb", "-D", folder / "data", "-U", "phuhop", "-A", "trust"]
        command += ["-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(command, user=user, check=True, cwd=folder, stdout=subprocess.DEVNULL)
        server = Cluster(folder, where, user, is_durable=is_durable)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _other_user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """Give the address of an empty database on a server; it is dropped afterwards."""
    name = f"phuhop_{uuid.uuid4().hex}"
    _run_on(server, f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _run_on(server, f"DROP DATABASE {name} WITH (FORCE)")


_templates: dict[tuple[str, Callable[[str], None]], str] = {}
"""The name of the database that is copied, by the server's address and who made it."""


def fill(address: str, make: Callable[[str], None]) -> None:
    """Put what *make* makes into an empty database; made once on each server, then copied."""
    url = make_url(address)
    server = url.set(database="postgres").render_as_string(hide_password=False)
    if (server, make) not in _templates:
        make(address)
        name = f"phuhop_{uuid.uuid4().hex}"
        _run_on(server, f"CREATE DATABASE {name} TEMPLATE {url.database}")
        _templates[server, make] = name
        return
    _run_on(
        server,
        f"DROP DATABASE {url.database} WITH (FORCE)",
        f"CREATE DATABASE {url.database} TEMPLATE {_templates[server, make]}",
    )


def drop_templates() -> None:
    """Leave nothing on a server that is not our own."""
    while _templates:
        (server, _), name = _templates.popitem()
        _run_on(server, f"DROP DATABASE {name} WITH (FORCE)")


def _run_on(server: str, *statements: str) -> None:
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
